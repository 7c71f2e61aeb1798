"""Backups thin out with age, never all go, and are told apart without the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotator.store.keeping import Kept, Policy, kept_in, next_name, superfluous

_NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def _kept(*ages: timedelta, size: int = 1) -> list[Kept]:
    """Backups of these ages, the oldest first."""
    ordered = sorted(ages, reverse=True)
    return [Kept(number, _NOW - age, "work", size, Path()) for number, age in enumerate(ordered, 1)]


def _left(kept: list[Kept], policy: Policy, now: datetime = _NOW) -> list[Kept]:
    gone = {one.number for one in superfluous(kept, policy, now)}
    return [one for one in kept if one.number not in gone]


def test_half_hours_become_hours_then_days_then_weeks() -> None:
    kept: list[Kept] = []
    now = _NOW
    for number in range(1, 2 * 24 * 120):  # 120 days of a backup every half hour
        now += timedelta(minutes=30)
        kept.append(Kept(number, now, "work", 1, Path()))
        gone = {one.number for one in superfluous(kept, Policy(), now)}
        kept = [one for one in kept if one.number not in gone]
    ages = [(now - one.at) for one in kept]
    assert len(kept) <= 24 + 14 + 26 + 3
    assert sum(age < timedelta(hours=24) for age in ages) >= 24
    assert sum(age < timedelta(days=14) for age in ages) >= 24 + 12
    assert max(ages) > timedelta(weeks=15)


def test_the_size_limit_takes_the_oldest_but_never_the_newest_two() -> None:
    kept = _kept(*(timedelta(hours=hour) for hour in range(10)), size=100)
    left = _left(kept, Policy(limit=450))
    assert [one.number for one in left] == [7, 8, 9, 10]
    assert [one.number for one in _left(kept, Policy(limit=1))] == [9, 10]


def test_a_clock_that_is_set_back_costs_no_backup() -> None:
    kept = _kept(*(timedelta(minutes=minute) for minute in range(30)))
    earlier = _NOW - timedelta(days=400)
    assert _left(kept, Policy(), earlier) == kept
    name = next_name(kept, "work", earlier)
    assert name == "000031 2025-01-28 05.06.07 work.annotator"


@given(
    st.lists(st.timedeltas(timedelta(days=-900), timedelta(days=900)), max_size=60),
    st.integers(0, 3000),
    st.integers(0, 300),
)
def test_letting_go_is_stable_and_keeps_the_newest(
    ages: list[timedelta], limit: int, size: int
) -> None:
    kept = _kept(*ages, size=size)
    policy = Policy(limit=limit)
    left = _left(kept, policy)
    assert left[-2:] == kept[-2:]
    assert sum(one.size for one in left) <= max(limit, 2 * size)
    assert _left(left, policy) == left


def test_other_files_are_no_backups(tmp_path: Path) -> None:
    for name in ("000002 2026-03-04 05.06.07 before import.annotator", "mine.annotator", "a.txt"):
        (tmp_path / name).write_bytes(b"12345")
    (only,) = kept_in(tmp_path)
    assert (only.number, only.at, only.reason, only.size) == (2, _NOW, "before import", 5)
    assert kept_in(tmp_path / "none") == []

"""Parts: what hangs on a group's key and on nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.refusal import Refused
from annotator.editing.training.parts import Part, Shares, balanced_seed, part_of, unevenness

_SHARES = st.builds(Shares, st.integers(1, 100), st.integers(0, 100), st.integers(0, 100))
_GROUPS: st.SearchStrategy[dict[str, Counter[str]]] = st.dictionaries(
    st.text(max_size=8),
    st.builds(Counter, st.dictionaries(st.sampled_from(["", "A", "B"]), st.integers(1, 9))),
    min_size=1,
    max_size=12,
)


@given(st.text(), st.integers(), _SHARES)
def test_a_part_with_no_share_gets_nothing(key: str, seed: int, shares: Shares) -> None:
    part = part_of(key, seed, shares)
    assert shares.of(part) > 0
    assert part is part_of(key, seed, shares)


@given(st.text(), st.integers(), _SHARES, st.integers(2, 9))
def test_only_the_ratios_of_shares_matter(key: str, seed: int, shares: Shares, by: int) -> None:
    more = Shares(by * shares.train, by * shares.dev, by * shares.test)
    assert part_of(key, seed, more) is part_of(key, seed, shares)


def test_parts_have_their_shares_and_stay_what_they_were() -> None:
    found = Counter(part_of(f"article {at}", 0, Shares()) for at in range(20_000))
    assert found[Part.TRAIN] / 20_000 == pytest.approx(0.8, abs=0.01)
    assert found[Part.DEV] / 20_000 == pytest.approx(0.1, abs=0.01)
    # of every release: whoever exports again must find old articles where they were
    drawn = {at: part_of(f"article {at}", 0, Shares()) for at in range(40)}
    assert [at for at, part in drawn.items() if part is Part.TEST] == [16, 27, 38]
    assert [at for at, part in drawn.items() if part is Part.DEV] == [12, 15, 18, 24, 33, 37]


@given(_GROUPS, _SHARES)
def test_the_balanced_seed_is_no_less_even_than_any_other(
    groups: dict[str, Counter[str]], shares: Shares
) -> None:
    total = sum(groups.values(), Counter[str]())
    best = balanced_seed(groups, shares, range(16))
    every = [unevenness(groups, total, seed, shares) for seed in range(16)]
    assert every[best] == min(every)


def test_shares_that_give_nothing_are_refused() -> None:
    for wrong in ((0, 0, 0), (-1, 1, 1)):
        with pytest.raises(Refused):
            Shares(*wrong)

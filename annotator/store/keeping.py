"""Which backups of a project there are, and which of them are kept.

A backup says in its name which one it is, when it was made and why:
``000123 2026-03-04 05.06.07 work.annotator``. They are told apart by the number, not
by the clock, which may be set back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

_NAME = re.compile(
    r"(?P<number>\d{6,}) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d) (?P<reason>[a-z -]+)\.annotator"
)
_AT = "%Y-%m-%d %H.%M.%S"


class Kept(msgspec.Struct, frozen=True, order=True):
    """A backup: its number, when (UTC), why, how many bytes it takes, and where it is."""

    number: int
    at: datetime
    reason: str
    size: int
    path: Path


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The newest backup of each of so many hours, days and weeks is kept.

    The newest three are kept in any case, and those that seem to be from the future:
    then it is the clock that is wrong. Beyond `limit` bytes together the oldest
    go, but never the newest two.
    """

    hours: int = 24
    days: int = 14
    weeks: int = 26
    limit: int = 4 * 1024**3


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS = 3
_AT_LEAST = 2


def kept_in(folder: Path) -> list[Kept]:
    """The backups in a folder, newest first. Other files are passed over."""
    found = []
    try:
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match is None:
                continue
            at = datetime.strptime(match["at"], _AT).replace(tzinfo=UTC)
            size = path.stat().st_size
            found.append(Kept(int(match["number"]), at, match["reason"], size, path))
    except (OSError, ValueError):
        pass  # a folder that is not there holds none
    return sorted(found, reverse=True)


def next_name(kept: Sequence[Kept], reason: str, now: datetime) -> str:
    """What the next backup is called. `reason` is words in small letters."""
    number = 1 + max((one.number for one in kept), default=0)
    return f"{number:06d} {now.astimezone(UTC).strftime(_AT)} {reason}.annotator"


def superfluous(kept: Iterable[Kept], policy: Policy, now: datetime) -> list[Kept]:
    """The backups that a policy lets go of, oldest first."""
    newest_first = sorted(kept, reverse=True)
    wanted = {one.number for one in newest_first[:_ALWAYS]}
    for length, count in (
        (timedelta(hours=1), policy.hours),
        (timedelta(days=1), policy.days),
        (timedelta(weeks=1), policy.weeks),
    ):
        slots: set[int] = set()
        for one in newest_first:
            # of the calendar: slots that moved with the clock would be emptied by moving
            slot = (one.at - _EPOCH) // length
            age = (now - _EPOCH) // length - slot
            if age < 0 or (age < count and slot not in slots):
                slots.add(slot)
                wanted.add(one.number)
    total = sum(one.size for one in newest_first if one.number in wanted)
    for one in reversed(newest_first[_AT_LEAST:]):
        if total <= policy.limit:
            break
        if one.number in wanted:
            wanted.discard(one.number)
            total -= one.size
    return [one for one in reversed(newest_first) if one.number not in wanted]

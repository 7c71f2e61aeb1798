"""Dates as sources write them, as ISO 8601 where that is certain.

A date that could be read in two ways is left as it was written, unless other dates
of the same source tell in which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier januar enero gennaio ocak januari",
            "february février fevrier februar febrero febbraio şubat februari",
            "march mars märz marzo mart maart",
            "april avril abril aprile nisan",
            "may mai mayo maggio mayıs mei",
            "june juin juni junio giugno haziran",
            "july juillet juli julio luglio temmuz",
            "august août aout agosto ağustos augustus",
            "september septembre septiembre settembre eylül",
            "october octobre oktober octubre ottobre ekim",
            "november novembre noviembre kasım",
            "december décembre decembre dezember diciembre dicembre aralık",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})"
)

_DOTTED = re.compile(
    r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(?:um\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?)?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?$")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?)?$")

_NUMBERS = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./]\s?\d|\d{1,2}-\d{1,2}-\d{4}")

DayFirst = bool | None
"""Whether 3/4/2019 is in April; None where that is not known."""


def day_first(dates: Iterable[str]) -> DayFirst:
    """Which way dates with slashes go, told by those that can only go one way."""
    ways: set[bool] = set()
    for one in dates:
        if found := _SLASHED.match(one.strip()):
            if int(found[1]) > 12:
                ways.add(True)
            if int(found[2]) > 12:
                ways.add(False)
    return ways.pop() if len(ways) == 1 else None


def iso(written: str, first: DayFirst = None) -> str:
    """An ISO 8601 date or date-time, or `written` itself where it is none that is known."""
    said = " ".join(written.split())
    if _NUMBERS.match(said):
        return _from_numbers(said, first) or said
    if _ISO.match(said):
        return said.replace(" ", "T", 1) if " " in said and "T" not in said else said
    if found := _BASIC.match(said):
        return _checked(_from_basic(found), said)
    if found := _MONTH_FIRST.search(said):
        return _day(found[3], found[1], found[2]) or said
    if found := _DAY_FIRST.search(said):
        mail = re.match(r"[A-Z][a-z]{2},", said) is not None
        return _mail(said) if mail else _day(found[3], found[2], found[1]) or said
    return said


def _from_numbers(said: str, first: DayFirst) -> str:
    """A date of three numbers, "" where it is none, or could be two."""
    if found := _DOTTED.match(said):  # dots go with the day first, wherever they are written
        return _in_order(found, 3, 2, 1)
    if found := _YEAR_FIRST.match(said):
        return _in_order(found, 1, 2, 3)
    found = _SLASHED.match(said)
    if found is None:
        return ""
    way = first if first is not None else day_first([said])
    if way is None and found[1] != found[2]:
        return ""
    return _in_order(found, 3, 2, 1) if way else _in_order(found, 3, 1, 2)


def _mail(said: str) -> str:
    """The date of a mail or an RSS feed (RFC 5322)."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return said
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat()


def _from_basic(found: re.Match[str]) -> str:
    day = f"{found[1]}-{found[2]}-{found[3]}"
    if found[4] is None:
        return day
    zone = found[7] or ""
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{zone}"


def _checked(made: str, said: str) -> str:
    try:
        datetime.fromisoformat(made)
    except ValueError:
        return said
    return made


def _in_order(found: re.Match[str], year: int, month: int, day: int) -> str:
    try:
        made = datetime(int(found[year]), int(found[month]), int(found[day]))  # noqa: DTZ001  as written
        if found[4] is None:
            return made.date().isoformat()
        return made.replace(
            hour=int(found[4]), minute=int(found[5]), second=int(found[6] or 0)
        ).isoformat()
    except ValueError:
        return ""


def _day(year: str, month: str, day: str) -> str:
    number = _month(month)
    if not number:
        return ""
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    folded = name.lower()
    found = {number for full, number in _MONTHS.items() if full.startswith(folded)}
    return _MONTHS.get(folded) or (found.pop() if len(found) == 1 else 0)

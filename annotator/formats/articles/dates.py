"""Dates as sources write them, as ISO 8601 where that is certain.

A date that could be read in two ways is left as it was written.
"""

from __future__ import annotations

import re
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


def iso(written: str) -> str:
    """An ISO 8601 date or date-time, or `written` itself where it is none that is known."""
    said = " ".join(written.split())
    if _ISO.match(said):
        return said.replace(" ", "T", 1) if " " in said and "T" not in said else said
    if found := _BASIC.match(said):
        return _checked(_from_basic(found), said)
    if found := _MONTH_FIRST.search(said):
        return _day(found[3], found[1], found[2]) or said
    if found := _DAY_FIRST.search(said):
        if "," in said[:4] and re.match(r"[A-Z][a-z]{2},", said):
            return _mail(said)
        return _day(found[3], found[2], found[1]) or said
    return said


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

"""Datelines and by-lines: the short lines between a title and its text."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

_SHORTEST_PLACE = 3
_LONGEST_PLACE = 40
_LONGEST_AGENCY = 50
_LONGEST_BYLINE = 120
_UPPER = r"(?:\p{Lu}[\p{Lu}\p{M}.’']*)"
_PLACE = rf"{_UPPER}(?:(?:\s|-){_UPPER}){{0,4}}"
_PARTS = regex.compile(rf"(?P<place>{_PLACE})(?:(?P<mark>\s*[-–—/,]\s*)(?P<agency>\p{{Lu}}.*))?")
_ABOVE_TEXT = regex.compile(
    rf"(?P<place>{_PLACE})"
    r"(?:,\s\p{Lu}\p{Ll}{2,8}\.?\s\d{1,2}|,\s\p{Lu}\p{Ll}[\p{L}.]{1,20})?"
    r"(?:\s\((?P<agency>\p{Lu}[^()\n]{1,40})\)\s?(?:--?|[–—:])|\s(?:--|[–—]))(?=\s)"
)
_NAMED_PLACE = r"\p{Lu}[\p{L}\p{M}.’'-]+(?:\s\p{Lu}[\p{L}\p{M}.’'-]+){0,3}"
_IN_BRACKETS = regex.compile(
    rf"\((?P<place>{_NAMED_PLACE}(?:,\s\p{{Lu}}[\p{{L}}.]{{1,20}})?)"
    r"\s[-–—]\s\p{Lu}\p{L}{2,9}\.?\s\d{1,2}\)(?=\s)"
)
"""(New York, NY - October 21)"""
_OF_AGENCY = regex.compile(
    rf"(?:(?P<place>{_NAMED_PLACE}(?:/{_NAMED_PLACE})?)\s)?"
    r"\((?P<agency>dpa|dapd|epd|KNA|sid|SID|APA|sda|AFP|AP|Reuters|ANSA|EFE|Xinhua|TASS|AA|PTI"
    r"|\p{Lu}\p{Ll}+\sNetwork)(?:/\w+)?\)\s(?:--?|[–—])(?=\s)"
)
"""Berlin (dpa) -, (Sports Network) -"""
_KNOWN_AGENCIES = frozenset({"REUTERS", "XINHUA", "ANADOLU", "INTERFAX", "KYODO", "YONHAP"})
# Kickers in capitals stand where datelines stand and name no place.
_KICKERS = frozenset(
    {
        "ANALYSIS",
        "BREAKING",
        "BREAKING NEWS",
        "COMMENT",
        "CORRECTED",
        "CORRECTION",
        "EDITORIAL",
        "EXCLUSIVE",
        "EXPLAINER",
        "FEATURE",
        "INTERVIEW",
        "LIVE",
        "NEWS",
        "OPINION",
        "PHOTOS",
        "UPDATE",
        "VIDEO",
        "WATCH",
        "SON DAKİKA",
    }
)

_BY = regex.compile(
    r"""
    (?: (?:By|BY|Von|VON|Par|PAR|Por|POR|Door|Af|Av)\s+(?=\p{Lu}|our\s|staff\s|unser|notre\s)
      | (?:Di|Da|De)\s+(?=\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+$)
      | (?:Haber|Yazan|Muhabir|Yazar|Text|Texte|Texto|Testo|Author|Автор|Текст)\s*:\s*(?=\w)
      | (?:بقلم|كتبت?|تقرير|إعداد)\s*:\s*(?=\w) | بقلم\s+(?=\w)
      | מאת:?\s+(?=\w)
      | (?:本报|本報)?(?:记者|記者)[\s:：]*(?=\p{Han}) | (?:作者|文)[:：/／]\s*(?=\w)
    )
    (?P<name>.+)
    """,
    regex.VERBOSE,
)
_STOP = re.compile(r"[!?…。！？؟;:]$|(?<![A-Z])(?<!\bJr)(?<!\bSr)\.$")


class Dateline(NamedTuple):
    """Where a text was written and by which agency; `length` code points from its start."""

    place: str
    agency: str
    length: int


def dateline(line: str) -> Dateline | None:
    """A line of its own: a place in capitals, and perhaps an agency after a hyphen."""
    if len(line) > _LONGEST_PLACE + _LONGEST_AGENCY or line in _KICKERS:
        return None
    parts = _PARTS.fullmatch(line)
    if parts is None:
        return None
    place, mark, agency = parts["place"], parts["mark"] or "", parts["agency"] or ""
    if not agency and "-" in place:
        left, _, right = place.rpartition("-")
        if right in _KNOWN_AGENCIES or (len(right) <= 4 and len(left) > 4):
            place, agency = left, right
    if "," in mark and not agency.isupper():
        return None
    letters = sum(1 for character in place if character.isalpha())
    if letters < 2 or len(place) > _LONGEST_PLACE or _is_sentence(agency):
        return None
    return Dateline(place, agency, len(line))


def leading_dateline(paragraph: str) -> Dateline | None:
    """A dateline that opens a paragraph: "BAGHDAD (AP) —", "BASRA —", "Berlin (dpa) -"."""
    if found := _IN_BRACKETS.match(paragraph):
        return Dateline(found["place"], "", found.end())
    if found := _OF_AGENCY.match(paragraph):
        return Dateline(found["place"] or "", found["agency"], found.end())
    found = _ABOVE_TEXT.match(paragraph)
    if (
        found is None
        or len(found["place"]) < _SHORTEST_PLACE
        or found["place"] in _KICKERS
        or len(found["place"]) > _LONGEST_PLACE
    ):
        return None
    return Dateline(found["place"], found["agency"] or "", found.end())


def byline(line: str) -> str:
    """The names of a by-line without their "By", or "" for any other line."""
    if len(line) > _LONGEST_BYLINE or _STOP.search(line):
        return ""
    found = _BY.fullmatch(line)
    return str(found["name"]).strip() if found else ""


def _is_sentence(agency: str) -> bool:
    long = len(agency) > _LONGEST_AGENCY or len(agency.split()) > 6
    return long or _STOP.search(agency) is not None

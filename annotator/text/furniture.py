"""Telling the furniture of a news text from its prose, by rule.

The wire shape is a title two or three times, a dateline before the last of them,
"[HH]" headings between paragraphs, and a tail of keywords with a last comma.
"""

from __future__ import annotations

import re

from annotator.text.datelines import Dateline, byline, dateline, leading_dateline
from annotator.text.news_lines import Line, lines
from annotator.text.zones import NewsShape, Zone, ZoneKind

_TOP = 8
_LONGEST_TITLE = 250
_HEADING = re.compile(r"\[HH\]\s+\S")
_NO_TITLE_END = re.compile(r"(?<!\.\.)[.][\"”’»“)]*$|[,;:،。、，；：।۔—–]$")
_KEYWORDS_NAMED = re.compile(
    r"(?:keywords|tags|key words|anahtar kelimeler|etiketler|schlagwörter|schlagworte|mots[- ]clés"
    r"|palabras clave|الكلمات المفتاحية|关键词|關鍵詞)\s*[:：]\s*(?P<items>\S.*)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,،，]\s*")
_LONGEST_KEYWORD = 60


def recognise(text: str, title: str = "") -> NewsShape:
    """What the furniture of a text says, and where it stands; empty for plain prose.

    A first line that is `title` is one, whatever it looks like.
    """
    found = lines(text)
    zones = []
    if "[HH]" in text:
        zones = [_zone(line, ZoneKind.HEADING) for line in found if _HEADING.match(line.text)]
    keywords = _keywords(found)
    if keywords:
        zones.append(_zone(found[-1], ZoneKind.KEYWORDS))
    titles = _titles(found, title)
    zones += [_zone(line, ZoneKind.TITLE) for line in titles[:1]]
    zones += [_zone(line, ZoneKind.REPEATED_TITLE) for line in titles[1:]]
    taken = {zone.start for zone in zones}
    dated, place_zone = _dateline(found, taken, titled=bool(titles))
    signed, name_zone = _byline(found, taken, titled=bool(titles))
    return NewsShape(
        title=titles[0].text if titles else "",
        place=dated.place if dated else "",
        agency=dated.agency if dated else "",
        byline=signed,
        keywords=keywords,
        zones=tuple(sorted([*zones, *place_zone, *name_zone])),
    )


def _zone(line: Line, kind: ZoneKind) -> Zone:
    return Zone(line.start, line.end, kind)


def _titles(found: list[Line], title: str) -> list[Line]:
    """The first line if it is a title, and its exact repetitions above the prose."""
    told = bool(found) and found[0].text == title
    if len(found) < 2 or not (told or _may_be_title(found[0])):
        return []
    repeated = [line for line in found[1:_TOP] if line.text == found[0].text]
    if told:
        return [found[0], *repeated]
    if repeated:
        rest = any(line.text != found[0].text for line in found)
        return [found[0], *repeated] if rest and found[1].after_blank else []
    second = found[1]
    signed = byline(second.text) or dateline(second.text)
    if not (second.after_blank or signed) or (found[0].is_prose and found[0].ends_sentence):
        return []
    return found[:1] if any(line.is_prose for line in found[1:]) else []


def _may_be_title(line: Line) -> bool:
    text = line.text
    if not 2 <= len(text) <= _LONGEST_TITLE or _NO_TITLE_END.search(text) or text[0].islower():
        return False
    return any(character.isalpha() for character in text) and not _HEADING.match(text)


def _top(found: list[Line], taken: set[int], *, titled: bool) -> list[Line]:
    """Lines between the title and the first prose that are not spoken for."""
    if not titled:
        return []
    above: list[Line] = []
    for line in found[:_TOP]:
        if line.start in taken:
            continue
        if line.is_prose:
            break
        above.append(line)
    return above


def _dateline(
    found: list[Line], taken: set[int], *, titled: bool
) -> tuple[Dateline | None, list[Zone]]:
    for line in _top(found, taken, titled=titled):
        if dated := dateline(line.text):
            return dated, [_zone(line, ZoneKind.DATELINE)]
    for line in found[:_TOP]:
        if line.is_prose and line.start not in taken:
            dated = leading_dateline(line.text)
            zone = [Zone(line.start, line.start + dated.length, ZoneKind.DATELINE)] if dated else []
            return dated, zone
    return None, []


def _byline(found: list[Line], taken: set[int], *, titled: bool) -> tuple[str, list[Zone]]:
    for line in _top(found, taken, titled=titled):
        if signed := byline(line.text):
            return signed, [_zone(line, ZoneKind.BYLINE)]
    return "", []


def _keywords(found: list[Line]) -> tuple[str, ...]:
    """The items of the last line, if it is a tail: named so, or ending in a comma."""
    if len(found) < 2 or not found[-1].after_blank:
        return ()
    tail = found[-1].text
    named = _KEYWORDS_NAMED.fullmatch(tail)
    if named is None and tail[-1] not in ",،，":
        return ()
    items = [item for item in _COMMA.split(named["items"] if named else tail) if item]
    if len(items) < (1 if named else 2) or found[-1].ends_sentence:
        return ()
    if any(len(item) > _LONGEST_KEYWORD or len(item.split()) > 6 for item in items):
        return ()
    return tuple(items)

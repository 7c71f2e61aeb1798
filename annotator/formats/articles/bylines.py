"""What a by-line of a news database says: who wrote, as what, and from where."""

from __future__ import annotations

from typing import NamedTuple

import regex

_BY = regex.compile(r"by\s+", regex.IGNORECASE)
_SENT_FROM = regex.compile(
    r"(?P<name>[^,;]+?) in (?P<place>\p{Lu}[\w'’-]+(?: \p{Lu}[\w'’-]+){0,2})"
)
"""Daniel Boffey in Brussels"""

_OFFICE = (
    r"(?:correspondent|editor|reporter|columnist|critic|writer|commentator|analyst|producer"
    r"|photographer|bureau chief|staff)"
)
_AFTER_COMMA = regex.compile(
    rf"(?P<name>[^,;]+),\s*(?P<office>[^,;]*\b{_OFFICE})", regex.IGNORECASE
)
"""Jane Doe, Political Editor"""

_BEAT = (
    r"(?:Acting|Arts|Associate|Banking|Brexit|Business|Chief|City|Consumer|Crime|Culture|Defen[cs]e"
    r"|Deputy|Diplomatic|Economics|Education|Energy|Environment|Europe|European|Finance|Financial"
    r"|Foreign|Health|Home|Industrial|Investigations|Legal|Media|Money|North|Parliamentary"
    r"|Political|Politics|Religion|Royal|Science|Senior|Social|South|Special|Sports?|Staff"
    r"|Technology|Transport|Travel|US|Washington|Westminster|World)"
)
_NAME = r"\p{Lu}[\p{L}\p{M}.'’-]*"
_LINK = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|al|el|bin|ibn|ten|ter)\s)*"
_BEFORE_BEAT = regex.compile(
    rf"(?P<name>{_NAME}(?:\s{_LINK}{_NAME}){{1,3}}?)\s(?P<office>{_BEAT}\b[^,;]*?\b{_OFFICE})",
)
"""Mary Ann Sieghart Political editor"""

_BEFORE_OFFICE = regex.compile(
    rf"(?P<name>{_NAME}(?:\s\p{{Lu}}\.)*\s{_LINK}{_NAME})\s(?P<office>(?:[^,;]*\s)?{_OFFICE})",
)
"""Ann Lee Bees correspondent: of a beat that is not known, the name is taken to be two words."""


class Signed(NamedTuple):
    """Who wrote an article, in what office and where they were; "" where it is not said."""

    author: str
    office: str = ""
    place: str = ""


def signed(line: str) -> Signed:
    """What a by-line says. Names of several writers are left together as they are."""
    line = _BY.sub("", line, count=1) if _BY.match(line) else line
    if sent := _SENT_FROM.fullmatch(line):
        return signed(sent["name"])._replace(place=sent["place"])
    if regex.search(r"\band\b|&", line):
        return Signed(line)
    for pattern in (_AFTER_COMMA, _BEFORE_BEAT, _BEFORE_OFFICE):
        if found := pattern.fullmatch(line):
            return Signed(found["name"], found["office"])
    return Signed(line)

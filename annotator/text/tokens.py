"""The words of a stretch of text without blanks."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from annotator.text.abbreviations import keeps_its_dot
from annotator.text.graphemes import boundaries

_BOUNDARY = regex.compile(r"(?V1w)\b")
_WORDY = regex.compile(r"[\p{L}\p{N}]")
LONE_SCRIPTS = r"[\p{Han}\p{Hiragana}\p{lb=SA}]"
_ALONE = regex.compile(LONE_SCRIPTS)
_PLAIN = regex.compile(r"[A-Za-z]+")
_HYPHENS = frozenset("-\u2010\u2011")
_CURRENCY = regex.compile(r"\p{Sc}")
_PER = frozenset("%‰٪")
_APOSTROPHES = "'’ʼ＇"
_CACHED = 256

# "talks.Türkiye" lacks a blank; "said:Yes" too, but Swedish "EU:s" does not.
_MISSING_BLANK = regex.compile(r"(?<=\p{L}\p{Ll})[.:](?=\p{Lu})|:(?=\p{L}{5})")

# Case, person and copula endings that Turkish writes after an apostrophe, also
# several in a row ("Türkiye'dekilerin"), and the English possessive.
_ENDING = regex.compile(
    r"""
    s | S
    | (?: l[ae]r | n?d[ae] | t[ae] | n?d[ae]n | t[ae]n | [yn]?[ae] | [yn]?[ıiuü] | n?[ıiuü]n
        | y?l[ae] | l[ıiuü] | l[ıiuü]k | s[ıiuü]z | n?c[ae] | ç[ae] | c[ıiuü] | ç[ıiuü]
        | ki | d[ıiuü]r | t[ıiuü]r | y?d[ıiuü] | t[ıiuü] | ym[ıiuü]ş | m[ıiuü]ş | y?s[ae]
        | s[ıiuü] | n[ae] | [ıiuü]?nc[ıiuü] | ş[ae]r | [ıiuü]m | [ıiuü]m[ıiuü]z | n[ıiuü]z
      ){1,5}
    """,
    regex.VERBOSE,
)
# Transliterated names in which an ayn or okina only looks like one of those.
_WHOLE_NAMES = frozenset({"sana'a", "shi'a", "hawai'i", "rafi'i", "sa'di", "ra'i"})
_ELISIONS = "c d j l m n qu s t jusqu lorsqu puisqu quoiqu dell all dall nell sull un quell"
_ELIDED = frozenset(_ELISIONS.split())


class Token(NamedTuple):
    """A word and what hangs on it: [start, end) is the word, [end, whole) the ending."""

    start: int
    end: int
    whole: int


def tokens(stretch: str) -> tuple[Token, ...]:
    """The words of a stretch without blanks, in order, offsets into the stretch."""
    return _cached(stretch) if len(stretch) <= _CACHED else _tokens(stretch)


@lru_cache(maxsize=8192)
def _cached(stretch: str) -> tuple[Token, ...]:
    return _tokens(stretch)


def _tokens(stretch: str) -> tuple[Token, ...]:
    if _PLAIN.fullmatch(stretch):
        return (Token(0, len(stretch), len(stretch)),)
    parts = _parts(stretch)
    found: list[Token] = []
    index = place = 0
    while index < len(parts):
        last = _last_of_word(parts, index)
        end = place + sum(len(part) for part in parts[index : last + 1])
        if last > index or _WORDY.search(parts[index]):
            found.extend(_apart(stretch[place:end], place))
        index, place = last + 1, end
    return tuple(found)


def _parts(stretch: str) -> list[str]:
    """UAX 29 segments, never cut inside a grapheme cluster."""
    cuts = {m.start() for m in _BOUNDARY.finditer(stretch)}
    for missing in _MISSING_BLANK.finditer(stretch):
        cuts.update(missing.span())
    ordered = sorted(cuts & boundaries(stretch) | {0, len(stretch)})
    return [stretch[start:end] for start, end in pairwise(ordered)]


def _last_of_word(parts: list[str], index: int) -> int:
    """The last segment of the word that starts with this one."""
    if not (_WORDY.search(parts[index]) or _is_sign(parts[index])):
        return index
    joined = True
    while joined and index + 1 < len(parts):
        joined = False
        for rule in (_amount, _dotted, _linked, _ending_apart):
            if (last := rule(parts, index)) > index:
                index, joined = last, True
                break
    return index


def _amount(parts: list[str], index: int) -> int:
    """ "$1,000", "US$5", "5€", "3.5%", "%20"."""
    here, after = parts[index], parts[index + 1]
    if _is_sign(here):
        return index + 1 if after[0].isdecimal() else index
    if not _is_sign(after):
        return index
    counted = index + 2 < len(parts) and parts[index + 2][0].isdecimal()
    return index + 1 if here[-1].isdecimal() or (counted and here.isupper()) else index


def _dotted(parts: list[str], index: int) -> int:
    """ "U.N.", "Dec."."""
    return index + 1 if parts[index + 1] == "." and keeps_its_dot(parts[index]) else index


def _linked(parts: list[str], index: int) -> int:
    """ "Claw-Lock", "AT&T"."""
    if index + 2 >= len(parts) or not _WORDY.search(parts[index + 2]):
        return index
    here, mark, after = parts[index : index + 3]
    if mark in _HYPHENS and _WORDY.search(here):
        return index if _ALONE.match(here[-1]) or _ALONE.match(after) else index + 2
    return index + 2 if mark == "&" and here.isupper() and after.isupper() else index


def _ending_apart(parts: list[str], index: int) -> int:
    """ "2023'te", "U.S.'s", "%20'si": UAX 29 joins an apostrophe to letters only."""
    if (
        index + 2 >= len(parts)
        or parts[index][-1].isalpha()
        or parts[index + 1] not in _APOSTROPHES
    ):
        return index
    signed = _is_sign(parts[index]) and (index == 0 or not parts[index - 1][-1].isdecimal())
    return index + 2 if _is_ending(parts[index + 2]) and not signed else index


def _is_ending(text: str) -> bool:
    return len(text) <= 16 and _ENDING.fullmatch(text) is not None


def _is_sign(text: str) -> bool:
    return text in _PER or _CURRENCY.fullmatch(text) is not None


def _apart(word: str, start: int) -> list[Token]:
    """A word that starts at `start`, and what an apostrophe in it sets apart."""
    end = start + len(word)
    place = max(word.rfind(mark) for mark in _APOSTROPHES)
    if place <= 0:
        return [Token(start, end, end)]
    before, after = word[:place], word[place + 1 :]
    if f"{before}'{after}".casefold() in _WHOLE_NAMES:
        return [Token(start, end, end)]
    named = before[0].isupper() and len(before) > 1
    if after in ("s", "S") or ((named or not before[-1].isalpha()) and _is_ending(after)):
        return [Token(start, start + place, end)]
    capital_name = before != "L" and before[0].isupper() and after[:1].isupper()
    if before.casefold() in _ELIDED and len(after) > 1 and not capital_name:
        return [Token(start, start + place, start + place), Token(start + place + 1, end, end)]
    return [Token(start, end, end)]

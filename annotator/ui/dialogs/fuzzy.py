"""How well typed letters fit a title: the ranking of the command palette.

Letters must come in order; those that start a word or follow one another count
most, so "dn" finds "Done, and next" and "mark loc" finds "Mark as LOCATION" before
titles that merely contain these letters somewhere. Case and accents do not matter.
Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.text.folding import fold, fold_key

_LETTER = 1
_WORD_START = 7
_FOLLOWING = 8
_TITLE_START = 3
_GAP = 3
_JUMP = 2
"""Taken off for words passed over, so that letters of one word go before initials of several."""
_OUT_OF_ORDER = 4
_LEAST_PER_LETTER = 2
"""Matches below this are letters strewn about, which no reader would call a match."""
_NONE = -(10**6)


class _Title(NamedTuple):
    text: str
    source: tuple[int, ...]
    """For each folded letter the offset in the title it came from."""
    starts: tuple[bool, ...]


class _Letter(NamedTuple):
    letter: str
    starts_word: bool
    """A blank was typed before it, so it has to start a word."""


def score(query: str, title: str) -> tuple[int, tuple[int, ...]] | None:
    """How well a query fits a title, and the offsets of the letters that it fits.

    Higher is better; None where it does not fit. An empty query fits all alike.
    Of two titles that fit equally well the shorter one wins.
    """
    words = fold_key(query).split()
    if not words:
        return 0, ()
    prepared = _prepared(title)
    found = _best(_letters(words), prepared)
    if len(words) > 1:
        apart = _best_apart(words, prepared)
        if apart is not None and (found is None or apart[0] > found[0]):
            found = apart
    if found is None or found[0] < _LEAST_PER_LETTER * sum(map(len, words)):
        return None
    points, places = found
    offsets = sorted({prepared.source[place] for place in places})
    return 10 * points - min(len(prepared.text), 99) // 10, tuple(offsets)


@lru_cache(maxsize=4096)
def _prepared(title: str) -> _Title:
    folded = fold(title)
    text = folded.text
    return _Title(
        text,
        tuple(folded.to_source(at, at + 1)[0] for at in range(len(text))),
        tuple(
            letter.isalnum() and (at == 0 or not text[at - 1].isalnum())
            for at, letter in enumerate(text)
        ),
    )


def _letters(words: Sequence[str]) -> list[_Letter]:
    return [
        _Letter(letter, number > 0 and at == 0 and letter.isalnum())
        for number, word in enumerate(words)
        for at, letter in enumerate(word)
    ]


def _best_apart(words: Sequence[str], title: _Title) -> tuple[int, list[int]] | None:
    """Every word for itself, in whatever order; None where two want the same letters."""
    points, places = -_OUT_OF_ORDER, list[int]()
    for word in words:
        found = _best(
            [_Letter(letter, at == 0 and letter.isalnum()) for at, letter in enumerate(word)], title
        )
        if found is None:
            return None
        points += found[0]
        places += found[1]
    return (points, places) if len(set(places)) == len(places) else None


def _best(letters: Sequence[_Letter], title: _Title) -> tuple[int, list[int]] | None:
    """The best places for letters in order: one row of points a letter, traced back."""
    if not _are_there(letters, title.text):
        return None
    rows: list[list[int]] = []
    origins: list[list[int]] = []
    for wanted in letters:
        row, origin = _row(wanted, title, rows[-1] if rows else None)
        rows.append(row)
        origins.append(origin)
    last = rows[-1]
    at = max(range(len(last)), key=last.__getitem__)
    if last[at] <= _NONE:
        return None
    points, places = last[at], [at]
    for origin in reversed(origins[1:]):
        at = origin[at]
        places.append(at)
    return points, places[::-1]


def _are_there(letters: Sequence[_Letter], text: str) -> bool:
    at = 0
    for wanted in letters:
        at = text.find(wanted.letter, at) + 1
        if not at:
            return False
    return True


def _row(
    wanted: _Letter, title: _Title, before: Sequence[int] | None
) -> tuple[list[int], list[int]]:
    """The best points with one letter at each place, and where the letter before it was."""
    size = len(title.text)
    row, origin = [_NONE] * size, [-1] * size
    best, best_at = _NONE, -1
    for at, letter in enumerate(title.text):
        if before is not None and at >= 2 and before[at - 2] > best:
            best, best_at = before[at - 2], at - 2
        starts = title.starts[at]
        if letter != wanted.letter or (wanted.starts_word and not starts):
            continue
        points = _LETTER + (_WORD_START if starts else 0)
        if before is None:
            row[at] = points + (_TITLE_START if at == 0 else 0) - (0 if starts else _GAP)
            continue
        jumped = best + points - (_GAP if not starts else 0 if wanted.starts_word else _JUMP)
        followed = before[at - 1] + points + _FOLLOWING if at else _NONE
        if max(jumped, followed) <= _NONE // 2:
            continue
        row[at], origin[at] = (followed, at - 1) if followed >= jumped else (jumped, best_at)
    return row, origin

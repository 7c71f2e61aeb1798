"""Words as a reader marks them, and widening a ragged selection to them.

Boundaries are those of UAX 29, then put right for news: hyphens, initialisms,
amounts of money and per cents hold together; possessives, Turkish case endings
and French articles after or before an apostrophe stand apart; quotation marks
belong to no word. Han characters are words of their own; scripts that need a
dictionary (Thai, Khmer) fall back to grapheme clusters.

Every question but `count_words` looks only at the neighbourhood of the place
asked about: the stretch between two blanks, cut where it grows past any word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import regex

from annotator.text.graphemes import grapheme_end, grapheme_start
from annotator.text.tokens import LONE_SCRIPTS, Token, tokens

_STRIDE = 1024
_REACH = _STRIDE // 2
_BLANK = re.compile(r"\s")
_INK = re.compile(r"\S")
_ALONE = regex.compile(rf"(?=[\p{{L}}\p{{N}}])(?={LONE_SCRIPTS})\X")


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that holds a code point, or ends right there; None beside words.

    Inside a possessive or a case ending the answer is the word it hangs on.
    """
    before: tuple[int, int] | None = None
    for token in _near(text, offset):
        if token.start <= offset < token.whole:
            return token.start, token.end
        if offset in (token.end, token.whole):
            before = token.start, token.end
    return before


def next_word(text: str, offset: int) -> int:
    """Start of the first word that starts after a code point, or the text's end."""
    return next((t.start for t in _after(text, offset) if t.start > offset), len(text))


def previous_word(text: str, offset: int) -> int:
    """Start of the last word that starts before a code point, or 0."""
    return next((t.start for t in _before(text, offset) if t.start < offset), 0)


def word_end_after(text: str, offset: int) -> int:
    """End of the first word that ends after a code point, or the text's end."""
    return next((t.end for t in _after(text, offset) if t.end > offset), len(text))


def word_start_before(text: str, offset: int) -> int:
    """Start of the last word that starts before a code point, or 0."""
    return previous_word(text, offset)


def word_end_before(text: str, offset: int) -> int:
    """End of the last word that ends before a code point, or 0."""
    return next((t.end for t in _before(text, offset) if t.end < offset), 0)


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a selection to whole words and whole characters, without outer blanks.

    Punctuation the selection held stays; a possessive or case ending at its end
    does not. A selection of nothing but blanks comes back empty.
    """
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    start, end = _without_blanks(text, start, end)
    if start >= end:
        return start, start
    start, end = grapheme_start(text, start), grapheme_end(text, end)
    for token in _near(text, start):
        if token.start < start < token.whole:
            start = token.start
            break
    for token in _near(text, end):
        if token.start < end <= token.whole:
            end = token.end
            break
    return start, end


def count_words(text: str) -> int:
    """How many words a text has; each Han character counts as one.

    A run of thousands of characters without a blank is counted piece by piece.
    """
    rest, alone = _ALONE.subn(" ", text)
    stretches = Counter(rest.split())
    return int(alone) + sum(times * _count(stretch) for stretch, times in stretches.items())


def _count(stretch: str) -> int:
    pieces = range(0, len(stretch), _STRIDE)
    return sum(len(tokens(stretch[start : start + _STRIDE])) for start in pieces)


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _near(text: str, offset: int) -> list[Token]:
    """The words of the stretch at a code point and of the one that ends there."""
    offset = min(max(offset, 0), len(text))
    start, end = _stretch(text, offset)
    found = _words(text, start, end)
    if start == offset and start > 0:
        left, right = _stretch(text, start - 1)
        return [*_words(text, left, right), *found]
    return found


def _after(text: str, offset: int) -> Iterator[Token]:
    offset = max(offset, 0)
    while offset < len(text):
        start, end = _stretch(text, offset)
        yield from _words(text, start, end)
        ink = _INK.search(text, end)
        offset = ink.start() if ink else len(text)


def _before(text: str, offset: int) -> Iterator[Token]:
    offset = min(offset, len(text)) - 1
    while offset >= 0:
        if text[offset].isspace():
            offset -= 1
            continue
        start, end = _stretch(text, offset)
        yield from reversed(_words(text, start, end))
        offset = start - 1


def _words(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(start + token.start, start + token.end, start + token.whole)
        for token in tokens(text[start:end])
    ]


def _stretch(text: str, offset: int) -> tuple[int, int]:
    """The run without blanks at a code point; a blank is a stretch of its own."""
    if offset >= len(text):
        return len(text), len(text)
    start = offset
    while start > 0 and not _parts(text, start):
        start -= 1
    end = offset + 1
    while end < len(text) and not _parts(text, end):
        end += 1
    return start, end


def _parts(text: str, offset: int) -> bool:
    """Whether no word can cross this place: a blank, or far from every blank."""
    before, after = text[offset - 1], text[offset]
    if "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff":
        return True
    if before.isspace() or after.isspace():
        return grapheme_start(text, offset) == offset
    grid = offset + (-offset) % _STRIDE
    if grid - offset > 8 or grid >= len(text):
        return False
    if _BLANK.search(text, grid - _REACH, grid + _REACH):
        return False
    return grapheme_start(text, grid) == offset

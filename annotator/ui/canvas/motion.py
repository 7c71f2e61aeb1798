"""Where the caret goes, and how a selection grows: in code points, without Qt."""

from __future__ import annotations

from annotator.text.offsets import next_grapheme, previous_grapheme
from annotator.text.sentences import next_sentence, paragraph_at, previous_sentence, sentence_at
from annotator.text.words import (
    next_word,
    previous_word,
    snap,
    word_at,
    word_end_after,
    word_end_before,
    word_start_before,
)

Stretch = tuple[int, int]


def step(text: str, offset: int, *, forward: bool, by: str, language: str = "") -> int:
    """The caret's next place, by "word", "character" or "sentence"."""
    if by == "character":
        return next_grapheme(text, offset) if forward else previous_grapheme(text, offset)
    if by == "sentence":
        move = next_sentence if forward else previous_sentence
        return move(text, offset, language)
    return next_word(text, offset) if forward else previous_word(text, offset)


def move_end(text: str, stretch: Stretch, *, out: bool, by_character: bool) -> Stretch:
    """The end edge one word (or character) out or in; never past the start."""
    start, end = stretch
    if by_character:
        moved = next_grapheme(text, end) if out else previous_grapheme(text, end)
    elif out:
        moved = word_end_after(text, end)
    else:
        moved = word_end_before(text, end)
    return (start, moved) if moved > start else stretch


def move_start(text: str, stretch: Stretch, *, out: bool, by_character: bool) -> Stretch:
    """The start edge one word (or character) out or in; never past the end."""
    start, end = stretch
    if by_character:
        moved = previous_grapheme(text, start) if out else next_grapheme(text, start)
    elif out:
        moved = word_start_before(text, start)
    else:
        moved = next_word(text, start)
    return (moved, end) if moved < end else stretch


def to_sentence(text: str, stretch: Stretch, language: str = "") -> Stretch:
    """Grown to whole sentences; one that already is takes the next sentence too."""
    start, end = stretch
    first = sentence_at(text, start, language)
    last = sentence_at(text, max(start, end - 1), language)
    grown = (min(start, first[0]), max(end, last[1]))
    if grown != stretch:
        return grown
    following = next_sentence(text, end - 1 if end > start else end, language)
    if following >= len(text) or following <= start:
        return stretch
    return (start, max(end, sentence_at(text, following, language)[1]))


def to_paragraph(text: str, stretch: Stretch) -> Stretch:
    """Grown to whole paragraphs; one that already is takes the next paragraph too."""
    start, end = stretch
    first, last = paragraph_at(text, start), paragraph_at(text, max(start, end - 1))
    grown = (min(start, first[0]), max(end, last[1]))
    if grown != stretch:
        return grown
    after = end
    while after < len(text) and text[after].isspace():
        after += 1
    return (start, paragraph_at(text, after)[1]) if after < len(text) else stretch


def word_or_none(text: str, offset: int) -> Stretch | None:
    """The word at the caret, or the one that ends there."""
    found = word_at(text, offset)
    if found is None and offset > 0 and not text[offset - 1].isspace():
        found = word_at(text, offset - 1)
    return found


def snapped(text: str, one: int, other: int) -> Stretch:
    """Two offsets in any order, widened to whole words."""
    return snap(text, min(one, other), max(one, other))

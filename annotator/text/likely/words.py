"""The words of a stretch as rules for names see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.text.tokens import tokens

_STRETCH = re.compile(r"\S+")
_PLAIN = re.compile(r"[^\w]*([\w'’-]*\w)[^\w]*")
_LONGEST = 80
_SENTENCE_ENDS = frozenset(".!?…:;。！？؟")
_CLOSERS = "\"'”’»›)"


class Word(NamedTuple):
    """A word at [start, end); [end, whole) is a possessive or case ending."""

    start: int
    end: int
    whole: int
    text: str
    capital: bool
    initial: bool
    """Whether a sentence begins here, so that its capital says little."""

    @property
    def key(self) -> str:
        """The word as lexicons have it."""
        return self.text.lower().replace("’", "'")


Line = Sequence[Word]
"""The words of one line, in order."""


def lines(text: str, start: int, end: int) -> list[Line]:
    """The words of every line between two code points; `start` is best a line's start."""
    found: list[Line] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            line = list(words(text, start, stop))
            if line:
                found.append(line)
        start = stop + 1
    return found


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words between two code points of one line.

    Unbroken runs without capitals that are longer than any word are left out: in
    scripts without blanks there is nothing to tell names by.
    """
    initial = True
    for match in _STRETCH.finditer(text, start, end):
        piece = match.group()
        left = match.start()
        lower = piece == piece.lower()
        if lower:
            plain = _PLAIN.fullmatch(piece)
            if plain is not None:
                first, last = plain.span(1)
                yield Word(left + first, left + last, left + last, plain.group(1), False, initial)
                initial = _closes(piece[last:])
                continue
            if len(piece) > _LONGEST:
                initial = piece[-1] in _SENTENCE_ENDS
                continue
        for token in tokens(piece):
            word = piece[token.start : token.end]
            opens = token.start > 0 and piece[token.start - 1] in '“„«「『"('
            yield Word(
                left + token.start,
                left + token.end,
                left + token.whole,
                word,
                _capital(word),
                initial or opens,
            )
            initial = False
        initial = _ends_sentence(piece)


def _capital(word: str) -> bool:
    return any(character.isupper() or character.istitle() for character in word)


def _closes(tail: str) -> bool:
    tail = tail.rstrip(_CLOSERS)
    return tail[-1:] in _SENTENCE_ENDS and tail != ""


def _ends_sentence(piece: str) -> bool:
    tail = piece.rstrip(_CLOSERS)
    if not tail or tail[-1] not in _SENTENCE_ENDS:
        return not tail
    found = tokens(piece)
    # a dot that belongs to the word ("U.N.", "Mr.") ends nothing
    return not (found and tail[-1] == "." and found[-1].end >= len(tail))

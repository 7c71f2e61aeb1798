"""Actors that go by a common noun: the ministry, the governor of Upper Vale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.text.likely import lexicon
from annotator.text.likely.candidate import Candidate, Kind
from annotator.text.likely.words import Line

_ROLE = 5.0
_MOST_BEFORE = 3
_MOST_AFTER = 6


def roles(text: str, lines: Iterable[Line]) -> Iterator[Candidate]:
    """Nouns of the lexicon with their article; longer with what "of" adds to them."""
    for line in lines:
        for index, word in enumerate(line):
            if not word.capital and word.key in lexicon.ROLES:
                yield _of_word(text, line, index)


def _of_word(text: str, line: Line, index: int) -> Candidate:
    first = index
    while index - first < _MOST_BEFORE and first > 0 and _touch(text, line, first - 1):
        before = line[first - 1]
        if before.key in lexicon.ARTICLES:
            first -= 1
            break
        if before.key in lexicon.STARTERS or not before.key.isalpha():
            break
        first -= 1
    if line[first].key not in lexicon.ARTICLES:
        first = index
    found = Candidate(line[first].start, line[index].end, Kind.ROLE, _ROLE)
    longest = _with_of(text, line, index)
    return found.with_longer(line[first].start, line[longest].end)


def _touch(text: str, line: Line, at: int) -> bool:
    return text[line[at].whole : line[at + 1].start] == " "


def _with_of(text: str, line: Line, at: int) -> int:
    """The index of the last word of "governor of Upper Vale"."""
    if at + 2 >= len(line) or line[at + 1].key not in lexicon.OF or not _touch(text, line, at):
        return at
    stop = at + 2
    named = False
    while stop < len(line) and stop - at < _MOST_AFTER and _touch(text, line, stop - 1):
        if line[stop].capital:
            named = True
        elif named or line[stop].key not in lexicon.ARTICLES:
            break
        stop += 1
    return stop - 1 if named else at

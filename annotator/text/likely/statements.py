"""Stretches that make a claim: what was said, and parts of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.text.likely import lexicon
from annotator.text.likely.candidate import Candidate, Kind, Stretch
from annotator.text.sentences import next_sentence, sentence_at

_WORD = re.compile(r"[^\W\d_][\w’']*", re.UNICODE)
_CLAUSE = re.compile(r"[,;:،؛，；：]\s*|\s[–—-]\s|—")
_TAIL = '.!?…。！？؟,;:،，；："”’»›)* \u00a0'
_STOPS = ".。"
_SHORTEST = 12
_MOST_CUTS = 6
_AROUND = 3_000
_NEAR_THAT = 5
"""Words after a word of saying among which a "that" belongs to it."""

_SAID = 3.0
_BEFORE = 5.0
_SENTENCE = 3.0
_CLAUSE_DOUBT = 1.0


def sentences(text: str, start: int, end: int, language: str = "") -> Iterator[Stretch]:
    """Every sentence that meets the stretch between two code points.

    Looked for in the neighbourhood only: one that began thousands of code points
    before is taken to begin there.
    """
    first = text.rfind("\n", max(0, start - _AROUND), start) + 1 or max(0, start - _AROUND)
    stop = text.find("\n", end, end + _AROUND)
    near = text[first : stop if stop >= 0 else end + _AROUND]
    at = start - first
    while at < min(end - first, len(near)):
        left, right = sentence_at(near, at, language)
        if left < right:
            yield first + left, first + right
        after = next_sentence(near, max(at, right - 1), language)
        if after <= at:
            return
        at = after


def said(text: str, sentence: Stretch) -> Iterator[Candidate]:
    """What follows a word of saying to the end of the sentence, or stands before it."""
    start, end = sentence
    bare = _bare(text, start, end)
    for word in _WORD.finditer(text, start, bare):
        if not _is_said(word.group().lower()):
            continue
        for left, doubt in _beginnings(text, word.end(), bare):
            if bare - left >= _SHORTEST and text[left] not in '"“„«':
                yield Candidate(left, bare, Kind.SAID, doubt).with_longer(left, end)
        comma = text.rfind(",", start, word.start())
        if comma - start >= _SHORTEST and word.start() - comma < 60 and text[start] not in '"“„«':
            yield Candidate(start, comma, Kind.SAID, _BEFORE)


def clauses(text: str, sentence: Stretch) -> Iterator[Candidate]:
    """The sentence without its full stop, and its parts from commas and conjunctions on."""
    start, end = sentence
    bare = _bare(text, start, end)
    if bare - start >= _SHORTEST:
        yield Candidate(start, bare, Kind.SENTENCE, 0.0).with_longer(start, end)
    cuts = list(_cuts(text, start, bare))
    for number, (before, left) in enumerate(cuts[:_MOST_CUTS]):
        if bare - left >= _SHORTEST:
            found = Candidate(left, bare, Kind.CLAUSE, _CLAUSE_DOUBT + 0.2 * number)
            yield found.with_longer(left, end)
        if before - start >= _SHORTEST and text[before] in ",;،，；":
            yield Candidate(start, before, Kind.CLAUSE, _CLAUSE_DOUBT + 1.0 + 0.5 * number)


def _cuts(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Where a part of a sentence ends, and where the next one begins."""
    places: dict[int, int] = {}
    for mark in _CLAUSE.finditer(text, start + 1, end):
        if not text[mark.end() : mark.end() + 1].isdigit() or mark.group()[-1:].isspace():
            places[mark.end()] = mark.start()
    for word in _WORD.finditer(text, start, end):
        if word.start() == start:
            continue
        if word.group().lower() == "that" or word.group().lower() in lexicon.THAT:
            after = _past_blanks(text, word.end(), end)
            places.setdefault(after, word.start())
        elif word.group() in lexicon.CLAUSE_STARTS and word.start() not in places:
            places.setdefault(word.start(), word.start())
    for left in sorted(places):
        yield places[left], left


def _is_said(key: str) -> bool:
    """Whether a word is one of saying, an Arabic or Hebrew "and" before it or not."""
    return key in lexicon.SAID or (key[:1] in "وفו" and key[1:] in lexicon.SAID)


def _beginnings(text: str, at: int, end: int) -> Iterator[tuple[int, float]]:
    """Where what was said may begin: after a "that" near the word of saying, or right there."""
    left = _past_blanks(text, at, end)
    place = left
    for number in range(_NEAR_THAT):
        word = _WORD.match(text, place, end)
        if word is None:
            break
        place = _past_blanks(text, word.end(), end)
        if word.group().lower() in lexicon.THAT:
            yield place, _SAID
            if number < 2:
                return
            break
        if text[word.end() : word.end() + 1] in (",", ";", ":", "،"):
            break
    yield left, _SAID + 2


def _past_blanks(text: str, at: int, end: int) -> int:
    while at < end and (text[at].isspace() or text[at] in ",:،：，"):
        at += 1
    return at


def _bare(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    return end

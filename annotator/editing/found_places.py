"""Places in the articles of a project, found by their words, with what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotator.editing.watching import Cancelled, Watch
from annotator.store.failures import Damaged
from annotator.store.reader import Reader
from annotator.text.folding import find_all, fold_key
from annotator.text.occurrences import occurrences

MOST = 10_000
"""Places that anyone still looks through; there may be more."""
_SLICE = 50
"""Articles read at a time."""
_AROUND = 70
"""Code points shown before and after the words."""

Stretch = tuple[int, int]


class Find(NamedTuple):
    """What is sought: the words, and given a text, where it holds them."""

    words: str
    within: Callable[[str], Iterable[Stretch]]


class Place(msgspec.Struct, frozen=True):
    """One place; `before`, `words` and `after` are on one line."""

    article_id: int
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str


def alike(words: str) -> Find:
    """Finds what reads like some words: case, accents and quotation marks do not matter."""
    key = fold_key(words)

    def find(text: str) -> list[Stretch]:
        # most texts hold nothing: the cheap question first
        return find_all(text, words, limit=MOST) if key and key in fold_key(text) else []

    return Find(words, find)


def exactly(words: str) -> Find:
    """Finds exactly these words, as whole words."""
    return Find(words, lambda text: occurrences(text, words))


def places_in(article_id: int, title: str, text: str, find: Find) -> Iterator[Place]:
    """The places of one article, in order."""
    for start, end in find.within(text):
        yield Place(
            article_id=article_id,
            title=title,
            start=start,
            end=end,
            before=_line(text[max(0, start - _AROUND) : start]),
            words=_line(text[start:end]),
            after=_line(text[end : end + _AROUND]),
        )


def places_in_project(
    reader: Reader, find: Find, watch: Watch, *, found: Callable[[list[Place]], None]
) -> int:
    """Look through every article that can hold the words; tells `found` what each handful holds.

    Returns how many places there are, at most `MOST`. Raises Cancelled when `watch`
    stops it.
    """
    ids = _coming_into_question(reader, find.words)
    count = 0
    for first in range(0, len(ids), _SLICE):
        if not watch(first, len(ids), ""):
            raise Cancelled
        some = [
            place
            for article_id, title, text in reader.texts_of(ids[first : first + _SLICE])
            for place in places_in(article_id, title, text, find)
        ][: MOST - count]
        if some:
            count += len(some)
            found(some)
        if count >= MOST:
            break
    watch(len(ids), len(ids), "")
    return count


def _coming_into_question(reader: Reader, words: str) -> Sequence[int]:
    try:
        return reader.articles_with(words)
    except Damaged:  # the index; the texts may be sound
        return reader.article_ids()


def _line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")

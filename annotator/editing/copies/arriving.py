"""Copies among the articles that an import brings, as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec

from annotator.domain.article import Article
from annotator.editing.copies.finding import Copy, indexed
from annotator.editing.copies.likeness import Like, Likeness, Sketch, sketch
from annotator.editing.copies.linking import linked, original_of
from annotator.formats.record import Record
from annotator.store.reader import Reader

MOST = 20_000
"""Articles of a project beyond which an import that only lists copies does not look for them.

It would take longer than the import and hold 9 kB for each; see `copies_in` for these.
"""


class Copies(StrEnum):
    """What becomes of an article that is a copy of one that is there, or came before it."""

    KEEP = "keep"
    """It comes in, and is told of, in projects of no more than MOST articles."""
    SKIP = "skip"
    """It stays out, unless it brings marks."""
    LINK = "link"
    """It comes in, and names its original."""
    IGNORE = "ignore"
    """Nobody looks."""


class CameAsCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that an import met: where it stood, of what it is one, and what became of it.

    `name` is what the article is called in the project, or in its file if it was
    skipped, and `article_id` is 0 then. `share` is as in `Copy`.
    """

    file: str
    line: int | None
    name: str
    article_id: int
    original: str
    original_id: int
    share: float
    became: Copies


def arrived(copies: Iterable[CameAsCopy]) -> list[Copy]:
    """The copies that came in, as they stand in the project."""
    return [
        Copy(
            article_id=one.article_id,
            name=one.name,
            original_id=one.original_id,
            original=one.original,
            share=one.share,
            linked=one.became is Copies.LINK,
        )
        for one in copies
        if one.article_id
    ]


class _Met:
    """A new article of an import between being looked at and being taken."""

    def __init__(self, record: Record, one: Sketch, like: Like | None) -> None:
        self.record = record
        self.sketch = one
        self.like = like


class Arriving:
    """Looks at each new article, and remembers what it saw.

    The texts of the project are looked through when the first one comes; `go_on` is
    called the while, and may raise to stop.
    """

    def __init__(self, reader: Reader, how: Copies, go_on: Callable[[], object]) -> None:
        self._reader = reader
        self._how = how
        self._go_on = go_on
        self._texts: Likeness | None = None
        self._names: dict[int, str] = {}
        self._met: _Met | None = None
        self.found: list[CameAsCopy] = []
        self.passed = 0
        """Articles that were not looked at, as there were too many."""
        self._number = 0

    def look(self, record: Record) -> Record | None:
        """A new article as it is to come in; None for one that stays out."""
        if self._how is Copies.IGNORE or self._are_too_many():
            return record
        if self._texts is None:
            self._texts = indexed(self._reader, self._go_on)
        one = sketch(record.text)
        like = self._texts.first_like(one)
        if like is not None and self._how is Copies.SKIP and not record.spans:
            self._tell(record, record.name, 0, like, Copies.SKIP)
            return None
        self._met = _Met(record, one, like)
        if like is None or self._how is not Copies.LINK or original_of(record.more):
            return record
        more = linked(record.more, self._name(like.key))
        return msgspec.structs.replace(record, more=more)

    def _are_too_many(self) -> bool:
        if self._how is not Copies.KEEP:
            return False
        if not self._number:
            self._number = self._reader.count_articles()
        self._number += 1
        if self._number <= MOST:
            return False
        self._texts = None
        self.passed += 1
        return True

    def came(self, article: Article) -> None:
        """Hear of an article that `look` let in, as it is stored."""
        met, self._met = self._met, None
        if met is None or self._texts is None:
            return
        self._texts.add(article.id, met.sketch)
        self._names[article.id] = article.name
        if met.like is not None:
            became = Copies.LINK if original_of(article.more) else Copies.KEEP
            self._tell(met.record, article.name, article.id, met.like, became)

    def _tell(self, record: Record, name: str, article_id: int, like: Like, became: Copies) -> None:
        copy = CameAsCopy(
            file=record.file,
            line=record.line,
            name=name,
            article_id=article_id,
            original=self._name(like.key),
            original_id=like.key,
            share=like.share,
            became=became,
        )
        self.found.append(copy)

    def _name(self, article_id: int) -> str:
        return self._names.get(article_id) or self._reader.article(article_id).name

"""What a project holds while another process writes the import that is being made here.

What was there before the import is read here. What the import itself has written is not
to be seen from here before it ends; whoever writes it is asked then, which takes as long
as everything that is still on the way to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Status
from annotator.store.reader import Reader

Ask = Callable[[str, tuple[Any, ...]], Any]
"""Asks whoever writes: the name of a method of `Reader` and what it is called with."""


class Seen:
    """Which keys came, in 4 MB however many they are.

    A Bloom filter (Bloom, "Space/time trade-offs in hash coding with allowable errors",
    1970) of four bits a key: with a million keys, one of 6,000 others seems to have come.
    """

    _BITS = 25

    def __init__(self) -> None:
        self._bits = bytearray(1 << self._BITS >> 3)

    def add(self, key: object) -> None:
        bits = self._bits
        for place in self._places(key):
            bits[place >> 3] |= 1 << (place & 7)

    def __contains__(self, key: object) -> bool:
        """False only for a key that did not come."""
        bits = self._bits
        return all(bits[place >> 3] >> (place & 7) & 1 for place in self._places(key))

    def _places(self, key: object) -> tuple[int, int, int, int]:
        one, other = hash((key, 1)), hash((key, 2))
        mask = (1 << self._BITS) - 1
        return one & mask, one >> self._BITS & mask, other & mask, other >> self._BITS & mask


class Remote:
    """The project as `merging.There` has it."""

    def __init__(self, reader: Reader, ask: Ask) -> None:
        self._reader = reader
        self._ask = ask
        self._was_empty = not reader.count_articles()
        self._seen = Seen()

    def came(self, keys: Iterable[object]) -> None:
        """Hear of names, sources and ids of articles that are on the way to be written."""
        for key in keys:
            self._seen.add(key)

    def article_named(self, name: str) -> Article | None:
        return self._article(name, "article_named", name)

    def article_with(self, sha256: str, source_name: str) -> Article | None:
        return self._article((sha256, source_name), "article_with", sha256, source_name)

    def annotations(self, article_id: int) -> list[Annotation]:
        found: list[Annotation] = self._answer(article_id, "annotations", article_id)
        return found

    def relations(self, article_id: int) -> list[Relation]:
        found: list[Relation] = self._answer(article_id, "relations", article_id)
        return found

    def statuses(self, article_id: int) -> list[Status]:
        found: list[Status] = self._answer(article_id, "statuses", article_id)
        return found

    def article_answers(self, article_id: int) -> list[ArticleAnswer]:
        found: list[ArticleAnswer] = self._answer(article_id, "article_answers", article_id)
        return found

    def entity_links(self, article_id: int) -> list[EntityLink]:
        found: list[EntityLink] = self._answer(article_id, "entity_links", article_id)
        return found

    def entities(self) -> list[Entity]:
        """Those that were there before the import; it knows itself what it adds."""
        return self._reader.entities()

    def codebook_version(self) -> int:
        return self._reader.codebook_version()

    def _article(self, key: object, method: str, *values: Any) -> Article | None:
        if self._was_empty and key not in self._seen:
            return None
        found: Article | None = self._answer(key, method, *values)
        return found

    def _answer(self, key: object, method: str, *values: Any) -> Any:
        if key in self._seen:
            return self._ask(method, values)
        return getattr(self._reader, method)(*values)

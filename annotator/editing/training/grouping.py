"""Which articles must stay together, so that nothing of one part is known from another.

Groups are made from all articles of a project in the order in which they came, whatever
is exported of them, and an article's group hangs only on it and on earlier ones. So
articles that come later, or are done later, change no group.

Copies follow the first article they are like. One that is like articles of several groups
would carry words from one part into another; `Place.others` names those groups, and
where their parts differ the article is set aside.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from annotator.domain.article import Article
from annotator.editing.copies.finding import sketched
from annotator.editing.copies.likeness import Likeness, Sketch
from annotator.editing.copies.linking import original_of
from annotator.editing.training.parts import Part, Shares, part_of
from annotator.editing.watching import Cancelled, Watch
from annotator.store.reader import Reader

_DAY = len("2026-01-31")


class Grouping(StrEnum):
    """What keeps articles together."""

    COPIES = "copies"
    """Copies, edited or not, linked or not, with their original."""
    SOURCE = "source"
    DATE = "date"
    """The day of publication."""
    ARTICLE = "article"
    """Each is on its own."""


class Place(msgspec.Struct, frozen=True):
    """The group of an article, by key, and other groups that it shares words with."""

    article: str
    group: str
    others: tuple[str, ...] = ()

    def part(self, seed: int, shares: Shares) -> Part | None:
        """Where the article belongs; None for one that would join what must stay apart."""
        found = {part_of(key, seed, shares) for key in (self.group, *self.others)}
        return found.pop() if len(found) == 1 else None


def places(reader: Reader, how: Grouping, watch: Watch) -> dict[int, Place]:
    """The place of every article by its id. `watch` counts articles. Raises Cancelled."""
    total = reader.count_articles()
    found: dict[int, Place] = {}
    if how is Grouping.COPIES:
        copies = _Copies()
        for done, (article, one) in enumerate(sketched(reader)):
            _tell(watch, done, total, article)
            found[article.id] = copies.place(article, one)
    else:
        for done, article in enumerate(reader.articles()):
            _tell(watch, done, total, article)
            found[article.id] = Place(article.name, _key(article, how))
    watch(total, total, "")
    return found


def _tell(watch: Watch, done: int, total: int, article: Article) -> None:
    if not watch(done, total, article.name):
        raise Cancelled


def _key(article: Article, how: Grouping) -> str:
    if how is Grouping.SOURCE and article.source:
        return f"source {article.source}"
    if how is Grouping.DATE and article.published:
        return f"date {article.published[:_DAY]}"
    return f"article {article.name}"


class _Copies:
    """Groups of copies, as articles come."""

    def __init__(self) -> None:
        self._texts = Likeness()
        self._groups: dict[int, str] = {}
        self._ids: dict[str, int] = {}

    def place(self, article: Article, one: Sketch) -> Place:
        """The place of an article that comes after all that were placed before."""
        like = [each.key for each in self._texts.all_like(one)]
        linked = self._ids.get(original_of(article.more))
        if linked is not None:
            like.insert(0, linked)
        groups = dict.fromkeys(self._groups[key] for key in like)
        first, *others = groups or (f"article {article.name}",)
        self._texts.add(article.id, one)
        self._groups[article.id] = first
        self._ids[article.name] = article.id
        return Place(article.name, first, tuple(others))

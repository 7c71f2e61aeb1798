"""Everything that articles hold, for whoever goes through many: a slice of them at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.entity import EntityLink
from annotator.domain.status import Status
from annotator.store import kinds, rows
from annotator.store.asking import Asking
from annotator.store.rows import Row
from annotator.store.sound_text import sound

_ARTICLES = 100
_CHARACTERS = 2_000_000
"""Texts that are held at a time, unless a single one is longer."""

_V = TypeVar("_V")


class Contents(NamedTuple):
    """An article with its text and all that was said of it, each in its order."""

    article: Article
    text: str
    annotations: Sequence[Annotation]
    relations: Sequence[Relation]
    statuses: Sequence[Status]
    links: Sequence[EntityLink]
    answers: Sequence[ArticleAnswer]


def _between(kind: kinds.Kind, order: str) -> str:
    columns = ", ".join(f'"{name}"' for name in kind.columns)
    return (
        f"SELECT {columns} FROM {kind.table} "  # noqa: S608  constants of this room
        f"WHERE article_id BETWEEN ? AND ? ORDER BY article_id, {order}"
    )


def _hanging(kind: kinds.Kind | kinds.Part, start: str = "") -> str:
    columns = ", ".join(f'{kind.table}."{name}"' for name in kind.columns)
    return (
        f"SELECT {start}{columns} FROM annotations JOIN {kind.table} "  # noqa: S608  as above
        "ON annotation_id = annotations.id WHERE article_id BETWEEN ? AND ? "
        f"ORDER BY {'1, 2, 3' if start else '1, 2'}"
    )


_TEXTS = """
SELECT articles.id, text FROM articles JOIN texts ON sha256 = text_sha256
WHERE articles.id BETWEEN ? AND ?
"""
_MARKS = _between(kinds.ANNOTATION, "number, id")
_RELATIONS = _between(kinds.RELATION, "number, id")
_STATUSES = _between(kinds.STATUS, "annotator_id")
_ANSWERED = _between(kinds.ARTICLE_ANSWER, "annotator_id, question_id")
_FRAGMENTS = _hanging(kinds.FRAGMENTS)
_ANSWERS = _hanging(kinds.ANSWERS)
_LINKS = _hanging(kinds.ENTITY_LINK, "article_id, ")
_ARTICLE = attrgetter("article_id")
_FRAGMENT_COUNT = itemgetter(kinds.ANNOTATION.columns.index("fragment_count"))
_ANSWER_COUNT = itemgetter(kinds.ANNOTATION.columns.index("answer_count"))


def contents(ask: Asking, articles: Iterable[Article]) -> Iterator[Contents]:
    """What these articles hold, which come in the order of ids and leave none out between.

    Each slice is read as it is at one moment. Raises Damaged, also for a text that is
    not what was stored.
    """
    for some in _sliced(articles):
        with ask.turn, _moment(ask):
            found = _read(ask, some)
        yield from found


def _read(ask: Asking, articles: Sequence[Article]) -> list[Contents]:
    span = articles[0].id, articles[-1].id
    texts: dict[int, str] = dict(ask.all(_TEXTS, span))
    marks = ask.all(_MARKS, span)
    several = max(map(_FRAGMENT_COUNT, marks), default=1) > 1
    asked = max(map(_ANSWER_COUNT, marks), default=0) > 0
    annotations = ask.value(
        rows.annotations_from,
        marks,
        rows.grouped(ask.all(_FRAGMENTS, span) if several else ()),
        rows.grouped(ask.all(_ANSWERS, span) if asked else ()),
    )
    by_article = _by_article(annotations)
    relations = _by_article(
        [ask.value(rows.relation_from, row) for row in ask.all(_RELATIONS, span)]
    )
    statuses = _by_article([ask.value(rows.status_from, row) for row in ask.all(_STATUSES, span)])
    answers = _by_article(
        [ask.value(rows.article_answer_from, row) for row in ask.all(_ANSWERED, span)]
    )
    links: dict[int, list[EntityLink]] = {}
    for row in ask.all(_LINKS, span):
        links.setdefault(row[0], []).append(ask.value(_link, row))
    return [
        Contents(
            one,
            sound(ask.path, texts.get(one.id), one.text_sha256),
            by_article.get(one.id, ()),
            relations.get(one.id, ()),
            statuses.get(one.id, ()),
            links.get(one.id, ()),
            answers.get(one.id, ()),
        )
        for one in articles
    ]


def _link(row: Row) -> EntityLink:
    return rows.link_from(row[1:])


def _by_article(values: Iterable[_V]) -> Mapping[int, Sequence[_V]]:
    return {key: list(some) for key, some in groupby(values, key=_ARTICLE)}


def _sliced(articles: Iterable[Article]) -> Iterator[list[Article]]:
    some: list[Article] = []
    characters = 0
    for one in articles:
        some.append(one)
        characters += one.length
        if len(some) >= _ARTICLES or characters >= _CHARACTERS:
            yield some
            some, characters = [], 0
    if some:
        yield some


@contextlib.contextmanager
def _moment(ask: Asking) -> Iterator[None]:
    """One moment of the project for several questions; kept short, for it holds its log."""
    ask.all("BEGIN")
    try:
        yield
    finally:
        ask.all("COMMIT")

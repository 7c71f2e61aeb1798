"""Projects with something in them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, Value, added
from annotator.domain.codebook import Label, RelationType
from annotator.store.store import Store


class Maker:
    """Values of a small project: annotator 1, labels 11 and 12, relation type 21."""

    text = "President Kalın’s party said on Monday that Çankaya would pay. 😀"
    me = Annotator(1, "me")

    def words(self, text: str = "", original: bytes = b"") -> ArticleText:
        text = text or self.text
        return ArticleText(hashlib.sha256(text.encode()).hexdigest(), text, original)

    def article(self, number: int = 1, text: str = "", **more: object) -> Article:
        words = self.words(text)
        facts: dict[str, object] = {
            "id": 100 + number,
            "name": f"article {number}",
            "text_sha256": words.sha256,
            "length": len(words.text),
        }
        return Article(**(facts | more))  # type: ignore[arg-type]

    def mark(self, number: int = 1, **more: object) -> Annotation:
        facts: dict[str, object] = {
            "id": 1000 + number,
            "article_id": 101,
            "label_id": 11,
            "annotator_id": 1,
            "fragments": ((number, number + 5),),
            "number": number,
            "name": f"s{number}",
        }
        return Annotation(**(facts | more))  # type: ignore[arg-type]

    def relation(self, number: int = 1, **more: object) -> Relation:
        facts: dict[str, object] = {
            "id": 2000 + number,
            "article_id": 101,
            "type_id": 21,
            "head_id": 1001,
            "child_id": 1002,
            "annotator_id": 1,
            "number": number,
            "name": f"r{number}",
        }
        return Relation(**(facts | more))  # type: ignore[arg-type]

    def beginning(self) -> tuple[Value, ...]:
        return (
            self.me,
            Label(id=11, name="ACTOR", position=0, key="1"),
            Label(id=12, name="CLAIM", position=1, key="2"),
            RelationType(id=21, name="says", position=0),
            self.article(),
        )

    def step(self, *values: Value, title: str = "Add") -> Step:
        return Step(title=title, changes=tuple(added(value) for value in values))


@pytest.fixture
def make() -> Maker:
    return Maker()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "press.annotator"


@pytest.fixture
def store(path: Path, make: Maker) -> Iterator[Store]:
    """An open project that holds one article."""
    with closing(Store.create(path)) as made:
        made.apply(make.step(*make.beginning(), title="Begin"), by=1, texts=[make.words()])
        yield made


Dump = Callable[[Path], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def dump() -> Dump:
    """Every row of a project but those of the journal and the search index, by table."""

    def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            return {
                name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
                for (name,) in names.fetchall()
                if not name.startswith(("journal", "search"))
            }

    return rows

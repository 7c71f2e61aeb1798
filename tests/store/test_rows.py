"""Every kind of value comes back from a real file as it went in."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.domain.annotator import Annotator, AnnotatorKind
from annotator.domain.article import ArticleAnswer
from annotator.domain.change import Change, Step, Value, added, removed, replaced
from annotator.domain.codebook import (
    Attribute,
    AttributeKind,
    CodebookVersion,
    Label,
    Question,
    RelationType,
)
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.refusal import Stale
from annotator.domain.status import Progress, Status
from annotator.store import codec
from annotator.store.kinds import KINDS
from annotator.store.reader import Reader
from annotator.store.store import Store
from annotator.text.zones import Zone, ZoneKind


def _full(make: Any) -> Iterator[Value]:
    """Values that need one another, each with something in every field."""
    yield make.me
    yield Annotator(2, "", AnnotatorKind.GOLD)
    yield Annotator(3, "größter Modell 😀", AnnotatorKind.MODEL)
    yield Label(
        id=11,
        name="ACTOR",
        position=0,
        key="1",
        light="#112233",
        dark="#ddeeff",
        definition="Who acts.\nOr speaks.",
        includes="offices",
        excludes="places",
        examples=('a "quoted" one', "Kalın’s"),
        counterexamples=("[none]",),
        attributes=(
            Attribute(
                name="kind",
                kind=AttributeKind.CHOICE,
                choices=("person", "group"),
                default="person",
                required=True,
                shown_when=(("sure", "yes"),),
            ),
            Attribute(name="sure", kind=AttributeKind.YES_NO),
        ),
    )
    yield Label(id=12, name="PART", position=1, parent_id=11, retired=True)
    yield RelationType(
        id=21,
        name="says",
        position=0,
        heads=(11, 12),
        children=(12,),
        definition="x",
        retired=True,
        symmetric=True,
        per_head=1,
        per_child=2,
    )
    yield Question(
        id=41,
        position=0,
        asked=Attribute(name="genre", choices=("news",), definition="What it is."),
        retired=True,
    )
    yield CodebookVersion(number=1, at="2026-03-04T09:00:00+00:00", annotator_id=1, book="{}")
    yield make.article(
        title="Başlık",
        source="AA",
        published="2024-12-19",
        author="A. Yazar",
        place="Çankaya",
        language="tr",
        section="world",
        url="https://example.org/1",
        keywords=("bir", "iki, üç"),
        more=(("page", "3"), ("page", "4")),
        zones=(Zone(0, 9, ZoneKind.TITLE), Zone(0, 3, ZoneKind.REPEATED_TITLE)),
        source_name="1.txt",
        encoding="windows-1254",
    )
    yield make.article(2)
    yield make.mark(
        1,
        fragments=((0, 3), (5, 9), (9, 12)),
        answers=(("kind", "person"), ("kind", "group"), ("empty", "")),
        note="a note\nof two lines",
        origin="import",
        codebook_version=2,
    )
    yield make.mark(2, annotator_id=3, label_id=12)
    yield make.relation()
    yield Status(
        article_id=101,
        annotator_id=1,
        progress=Progress.IN_PROGRESS,
        flagged=True,
        flag_note="why?",
        answer="reject",
    )
    yield Status(article_id=101, annotator_id=2, progress=Progress.DONE)
    yield ArticleAnswer(article_id=101, annotator_id=1, question_id=41, value="news")
    yield Entity(
        id=31,
        name="Kalın",
        kind="person",
        aliases=("K.",),
        note="n",
        more=(("wikidata", "Q1"),),
        latitude=-39.5,
        longitude=180.0,
        country="TR",
        chain=("Central Anatolia", "Ankara"),
        precision="3",
    )
    yield Entity(id=32, name="nowhere")
    yield EntityLink(annotation_id=1001, entity_id=31)
    yield EntityLink(annotation_id=1001, entity_id=32)


def _read(path: Path) -> set[Value]:
    with closing(Reader.open(path)) as reader:
        book = reader.codebook()
        found: set[Value] = {
            *book.labels,
            *book.relation_types,
            *book.questions,
            *reader.codebook_versions(),
            *reader.annotators(),
            *reader.entities(),
        }
        for article in reader.articles():
            found.add(article)
            assert reader.article(article.id) == article
            assert reader.article_named(article.name) == article
            found |= {
                *reader.annotations(article.id),
                *reader.relations(article.id),
                *reader.statuses(article.id),
                *reader.article_answers(article.id),
                *reader.entity_links(article.id),
            }
        return found


@pytest.fixture
def full(path: Path, make: Any) -> Iterator[tuple[Store, list[Value]]]:
    values = list(_full(make))
    with closing(Store.create(path)) as made:
        made.apply(make.step(*values), by=1, texts=[make.words()])
        yield made, values


def test_every_kind_is_among_the_values(make: Any) -> None:
    assert {type(value) for value in _full(make)} == {kind.type for kind in KINDS}


def test_values_come_back_as_they_were_written(full: tuple[Store, list[Value]], path: Path) -> None:
    _, values = full
    assert _read(path) == set(values)


def test_values_go_and_come_again_by_undo_and_redo(
    full: tuple[Store, list[Value]], path: Path
) -> None:
    store, values = full
    undone = store.undo(by=1)
    assert undone is not None
    assert undone.changes == tuple(removed(value) for value in reversed(values))
    assert _read(path) == set()
    redone = store.redo(by=1)
    assert redone is not None
    assert redone.changes == tuple(added(value) for value in values)
    assert _read(path) == set(values)


def _others(value: Value) -> Iterator[Value]:
    """The value with one field at a time as it is in a blank one of its kind."""
    key = {"id", "article_id", "annotation_id", "entity_id", "annotator_id", "text_sha256"}
    key |= {"question_id"} | ({"number"} if isinstance(value, CodebookVersion) else set())
    for name in value.__struct_fields__:
        now = getattr(value, name)
        if name in key:
            continue
        if isinstance(now, bool):
            yield msgspec.structs.replace(value, **{name: not now})
        elif type(now) is str:
            yield msgspec.structs.replace(value, **{name: now + "x" if name != "answer" else ""})
        elif type(now) is int:
            yield msgspec.structs.replace(value, **{name: now + 1})
        elif isinstance(now, tuple) and now:
            yield msgspec.structs.replace(value, **{name: now[:-1] or now * 2})


def test_a_before_that_differs_in_any_one_field_is_stale(
    full: tuple[Store, list[Value]], path: Path, dump: Any
) -> None:
    store, values = full
    first = dump(path)
    tried = 0
    for value in values:
        for other in _others(value):
            if other == value or getattr(other, "fragments", ((0, 1),)) == ():
                continue
            tried += 1
            for change in (removed(other), replaced(other, value)):
                if change.after is None and isinstance(value, EntityLink):
                    continue
                with pytest.raises(Stale):
                    store.apply(_step(change), by=1)
    assert tried > 60
    assert dump(path) == first


def _step(*changes: Change) -> Any:
    return Step(title="x", changes=changes)


def test_changes_survive_the_journal(make: Any) -> None:
    changes = [added(value) for value in _full(make)]
    changes += [change.inverse() for change in changes]
    changes += [replaced(value, value) for value in _full(make)]
    assert list(codec.unpack(codec.pack(changes))) == changes


def test_a_part_of_an_older_program_gets_the_defaults() -> None:
    old = zlib.compress(b'[{"status": [null, {"article_id": 1, "annotator_id": 2}]}]')
    assert codec.unpack(old) == (added(Status(article_id=1, annotator_id=2)),)

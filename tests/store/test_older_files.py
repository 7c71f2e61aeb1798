"""A project file of every earlier version opens, says the same, and can be undone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Attribute, AttributeKind, Label, RelationType
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Progress
from annotator.store.check import check
from annotator.store.fingerprint import FINGERPRINTS
from annotator.store.reader import Reader
from annotator.store.store import Store

_STORES = Path(__file__).parents[1] / "data" / "stores"


@pytest.fixture(params=sorted(FINGERPRINTS)[:-1])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that a program of an earlier version left behind."""
    name = f"version-{request.param}.annotator"
    return Path(shutil.copy(_STORES / name, tmp_path / name))


def test_what_it_says_is_kept_behind_a_backup(old: Path) -> None:
    before = old.read_bytes()
    Store.open(old).close()
    (backup,) = (one for one in old.parent.iterdir() if one != old)
    with closing(sqlite3.connect(old)) as new, closing(sqlite3.connect(backup)) as kept:
        told = ("articles", "zones", "annotation_answers", "relations", "journal")
        questions = [f"SELECT * FROM {table} ORDER BY 1, 2" for table in told]
        for question in (*questions, "SELECT sha256, text, kept, original FROM texts ORDER BY 1"):
            assert new.execute(question).fetchall() == kept.execute(question).fetchall()
    assert before != old.read_bytes()
    assert check(old) == []
    with closing(Reader.open(old)) as reader:
        _compare(reader)


def _compare(reader: Reader) -> None:
    book = reader.codebook()
    assert [one.name for one in book.labels] == ["ACTOR", "CLAIM", "DEMAND"]
    assert book.label(12) == Label(
        id=12,
        name="CLAIM",
        position=1,
        key="2",
        light="#1e5ae6",
        dark="#6a9bff",
        includes="Quotations.",
        excludes="Facts.",
        examples=("would pay",),
        counterexamples=("met",),
        attributes=(
            Attribute(
                name="stance",
                kind=AttributeKind.CHOICE,
                choices=("pro", "contra"),
                default="pro",
                required=True,
            ),
            Attribute(name="why", shown_when=(("stance", "contra"),)),
        ),
    )
    assert book.relation_types == (
        RelationType(
            id=21,
            name="holder",
            position=0,
            heads=(12,),
            children=(11,),
            definition="Who says it.",
        ),
    )
    assert reader.codebook_version() == 1
    text = reader.text(reader.article(101).text_sha256)
    actor, claim = reader.annotations(101)
    assert (actor.text_in(text), claim.text_in(text)) == ("Kalın", "Çankaya pay")
    assert claim == Annotation(
        id=1002,
        article_id=101,
        label_id=12,
        annotator_id=1,
        fragments=claim.fragments,
        number=2,
        name="s2",
        answers=(("stance", "contra"), ("why", "money")),
        note="check",
        origin="import",
    )
    (status,) = reader.statuses(101)
    assert (status.progress, status.flag_note) == (Progress.IN_PROGRESS, "odd")
    assert reader.entity_links(101) == [EntityLink(annotation_id=1001, entity_id=3001)]
    assert reader.entities() == [
        Entity(
            id=3001,
            name="Çankaya",
            kind="place",
            aliases=("Chankaya",),
            note="district",
            more=(("wikidata", "Q1"),),
            latitude=39.9,
            longitude=32.86,
            country="TR",
        )
    ]


def test_its_history_is_undone_and_done_again_to_the_end(old: Path, dump: Any) -> None:
    with closing(Store.open(old)) as store:
        newest = dump(old)
        again = store.redo(by=1)
        assert again is not None
        assert again.title == "Remove DEMAND"
        titles = []
        while step := store.undo(by=1):
            titles.append(step.title)
        assert titles[-1] == "Begin"
        assert all(not rows for name, rows in dump(old).items() if name not in ("project", "texts"))
        while store.redo(by=1):
            pass
        store.undo(by=1)
        assert dump(old) == newest
    assert check(old) == []

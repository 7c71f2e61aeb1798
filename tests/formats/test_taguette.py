"""Taguette projects: bytes over the text of HTML, several tags a highlight."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import format_of
from annotator.formats.format import ReadOptions
from annotator.formats.record import Record
from annotator.formats.taguette import TAGUETTE
from tests.formats import samples


def _read(path: Path) -> list[Record]:
    assert format_of(path) is TAGUETTE
    return samples.read(TAGUETTE, path)


def test_highlights_are_marks_with_their_tags_and_makers() -> None:
    first, second = _read(samples.DATA / "taguette.sqlite3")
    assert first.text == "😀 Ayşe & co said no.\nThe port,\nclosed.\nThen it rained."
    marks = [
        (one.label, first.text[slice(*one.fragments[0])], one.annotator) for one in first.spans
    ]
    assert marks == [
        ("people.actor", "Ayşe & co", "ayse"),
        ("claim", "no.\nThe port,\nclosed", ""),
        ("people.actor", "The port", "bo"),
        ("place", "The port", "bo"),
        ("UNLABELLED", "it rained", ""),
        ("UNLABELLED", "rained", ""),
    ]
    assert first.placing is not None
    assert [one.name for one in first.placing.moved] == ["highlight-5"]
    assert first.more == (("description", "An example."), ("project", "Harbour"))
    assert (second.name, second.text, second.answer) == ("two", "Nothing here.\n", None)


def test_tags_are_the_codebook() -> None:
    book = TAGUETTE.codebook(samples.DATA / "taguette.sqlite3")
    assert [(one.name, one.definition) for one in book.labels] == [
        ("people.actor", "Who acts."),
        ("claim", ""),
        ("place", ""),
    ]


def test_taguettes_own_project_says_what_the_fixture_says(shared: Path) -> None:
    exported = shared / "format-fixtures" / "tool-exports" / "taguette-1.5.2.project.sqlite3"
    (record,) = _read(exported)
    native = samples.fixture()
    lines = [line for line in native.text.split("\n") if line]
    assert record.text.split("\n") == lines
    assert record.placing is not None
    assert (record.placing.as_they_were, record.placing.moved, record.placing.lost) == (16, (), ())

    def words(of: Record) -> list[tuple[str, str]]:
        return sorted((s.label, of.text[slice(*one)]) for s in of.spans for one in s.fragments)

    assert words(record) == words(native)


def test_a_highlight_without_a_place_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes((samples.DATA / "taguette.sqlite3").read_bytes())
    with sqlite3.connect(path) as made:
        made.execute("UPDATE highlights SET end_offset = 'far' WHERE id = 4")
    made.close()
    bad: list[BadInput] = []
    assert TAGUETTE.read is not None
    first, _ = TAGUETTE.read(path, ReadOptions(refused=bad.append))
    assert len(first.spans) == 5
    assert [one.reason for one in bad] == ["the highlight 4 has no whole numbers as its offsets"]


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE documents (id, name, contents)")
        made.execute("CREATE VIEW highlights AS SELECT 1 AS id")
    made.close()
    assert format_of(path) is None
    with pytest.raises(BadInput, match="is no Taguette project"):
        samples.read(TAGUETTE, path)

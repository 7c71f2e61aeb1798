"""What a format cannot hold is counted exactly, and folded as was chosen."""

from __future__ import annotations

import importlib.util
from collections import Counter
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from annotator.formats import FORMATS, format_named
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Format, ReadOptions, WriteOptions
from annotator.formats.nif import NIF
from annotator.formats.parquet import PARQUET
from annotator.formats.record import ArticleAnswerRecord, EntityRecord, Record, SpanRecord
from tests.formats import samples

_NARROW = Format(
    name="narrow", title="Narrow", suffixes=(".x",), holds=frozenset({Can.UNMARKED, Can.EDGES})
)


def _spans(*places: tuple[int, int]) -> Record:
    marks = (
        SpanRecord(name=f"s{at}", label="A", fragments=(place,)) for at, place in enumerate(places)
    )
    return Record(name="a", text="x" * 40, spans=tuple(marks))


def test_every_sort_of_loss_is_counted_once_for_each_thing() -> None:
    fit = fitted(samples.fixture(), _NARROW, WriteOptions())
    assert Counter(loss.sort for loss in fit.losses) == {
        "relation": 3,
        "attribute of a mark": 3,
        "note of a mark": 2,
        "who made a mark": 14,
        "mark in several pieces": 2,
        "mark that overlaps another": 4,
        "title of an article": 1,
        "source of an article": 1,
        "published of an article": 1,
        "language of an article": 1,
        "keywords of an article": 1,
    }
    assert not fit.record.relations
    assert {loss.article for loss in fit.losses} == {"fixture-1"}


def test_an_entity_that_no_mark_means_is_told_too() -> None:
    record = msgspec.structs.replace(
        _spans((0, 4)), entities=(EntityRecord(id="e1", name="Deniz Aral"),)
    )
    fit = fitted(record, _NARROW, WriteOptions())
    assert [(loss.sort, loss.detail) for loss in fit.losses] == [
        ("entity that no mark means", "e1 Deniz Aral")
    ]


def test_parquet_gets_nothing_that_its_columns_have_no_place_for() -> None:
    record = _spans((0, 4))
    later = msgspec.structs.replace(record.spans[0], codebook_version=3)
    answered = ArticleAnswerRecord(question="Tone", value="calm", annotator="a")
    record = msgspec.structs.replace(record, spans=(later,), article_answers=(answered,))
    fit = fitted(record, PARQUET, WriteOptions())
    assert not fit.record.article_answers
    assert fit.record.spans[0].codebook_version == 1
    assert Counter(loss.sort for loss in fit.losses)["version of the codebook of a mark"] == 1


def test_nif_has_a_mark_on_the_whole_text(tmp_path: Path) -> None:
    record = _spans((0, 40), (2, 6))
    out = BytesIO()
    assert NIF.write is not None
    NIF.write([record], out, WriteOptions())
    assert out.getvalue().count(b"a nif:AnnotationUnit") == 2
    if importlib.util.find_spec("rdflib") is not None:
        assert NIF.read is not None
        (tmp_path / "a.ttl").write_bytes(out.getvalue())
        (back,) = NIF.read(tmp_path / "a.ttl", ReadOptions())
        assert [one.fragments for one in back.spans] == [one.fragments for one in record.spans]


@pytest.mark.parametrize(
    ("how", "kept"),
    [
        ("longest", ["s0", "s3"]),
        ("shortest", ["s1", "s2", "s3"]),
        ("first", ["s0", "s3"]),
        ("drop", ["s3"]),
    ],
)
def test_overlaps_give_way_as_chosen(how: str, kept: list[str]) -> None:
    record = _spans((0, 10), (2, 4), (6, 8), (20, 25))
    fit = fitted(record, _NARROW, WriteOptions(chosen=(("overlaps", how),)))
    assert [span.name for span in fit.record.spans] == kept
    assert sum(loss.sort == "mark that overlaps another" for loss in fit.losses) == 4 - len(kept)


@pytest.mark.parametrize(
    ("how", "places"),
    [
        ("split", [((0, 2),), ((4, 6),)]),
        ("bounds", [((0, 6),)]),
        ("first", [((0, 2),)]),
        ("drop", []),
    ],
)
def test_pieces_are_folded_as_chosen(how: str, places: list[object]) -> None:
    span = SpanRecord(name="s1", label="A", fragments=((0, 2), (4, 6)))
    record = Record(name="a", text="ab cd ef", spans=(span,))
    fit = fitted(record, _NARROW, WriteOptions(chosen=(("fragments", how),)))
    assert [one.fragments for one in fit.record.spans] == places
    assert [loss.sort for loss in fit.losses] == ["mark in several pieces"]


@pytest.mark.parametrize("form", [one for one in FORMATS if one.writes], ids=lambda one: one.name)
def test_what_fits_once_fits_again_without_a_loss_of_marks(form: Format) -> None:
    if any(module in form.needs for module in ("spacy",)):
        pytest.importorskip("spacy")
    how = samples.options(form)
    first = fitted(samples.hard(), form, how).record
    again = fitted(first, form, how)
    assert again.record.spans == first.spans
    assert format_named(form.name) is form

"""Furniture cut out of a text takes nothing else along."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import covered_text
from annotator.formats.record import Record, RelationRecord, SpanRecord
from annotator.formats.stripping import without_zones
from annotator.text.zones import Zone, ZoneKind

_TEXT = "Title\n\nTitle\n\nANKARA\n\nAyşe spoke 😀 in Ankara.\n\n[HH] More\n\nEnd.\n\na, b,"


def _zone(words: str, kind: ZoneKind, after: int = 0) -> Zone:
    start = _TEXT.index(words, after)
    return Zone(start, start + len(words), kind)


_ZONES = (
    _zone("Title", ZoneKind.TITLE),
    _zone("Title", ZoneKind.REPEATED_TITLE, 1),
    _zone("ANKARA", ZoneKind.DATELINE),
    _zone("[HH] More", ZoneKind.HEADING),
    _zone("a, b,", ZoneKind.KEYWORDS),
)


def _span(name: str, *words: str) -> SpanRecord:
    starts = [_TEXT.index(word) for word in words]
    fragments = tuple((at, at + len(word)) for at, word in zip(starts, words, strict=True))
    return SpanRecord(name=name, label="X", fragments=fragments)


def test_marks_move_are_clipped_or_go_with_their_zone() -> None:
    spans = (
        _span("whole", "Ankara"),
        _span("gone", "ANKARA"),
        _span("cut", "ANKARA\n\nAyşe"),
        _span("two", "ANKARA", "Ayşe"),
        _span("title", "Title"),
        _span("over", "Title\n\nTitle\n\nANKARA\n\nAyşe"),
    )
    links = (
        RelationRecord(name="r1", label="in", head="cut", child="whole"),
        RelationRecord(name="r2", label="in", head="gone", child="whole"),
    )
    record = Record(
        name="a", text=_TEXT, spans=spans, relations=links, zones=_ZONES, text_sha256="old"
    )
    bare, losses = without_zones(record)
    assert bare.text == "Title\n\nAyşe spoke 😀 in Ankara.\n\nMore\n\nEnd."
    assert bare.text_sha256 == ""
    words = {span.name: covered_text(bare.text, span.fragments) for span in bare.spans}
    assert (
        words
        == {
            "whole": "Ankara",
            "cut": "Ayşe",
            "two": "Ayşe",
            "title": "Title",
            "over": "Title\n\nAyşe",
        }
        or words["over"] == "Title Ayşe"
    )
    assert [link.name for link in bare.relations] == ["r1"]
    assert sorted((loss.sort, loss.detail) for loss in losses) == [
        ("relation of a span within zones", "r2 in"),
        ("span cut at a zone", "cut X"),
        ("span cut at a zone", "over X"),
        ("span cut at a zone", "two X"),
        ("span within zones", "gone X"),
    ]


def test_a_text_without_furniture_stays_as_it_is() -> None:
    record = Record(name="a", text=_TEXT, zones=_ZONES[:1])
    assert without_zones(record) == (record, ())


@given(
    st.text("ab \n", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=4),
)
def test_what_is_kept_of_a_mark_is_the_same_words(
    text: str, zones: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    length = len(text)
    record = Record(
        name="a",
        text=text,
        zones=tuple(
            Zone(min(start, length), min(start + size, length), ZoneKind.BYLINE)
            for start, size in zones
        ),
        spans=tuple(
            SpanRecord(name=f"s{at}", label="X", fragments=((start, min(length, start + size)),))
            for at, (start, size) in enumerate(spans)
            if start < length
        ),
    )
    bare, losses = without_zones(record)
    before = {span.name: span for span in record.spans}
    touched = {loss.detail.split()[0] for loss in losses}
    assert len(bare.spans) + sum(loss.sort == "span within zones" for loss in losses) == len(before)
    for span in bare.spans:
        words = covered_text(bare.text, span.fragments)
        old = covered_text(text, before[span.name].fragments)
        assert span.fragments[-1][1] <= len(bare.text)
        assert words == old if span.name not in touched else len(words) < len(old)

"""The native format: the same records in, the same bytes out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.fitting import fitted
from annotator.formats.format import OffsetUnit, ReadOptions, WriteOptions
from annotator.formats.jsonl import JSONL
from annotator.formats.jsonl_reading import read
from annotator.formats.jsonl_writing import line_of, plain, write
from annotator.formats.record import Answer, Record, RelationRecord, SpanRecord

_DATA = Path(__file__).resolve().parents[1] / "data"
_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_NAMED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
_TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        st.sampled_from('\t\n\r\x85\u2028\u2029"\\/😀́’'),
    ),
    min_size=1,
    max_size=60,
)


@st.composite
def _spans(draw: st.DrawFn, name: str, length: int) -> SpanRecord:
    edges = draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return SpanRecord(
        name=name,
        label=draw(_NAMED),
        fragments=tuple(pairs),
        answers=tuple(draw(st.lists(st.tuples(_WORDS, _WORDS), max_size=2))),
        note=draw(_WORDS),
        annotator=draw(_WORDS),
    )


@st.composite
def _records(draw: st.DrawFn) -> Record:
    text = draw(_TEXTS)
    names = draw(st.lists(_NAMED, max_size=4, unique=True))
    ends = st.sampled_from(names) if names else st.nothing()
    links = draw(st.lists(st.tuples(_NAMED, ends, ends), max_size=2 if names else 0))
    more = draw(st.dictionaries(_NAMED.map(lambda name: f"x {name}"), _WORDS, max_size=2))
    return Record(
        name=draw(_NAMED),
        text=text,
        annotator=draw(_WORDS),
        spans=tuple(draw(_spans(name, len(text))) for name in names),
        relations=tuple(
            RelationRecord(name=f"r{at}", label=label, head=head, child=child)
            for at, (label, head, child) in enumerate(links)
        ),
        answer=draw(st.sampled_from(Answer)),
        title=draw(_WORDS),
        published=draw(_WORDS),
        keywords=tuple(draw(st.lists(_WORDS, max_size=2))),
        more=tuple(more.items()),
    )


def test_the_fixture_is_written_as_it_was_read() -> None:
    source = _DATA / "native.jsonl"
    records = list(read(source, ReadOptions()))
    out = io.BytesIO()
    write(records, out, WriteOptions())
    assert out.getvalue() == source.read_bytes()
    assert [len(records[0].spans), len(records[0].relations)] == [14, 3]


@settings(max_examples=150, deadline=None)
@given(st.lists(_records(), min_size=1, max_size=3))
def test_any_record_comes_back_as_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    source = tmp_path_factory.mktemp("any") / "any.jsonl"
    written = b"".join(line_of(record, WriteOptions()) for record in records)
    source.write_bytes(written)
    again = list(read(source, ReadOptions()))
    assert b"".join(line_of(record, WriteOptions()) for record in again) == written
    assert [record.spans for record in again] == [record.spans for record in records]
    assert len(written.decode().splitlines()) == len(records)


@settings(max_examples=50, deadline=None)
@given(_records())
def test_a_line_is_what_the_usual_writer_of_json_makes_of_it(record: Record) -> None:
    """One form of each value, the one of Python's own writer, for files to be compared by."""
    unit = OffsetUnit.UTF16
    expected = json.dumps(plain(record, unit), ensure_ascii=False)
    for one in "\x85\u2028\u2029":
        expected = expected.replace(one, f"\\u{ord(one):04x}")
    assert line_of(record, WriteOptions(offsets=unit)) == expected.encode() + b"\n"


@given(record=_records())
@settings(max_examples=100, deadline=None)
def test_every_line_is_valid_by_the_schema(record: Record) -> None:
    schema = json.loads((_DATA / "native.schema.json").read_bytes())
    for unit in OffsetUnit:
        line = json.loads(line_of(record, WriteOptions(offsets=unit)))
        jsonschema.validate(line, schema)


def test_offsets_in_other_units_find_the_same_words() -> None:
    text = "😀 Çelik 👍🏽 said"
    start = text.index("Çelik")
    span = SpanRecord(name="s1", label="ACTOR", fragments=((start, start + 5),))
    record = Record(name="a", text=text, spans=(span,))

    def written(unit: OffsetUnit) -> dict[str, object]:
        line: dict[str, object] = json.loads(line_of(record, WriteOptions(offsets=unit)))
        return line

    in_utf16 = written(OffsetUnit.UTF16)
    in_bytes = written(OffsetUnit.BYTE)
    first = in_utf16["spans"][0]  # type: ignore[index]
    units = text.encode("utf-16-le")
    assert units[2 * first["start"] : 2 * first["end"]].decode("utf-16-le") == "Çelik"
    second = in_bytes["spans"][0]  # type: ignore[index]
    assert text.encode()[second["start"] : second["end"]].decode() == "Çelik"
    assert in_utf16["meta"]["offset_unit"] == "utf16"  # type: ignore[index]
    assert in_bytes["text"] == text
    assert "offset_unit" not in written(OffsetUnit.CODE_POINT)["meta"]  # type: ignore[operator]


def test_what_has_no_key_is_told_as_a_loss() -> None:
    record = Record(name="a", text="x", author="Ayşe", place="ANKARA")
    assert [loss.sort for loss in fitted(record, JSONL, WriteOptions()).losses] == [
        "author of an article",
        "place of an article",
    ]
    assert JSONL.loses

"""Writing training data, the same bytes for the same records every time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any, BinaryIO

import msgspec

from annotator.domain.annotation import Answers
from annotator.domain.span import Fragment, covered_text
from annotator.formats.format import OffsetUnit, WriteOptions
from annotator.formats.jsonl_shape import FORMAT, OFFSET_UNIT, WITH_ANSWERS, WITH_ENTITIES
from annotator.formats.measuring import measured
from annotator.formats.record import Answer, Record

_SPLITTERS = "\x85\u2028\u2029"
"""Characters at which readers built on `str.splitlines` would break a line."""

_JSON = json.JSONEncoder(ensure_ascii=False).encode
_ENCODER = msgspec.json.Encoder()


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One line for each record, in the order they come."""
    out.writelines(line_of(record, options) for record in records)


def line_of(record: Record, options: WriteOptions) -> bytes:
    """A record as its line, line end and all.

    It is put together as text: what is sent out may hold hundreds of thousands of marks.
    """
    unit = options.offsets
    version = _version(record)
    spans = ", ".join(_spans(record, unit, version))
    links = ", ".join(
        f'{{"id": {_quoted(link.name)}, "label": {_quoted(link.label)}, '
        f'"head": {_quoted(link.head)}, "child": {_quoted(link.child)}}}'
        for link in record.relations
    )
    before = f'{{"format": "{version}", "id": {_quoted(record.name)}, "text": '
    after = (
        f', "annotator": {_quoted(record.annotator)}, "spans": [{spans}], "relations": [{links}], '
        f'"meta": {_JSON(_meta(record, unit))}, "answer": "{record.answer or Answer.IGNORE}"'
        f"{_entities(record, version)}{_article_answers(record, version)}}}\n"
    )
    line = b"".join((before.encode(), _ENCODER.encode(record.text), after.encode()))
    if not line.isascii():
        for one in _SPLITTERS:
            if one in record.text or one in before or one in after:
                line = line.replace(one.encode(), b"\\u%04x" % ord(one))
    return line


def plain(record: Record, unit: OffsetUnit) -> dict[str, Any]:
    """A record as the object of its line."""
    line: dict[str, Any] = msgspec.json.decode(line_of(record, WriteOptions(offsets=unit)))
    return line


def _version(record: Record) -> str:
    """The lowest version of the format that holds what a record says."""
    if record.article_answers or any(span.codebook_version > 1 for span in record.spans):
        return WITH_ANSWERS
    return WITH_ENTITIES if record.entities else FORMAT


def _spans(record: Record, unit: OffsetUnit, version: str) -> Iterator[str]:
    text = record.text
    place = _place(text, unit)
    meant, versions = version != FORMAT, version == WITH_ANSWERS
    for span in record.spans:
        pieces = span.fragments
        start, end = pieces[0]
        words = text[start:end] if len(pieces) == 1 else covered_text(text, pieces)
        if place is not None:
            pieces = tuple(map(place, pieces))
        start, end = pieces[0][0], pieces[-1][1]
        shown = (
            f"[{start}, {end}]" if len(pieces) == 1 else str([list(one) for one in pieces])[1:-1]
        )
        more = f', "entity": {_quoted(span.entity)}' if meant else ""
        if versions:
            more += f', "codebook_version": {span.codebook_version}'
        yield (
            f'{{"id": {_quoted(span.name)}, "start": {start}, "end": {end}, '
            f'"label": {_quoted(span.label)}, "text": {_quoted(words)}, "fragments": [{shown}], '
            f'"attributes": [{_pairs(span.answers)}], "note": {_quoted(span.note)}, '
            f'"annotator": {_quoted(span.annotator)}{more}}}'
        )


def _pairs(answers: Answers) -> str:
    if not answers:
        return ""
    return ", ".join(
        f'{{"name": {_quoted(name)}, "value": {_quoted(value)}}}' for name, value in answers
    )


def _entities(record: Record, version: str) -> str:
    if version == FORMAT:
        return ""
    shapes = [
        {
            **{name: getattr(one, name) for name in one.__struct_fields__},
            "more": [{"name": name, "value": value} for name, value in one.more],
        }
        for one in record.entities
    ]
    return f', "entities": {_JSON(shapes)}'


def _article_answers(record: Record, version: str) -> str:
    if version != WITH_ANSWERS:
        return ""
    shapes = [
        {"question": one.question, "value": one.value, "annotator": one.annotator}
        for one in record.article_answers
    ]
    return f', "article_answers": {_JSON(shapes)}'


def _meta(record: Record, unit: OffsetUnit) -> dict[str, object]:
    meta: dict[str, object] = {
        "title": record.title,
        "source": record.source,
        "url": record.url,
        "published": record.published,
        "language": record.language,
        "keywords": list(record.keywords),
        "text_sha256": record.text_sha256 or sha256(record.text.encode()).hexdigest(),
    }
    for name, value in record.more:
        meta.setdefault(name, value)
    if unit is not OffsetUnit.CODE_POINT:
        meta[OFFSET_UNIT] = str(unit)
    return meta


def _place(text: str, unit: OffsetUnit) -> Callable[[Fragment], Fragment] | None:
    """How a fragment in code points is written in the unit asked for; None for as it is."""
    if unit is OffsetUnit.CODE_POINT or text.isascii():
        return None
    offsets = measured(text, unit)
    return lambda fragment: (offsets.to_unit(fragment[0]), offsets.to_unit(fragment[1]))

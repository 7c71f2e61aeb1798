"""Writing training data, the same bytes for the same records every time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import BinaryIO, cast

import msgspec

from annotator.domain.span import Fragment, covered_text
from annotator.formats.format import OffsetUnit, WriteOptions
from annotator.formats.jsonl_shape import FORMAT, OFFSET_UNIT, WITH_ANSWERS, WITH_ENTITIES
from annotator.formats.measuring import measured
from annotator.formats.record import Answer, Record, SpanRecord

_Plain = dict[str, object]

_SPLITTERS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Characters at which readers built on `str.splitlines` would break a line."""


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One line for each record, in the order they come."""
    out.writelines(line_of(record, options) for record in records)


def line_of(record: Record, options: WriteOptions) -> bytes:
    """A record as its line, line end and all."""
    line = json.dumps(plain(record, options.offsets), ensure_ascii=False)
    if not line.isascii():
        for code, escape in _SPLITTERS.items():
            line = line.replace(chr(code), escape)
    return line.encode() + b"\n"


def plain(record: Record, unit: OffsetUnit) -> _Plain:
    """A record as the object of its line."""
    place = _place(record.text, unit)
    if record.article_answers or any(span.codebook_version > 1 for span in record.spans):
        return _shape_with_answers(record, unit)
    if record.entities:
        return _shape_with_entities(record, unit)
    return {
        "format": FORMAT,
        "id": record.name,
        "text": record.text,
        "annotator": record.annotator,
        "spans": [_span(record.text, span, place) for span in record.spans],
        "relations": [
            {"id": link.name, "label": link.label, "head": link.head, "child": link.child}
            for link in record.relations
        ],
        "meta": _meta(record, unit),
        "answer": str(record.answer or Answer.IGNORE),
    }


def _shape_with_entities(record: Record, unit: OffsetUnit) -> _Plain:
    """The same with `entities`, and in each span the one it means."""
    shape = plain(msgspec.structs.replace(record, entities=()), unit)
    spans = [
        {**span, "entity": one.entity}
        for span, one in zip(cast("list[_Plain]", shape["spans"]), record.spans, strict=True)
    ]
    return {
        **shape,
        "format": WITH_ENTITIES,
        "spans": spans,
        "entities": [
            {
                **{name: getattr(one, name) for name in one.__struct_fields__},
                "more": [{"name": name, "value": value} for name, value in one.more],
            }
            for one in record.entities
        ],
    }


def _shape_with_answers(record: Record, unit: OffsetUnit) -> _Plain:
    """The same with answers about the article, and in each span the version of the codebook."""
    bare = tuple(msgspec.structs.replace(span, codebook_version=1) for span in record.spans)
    shape = _shape_with_entities(
        msgspec.structs.replace(record, spans=bare, article_answers=()), unit
    )
    spans = [
        {**span, "codebook_version": one.codebook_version}
        for span, one in zip(cast("list[_Plain]", shape["spans"]), record.spans, strict=True)
    ]
    return {
        **shape,
        "format": WITH_ANSWERS,
        "spans": spans,
        "article_answers": [
            {"question": one.question, "value": one.value, "annotator": one.annotator}
            for one in record.article_answers
        ],
    }


def _span(text: str, span: SpanRecord, place: Callable[[Fragment], list[int]]) -> _Plain:
    fragments = [place(fragment) for fragment in span.fragments]
    return {
        "id": span.name,
        "start": fragments[0][0],
        "end": fragments[-1][1],
        "label": span.label,
        "text": covered_text(text, span.fragments),
        "fragments": fragments,
        "attributes": [{"name": name, "value": value} for name, value in span.answers],
        "note": span.note,
        "annotator": span.annotator,
    }


def _meta(record: Record, unit: OffsetUnit) -> _Plain:
    meta: _Plain = {
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


def _place(text: str, unit: OffsetUnit) -> Callable[[Fragment], list[int]]:
    """How a fragment in code points is written in the unit asked for."""
    if unit is OffsetUnit.CODE_POINT or text.isascii():
        return list
    offsets = measured(text, unit)
    return lambda fragment: [offsets.to_unit(fragment[0]), offsets.to_unit(fragment[1])]

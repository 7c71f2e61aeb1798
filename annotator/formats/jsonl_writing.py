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
from annotator.formats.record import Answer, Record

_Plain = dict[str, object]

_SPLITTERS = {one.encode(): b"\\u%04x" % ord(one) for one in "\x85\u2028\u2029"}
"""Characters at which readers built on `str.splitlines` would break a line."""

_ENCODER = msgspec.json.Encoder()


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One line for each record, in the order they come."""
    out.writelines(line_of(record, options) for record in records)


def line_of(record: Record, options: WriteOptions) -> bytes:
    """A record as its line, line end and all."""
    value = plain(record, options.offsets)
    if record.entities:  # msgspec writes some fractions otherwise than Python's own writer
        line = json.dumps(value, ensure_ascii=False).encode()
    else:  # the same bytes, sooner
        line = msgspec.json.format(_ENCODER.encode(value), indent=0)
    for one, escape in _SPLITTERS.items():
        if one in line:
            line = line.replace(one, escape)
    return line + b"\n"


def plain(record: Record, unit: OffsetUnit) -> _Plain:
    """A record as the object of its line."""
    if record.article_answers or any(span.codebook_version > 1 for span in record.spans):
        return _shape_with_answers(record, unit)
    if record.entities:
        return _shape_with_entities(record, unit)
    return {
        "format": FORMAT,
        "id": record.name,
        "text": record.text,
        "annotator": record.annotator,
        "spans": _spans(record, unit),
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


def _spans(record: Record, unit: OffsetUnit) -> list[_Plain]:
    text = record.text
    place = _place(text, unit)
    found: list[_Plain] = []
    for span in record.spans:
        pieces = span.fragments
        start, end = pieces[0]
        placed = pieces if place is None else [place(fragment) for fragment in pieces]
        answers = span.answers
        found.append(
            {
                "id": span.name,
                "start": placed[0][0],
                "end": placed[-1][1],
                "label": span.label,
                "text": text[start:end] if len(pieces) == 1 else covered_text(text, pieces),
                "fragments": placed,
                "attributes": [{"name": one, "value": said} for one, said in answers]
                if answers
                else [],
                "note": span.note,
                "annotator": span.annotator,
            }
        )
    return found


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


def _place(text: str, unit: OffsetUnit) -> Callable[[Fragment], list[int]] | None:
    """How a fragment in code points is written in the unit asked for; None for as it is."""
    if unit is OffsetUnit.CODE_POINT or text.isascii():
        return None
    offsets = measured(text, unit)
    return lambda fragment: [offsets.to_unit(fragment[0]), offsets.to_unit(fragment[1])]

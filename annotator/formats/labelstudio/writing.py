"""Writing Label Studio tasks, the same bytes for the same records every time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO

from annotator.formats.annotators import between_annotators, by_annotator
from annotator.formats.facts import facts_of
from annotator.formats.format import Loss, WriteOptions
from annotator.formats.json_files import dumped
from annotator.formats.labelstudio.configuration import (
    CHOICES,
    FRAGMENT,
    LABELS,
    NOTE,
    questions_of,
)
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record, SpanRecord

_Plain = dict[str, object]


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One list of tasks; one annotation for each annotator."""
    chosen = {
        name for name, (kind, _, _) in questions_of(options.codebook).items() if kind in CHOICES
    }
    between = b"[\n"
    for one in records:
        record = with_lf(one)
        out.write(between + dumped(_task(record, chosen)))
        between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def losses_of(record: Record) -> Iterator[Loss]:
    """Line ends, and what lies between two annotators."""
    if "\r" in record.text:
        yield Loss(record.name, "CR LF line ends", "written as LF")
    yield from between_annotators(record)


def _task(record: Record, chosen: Collection[str]) -> _Plain:
    data: _Plain = {"text": record.text, "doc_id": record.name}
    for key, value in facts_of(record).items():
        data.setdefault(key, value)
    data["text_sha256"] = sha256(record.text.encode()).hexdigest()
    several = list(by_annotator(record))
    results = [_results(one, chosen) for one in several]
    return {"data": data, "annotations": [{"result": one} for one in results]}


def _results(record: Record, chosen: Collection[str]) -> list[_Plain]:
    found: list[_Plain] = []
    for span in record.spans:
        found.extend(_regions(span, record.text, chosen))
    found.extend(_relation(one.head, one.child, one.label) for one in record.relations)
    return found


def _regions(span: SpanRecord, text: str, chosen: Collection[str]) -> Iterator[_Plain]:
    names = [f"{span.name}.{at}" if at else span.name for at in range(len(span.fragments))]
    for name, (start, end) in zip(names, span.fragments, strict=True):
        value: _Plain = {"start": start, "end": end, "text": text[start:end]}
        region: _Plain = {"id": name, "from_name": LABELS, "to_name": "text", "type": "labels"}
        region["value"] = value | {"labels": [span.label]}
        if span.annotator:
            region["meta"] = {"annotator": span.annotator}
        yield region
    start, end = span.fragments[0]
    place = {"start": start, "end": end}
    answers: dict[str, list[str]] = {}
    for asked, given in span.answers:
        answers.setdefault(asked, []).append(given)
    for asked, values in answers.items():
        kind = "choices" if asked in chosen else "textarea"
        key = "choices" if asked in chosen else "text"
        yield _about(span.name, asked, kind, place | {key: values})
    if span.note:
        yield _about(span.name, NOTE, "textarea", place | {"text": [span.note]})
    for name in names[1:]:
        yield _relation(span.name, name, FRAGMENT)


def _about(region: str, asked: str, kind: str, value: _Plain) -> _Plain:
    return {"id": region, "from_name": asked, "to_name": "text", "type": kind, "value": value}


def _relation(head: str, child: str, label: str) -> _Plain:
    return {
        "from_id": head,
        "to_id": child,
        "type": "relation",
        "direction": "right",
        "labels": [label],
    }

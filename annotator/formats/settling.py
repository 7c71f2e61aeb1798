"""Turning what a reader found in a file into a record: checked, placed, recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.counting import Counting
from annotator.formats.format import ReadOptions
from annotator.formats.placing import RawSpan, place
from annotator.formats.record import Record, RelationRecord
from annotator.text.zones import recognise

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_TITLE = 160
_UNLABELLED = "UNLABELLED"


def settled(
    record: Record,
    raws: Sequence[RawSpan],
    relations: Sequence[RelationRecord],
    options: ReadOptions,
    usual: Counting | None = None,
    *,
    certain: bool = False,
) -> Record:
    """The record with its marks in code points over its text.

    Raises BadInput for a text that is empty or cannot be kept.
    """
    text = record.text
    if not text:
        raise BadInput(record.file, record.line, "holds no text")
    if bad := _CONTROL.search(text):
        said = f"text holds U+{ord(bad[0]):04X}, which cannot be kept"
        raise BadInput(record.file, record.line, said)
    placed = place(text, list(_clean(raws)), _named(relations), options, usual, certain=certain)
    return msgspec.structs.replace(
        record,
        name=clean(record.name) or "article",
        spans=placed.spans,
        relations=placed.relations,
        zones=recognise(text).zones,
        text_sha256=sha256(text.encode()).hexdigest(),
        source_name=record.source_name or clean(record.name),
        notes=(*record.notes, *placed.notes),
        placing=placed.placing,
    )


def clean(text: str) -> str:
    """A word of a file without what cannot be kept."""
    return _CONTROL.sub("\ufffd", text)


def title_of(text: str, name: str) -> str:
    """A title for an article whose file gives none: its own first line, or its name."""
    found = recognise(text).title
    if found:
        return found
    line = next((one.strip() for one in text.splitlines() if one.strip()), "")
    return line if line and len(line) <= _LONGEST_TITLE else name


def _clean(raws: Iterable[RawSpan]) -> Iterator[RawSpan]:
    """Marks with labels, and with names of their own."""
    taken: set[str] = set()
    for at, raw in enumerate(raws, 1):
        name = base = clean(raw.name) or f"s{at}"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        yield msgspec.structs.replace(
            raw,
            name=name,
            label=clean(raw.label).strip() or _UNLABELLED,
            answers=tuple((clean(key), clean(value)) for key, value in raw.answers),
            note=clean(raw.note),
            annotator=clean(raw.annotator),
        )


def _named(relations: Iterable[RelationRecord]) -> list[RelationRecord]:
    taken: set[str] = set()
    found = []
    for at, link in enumerate(relations, 1):
        name = base = clean(link.name) or f"r{at}"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        label = clean(link.label).strip() or _UNLABELLED
        found.append(msgspec.structs.replace(link, name=name, label=label))
    return found

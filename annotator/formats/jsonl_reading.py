"""Reading training data: every line is checked in full before a record is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import covered_text
from annotator.formats.format import LARGEST, ReadOptions, unreadable
from annotator.formats.jsonl_faults import fault_of, format_fault, meta_fault, repeated_key
from annotator.formats.jsonl_shape import (
    META_KEYS,
    OFFSET_UNIT,
    WITH_ANSWERS,
    WITH_ENTITIES,
    LineShape,
    SpanShape,
    Tally,
    line_decoder,
)
from annotator.formats.lines import Line, lines_of
from annotator.formats.placing import Placed, RawSpan, place
from annotator.formats.record import (
    Answer,
    ArticleAnswerRecord,
    EntityRecord,
    Placing,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotator.text.zones import recognise

_OWN_KEYS = {*META_KEYS, OFFSET_UNIT}
_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SIMPLE = {b"n", b"r", b"t", b"/"}
"""What after a backslash is neither a quotation mark nor can be a control character."""

_FEW_ESCAPES = 200
_NO_CHARACTERS = ("\ufffe", "\uffff")


class _Fault(Exception):
    """What is wrong with a line; the reader adds file and line number."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a file, one line at a time. A byte order mark is passed over."""
    try:
        file = source.open("rb")
    except OSError as reason:
        options.refused(unreadable(source, reason))
        return
    with file:
        yield from _records(source, file, options)


def _records(source: Path, file: BinaryIO, options: ReadOptions) -> Iterator[Record]:
    lines = lines_of(file)
    found = False
    while True:
        try:
            line = next(lines, None)
        except OSError as reason:
            options.refused(unreadable(source, reason))
            return
        if line is None:
            break
        try:
            record = _record(source, line, options)
        except _Fault as fault:
            found = True
            options.refused(BadInput(str(source), line.number, str(fault)))
            continue
        if record is not None:
            found = True
            yield record
    if not found:
        options.refused(BadInput(str(source), None, "is empty"))


def _record(source: Path, line: Line, options: ReadOptions) -> Record | None:
    """The record of a line, None for a blank one. Raises _Fault."""
    if line.data is None:
        raise _Fault(f"the line is {line.size:,} bytes long; at most {LARGEST:,} are read")
    data = line.data.removeprefix(_BOM) if line.number == 1 else line.data
    if not data.strip():
        return None
    shape, tally = _decoded(data, ended=line.ended)
    return _from_shape(source, line.number, line.size, shape, tally, options)


def record_of_value(source: Path, number: int, value: object, options: ReadOptions) -> Record:
    """The record of an object that was read otherwise than from a line. Raises BadInput."""
    try:
        shape = msgspec.convert(value, LineShape)
        return _from_shape(source, number, len(shape.text), shape, shape.tally(), options)
    except (msgspec.ValidationError, _Fault) as fault:
        raise BadInput(str(source), number, str(fault).replace("`", "")) from fault


def _from_shape(
    source: Path, number: int, size: int, shape: LineShape, tally: Tally, options: ReadOptions
) -> Record:
    _check(shape, tally, repair=options.repair)
    meta: dict[str, str] = {key: one for key, one in shape.meta.items() if isinstance(one, str)}
    marks = _marks(shape, options)
    return Record(
        name=shape.id,
        text=shape.text,
        annotator=shape.annotator,
        spans=marks.spans,
        relations=marks.relations,
        entities=_entities(shape),
        article_answers=tuple(
            ArticleAnswerRecord(one.question, one.value, one.annotator)
            for one in shape.article_answers or ()
        ),
        answer=Answer(shape.answer),
        title=meta["title"],
        source=meta["source"],
        url=meta["url"],
        published=meta["published"],
        language=meta["language"],
        keywords=tuple(shape.meta["keywords"]),
        more=tuple((key, value) for key, value in meta.items() if key not in _OWN_KEYS),
        zones=recognise(shape.text).zones,
        text_sha256=_hash(shape.text, meta["text_sha256"]),
        source_name=shape.id,
        file=str(source),
        line=number,
        size=size,
        notes=marks.notes,
        placing=marks.placing if options.repair else None,
    )


def _marks(shape: LineShape, options: ReadOptions) -> Placed:
    """The marks of a line: as they are, or not at all, unless they are to be repaired."""
    if not options.repair:
        return Placed(_spans(shape), _relations(shape), Placing())
    raws = [
        RawSpan(
            name=span.id,
            label=span.label,
            fragments=span.fragments or ((span.start, span.end),),
            quote=span.text,
            answers=tuple((one.name, one.value) for one in span.attributes),
            note=span.note,
            annotator=span.annotator,
        )
        for at, span in enumerate(shape.spans)
        if _named(span, at)
    ]
    return place(shape.text, raws, _relations(shape), options)


def _decoded(data: bytes, *, ended: bool) -> tuple[LineShape, Tally]:
    try:
        shape = line_decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Fault(fault_of(data, error, ended=ended)) from error
    tally = shape.tally()
    pieces = data.split(b"\\", _FEW_ESCAPES)
    escaped = {piece[:1] for piece in pieces[1:]}
    if len(pieces) <= _FEW_ESCAPES and escaped <= _SIMPLE:
        quotes, odd = data.count(b'"'), False
    else:
        bare = data.replace(rb"\\", b"")
        quotes = bare.count(b'"') - bare.count(rb"\"")
        odd = rb"\u00" in bare or rb"\f" in bare
    if quotes // 2 != shape.strings(tally):
        raise _Fault(f"has the key '{repeated_key(data)}' twice in one object")
    if odd:
        for key, value in msgspec.to_builtins(shape).items():
            _check_characters(key, value)
    return shape, tally


def _check(shape: LineShape, tally: Tally, *, repair: bool) -> None:
    if fault := format_fault(shape.format) or meta_fault(shape.meta):
        raise _Fault(fault)
    if not shape.id:
        raise _Fault("id must not be empty")
    _check_entities(shape, tally)
    _check_answers(shape, tally)
    if not shape.text:
        raise _Fault("text must not be empty")
    for bad in _NO_CHARACTERS:
        if bad in shape.text:
            raise _Fault(f"text holds U+{ord(bad):04X}, which is no character")
    if OFFSET_UNIT in shape.meta and not repair:
        raise _Fault(
            f"counts offsets in {shape.meta[OFFSET_UNIT]} units, for other programs; "
            "export it again with offsets in code points"
        )


def _check_characters(where: str, value: object) -> None:
    """Control characters, which arrive only escaped, cannot be kept in every format."""
    if isinstance(value, str) and (bad := _CONTROL.search(value)):
        raise _Fault(f"{where} holds the control character U+{ord(bad[0]):04X}")
    if isinstance(value, dict):
        for key, one in value.items():
            _check_characters(f"a key of {where}", key)
            _check_characters(f"{where}.{key}", one)
    elif isinstance(value, list | tuple):
        for at, one in enumerate(value):
            _check_characters(f"{where}[{at}]", one)


def _hash(text: str, claimed: str) -> str:
    found = sha256(text.encode()).hexdigest()
    if claimed and claimed.lower() != found:
        raise _Fault("meta.text_sha256 is not the SHA-256 of the text")
    return found


def _spans(shape: LineShape) -> tuple[SpanRecord, ...]:
    """The spans of a line, each where it says and with the text it says."""
    text = shape.text
    length = len(text)
    found: list[SpanRecord] = []
    for at, span in enumerate(shape.spans):
        start, end = span.start, span.end
        if not (
            span.fragments == ((start, end),)
            and 0 <= start < end <= length
            and text[start:end] == span.text
            and span.id
            and span.label
        ):
            _check_span(text, span, at)
        found.append(
            SpanRecord(
                name=span.id,
                label=span.label,
                fragments=span.fragments,
                answers=tuple((one.name, one.value) for one in span.attributes)
                if span.attributes
                else (),
                note=span.note,
                annotator=span.annotator,
                entity=span.entity or "",
                codebook_version=span.codebook_version or 1,
            )
        )
    return tuple(found)


def _check_span(text: str, span: SpanShape, at: int) -> None:
    """Raises _Fault that says what is wrong with a span, if anything is."""
    where = f"spans[{at}]"
    _named(span, at)
    if not span.fragments:
        raise _Fault(f"{where}.fragments must hold at least one fragment")
    before = 0
    for number, (start, end) in enumerate(span.fragments):
        part = f"{where}.fragments[{number}]"
        _check_bounds(part, start, end, len(text))
        if start < before:
            raise _Fault(f"{part} begins before the end of the fragment before it")
        before = end
    if span.start != span.fragments[0][0] or span.end != before:
        _check_bounds(where, span.start, span.end, len(text))
        raise _Fault(
            f"{where} goes from {span.start} to {span.end}, "
            f"but its fragments from {span.fragments[0][0]} to {before}"
        )
    covered = covered_text(text, span.fragments)
    if covered != span.text:
        raise _Fault(
            f"{where}.text is '{_short(span.text)}', "
            f"but the text at {span.start} to {span.end} is '{_short(covered)}'"
        )


def _entities(shape: LineShape) -> tuple[EntityRecord, ...]:
    return tuple(
        EntityRecord(
            id=one.id,
            name=one.name,
            kind=one.kind,
            aliases=tuple(one.aliases),
            note=one.note,
            more=tuple((fact.name, fact.value) for fact in one.more),
            latitude=one.latitude,
            longitude=one.longitude,
            country=one.country,
            chain=tuple(one.chain),
            precision=one.precision,
        )
        for one in shape.entities or ()
    )


def _check_entities(shape: LineShape, tally: Tally) -> None:
    """Entities stand in lines from version 2 on; a span means one that is there."""
    if shape.format not in (WITH_ENTITIES, WITH_ANSWERS):
        if shape.entities is not msgspec.UNSET or tally.with_entity:
            raise _Fault(f"has entities, which {shape.format} has not; see {WITH_ENTITIES}")
        return
    if shape.entities is msgspec.UNSET:
        raise _Fault("entities is missing")
    ids: set[str] = set()
    for at, one in enumerate(shape.entities):
        if not one.id or not one.name:
            raise _Fault(f"entities[{at}].{'name' if one.id else 'id'} must not be empty")
        if one.id in ids:
            raise _Fault(f"entities[{at}].id '{_short(one.id)}' is there twice")
        ids.add(one.id)
        for name, degrees, most in (
            ("latitude", one.latitude, 90), ("longitude", one.longitude, 180)
        ):  # fmt: skip
            if degrees is not None and not -most <= degrees <= most:
                raise _Fault(f"entities[{at}].{name} must lie between -{most} and {most}")
    for at, span in enumerate(shape.spans):
        if span.entity is msgspec.UNSET:
            raise _Fault(f"spans[{at}].entity is missing")
        if span.entity and span.entity not in ids:
            raise _Fault(f"spans[{at}].entity '{_short(span.entity)}' is not in entities")


def _check_answers(shape: LineShape, tally: Tally) -> None:
    """Answers about the article, and versions of the codebook, stand in lines of version 3."""
    given = shape.article_answers is not msgspec.UNSET
    if shape.format != WITH_ANSWERS:
        if given or tally.with_version:
            raise _Fault(f"has answers about the article, or versions; see {WITH_ANSWERS}")
        return
    if not given:
        raise _Fault("article_answers is missing")
    for at, one in enumerate(shape.article_answers or ()):
        if not one.question or not one.value:
            what = "value" if one.question else "question"
            raise _Fault(f"article_answers[{at}].{what} must not be empty")
    for at, version in enumerate(span.codebook_version for span in shape.spans):
        if version is msgspec.UNSET:
            raise _Fault(f"spans[{at}].codebook_version is missing")
        if version < 1:
            raise _Fault(f"spans[{at}].codebook_version must be 1 or more")


def _named(span: SpanShape, at: int) -> bool:
    if not span.id or not span.label:
        raise _Fault(f"spans[{at}].{'label' if span.id else 'id'} must not be empty")
    return True


def _check_bounds(where: str, start: int, end: int, length: int) -> None:
    if start < 0:
        raise _Fault(f"{where} starts at {start}, which is negative")
    if end <= start:
        raise _Fault(f"{where} ends at {end}, which is not after its start {start}")
    if end > length:
        raise _Fault(f"{where} ends at {end}, past the end of the text ({length} characters)")


def _relations(shape: LineShape) -> tuple[RelationRecord, ...]:
    names = [span.id for span in shape.spans]
    known = set(names)
    if len(known) < len(names):
        at = next(at for at, name in enumerate(names) if name in names[:at])
        raise _Fault(f"spans[{at}].id '{_short(names[at])}' is the id of an earlier span")
    seen: set[str] = set()
    for at, link in enumerate(shape.relations):
        for end, name in (("head", link.head), ("child", link.child)):
            if name not in known:
                raise _Fault(f"relations[{at}].{end} '{_short(name)}' is not the id of a span")
        if not link.label:
            raise _Fault(f"relations[{at}].label must not be empty")
        if link.id and link.id in seen:
            raise _Fault(f"relations[{at}].id '{_short(link.id)}' is that of an earlier relation")
        seen.add(link.id)
    return tuple(
        RelationRecord(name=link.id, label=link.label, head=link.head, child=link.child)
        for link in shape.relations
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"

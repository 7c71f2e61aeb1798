"""PubAnnotation JSON: denotations, relations and attributes over a text, in characters.

A mark in several pieces has a list of spans. PubAnnotation itself gives out a chain
instead: pieces of the type `_FRAGMENT`, `_lexicallyChainedTo` one another and to the
piece that has the label. Both are read. The marks of several annotators are tracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.annotators import between_annotators, by_annotator
from annotator.formats.facts import as_text
from annotator.formats.format import Can, Format, ReadOptions, WriteOptions
from annotator.formats.head import Head
from annotator.formats.json_files import Entry, dumped, object_lines, objects, objects_in
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled, title_of

_FRAGMENT = "_FRAGMENT"
_CHAIN = "_lexicallyChainedTo"


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a file: one for each text and track."""
    lines = source.suffix.lower() != ".json"
    entries = object_lines(source, options) if lines else objects(source, options)
    for at, entry in enumerate(entries, 1):
        try:
            yield from _records(source, at, entry, options)
        except BadInput as bad:
            options.refused(bad)


def _records(source: Path, at: int, entry: Entry, options: ReadOptions) -> Iterator[Record]:
    value = entry.value
    name = as_text(value.get("sourceid") or (f"{source.stem}-{at}" if at > 1 else source.stem))
    text = value.get("text")
    if text is None:
        text = options.text_of(name)
    if not isinstance(text, str) or not text:
        raise BadInput(str(source), entry.line, "has no text")
    url = value.get("source_url")
    bare = Record(
        name=name,
        text=text,
        title=title_of(text, name),
        url=url if isinstance(url, str) else "",
        answer=Answer.ACCEPT,
        file=str(source),
        line=entry.line,
        size=entry.size,
    )
    tracks = [value] if "denotations" in value or not value.get("tracks") else value["tracks"]
    if not isinstance(tracks, list):
        raise BadInput(str(source), entry.line, "tracks must be a list of objects")
    for track in tracks:
        if not isinstance(track, dict):
            raise BadInput(str(source), entry.line, "tracks must be a list of objects")
        by = as_text(track.get("project") or "")
        raws, links = _marks(source, entry.line, track)
        raws = [msgspec.structs.replace(raw, annotator=by) for raw in raws]
        record = msgspec.structs.replace(bare, annotator=by)
        yield settled(record, raws, links, options)


def _marks(
    source: Path, line: int | None, track: Mapping[str, Any]
) -> tuple[list[RawSpan], list[RelationRecord]]:
    def bad(reason: str) -> BadInput:
        return BadInput(str(source), line, reason)

    pieces: dict[str, tuple[str, list[Fragment]]] = {}
    for at, one in enumerate(objects_in(track, "denotations", bad), 1):
        places = list(_places(one))
        if not places:
            raise bad(f"denotation {at} has no span with begin and end in whole numbers")
        pieces[as_text(one.get("id") or f"T{at}")] = (as_text(one.get("obj") or ""), places)
    answers: dict[str, list[tuple[str, str]]] = {}
    for one in objects_in(track, "attributes", bad):
        pair = (as_text(one.get("pred") or ""), as_text(one.get("obj", "")))
        answers.setdefault(as_text(one.get("subj") or ""), []).append(pair)
    links = []
    for at, one in enumerate(objects_in(track, "relations", bad), 1):
        ends = [as_text(one.get(key) or "") for key in ("subj", "obj")]
        if missing := next((end for end in ends if end not in pieces), ""):
            raise bad(f"relation {at} names {missing}, which there is not")
        label = as_text(one.get("pred") or "")
        name = as_text(one.get("id") or f"R{at}")
        links.append(RelationRecord(name=name, label=label, head=ends[0], child=ends[1]))
    links = _unchained(pieces, links)
    raws = [
        RawSpan(
            name=name,
            label=label,
            fragments=tuple(sorted(places)),
            answers=tuple(answers.get(name, ())),
        )
        for name, (label, places) in pieces.items()
    ]
    return raws, links


def _unchained(
    pieces: dict[str, tuple[str, list[Fragment]]], links: Iterable[RelationRecord]
) -> list[RelationRecord]:
    """Join pieces that are chained; the relations left, between the marks that came of it."""
    joined: dict[str, str] = {}

    def mark(name: str) -> str:
        while name in joined:
            name = joined[name]
        return name

    others = []
    for link in links:
        ends = mark(link.head), mark(link.child)
        part, whole = sorted(ends, key=lambda end: pieces[end][0] != _FRAGMENT)
        if link.label != _CHAIN or pieces[part][0] != _FRAGMENT:
            others.append(link)
        elif part != whole:
            pieces[whole][1].extend(pieces.pop(part)[1])
            joined[part] = whole
    return [
        msgspec.structs.replace(link, head=mark(link.head), child=mark(link.child))
        for link in others
    ]


def _places(denotation: Mapping[str, Any]) -> Iterator[Fragment]:
    span = denotation.get("span")
    for one in span if isinstance(span, list) else [span]:
        begin, end = (one.get("begin"), one.get("end")) if isinstance(one, dict) else (None, None)
        if type(begin) is int and type(end) is int:
            yield begin, end


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    """One list of texts with their marks."""
    between = b"[\n"
    for record in records:
        out.write(between + dumped(_document(record)))
        between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def _document(record: Record) -> dict[str, object]:
    document: dict[str, object] = {"sourcedb": "annotator", "sourceid": record.name}
    if record.url:
        document["source_url"] = record.url
    document["text"] = record.text
    tracks = [_track(one) for one in by_annotator(record)]
    return document | (tracks[0] if len(tracks) == 1 else {"tracks": tracks})


def _track(record: Record) -> dict[str, object]:
    denotations: list[dict[str, object]] = []
    for span in record.spans:
        places = [{"begin": begin, "end": end} for begin, end in span.fragments]
        where = places[0] if len(places) == 1 else places
        denotations.append({"id": span.name, "span": where, "obj": span.label})
    relations = [
        {"id": one.name, "pred": one.label, "subj": one.head, "obj": one.child}
        for one in record.relations
    ]
    attributes = [
        {"id": f"A-{span.name}-{at}", "subj": span.name, "pred": name, "obj": value}
        for span in record.spans
        for at, (name, value) in enumerate(span.answers, 1)
    ]
    track: dict[str, object] = {"project": record.annotator} if record.annotator else {}
    track["denotations"] = denotations
    if relations:
        track["relations"] = relations
    if attributes:
        track["attributes"] = attributes
    return track


def _sniff(head: Head) -> int:
    if head.suffix not in (".json", ".jsonl", ".ndjson") or not head.is_json:
        return 0
    return 80 if head.has_key("denotations") or head.has_key("sourcedb", "sourceid") else 0


PUBANNOTATION = Format(
    name="pubannotation",
    title="PubAnnotation (JSON)",
    suffixes=(".json",),
    holds=frozenset(Can) - {Can.ENTITIES, Can.NOTES, Can.REJECTED},
    facts=frozenset({"url"}),
    loses=("relations between marks of two annotators",),
    read=read,
    write=write,
    sniff=_sniff,
    losses_of=between_annotators,
)

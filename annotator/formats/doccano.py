"""doccano: JSON Lines for projects of sequence labelling and of relation extraction.

Offsets are UTF-16 units, as the program's own page counts, unless the project counts
grapheme clusters; CR LF is written as LF. ASCII-escaped, since doccano guesses
encodings. Entity ids are whole numbers: it drops all others without a word. All lines have
the same keys: it makes a table of them, and what a line lacks is a NaN its database refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.counting import Counting
from annotator.formats.facts import as_text, even_facts_of, with_facts
from annotator.formats.fitting import FRAGMENTS
from annotator.formats.format import (
    FACTS,
    Can,
    Choice,
    Format,
    Loss,
    OffsetUnit,
    ReadOptions,
    WriteOptions,
)
from annotator.formats.head import Head
from annotator.formats.json_files import dumped, entries, list_in, objects_in
from annotator.formats.line_ends import with_lf
from annotator.formats.measuring import measured
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled

PROJECT = Choice(
    "project",
    "Kind of project",
    (("relations", "Entities and relations"), ("sequence", "Sequence labelling")),
)
_FRAGMENT = "FRAGMENT"
_TEXTS = ("text", "data", "column_data")
_LABELS = ("label", "labels", "column_label")
_OWN = ("id", *_TEXTS, *_LABELS, "entities", "relations", "Comments", "comments")


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a file, one a line."""
    for at, (line, value, size) in enumerate(entries(source, options), 1):
        try:
            yield _record(source, line or at, value, size, options)
        except BadInput as bad:
            options.refused(bad)


def _record(
    source: Path, line: int, value: dict[str, Any], size: int, options: ReadOptions
) -> Record:
    def bad(reason: str) -> BadInput:
        return BadInput(str(source), line, reason)

    text = next((value[key] for key in _TEXTS if key in value), None)
    if not isinstance(text, str):
        raise bad("has no text")
    raws, links = _marks(value, bad)
    name = value.get("id")
    record = Record(
        name=as_text(f"{source.stem}-{line}" if name in (None, "") else name),
        text=text,
        answer=Answer.ACCEPT if raws else None,
        file=str(source),
        line=line,
        size=size,
    )
    record = with_facts(
        record, value, _OWN if raws else [one for one in _OWN if one not in _LABELS]
    )
    usual = Counting(options.offsets or OffsetUnit.UTF16)
    return settled(record, raws, links, options, usual)


def _marks(
    value: Mapping[str, Any], bad: Callable[[str], BadInput]
) -> tuple[list[RawSpan], list[RelationRecord]]:
    labels: object = next((value[key] for key in _LABELS if value.get(key)), [])
    if not isinstance(labels, list) or not any(isinstance(one, list) for one in labels):
        labels = []  # labels of whole texts, which are kept as a fact
    entities = list_in(value, "entities", bad)
    if entities and all(isinstance(one, list) for one in entities):
        labels, entities = [*labels, *entities], []  # a project of intents has them so
    raws = []
    for at, one in enumerate(labels, 1):
        if not (isinstance(one, list) and len(one) == 3 and _whole(one[0]) and _whole(one[1])):
            raise bad(f"label {at} is not a start, an end and a label")
        raws.append(RawSpan(name=f"s{at}", label=as_text(one[2]), fragments=((one[0], one[1]),)))
    pieces: dict[str, tuple[str, list[Fragment]]] = {}
    for at, one in enumerate(entities, 1):
        if not isinstance(one, dict) or not (
            _whole(one.get("start_offset")) and _whole(one.get("end_offset"))
        ):
            raise bad(f"entity {at} has no start_offset and end_offset in whole numbers")
        place = (one["start_offset"], one["end_offset"])
        pieces[as_text(one.get("id", at))] = (as_text(one.get("label") or ""), [place])
    links = []
    for at, one in enumerate(objects_in(value, "relations", bad), 1):
        ends = [as_text(one.get(key, "")) for key in ("from_id", "to_id")]
        missing = next((end for end in ends if end not in pieces), None)
        if missing is not None:
            raise bad(f"relation {at} names the entity {missing}, which there is not")
        links.append(
            RelationRecord(
                name=f"r{at}", label=as_text(one.get("type") or ""), head=ends[0], child=ends[1]
            )
        )
    return raws + _whole_marks(pieces, links), [one for one in links if one.label != _FRAGMENT]


def _whole_marks(
    pieces: dict[str, tuple[str, list[Fragment]]], links: list[RelationRecord]
) -> list[RawSpan]:
    """Marks with the pieces that FRAGMENT relations join to them."""
    joined: dict[str, str] = {}
    for link in links:
        if link.label == _FRAGMENT:
            head, child = (_first(joined, end) for end in (link.head, link.child))
            if head != child:
                pieces[head][1].extend(pieces.pop(child)[1])
                joined[child] = head
    return [
        RawSpan(name=name, label=label, fragments=tuple(sorted(places)))
        for name, (label, places) in pieces.items()
    ]


def _first(joined: Mapping[str, str], name: str) -> str:
    """The mark that a piece has become part of."""
    while name in joined:
        name = joined[name]
    return name


def _whole(value: object) -> bool:
    return type(value) is int


# -- writing ---------------------------------------------------------------------------


def write(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One line for each record."""
    sequence = options.choice(PROJECT) == "sequence"
    entities, relations = count(1), count(1)
    for one in records:
        record = with_lf(one)
        offsets = measured(record.text, options.offsets)

        def place(fragment: Fragment, to_unit: Callable[[int], int] = offsets.to_unit) -> list[int]:
            return [to_unit(fragment[0]), to_unit(fragment[1])]

        value: dict[str, object] = {"id": record.name, "text": record.text}
        if sequence:
            value["label"] = [
                [*place(fragment), span.label]
                for span in record.spans
                for fragment in span.fragments
            ]
        else:
            value |= _with_relations(record, place, entities, relations)
        out.write(dumped(value | even_facts_of(record), ascii_only=True) + b"\n")


def _with_relations(
    record: Record,
    place: Callable[[Fragment], list[int]],
    ids: Iterator[int],
    link_ids: Iterator[int],
) -> dict[str, object]:
    entities: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []
    first: dict[str, int] = {}
    joins: list[tuple[int, int]] = []
    for span in record.spans:
        for fragment in span.fragments:
            number = next(ids)
            start, end = place(fragment)
            entities.append(
                {"id": number, "label": span.label, "start_offset": start, "end_offset": end}
            )
            if first.setdefault(span.name, number) != number:
                joins.append((first[span.name], number))
    ends = [(one.label, first[one.head], first[one.child]) for one in record.relations]
    for label, head, child in (*ends, *((_FRAGMENT, *join) for join in joins)):
        relations.append({"id": next(link_ids), "from_id": head, "to_id": child, "type": label})
    return {"entities": entities, "relations": relations}


def _losses_of(record: Record) -> Iterator[Loss]:
    if "\r" in record.text:
        yield Loss(record.name, "CR LF line ends", "written as LF")


def _sniff(head: Head) -> int:
    if head.suffix not in (".jsonl", ".ndjson", ".json"):
        return 0
    if head.has_key("start_offset", "end_offset"):
        return 80
    if b'"label": [[' in head.data or b'"label":[[' in head.data:
        return 70
    texts = any(isinstance(head.object.get(key), str) for key in _TEXTS)
    return 50 if texts and any(key in head.object for key in (*_LABELS, "entities")) else 0


def _holds(options: WriteOptions) -> frozenset[Can]:
    less = {Can.RELATIONS, Can.FRAGMENTS} if options.choice(PROJECT) == "sequence" else set()
    return DOCCANO.holds - less


DOCCANO = Format(
    name="doccano",
    title="doccano (JSON Lines)",
    suffixes=(".jsonl", ".json"),
    holds=frozenset({Can.OVERLAPS, Can.FRAGMENTS, Can.EDGES, Can.RELATIONS, Can.UNMARKED}),
    facts=frozenset(FACTS),
    units=(OffsetUnit.UTF16, OffsetUnit.GRAPHEME, OffsetUnit.CODE_POINT),
    choices=(PROJECT, FRAGMENTS),
    loses=(
        "CR LF line ends (written as LF)",
        "relations and pieces of marks, in projects of sequence labelling",
    ),
    read=read,
    write=write,
    sniff=_sniff,
    losses_of=_losses_of,
    holds_with=_holds,
)

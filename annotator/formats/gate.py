"""GATE XML: a text with nodes in it, and sets of annotations between nodes.

Nodes are counted in UTF-16 units, but they stand in the text, so that is where they
are. Each annotator is a set; a mark's label is its type, its answers, note and name
are features; further pieces have the same `uid`; a relation is an annotation over its
child with the `uid` of its head and child as features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats import safe_xml
from annotator.formats.facts import as_text, facts_of, with_facts
from annotator.formats.features import BETWEEN
from annotator.formats.file_names import FileNames
from annotator.formats.format import (
    FACTS,
    Can,
    Files,
    Format,
    Loss,
    OffsetUnit,
    ReadOptions,
    WriteOptions,
    whole_file,
)
from annotator.formats.head import Head
from annotator.formats.measuring import measured
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, EntityRecord, Record, RelationRecord, SpanRecord
from annotator.formats.references import details_lost, references, referred, unlike
from annotator.formats.settling import settled

_MACHINE = ("Token", "SpaceToken", "Sentence", "Split", "Lookup", "DEFAULT_TOKEN", "paragraph")
_MARKUP = "Original markups"
_ENTITY, _NAMED, _REFERENCE = "entity_id", "entity_name", "entity_reference"
_OWN = ("uid", "note", "head", "child", _ENTITY, _NAMED, _REFERENCE)
_STRING = 'className="java.lang.String"'


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The article of a file."""
    try:
        data = whole_file(source)
        yield _record(source, safe_xml.parse(data, source), len(data), options)
    except BadInput as bad:
        options.refused(bad)


def _record(source: Path, root: Element, size: int, options: ReadOptions) -> Record:
    body = root.find("TextWithNodes")
    if root.tag != "GateDocument" or body is None:
        raise BadInput(str(source), None, "is no GATE document with a text")
    text, nodes = _text(body)
    features = _features(root.find("GateDocumentFeatures"))
    own = features.pop("gate.SourceURL", "")
    name = features.pop("name", "") or source.stem
    pieces: dict[tuple[str, str], list[tuple[Element, Fragment]]] = {}
    links: list[tuple[str, Element]] = []
    skipped: Counter[str] = Counter()
    for group in root.iter("AnnotationSet"):
        by = group.get("Name", "")
        for one in group.iter("Annotation"):
            kind = one.get("Type", "")
            given = _features(one)
            if by == _MARKUP or kind in _MACHINE:
                skipped[kind] += 1
            elif {"head", "child"} <= given.keys():
                links.append((by, one))
            else:
                place = _place(source, one, nodes)
                key = (by, given.get("uid") or f"g{one.get('Id', '')}")
                pieces.setdefault(key, []).append((one, place))
    meant = {key: _entity(_features(several[0][0])) for key, several in pieces.items()}
    raws = [_raw(key, several, meant[key]) for key, several in pieces.items()]
    names = {raw.name for raw in raws}
    relations = []
    for _, one in links:
        given = _features(one)
        if given["head"] in names and given["child"] in names:
            uid = given.get("uid", "")
            label = one.get("Type", "")
            relations.append(
                RelationRecord(name=uid, label=label, head=given["head"], child=given["child"])
            )
    notes = [f"passed over what a machine made of the text: {dict(skipped)}"] if skipped else []
    record = Record(
        name=name,
        text=text,
        url=own if own.startswith(("http:", "https:")) else "",
        answer=Answer.ACCEPT,
        entities=unlike(one for one in meant.values() if one is not None),
        file=str(source),
        size=size,
        notes=tuple(notes),
    )
    record = with_facts(record, {k: v for k, v in features.items() if not k.startswith("gate.")})
    return settled(record, raws, relations, options, certain=True)


def _text(body: Element) -> tuple[str, dict[str, int]]:
    """The text, and where its nodes are in code points."""
    parts = [body.text or ""]
    at = len(parts[0])
    nodes: dict[str, int] = {}
    for node in body:
        nodes[node.get("id", "")] = at
        parts.append(node.tail or "")
        at += len(parts[-1])
    return "".join(parts), nodes


def _features(holder: Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in holder.findall("Feature") if holder is not None else ():
        name, value = one.findtext("Name", ""), one.findtext("Value", "")
        if name:
            found[name] = value
    return found


def _place(source: Path, one: Element, nodes: Mapping[str, int]) -> Fragment:
    ends = [nodes.get(one.get(key, "")) for key in ("StartNode", "EndNode")]
    if ends[0] is None or ends[1] is None:
        said = f"the annotation {one.get('Id', '')} lies between nodes that are not in the text"
        raise BadInput(str(source), None, said)
    return ends[0], ends[1]


def _entity(given: Mapping[str, str]) -> EntityRecord | None:
    """What the features of an annotation say that it means."""
    own = given.get(_ENTITY, "")
    others = [one for one in given.get(_REFERENCE, "").split(BETWEEN) if one]
    return referred(own, others, given.get(_NAMED, "")) if own or others else None


def _raw(
    key: tuple[str, str], several: list[tuple[Element, Fragment]], entity: EntityRecord | None
) -> RawSpan:
    first, _ = several[0]
    given = _features(first)
    return RawSpan(
        name=key[1],
        label=first.get("Type", ""),
        fragments=tuple(sorted(place for _, place in several)),
        answers=tuple((name, value) for name, value in given.items() if name not in _OWN),
        note=given.get("note", ""),
        annotator=key[0],
        entity=entity.id if entity is not None else "",
    )


# -- writing ---------------------------------------------------------------------------


def write_files(records: Iterable[Record], out: Files, options: WriteOptions) -> None:  # noqa: ARG001
    """A file for each record."""
    names = FileNames()
    for record in records:
        with out.create(f"{names.free(record.name)}.xml") as file:
            file.writelines(f"{line}\n".encode() for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield '<GateDocument version="3">'
    yield "<GateDocumentFeatures>"
    yield _feature("name", record.name)
    for key, value in facts_of(record).items():
        yield _feature(key, as_text(value))
    yield "</GateDocumentFeatures>"
    to_unit = measured(record.text, OffsetUnit.UTF16).to_unit
    edges = sorted(
        {0, len(record.text), *(p for s in record.spans for f in s.fragments for p in f)}
    )
    body = []
    for at, after in zip(edges, [*edges[1:], len(record.text)], strict=True):
        body.append(f'<Node id="{to_unit(at)}"/>{_escaped(record.text[at:after])}')
    yield f"<TextWithNodes>{''.join(body)}</TextWithNodes>"
    number = 0
    by_name = {span.name: span for span in record.spans}
    known = {one.id: one for one in record.entities}
    for by in dict.fromkeys(["", *(span.annotator for span in record.spans)]):
        yield f"<AnnotationSet Name={quoteattr(by)}>" if by else "<AnnotationSet>"
        for span in record.spans:
            for place in span.fragments if span.annotator == by else ():
                number += 1
                features = _own_features(span) | _meaning(known.get(span.entity))
                yield _annotation(number, span.label, place, to_unit, features)
        for link in record.relations:
            if by_name[link.head].annotator == by:
                number += 1
                place = by_name[link.child].fragments[0]
                ends = {"uid": link.name, "head": link.head, "child": link.child}
                yield _annotation(number, link.label, place, to_unit, ends)
        yield "</AnnotationSet>"
    yield "</GateDocument>"


def _own_features(span: SpanRecord) -> dict[str, str]:
    found = {"uid": span.name}
    if span.note:
        found["note"] = span.note
    for name, value in span.answers:
        key = f"{name}_" if name in _OWN else name
        found[key] = f"{found[key]}{BETWEEN}{value}" if key in found else value
    return found


def _meaning(entity: EntityRecord | None) -> dict[str, str]:
    """What an annotation means, as features."""
    if entity is None:
        return {}
    own, others = references(entity, _is_one)
    found = {_ENTITY: own, _NAMED: entity.name, _REFERENCE: BETWEEN.join(others)}
    return {name: value for name, value in found.items() if value}


def _is_one(reference: str) -> bool:
    return BETWEEN not in reference


def _annotation(
    number: int, kind: str, place: Fragment, to_unit: object, features: Mapping[str, str]
) -> str:
    assert callable(to_unit)
    start, end = to_unit(place[0]), to_unit(place[1])
    inner = "".join(_feature(name, value) for name, value in features.items())
    where = f'StartNode="{start}" EndNode="{end}"'
    return f'<Annotation Id="{number}" Type={quoteattr(kind)} {where}>{inner}</Annotation>'


def _feature(name: str, value: str) -> str:
    return (
        f"<Feature><Name {_STRING}>{_escaped(name)}</Name>"
        f"<Value {_STRING}>{_escaped(value)}</Value></Feature>"
    )


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _losses_of(record: Record) -> Iterator[Loss]:
    yield from details_lost(record, _is_one)
    for span in record.spans:
        names = [name for name, _ in span.answers]
        for name in dict.fromkeys(one for one in names if names.count(one) > 1):
            detail = f"{span.name} {name}: written as one"
            yield Loss(record.name, "several answers to one question", detail)


def _sniff(head: Head) -> int:
    return 95 if b"<GateDocument" in head.data else 0


GATE = Format(
    name="gate",
    title="GATE XML (folder)",
    suffixes=(".xml",),
    holds=frozenset(Can) - {Can.REJECTED},
    facts=frozenset(FACTS),
    units=(OffsetUnit.UTF16,),
    loses=("several answers to one question", "of entities: all but names and references"),
    read=read,
    write_files=write_files,
    sniff=_sniff,
    losses_of=_losses_of,
)

"""Feature structures of a CAS, and the marks and relations that they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.domain.span import Fragment
from annotator.formats.counting import Counting
from annotator.formats.features import features_of
from annotator.formats.format import OffsetUnit, ReadOptions
from annotator.formats.measuring import measured
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, RelationRecord
from annotator.formats.settling import settled, title_of

SPAN = "webanno.custom.ArticleSpan"
RELATION = "webanno.custom.ArticleRelation"
OWN = ("label", "note", "annotator", "uid", "fragment")
RESERVED = (*OWN, "begin", "end", "sofa", "Governor", "Dependent", "id")
_LABELS = ("label", "value", "identifier", "category", "entity", "coarseValue", "PosValue")
_ENDS = (
    ("Governor", "Dependent"),
    ("governor", "dependent"),
    ("source", "target"),
    ("head", "child"),
    ("from", "to"),
)
_MACHINE = (
    "Token",
    "Sentence",
    "Lemma",
    "Stem",
    "POS",
    "MorphologicalFeatures",
    "DocumentAnnotation",
    "DocumentMetaData",
    "Paragraph",
    "Div",
    "TagsetDescription",
    "SourceDocumentInformation",
    "Dependency",
    "ROOT",
    "CASMetadata",
)
"""Types, by last name, that describe a text and are nobody's marks."""


class Structure(msgspec.Struct, frozen=True):
    """An annotation of a CAS: type, place in UTF-16 units, features, references by id."""

    id: str
    type: str
    begin: int
    end: int
    features: Mapping[str, str]
    references: Mapping[str, str]


class View(msgspec.Struct, frozen=True):
    """A text of a CAS and its annotations."""

    name: str
    text: str
    structures: tuple[Structure, ...]


def records(
    source: Path, views: Iterable[View], size: int, options: ReadOptions
) -> Iterator[Record]:
    """A record for each view that has a text."""
    found = False
    for view in views:
        if not view.text:
            continue
        suffix = "" if view.name in ("", "_InitialView") else f"-{view.name}"
        found = True
        try:
            yield _record(source, f"{source.stem}{suffix}", view, size, options)
        except BadInput as bad:
            options.refused(bad)
    if not found:
        options.refused(BadInput(str(source), None, "holds no text"))


def _record(source: Path, name: str, view: View, size: int, options: ReadOptions) -> Record:
    ids = {one.id for one in view.structures}
    marks: dict[str, list[Structure]] = {}
    key_of: dict[str, str] = {}
    links: list[tuple[Structure, tuple[str, str]]] = []
    skipped: Counter[str] = Counter()
    for one in view.structures:
        last = one.type.rpartition(".")[2]
        ends = _ends_of(one, ids)
        if last in _MACHINE:
            skipped[last] += 1
        elif ends is not None:
            links.append((one, ends))
        else:
            key = one.features.get("uid") or f"#{one.id}"
            key_of[one.id] = key
            marks.setdefault(key, []).append(one)
    raws = [_raw(key, several) for key, several in marks.items()]
    relations = [
        RelationRecord(
            name=one.features.get("uid", ""),
            label=_label(one),
            head=_name(key_of[ends[0]]),
            child=_name(key_of[ends[1]]),
        )
        for one, ends in links
        if ends[0] in key_of and ends[1] in key_of
    ]
    notes = []
    if skipped:
        said = ", ".join(f"{count:,} {kind}" for kind, count in skipped.items())
        notes.append(f"passed over what a machine made of the text: {said}")
    record = Record(
        name=name,
        text=view.text,
        title=title_of(view.text, name),
        answer=Answer.ACCEPT,
        file=str(source),
        size=size,
        notes=tuple(notes),
    )
    return settled(record, raws, relations, options, Counting(OffsetUnit.UTF16), certain=True)


def _ends_of(one: Structure, ids: set[str]) -> tuple[str, str] | None:
    """The two annotations that a relation links, None for what is no relation."""
    for head, child in _ENDS:
        ends = one.references.get(head), one.references.get(child)
        if ends[0] in ids and ends[1] in ids:
            return ends[0], ends[1]
    return None


def _raw(key: str, several: list[Structure]) -> RawSpan:
    first = several[0]
    label = _label(first)
    return RawSpan(
        name=_name(key),
        label=label,
        fragments=tuple(sorted((one.begin, one.end) for one in several)),
        answers=tuple(
            (name, value)
            for name, value in first.features.items()
            if name not in OWN and not (name in _LABELS and value == label) and value
        ),
        note=first.features.get("note", ""),
        annotator=first.features.get("annotator", ""),
    )


def _name(key: str) -> str:
    return key if not key.startswith("#") else f"cas-{key[1:]}"


def _label(one: Structure) -> str:
    named = next((one.features[key] for key in _LABELS if one.features.get(key)), "")
    return named or one.type.rpartition(".")[2]


def structures_of(record: Record) -> tuple[list[Structure], list[str]]:
    """The annotations of a record with ids from 2 on, and the features its marks have."""
    to_unit = measured(record.text, OffsetUnit.UTF16).to_unit
    found: list[Structure] = []
    first: dict[str, Structure] = {}
    named: dict[str, None] = dict.fromkeys(OWN)
    for span in record.spans:
        features = {"label": span.label, **features_of(span, RESERVED)}
        features |= {"note": span.note} if span.note else {}
        features |= {"annotator": span.annotator} if span.annotator else {}
        named.update(dict.fromkeys(features))
        for at, place in enumerate(span.fragments):
            begin, end = _units(place, to_unit)
            own = features | {"uid": span.name, "fragment": str(at)}
            one = Structure(str(len(found) + 2), SPAN, begin, end, own, {})
            first.setdefault(span.name, one)
            found.append(one)
    for link in record.relations:
        head, child = first[link.head], first[link.child]
        ends = {"Governor": head.id, "Dependent": child.id}
        own = {"label": link.label, "uid": link.name}
        number = str(len(found) + 2)
        found.append(Structure(number, RELATION, child.begin, child.end, own, ends))
    return found, list(named)


def _units(place: Fragment, to_unit: object) -> Fragment:
    assert callable(to_unit)
    return to_unit(place[0]), to_unit(place[1])

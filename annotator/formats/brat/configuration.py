"""`annotation.conf`: the labels, relations and attributes of a brat project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from annotator.domain.codebook import Attribute, AttributeKind, Codebook, Label, RelationType
from annotator.formats.format import LARGEST

_ANY = ("<ENTITY>", "<ANY>", "<EVENT>")
_UNSAFE = re.compile(r"[^\w-]+")


def safe(name: str) -> str:
    """A name as brat takes it for a type: no white space and no punctuation."""
    return _UNSAFE.sub("_", name) or "_"


OWN_BASE = "entity"
"""The base of references to entities by the ids they have here."""


def read(path: Path) -> Codebook:
    """What a configuration says; an empty codebook where there is none."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            text = file.read(LARGEST)
    except OSError:
        return Codebook()
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1].casefold(), [])
        elif line and not line.startswith(("#", "!")):
            current.append(line)
    ids = count(1)
    names = list(dict.fromkeys(_types(sections)))
    asked = dict(_attributes(sections.get("attributes", []), names))
    labels = tuple(
        Label(id=next(ids), name=name, position=at, attributes=tuple(asked.get(name, ())))
        for at, name in enumerate(names)
    )
    of_name = {label.name: label.id for label in labels}
    kinds = tuple(
        RelationType(
            id=next(ids),
            name=name,
            position=at,
            heads=tuple(of_name[one] for one in heads if one in of_name),
            children=tuple(of_name[one] for one in children if one in of_name),
        )
        for at, (name, heads, children) in enumerate(_relations(sections.get("relations", [])))
    )
    return Codebook(labels, kinds)


def written(codebook: Codebook, labels: Iterable[str], relations: Iterable[str]) -> bytes:
    """The configuration of a codebook and of further names that files use."""
    names = {label.id: label.name for label in codebook.labels}
    entities = dict.fromkeys([*names.values(), *labels])
    lines = ["[entities]", *dict.fromkeys(map(safe, entities)), "", "[relations]"]
    for kind in codebook.relation_types:
        ends = []
        for role, allowed in (("Arg1", kind.heads), ("Arg2", kind.children)):
            types = "|".join(safe(names[one]) for one in allowed if one in names) or "<ENTITY>"
            ends.append(f"{role}:{types}")
        lines.append(f"{safe(kind.name)}\t{', '.join(ends)}")
    known = {kind.name for kind in codebook.relation_types}
    lines += [
        f"{safe(name)}\tArg1:<ENTITY>, Arg2:<ENTITY>"
        for name in dict.fromkeys(relations)
        if name not in known
    ]
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", ""]
    lines += ["[attributes]", *_attribute_lines(codebook), ""]
    return "\n".join(lines).encode()


def _attribute_lines(codebook: Codebook) -> Iterator[str]:
    """One line for each question, with all the labels that ask it and all their choices."""
    asked_by: dict[str, list[str]] = {}
    choices: dict[str, list[str]] = {}
    for label in codebook.labels:
        for asked in label.attributes:
            asked_by.setdefault(asked.name, []).append(safe(label.name))
            own = ("yes", "no") if asked.kind is AttributeKind.YES_NO else asked.choices
            choices.setdefault(asked.name, []).extend(own)
    for name, labels in asked_by.items():
        line = f"{safe(name)}\tArg:{'|'.join(labels)}"
        values = [one for one in dict.fromkeys(choices[name]) if not set(one) & set("|,\t")]
        yield f"{line}, Value:{'|'.join(values)}" if values else line


def _types(sections: dict[str, list[str]]) -> Iterator[str]:
    for section in ("entities", "events"):
        for line in sections.get(section, ()):
            name = line.split("\t")[0].split()[0]
            if not name.startswith(("<", "-")):
                yield name


def _relations(lines: Iterable[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    for line in lines:
        name, _, rest = line.partition("\t")
        if name.startswith("<") or not rest:
            continue
        ends = [part.partition(":")[2].strip() for part in rest.split(",")[:2]]
        if len(ends) == 2:
            heads, children = ([one for one in end.split("|") if one not in _ANY] for end in ends)
            yield name.strip(), heads, children


def _attributes(lines: Iterable[str], names: list[str]) -> Iterator[tuple[str, list[Attribute]]]:
    asked: dict[str, list[Attribute]] = {}
    for line in lines:
        name, _, rest = line.partition("\t")
        fields = {
            part.partition(":")[0].strip(): part.partition(":")[2].strip()
            for part in rest.split(",")
        }
        values = tuple(one for one in fields.get("Value", "").split("|") if one)
        kind = AttributeKind.CHOICE if values else AttributeKind.YES_NO
        question = Attribute(name=name.strip(), kind=kind, choices=values)
        labels = fields.get("Arg", "").split("|")
        for label in names if set(labels) & set(_ANY) else labels:
            asked.setdefault(label, []).append(question)
    yield from asked.items()

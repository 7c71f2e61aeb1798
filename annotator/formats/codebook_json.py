"""A codebook as a JSON file, to be shared, kept under version control, or written by hand.

    {"format": "annotator-codebook/2",
     "labels": [{"name": "CLAIM", "key": "3", "light": "", "dark": "",
                 "definition": "", "includes": "", "excludes": "",
                 "examples": [], "counterexamples": [], "parent": "", "retired": false,
                 "attributes": [{"name": "stance", "kind": "choice",
                                 "choices": ["pro", "contra"], "default": "",
                                 "required": false,
                                 "shown_when": [{"name": "category", "value": "demand"}],
                                 "definition": ""}]}],
     "relation_types": [{"name": "holder", "heads": ["CLAIM"], "children": ["ACTOR"],
                         "definition": "", "retired": false, "symmetric": false,
                         "per_head": 0, "per_child": 0}],
     "questions": [{"name": "genre", "kind": "choice", "choices": ["news", "comment"],
                    "default": "", "required": false, "shown_when": [], "definition": "",
                    "retired": false}]}

Labels and relation types stand in the order of the codebook. `parent`, `heads` and
`children` name labels of the same file. `per_head` and `per_child` are the most relations
of a type that one span may begin and end, 0 for any number. `questions` are asked about
whole articles. `kind` is one of choice, choices, yes-no,
number, text, date. Only `format` and the names must be there when a file is read;
keys not listed here are refused. Version 1 had neither `questions` nor `definition` of an
attribute, nor `symmetric`, `per_head` and `per_child`; it is read as well. All is written,
UTF-8, LF, a final newline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.codebook import (
    Attribute,
    AttributeKind,
    Codebook,
    Label,
    Question,
    RelationType,
)
from annotator.domain.identity import new_ids
from annotator.domain.refusal import BadInput
from annotator.formats.format import whole_file

_FORMAT = "annotator-codebook/2"
_READ = ("annotator-codebook/1", _FORMAT)
_COLOUR = re.compile(r"(#[0-9a-fA-F]{6})?")


class _ConditionShape(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    value: str


class _AttributeShape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: list[str] = []
    default: str = ""
    required: bool = False
    shown_when: list[_ConditionShape] = []
    definition: str = ""


class _QuestionShape(_AttributeShape, forbid_unknown_fields=True, kw_only=True):
    retired: bool = False


class _LabelShape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    key: str = ""
    light: str = ""
    dark: str = ""
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    examples: list[str] = []
    counterexamples: list[str] = []
    parent: str = ""
    retired: bool = False
    attributes: list[_AttributeShape] = []


class _TypeShape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    heads: list[str] = []
    children: list[str] = []
    definition: str = ""
    retired: bool = False
    symmetric: bool = False
    per_head: int = 0
    per_child: int = 0


class _BookShape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    format: str
    labels: list[_LabelShape] = []
    relation_types: list[_TypeShape] = []
    questions: list[_QuestionShape] = []


def read(source: Path) -> Codebook:
    """The codebook of a file, with fresh ids. Raises BadInput."""
    data = whole_file(source).removeprefix(b"\xef\xbb\xbf")
    try:
        shape = msgspec.json.decode(data, type=_BookShape)
    except UnicodeDecodeError as error:
        raise BadInput(str(source), None, "is not UTF-8 text") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadInput(str(source), None, f"is not a codebook: {_plainly(error)}") from error
    for fault in _faults(shape):
        raise BadInput(str(source), None, f"is not a codebook: {fault}")
    return _book(shape)


def to_bytes(codebook: Codebook) -> bytes:
    """The file of a codebook; the same codebook gives the same bytes."""
    names = {label.id: label.name for label in codebook.labels}
    shape = _BookShape(
        format=_FORMAT,
        labels=[_label_shape(label, names) for label in codebook.labels],
        relation_types=[
            _TypeShape(
                name=kind.name,
                heads=[names[one] for one in kind.heads if one in names],
                children=[names[one] for one in kind.children if one in names],
                definition=kind.definition,
                retired=kind.retired,
                symmetric=kind.symmetric,
                per_head=kind.per_head,
                per_child=kind.per_child,
            )
            for kind in codebook.relation_types
        ],
        questions=[
            _QuestionShape(**_fields(one.asked), retired=one.retired) for one in codebook.questions
        ],
    )
    return json.dumps(msgspec.to_builtins(shape), ensure_ascii=False, indent=1).encode() + b"\n"


def _faults(shape: _BookShape) -> Iterator[str]:
    if shape.format not in _READ:
        yield f"its format is '{shape.format[:60]}', not {_FORMAT}"
    names = {label.name for label in shape.labels}
    yield from _bad_names("a label", (label.name for label in shape.labels))
    yield from _bad_names("a relation type", (kind.name for kind in shape.relation_types))
    keys: set[str] = set()
    for label in shape.labels:
        yield from _bad_label(label, names)
        if label.key and not label.retired:
            if label.key in keys:
                yield f"two labels have the key {label.key}"
            keys.add(label.key)
    yield from _circles({label.name: label.parent for label in shape.labels})
    yield from _bad_names("a question", (one.name for one in shape.questions))
    for kind in shape.relation_types:
        if min(kind.per_head, kind.per_child) < 0:
            yield f"{kind.name} allows fewer than no relations"
        for end in (*kind.heads, *kind.children):
            if end not in names:
                yield f"the end '{end[:60]}' of {kind.name} is not one of its labels"


def _bad_label(label: _LabelShape, names: set[str]) -> Iterator[str]:
    if label.key and (len(label.key) != 1 or not label.key.isalnum()):
        yield f"the key '{label.key[:60]}' is not one letter or digit"
    if label.parent and label.parent not in names:
        yield f"the parent '{label.parent[:60]}' of {label.name} is not one of its labels"
    for colour in (label.light, label.dark):
        if not _COLOUR.fullmatch(colour):
            yield f"the colour '{colour[:60]}' of {label.name} is not written as #rrggbb"
    yield from _bad_names(
        f"an attribute of {label.name}", (asked.name for asked in label.attributes)
    )


def _bad_names(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            yield f"{what} has no name"
        if name in seen:
            yield f"{what} is there twice: '{name[:60]}'"
        seen.add(name)


def _circles(parents: dict[str, str]) -> Iterator[str]:
    """Labels that are, over their parents, their own forebears."""
    settled = {""}
    for name in parents:
        way: set[str] = set()
        at = name
        while at not in settled and at not in way:
            way.add(at)
            at = parents.get(at, "")
        if at in way:
            yield f"{at[:60]} is its own parent, or that of its parents"
        settled |= way


def _book(shape: _BookShape) -> Codebook:
    fresh = new_ids()
    ids = {label.name: next(fresh) for label in shape.labels}
    return Codebook(
        tuple(_label(label, position, ids) for position, label in enumerate(shape.labels)),
        tuple(
            RelationType(
                id=next(fresh),
                name=kind.name,
                position=position,
                heads=tuple(ids[one] for one in kind.heads),
                children=tuple(ids[one] for one in kind.children),
                definition=kind.definition,
                retired=kind.retired,
                symmetric=kind.symmetric,
                per_head=kind.per_head,
                per_child=kind.per_child,
            )
            for position, kind in enumerate(shape.relation_types)
        ),
        tuple(
            Question(id=next(fresh), position=position, asked=_attribute(one), retired=one.retired)
            for position, one in enumerate(shape.questions)
        ),
    )


def _attribute(asked: _AttributeShape) -> Attribute:
    return Attribute(
        name=asked.name,
        kind=asked.kind,
        choices=tuple(asked.choices),
        default=asked.default,
        required=asked.required,
        shown_when=tuple((one.name, one.value) for one in asked.shown_when),
        definition=asked.definition,
    )


def _label(label: _LabelShape, position: int, ids: dict[str, int]) -> Label:
    return Label(
        id=ids[label.name],
        name=label.name,
        position=position,
        key=label.key,
        light=label.light,
        dark=label.dark,
        definition=label.definition,
        includes=label.includes,
        excludes=label.excludes,
        examples=tuple(label.examples),
        counterexamples=tuple(label.counterexamples),
        parent_id=ids.get(label.parent),
        retired=label.retired,
        attributes=tuple(map(_attribute, label.attributes)),
    )


def _label_shape(label: Label, names: dict[int, str]) -> _LabelShape:
    return _LabelShape(
        name=label.name,
        key=label.key,
        light=label.light,
        dark=label.dark,
        definition=label.definition,
        includes=label.includes,
        excludes=label.excludes,
        examples=list(label.examples),
        counterexamples=list(label.counterexamples),
        parent=names.get(label.parent_id or 0, ""),
        retired=label.retired,
        attributes=[_AttributeShape(**_fields(asked)) for asked in label.attributes],
    )


def _fields(asked: Attribute) -> dict[str, Any]:
    return {
        "name": asked.name,
        "kind": asked.kind,
        "choices": list(asked.choices),
        "default": asked.default,
        "required": asked.required,
        "shown_when": [_ConditionShape(name, value) for name, value in asked.shown_when],
        "definition": asked.definition,
    }


def _plainly(error: Exception) -> str:
    said = str(error).replace("`", "").replace("$.", "").replace(" - at ", " at ")
    return said[:1].lower() + said[1:]

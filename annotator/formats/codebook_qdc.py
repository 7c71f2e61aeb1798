"""A codebook as REFI-QDC: what programs for qualitative analysis exchange codebooks in.

The exchange format of the REFI group (qdasoftware.org), namespace
urn:QDA-XML:codebook:1.0, as its Codebook.xsd has it. It holds the names of labels,
which lies under which, one colour each, a description, and whether one may code with a
label, which a retired one is not. A description holds the definition, then the rules
and examples, each after a word that names it; read again, they are taken apart.

It cannot hold keys, the colour on dark ground, attributes, relation types and
questions about articles. Codes of one name that lie under different codes are named
with what they lie under ("Water / Rights"): labels are told apart by name.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotator.domain.codebook import Codebook, Label
from annotator.domain.identity import new_ids
from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.format import whole_file

_SPACE = "urn:QDA-XML:codebook:1.0"
_NAMES = uuid.UUID("5f3c1f6e-7d0b-4c7e-9c2f-5d2d0a6c1b58")
"""The name space our code ids are made in: the same label has the same id every time."""

_RULES = (("includes", "Include: "), ("excludes", "Leave out: "))
_EXAMPLES = (("examples", "For example: "), ("counterexamples", "But not: "))
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_SAFE = ("#2f6fde", "#0f8a6a", "#b8560b", "#8a3ffc", "#b0256b", "#5f6b00", "#00758f", "#6b4f3a")
"""The safe palette on light ground: what is written for a label without a colour of its own."""


def to_bytes(codebook: Codebook) -> bytes:
    """The file of a codebook; the same codebook gives the same bytes.

    Raises BadInput for a codebook without labels, which the format has no room for.
    """
    if not codebook.labels:
        raise BadInput("codebook", None, "has no labels; REFI-QDC needs at least one")
    root = Element("CodeBook", {"xmlns": _SPACE, "origin": "Annotator"})
    _add_under(SubElement(root, "Codes"), codebook, None)
    indent(root, " ")
    written: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def read(source: Path) -> Codebook:
    """The codebook of a file, with fresh ids. Raises BadInput."""
    root = safe_xml.parse(whole_file(source), source)
    codes = root.find(f"{{{_SPACE}}}Codes")
    if root.tag != f"{{{_SPACE}}}CodeBook" or codes is None:
        raise BadInput(str(source), None, "is not a REFI-QDC codebook")
    labels: list[Label] = []
    for code, above in _walk(codes, None, labels):
        labels.append(_label(source, code, above, labels))
    if not labels:
        raise BadInput(str(source), None, "is a REFI-QDC codebook without codes")
    return Codebook(tuple(labels))


def _add_under(element: Element, codebook: Codebook, parent_id: int | None) -> None:
    known = {label.id for label in codebook.labels}
    for label in codebook.labels:
        above = label.parent_id if label.parent_id in known else None
        if above != parent_id:
            continue
        code = SubElement(
            element,
            "Code",
            {
                "guid": str(uuid.uuid5(_NAMES, label.name)),
                "name": label.name,
                "isCodable": "false" if label.retired else "true",
                "color": label.light or _SAFE[label.position % len(_SAFE)],
            },
        )
        description = _described(label)
        if description:
            SubElement(code, "Description").text = description
        _add_under(code, codebook, label.id)


def _described(label: Label) -> str:
    parts = [label.definition]
    parts += [lead + getattr(label, name) for name, lead in _RULES if getattr(label, name)]
    for name, lead in _EXAMPLES:
        parts += [lead + one for one in getattr(label, name)]
    return "\n".join(part for part in parts if part)


def _walk(
    element: Element, above: int | None, labels: list[Label]
) -> Iterator[tuple[Element, int | None]]:
    """Codes as the file has them, each after the one it lies under."""
    for code in element.findall(f"{{{_SPACE}}}Code"):
        yield code, above
        yield from _walk(code, labels[-1].id, labels)


def _label(source: Path, code: Element, above: int | None, labels: list[Label]) -> Label:
    name = code.get("name", "").strip()
    if not name:
        raise BadInput(str(source), None, "has a code without a name")
    colour = code.get("color", "")
    if colour and not _COLOUR.fullmatch(colour):
        raise BadInput(str(source), None, f"the colour '{colour[:60]}' of {name} is none")
    if len(colour) == 4:  # rgb
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    said = code.findtext(f"{{{_SPACE}}}Description", "").strip()
    found = _taken_apart(said)
    return Label(
        id=next(new_ids()),
        name=_apart(name, above, labels),
        position=len(labels),
        light=colour.lower(),
        dark=colour.lower(),
        definition="\n".join(found["definition"]),
        includes="\n".join(found["includes"]),
        excludes="\n".join(found["excludes"]),
        examples=tuple(found["examples"]),
        counterexamples=tuple(found["counterexamples"]),
        parent_id=above,
        retired=code.get("isCodable", "true").strip() in ("false", "0"),
    )


def _taken_apart(said: str) -> dict[str, list[str]]:
    """A description as definition, rules and examples."""
    names = ("definition", *(name for name, _ in (*_RULES, *_EXAMPLES)))
    found: dict[str, list[str]] = {name: [] for name in names}
    at = "definition"
    for line in said.splitlines():
        for name, lead in (*_RULES, *_EXAMPLES):
            if line.startswith(lead):
                at = name
                found[name].append(line.removeprefix(lead))
                break
        else:
            if at in ("examples", "counterexamples") and found[at]:
                found[at][-1] += "\n" + line
            else:
                found[at].append(line)
    return found


def _apart(name: str, above: int | None, labels: list[Label]) -> str:
    """A name that no label has yet."""
    taken = {label.name for label in labels}
    parent = next((label.name for label in labels if label.id == above), "")
    if name in taken and parent:
        name = f"{parent} / {name}"
    stem, count = name, 1
    while name in taken:
        count += 1
        name = f"{stem} ({count})"
    return name

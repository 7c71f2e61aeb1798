"""The labelling configuration of Label Studio: labels, questions and relations as XML."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from annotator.domain.codebook import (
    Attribute,
    AttributeKind,
    Codebook,
    Label,
    RelationType,
)
from annotator.domain.refusal import BadInput
from annotator.formats import safe_xml
from annotator.formats.format import WriteOptions, whole_file

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
FRAGMENT = "FRAGMENT"
NOTE = "note"
LABELS = "label"
CHOICES = (AttributeKind.CHOICE, AttributeKind.CHOICES, AttributeKind.YES_NO)
_NAMES = ("config.xml", "label_config.xml", "labeling_config.xml", "label-studio-config.xml")


def companions(path: Path) -> Iterable[Path]:
    """The configuration beside a file of tasks, if there is one."""
    names = [f"{path.stem}.config.xml", path.stem.replace("tasks", "config") + ".xml", *_NAMES]
    for name in names:
        beside = path.with_name(name)
        if beside.is_file() and _begins_with_view(beside):
            yield beside
            return


def _begins_with_view(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return b"<View" in file.read(4096)
    return False


def codebook(path: Path) -> Codebook:
    """What the configuration beside a file of tasks says; empty where there is none."""
    beside = next(iter(companions(path)), None)
    if beside is None:
        return Codebook()
    try:
        root = safe_xml.parse(whole_file(beside), beside)
    except BadInput:
        return Codebook()
    ids = count(1)
    names = _values(root, "Label")
    asked = tuple(_questions(root))
    labels = tuple(
        Label(id=next(ids), name=name, position=at, light=colour, attributes=asked)
        for at, (name, colour) in enumerate(names.items())
    )
    kinds = tuple(
        RelationType(id=next(ids), name=name, position=at)
        for at, name in enumerate(one for one in _values(root, "Relation") if one != FRAGMENT)
    )
    return Codebook(labels, kinds)


def written(options: WriteOptions) -> Iterable[tuple[str, bytes]]:
    """The configuration that fits a codebook, to be put beside the tasks."""
    yield ".config.xml", ("\n".join(_lines(options.codebook)) + "\n").encode()


def _lines(book: Codebook) -> Iterator[str]:
    yield "<View>"
    kinds = [kind.name for kind in book.relation_types]
    inner = "".join(f"<Relation value={quoteattr(name)}/>" for name in (*kinds, FRAGMENT))
    yield f"  <Relations>{inner}</Relations>"
    yield f'  <Labels name="{LABELS}" toName="text">'
    for label in book.labels:
        colour = f" background={quoteattr(label.light)}" if label.light else ""
        key = f" hotkey={quoteattr(label.key)}" if label.key else ""
        yield f"    <Label value={quoteattr(label.name)}{colour}{key}/>"
    yield "  </Labels>"
    yield "  <Style>.htx-text{ white-space: pre-wrap; }</Style>"
    yield '  <Text name="text" value="$text" granularity="symbol"/>'
    for name, (kind, choices, labels) in questions_of(book).items():
        when = quoteattr(",".join(labels))
        seen = f'perRegion="true" whenTagName="{LABELS}" whenLabelValue={when}'
        if kind not in CHOICES:
            yield f'  <TextArea name={quoteattr(name)} toName="text" {seen}/>'
            continue
        many = ' choice="multiple"' if kind is AttributeKind.CHOICES else ""
        values = "".join(f"<Choice value={quoteattr(one)}/>" for one in choices)
        yield f'  <Choices name={quoteattr(name)} toName="text"{many} {seen}>{values}</Choices>'
    yield f'  <TextArea name="{NOTE}" toName="text" perRegion="true"/>'
    yield "</View>"


def questions_of(book: Codebook) -> dict[str, tuple[AttributeKind, list[str], list[str]]]:
    """Every question by name: its kind, its choices and the labels that ask it."""
    found: dict[str, tuple[AttributeKind, list[str], list[str]]] = {}
    for label in book.labels:
        for asked in label.attributes:
            own = ("yes", "no") if asked.kind is AttributeKind.YES_NO else asked.choices
            kind, choices, labels = found.setdefault(asked.name, (asked.kind, [], []))
            choices.extend(one for one in own if one not in choices)
            labels.append(label.name)
            if kind is not asked.kind and asked.kind not in CHOICES:
                found[asked.name] = (asked.kind, choices, labels)
    return found


def _values(root: Element, tag: str) -> dict[str, str]:
    """The values of elements, with their colours."""
    return {
        one.get("value", ""): one.get("background", "") if _is_colour(one) else ""
        for one in root.iter(tag)
        if one.get("value")
    }


def _is_colour(one: Element) -> bool:
    colour = one.get("background", "")
    return (
        len(colour) == 7
        and colour[0] == "#"
        and all(c in "0123456789abcdefABCDEF" for c in colour[1:])
    )


def _questions(root: Element) -> Iterator[Attribute]:
    for one in root.iter():
        name = one.get("name", "")
        if one.get("perRegion") != "true" or not name or name == NOTE:
            continue
        if one.tag == "Choices":
            many = one.get("choice") == "multiple"
            kind = AttributeKind.CHOICES if many else AttributeKind.CHOICE
            yield Attribute(name=name, kind=kind, choices=tuple(_values(one, "Choice")))
        elif one.tag == "TextArea":
            yield Attribute(name=name)
        elif one.tag == "Number":
            yield Attribute(name=name, kind=AttributeKind.NUMBER)
        elif one.tag == "DateTime":
            yield Attribute(name=name, kind=AttributeKind.DATE)

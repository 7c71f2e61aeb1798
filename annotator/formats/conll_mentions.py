"""Marks in a column of tags, or of brackets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from annotator.formats.placing import RawSpan
from annotator.formats.record import RelationRecord

_PART = re.compile(r"\((?P<opened>[^()|]+)(?P<whole>\))?|(?P<closed>[^()|]+)\)")


class Mark(NamedTuple):
    """A label on tokens, first and last included; `entity` is what several marks share."""

    label: str
    first: int
    last: int
    entity: str = ""


def tagged(tags: Sequence[str], ends: Collection[int] = ()) -> Iterator[Mark]:
    """The marks of tags in IOB1, IOB2, IOBES or BILOU; `ends` are last tokens of sentences.

    An I- that nothing began begins a mark, as in IOB1 and in seqeval.
    """
    opened: tuple[str, int] | None = None
    for at, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        inside = prefix in ("I", "M", "E", "L")
        if opened is not None and not (inside and label == opened[0]):
            yield Mark(opened[0], opened[1], at - 1)
            opened = None
        if prefix == "O":
            continue
        if opened is None:
            opened = (label, at)
        if prefix in ("S", "U", "E", "L") or at in ends:
            yield Mark(opened[0], opened[1], at)
            opened = None
    if opened is not None:
        yield Mark(opened[0], opened[1], len(tags) - 1)


def bracketed(cells: Sequence[str]) -> list[Mark]:
    """The mentions of a column of brackets, such as "(person-2" and "person-2)"."""
    open_at: dict[str, list[int]] = {}
    found: list[Mark] = []
    for at, cell in enumerate(cells):
        for part in _PART.finditer(cell):
            entity = part["opened"] or part["closed"]
            if part["opened"] and not part["whole"]:
                open_at.setdefault(_key(entity), []).append(at)
                continue
            begun = open_at.get(_key(entity), [])
            first = at if part["whole"] or not begun else begun.pop()
            found.append(Mark(entity.partition("-")[0], first, at, _key(entity)))
    return sorted(found, key=lambda mark: (mark.first, -mark.last))


def coreferences(marks: Sequence[Mark], raws: Sequence[RawSpan]) -> Iterator[RelationRecord]:
    """From each mention to the one before it that means the same."""
    before: dict[str, str] = {}
    for mark, raw in zip(marks, raws, strict=True):
        if mark.entity in before:
            yield RelationRecord(
                name="", label="coreference", head=raw.name, child=before[mark.entity]
            )
        before[mark.entity] = raw.name


def _key(entity: str) -> str:
    """What opening and closing brackets share: label and number, without a name."""
    parts = entity.split("-")
    return "-".join(parts[:2]) if len(parts) > 1 and parts[1].isdecimal() else entity

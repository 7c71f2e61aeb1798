"""What changed between two versions of a codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from annotator.domain.codebook import (
    Attribute,
    Codebook,
    CodebookVersion,
    Label,
    Question,
    RelationType,
)
from annotator.editing.project import Project

Thing = Label | RelationType | Question


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Difference(msgspec.Struct, frozen=True):
    """One thing that is new, gone or otherwise.

    `name` is what it is called now (or was), `field` what of it changed ("" for all of
    it), in the words of the codebook file.
    """

    kind: Kind
    name: str
    field: str = ""
    before: str = ""
    after: str = ""


def versions(project: Project) -> list[tuple[int, str, Codebook]]:
    """Every version of a project's codebook: number, when it was left, what it said.

    The last one is in use; it was never left, so its date is "".
    """
    left: list[CodebookVersion] = project.reader.codebook_versions()
    found = [(one.number, one.at, one.codebook()) for one in left]
    return [*found, (project.codebook_version, "", project.codebook)]


def compare(old: Codebook, new: Codebook) -> list[Difference]:
    """What changed from one version to another, in the order of the newer one."""
    names = {label.id: label.name for label in (*old.labels, *new.labels)}
    found: list[Difference] = []
    for before, after in (
        (old.labels, new.labels),
        (old.relation_types, new.relation_types),
        (old.questions, new.questions),
    ):
        found += _compared(before, after, names)
    return found


def _compared(
    before: Sequence[Thing], after: Sequence[Thing], names: dict[int, str]
) -> Iterator[Difference]:
    there = {one.id: one for one in before}
    for one in after:
        was = there.pop(one.id, None)
        if was is None:
            yield Difference(Kind.ADDED, one.name)
            continue
        if was.name != one.name:
            yield Difference(Kind.CHANGED, one.name, "name", was.name, one.name)
        old, new = _said(was, names), _said(one, names)
        for field in {**old, **new}:
            said, says = old.get(field, ""), new.get(field, "")
            if said != says:
                yield Difference(Kind.CHANGED, one.name, field, said, says)
    for gone in there.values():
        yield Difference(Kind.REMOVED, gone.name)


def _said(one: Thing, names: dict[int, str]) -> dict[str, str]:
    """What a thing says, field by field, as words. Its place in the order is left out."""
    if isinstance(one, Question):
        return {"asked": _question(one.asked), "retired": _yes(one.retired)}
    if isinstance(one, RelationType):
        return {
            "definition": one.definition,
            "heads": ", ".join(names.get(end, "?") for end in one.heads),
            "children": ", ".join(names.get(end, "?") for end in one.children),
            "symmetric": _yes(one.symmetric),
            "per_head": str(one.per_head or ""),
            "per_child": str(one.per_child or ""),
            "retired": _yes(one.retired),
        }
    said = {
        "key": one.key,
        "colour": " ".join(color for color in (one.light, one.dark) if color),
        "definition": one.definition,
        "includes": one.includes,
        "excludes": one.excludes,
        "examples": "\n".join(one.examples),
        "counterexamples": "\n".join(one.counterexamples),
        "parent": names.get(one.parent_id or 0, ""),
        "retired": _yes(one.retired),
    }
    said |= {f"question {asked.name}": _question(asked) for asked in one.attributes}
    return said


def _question(asked: Attribute) -> str:
    parts = [asked.kind.value, ", ".join(asked.choices), asked.definition]
    if asked.default:
        parts.append(f"default {asked.default}")
    if asked.required:
        parts.append("required")
    parts += [f"when {name} is {value}" for name, value in asked.shown_when]
    return "; ".join(part for part in parts if part)


def _yes(on: bool) -> str:
    return "yes" if on else ""

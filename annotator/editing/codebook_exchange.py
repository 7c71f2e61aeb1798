"""A codebook from a file, merged into the project's by name; and the project's to a file.

A file is REFI-QDC where its name ends in `.qdc`, else our own JSON.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotator.domain.change import Change, Step, added, replaced
from annotator.domain.codebook import Codebook, Label, Question, RelationType
from annotator.editing.project import Project
from annotator.editing.replacing import replacing
from annotator.formats import codebook_json, codebook_qdc

_Thing = Label | RelationType | Question


class CodebookReport(msgspec.Struct, frozen=True):
    """Names of labels and relation types that were added and changed; keys that were given up."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    freed_keys: tuple[str, ...] = ()


def send_out_codebook(project: Project, out: Path) -> None:
    """Write the codebook. Raises Refused when the file cannot be written."""
    kind = codebook_qdc if is_qdc(out) else codebook_json
    with replacing(out) as file:
        file.write(kind.to_bytes(project.codebook))


def read_codebook(source: Path) -> Codebook:
    """The codebook of a file, with fresh ids. Raises BadInput."""
    return codebook_qdc.read(source) if is_qdc(source) else codebook_json.read(source)


def is_qdc(path: Path) -> bool:
    """Whether a file is named as a REFI-QDC one."""
    return path.suffix.lower() == ".qdc"


def bring_in_codebook(project: Project, source: Path) -> CodebookReport:
    """Add what the file has and the project lacks, and take over its words for the rest.

    Labels that only the project has stay, behind those of the file; where the file
    gives one of their keys to another label, they give it up. One step, undone as
    one. Raises BadInput, or Refused for a project that is read-only.
    """
    new = read_codebook(source)
    if is_qdc(source):
        new = _filled(new, project.codebook)
    merged = _Merged(project.codebook, new)
    if merged.changes:
        project.do(Step(title=f"Import codebook {source.name}", changes=tuple(merged.changes)))
    return CodebookReport(tuple(merged.added), tuple(merged.changed), tuple(merged.freed))


def _filled(new: Codebook, old: Codebook) -> Codebook:
    """What a REFI-QDC file cannot say of labels that are there already, as they say it."""
    known = ("key", "dark", "retired", "includes", "excludes", "examples", "counterexamples")
    labels = []
    for label in new.labels:
        there = old.label_named(label.name)
        if there is not None:
            kept = {name: getattr(there, name) for name in (*known, "attributes")}
            if there.light:
                kept["light"] = label.light or there.light
            label = msgspec.structs.replace(label, **kept)  # noqa: PLW2901
        labels.append(label)
    return msgspec.structs.replace(new, labels=tuple(labels))


class _Merged:
    """The changes that make one codebook say what another says."""

    def __init__(self, old: Codebook, new: Codebook) -> None:
        self.changes: list[Change] = []
        self.added: list[str] = []
        self.changed: list[str] = []
        self.freed: list[str] = []
        self._keep_others(old, new)
        ids = {one.id: (old.label_named(one.name) or one).id for one in new.labels}
        for label in new.labels:
            parent = label.parent_id and ids[label.parent_id]
            mine = msgspec.structs.replace(label, id=ids[label.id], parent_id=parent)
            self._put(old.label_named(label.name), mine)
        for kind in new.relation_types:
            before = old.relation_type_named(kind.name)
            after = msgspec.structs.replace(
                kind,
                id=before.id if before else kind.id,
                heads=tuple(ids[one] for one in kind.heads),
                children=tuple(ids[one] for one in kind.children),
            )
            self._put(before, after)
        for question in new.questions:
            asked = old.question_named(question.name)
            mine_ = msgspec.structs.replace(question, id=asked.id if asked else question.id)
            self._put(asked, mine_)

    def _put(self, before: _Thing | None, after: _Thing) -> None:
        if before is None:
            self.changes.append(added(after))
            self.added.append(after.name)
        elif before != after:
            self.changes.append(replaced(before, after))
            self.changed.append(after.name)

    def _keep_others(self, old: Codebook, new: Codebook) -> None:
        keys = {one.key for one in new.labels if one.key}
        others = [one for one in old.labels if new.label_named(one.name) is None]
        for position, label in enumerate(others, len(new.labels)):
            key = "" if label.key in keys else label.key
            if key != label.key:
                self.freed.append(f"{label.key} of {label.name}")
            after = msgspec.structs.replace(label, key=key, position=position)
            if after != label:
                self.changes.append(replaced(label, after))
        asked = [one for one in old.questions if new.question_named(one.name) is None]
        for position, question in enumerate(asked, len(new.questions)):
            if question.position != position:
                moved_ = msgspec.structs.replace(question, position=position)
                self.changes.append(replaced(question, moved_))
        kinds = [one for one in old.relation_types if new.relation_type_named(one.name) is None]
        for position, kind in enumerate(kinds, len(new.relation_types)):
            if kind.position != position:
                moved = msgspec.structs.replace(kind, position=position)
                self.changes.append(replaced(kind, moved))

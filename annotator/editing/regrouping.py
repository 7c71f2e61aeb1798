"""Plans that make one label of several, several of one, or none: merge, split, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotator.domain.change import Change, added, removed, replaced
from annotator.domain.codebook import Attribute, Codebook, Label, RelationType
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing.safe_change import Move, Plan


def merge(book: Codebook, sources: Sequence[Label], into: Label) -> Plan:
    """Let annotations of some labels have another one, and the labels go.

    Nothing that was answered is lost: the label that stays takes over questions and
    choices that only the others had, and their examples; labels under them, and ends of
    relations, are then its own.
    """
    if not sources or into in sources:
        raise Refused("Choose a label to merge, and another one to merge it into.")
    gone = {label.id for label in sources}
    after = into
    for label in sources:
        after = msgspec.structs.replace(
            after,
            attributes=_joined(after.attributes, label.attributes),
            examples=_union(after.examples, label.examples),
            counterexamples=_union(after.counterexamples, label.counterexamples),
        )
    if after.parent_id in gone:
        after = msgspec.structs.replace(after, parent_id=_above(book, into, gone))
    changes: list[Change] = [replaced(into, after)] if after != into else []
    changes += _adopted(book, gone, into.id, leave=into.id)
    changes += _ends(book, gone, into.id)[0]
    changes += [removed(label) for label in sources]
    names = ", ".join(label.name for label in sources)
    return Plan(
        title=f"Merge {names} into {into.name}",
        changes=tuple(changes),
        touches=tuple(sorted(gone)),
        moves=tuple(Move(source=label.id, target=into.id) for label in sources),
        remarks=tuple(_questions_taken_over(into, after)),
    )


def split_by_answer(book: Codebook, label: Label, attribute: str, names: Mapping[str, str]) -> Plan:
    """Give annotations a label by their answer: `names` says which for each value.

    Names that the codebook lacks become labels like the one that is split, under it.
    Answers that are not in `names` stay with it.
    """
    if label.attribute(attribute) is None or not any(names.values()):
        raise Refused("Choose an attribute, and a name for at least one of its answers.")
    targets, changes = _targets(book, label, [name for name in names.values() if name.strip()])
    return Plan(
        title=f"Split {label.name} by {attribute}",
        changes=tuple(changes),
        touches=(label.id,),
        moves=tuple(
            Move(source=label.id, target=targets[name.strip()], answer=(attribute, value))
            for value, name in names.items()
            if name.strip()
        ),
    )


def split_by_hand(book: Codebook, label: Label, chosen: Mapping[int, str]) -> Plan:
    """Give single annotations another label: `chosen` says which by annotation id."""
    if not chosen:
        raise Refused("No annotation was given another label.")
    targets, changes = _targets(book, label, list(chosen.values()))
    by_target: dict[str, list[int]] = {}
    for annotation_id, name in chosen.items():
        by_target.setdefault(name.strip(), []).append(annotation_id)
    return Plan(
        title=f"Split {label.name}",
        changes=tuple(changes),
        touches=(label.id,),
        moves=tuple(
            Move(source=label.id, target=targets[name], ids=tuple(ids))
            for name, ids in by_target.items()
        ),
    )


def delete(book: Codebook, label: Label) -> Plan:
    """Take a label away with all its annotations, and what hangs on them."""
    above = label.parent_id
    changes = _adopted(book, {label.id}, above, leave=label.id)
    ends, remarks = _ends(book, {label.id}, None)
    return Plan(
        title=f"Delete {label.name}",
        changes=(*changes, *ends, removed(label)),
        touches=(label.id,),
        removes=(label.id,),
        remarks=tuple(remarks),
    )


def _targets(
    book: Codebook, label: Label, names: Sequence[str]
) -> tuple[dict[str, int], list[Change]]:
    """Labels by name; those that are new are like the label that is split, and under it."""
    position = max((one.position for one in book.labels), default=-1)
    found: dict[str, int] = {}
    changes: list[Change] = []
    for name in dict.fromkeys(name.strip() for name in names):
        there = book.label_named(name)
        if there is not None:
            found[name] = there.id
            continue
        position += 1
        made = msgspec.structs.replace(
            label, id=new_id(), name=name, position=position, key="", light="", dark="",
            examples=(), counterexamples=(), parent_id=label.id, retired=False,
        )  # fmt: skip
        found[name] = made.id
        changes.append(added(made))
    new = [change.after.id for change in changes if isinstance(change.after, Label)]
    for kind in book.relation_types:
        heads = (*kind.heads, *new) if label.id in kind.heads else kind.heads
        children = (*kind.children, *new) if label.id in kind.children else kind.children
        if new and (heads, children) != (kind.heads, kind.children):
            after = msgspec.structs.replace(kind, heads=heads, children=children)
            changes.append(replaced(kind, after))
    return found, changes


def _joined(mine: tuple[Attribute, ...], theirs: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    """Questions of both; those of one name offer the choices of both."""
    found = {one.name: one for one in mine}
    for other in theirs:
        same = found.get(other.name)
        if same is None:
            found[other.name] = other
        elif set(other.choices) - set(same.choices):
            choices = _union(same.choices, other.choices)
            found[other.name] = msgspec.structs.replace(same, choices=choices)
    return tuple(found.values())


def _questions_taken_over(before: Label, after: Label) -> list[str]:
    if before.attributes == after.attributes:
        return []
    old = {one.name: one for one in before.attributes}
    changed = [one.name for one in after.attributes if old.get(one.name) != one]
    return [f"{before.name} takes over questions or choices: {', '.join(changed)}."]


def _union(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _above(book: Codebook, label: Label, gone: set[int]) -> int | None:
    """The nearest label over one that does not go."""
    at = label.parent_id
    while at in gone:
        assert at is not None
        at = book.label(at).parent_id
    return at


def _adopted(book: Codebook, gone: set[int], parent: int | None, *, leave: int) -> list[Change]:
    """Labels under those that go, put under another."""
    return [
        replaced(label, msgspec.structs.replace(label, parent_id=parent))
        for label in book.labels
        if label.parent_id in gone and label.id not in gone and label.id != leave
    ]


def _ends(book: Codebook, gone: set[int], instead: int | None) -> tuple[list[Change], list[str]]:
    """Relation types whose ends name labels that go; one left without an end is retired."""
    changes: list[Change] = []
    remarks: list[str] = []
    for kind in book.relation_types:
        after = kind
        for end in ("heads", "children"):
            ids: tuple[int, ...] = getattr(kind, end)
            if not gone.intersection(ids):
                continue
            left = tuple(dict.fromkeys(instead if one in gone else one for one in ids))
            left = tuple(one for one in left if one is not None)
            after = msgspec.structs.replace(after, **{end: left})
            if not left:
                after = msgspec.structs.replace(after, retired=True)
                remarks.append(_left_without(kind))
        if after != kind:
            changes.append(replaced(kind, after))
    return changes, remarks


def _left_without(kind: RelationType) -> str:
    return f"The relation type {kind.name} loses the only label at one end and is retired."

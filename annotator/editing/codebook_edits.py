"""Small edits of the codebook: each is checked, and is one step.

What changes how existing annotations read (names, colours, order in the tree of
labels, retiring) is planned in `safe_change` and `regrouping` instead.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.codebook import (
    SEPARATOR,
    Attribute,
    AttributeKind,
    Codebook,
    Label,
    Question,
    RelationType,
)
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing.coding import new_label
from annotator.editing.project import Project

Colours = Sequence[tuple[str, str]]
"""Light and dark line colours of the safe palette, in order."""


def add_label(
    project: Project, name: str, *, parent_id: int | None = None, taken: Collection[str] = ()
) -> Label:
    """Add a label at the end, under another if asked. `taken` are keys that commands have."""
    name = _named(name)
    book = project.codebook
    if book.label_named(name) is not None:
        raise Refused(f"The codebook has a label {name} already.")
    made = msgspec.structs.replace(new_label(book, name, taken), parent_id=parent_id)
    project.do(Step(title=f"Add label {name}", changes=(added(made),)))
    return made


def write_label(project: Project, before: Label, after: Label, title: str) -> None:
    """Let a label say something else. Raises Refused for what it cannot say."""
    book = project.codebook
    other = book.label_named(after.name)
    if not after.name.strip() or (other is not None and other.id != after.id):
        raise Refused(f"The codebook has a label {after.name} already.")
    if after.key != before.key:
        check_key(book, after)
    check_attributes(after.attributes)
    if after != before:
        project.do(Step(title=title, changes=(replaced(before, after),)))


def check_key(book: Codebook, label: Label) -> None:
    """Raises Refused for a key that is none, or that another label has."""
    if label.key and (len(label.key) != 1 or not label.key.isalnum()):
        raise Refused(f"“{label.key}” is not one letter or digit.")
    other = book.label_for_key(label.key) if label.key else None
    if other is not None and other.id != label.id:
        raise Refused(f"{other.name} has the key {label.key} already.")


def check_attributes(attributes: Sequence[Attribute]) -> None:
    """Raises Refused for questions without a name of their own, or that cannot be asked."""
    names: set[str] = set()
    for asked in attributes:
        if not asked.name.strip():
            raise Refused("A question needs a name.")
        if asked.name in names:
            raise Refused(f"There is a question {asked.name} already.")
        names.add(asked.name)
    for asked in attributes:
        check_attribute(asked)
        for name, _ in asked.shown_when:
            if name not in names or name == asked.name:
                raise Refused(f"{asked.name} cannot wait for an answer to {name}.")


def check_attribute(asked: Attribute) -> None:
    """Raises Refused for choices that are none, and a default that is not among them."""
    if any(not choice.strip() for choice in asked.choices):
        raise Refused(f"A choice of {asked.name} has no words.")
    if len(set(asked.choices)) != len(asked.choices):
        raise Refused(f"Two choices of {asked.name} are the same.")
    offered = asked.choices
    if asked.kind is AttributeKind.YES_NO:
        offered = ("yes", "no")
    chosen = asked.kind in (AttributeKind.CHOICE, AttributeKind.YES_NO)
    if asked.default and chosen and asked.default not in offered:
        raise Refused(f"“{asked.default}” is not a choice of {asked.name}.")


def order_labels(project: Project, label: Label, by: int, colours: Colours) -> None:
    """Move a label up or down among those beside it; no label changes its colour by that."""
    book = project.codebook
    beside = [one for one in book.labels if one.parent_id == label.parent_id]
    at = [one.id for one in beside].index(label.id)
    to = min(max(at + by, 0), len(beside) - 1)
    if to == at:
        return
    beside.insert(to, beside.pop(at))
    place_labels(project, [one.id for one in beside], f"Move {label.name}", colours)


def place_labels(
    project: Project,
    siblings: Sequence[int],
    title: str,
    colours: Colours,
    *,
    moved: Label | None = None,
) -> None:
    """Put labels that lie side by side in an order, each with those under it behind it.

    `moved` is one of them that lay elsewhere before, as it is to be.
    """
    book = project.codebook
    labels = {one.id: one for one in book.labels}
    if moved is not None:
        labels[moved.id] = moved
    rank = {one: number for number, one in enumerate(siblings)}
    ordered = _depth_first(list(labels.values()), rank)
    changes: list[Change] = []
    for position, label in enumerate(ordered):
        before = book.label(label.id)
        after = msgspec.structs.replace(label, position=position)
        if not after.light and position % len(colours) != before.position % len(colours):
            light, dark = colours[before.position % len(colours)]
            after = msgspec.structs.replace(after, light=light, dark=dark)
        if after != before:
            changes.append(replaced(before, after))
    project.do(Step(title=title, changes=tuple(changes)))


def in_tree_order(book: Codebook) -> list[tuple[Label, int]]:
    """Labels as a tree is read, each with how deep it lies."""
    depth: dict[int, int] = {}
    ordered = _depth_first(list(book.labels), {})
    for label in ordered:
        depth[label.id] = depth.get(label.parent_id or 0, -1) + 1
    return [(label, depth[label.id]) for label in ordered]


def _depth_first(labels: list[Label], rank: dict[int, int]) -> list[Label]:
    known = {label.id for label in labels}
    under: dict[int | None, list[Label]] = {}
    for label in labels:
        under.setdefault(label.parent_id if label.parent_id in known else None, []).append(label)
    for siblings in under.values():
        siblings.sort(key=lambda one: (rank.get(one.id, one.position), one.position))
    ordered: list[Label] = []

    def walk(parent: int | None) -> None:
        for label in under.get(parent, ()):
            ordered.append(label)
            walk(label.id)

    walk(None)
    return ordered


# -- relation types and questions ---------------------------------------------------------


def add_relation_type(project: Project, name: str) -> RelationType:
    """Add a relation type between any labels."""
    name = _named(name)
    if project.codebook.relation_type_named(name) is not None:
        raise Refused(f"The codebook has a relation type {name} already.")
    position = max((one.position for one in project.codebook.relation_types), default=-1) + 1
    made = RelationType(id=new_id(), name=name, position=position)
    project.do(Step(title=f"Add relation type {name}", changes=(added(made),)))
    return made


def write_relation_type(project: Project, before: RelationType, after: RelationType) -> None:
    """Let a relation type say something else."""
    other = project.codebook.relation_type_named(after.name)
    if not after.name.strip() or (other is not None and other.id != after.id):
        raise Refused(f"The codebook has a relation type {after.name} already.")
    if after != before:
        title = f"Change relation type {before.name}"
        project.do(Step(title=title, changes=(replaced(before, after),)))


def remove_relation_type(project: Project, kind: RelationType) -> None:
    """Take an unused relation type away. Raises Refused for one in use: that is retired."""
    count = project.reader.labelled.relations_of_type(kind.id)
    if count:
        raise Refused(f"{count} relations are of the type {kind.name}; retire it instead.")
    project.do(Step(title=f"Delete relation type {kind.name}", changes=(removed(kind),)))


def add_question(project: Project, name: str) -> Question:
    """Add a question about articles."""
    name = _named(name)
    if project.codebook.question_named(name) is not None:
        raise Refused(f"There is a question {name} already.")
    position = max((one.position for one in project.codebook.questions), default=-1) + 1
    made = Question(id=new_id(), position=position, asked=Attribute(name=name))
    project.do(Step(title=f"Add question {name}", changes=(added(made),)))
    return made


def write_question(project: Project, before: Question, after: Question) -> None:
    """Let a question about articles ask something else."""
    others = [one.asked for one in project.codebook.questions if one.id != after.id]
    check_attributes([*others, after.asked])
    if after != before:
        step = Step(title=f"Change question {before.name}", changes=(replaced(before, after),))
        project.do(step)


def reword_question_choice(project: Project, question: Question, old: str, new: str) -> None:
    """Word a choice of a question about articles otherwise; answers go along."""
    asked = question.asked
    choices = tuple(dict.fromkeys(new if one == old else one for one in asked.choices))
    default = new if asked.default == old else asked.default
    asked = msgspec.structs.replace(asked, choices=choices, default=default)
    changes: list[Change] = [replaced(question, msgspec.structs.replace(question, asked=asked))]
    for said in project.reader.labelled.article_answers(question.id):
        parts = [new if one == old else one for one in said.value.split(SEPARATOR)]
        after = msgspec.structs.replace(said, value=SEPARATOR.join(dict.fromkeys(parts)))
        if after != said:
            changes.append(replaced(said, after))
    project.do(Step(title=f"Rename {old} to {new}", changes=tuple(changes)))


def remove_question(project: Project, question: Question) -> None:
    """Take an unanswered question away. Raises Refused for one in use: that is retired."""
    count = project.reader.labelled.answers_to(question.id)
    if count:
        raise Refused(f"{question.name} is answered {count} times; retire it instead.")
    project.do(Step(title=f"Delete question {question.name}", changes=(removed(question),)))


def order_others(project: Project, one: RelationType | Question, by: int) -> None:
    """Move a relation type or a question up or down."""
    book = project.codebook
    row: list[RelationType] | list[Question]
    row = list(book.relation_types) if isinstance(one, RelationType) else list(book.questions)
    ids = [other.id for other in row]
    at = ids.index(one.id)
    to = min(max(at + by, 0), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    changes = tuple(
        replaced(other, msgspec.structs.replace(other, position=ids.index(other.id)))
        for other in row
        if other.position != ids.index(other.id)
    )
    project.do(Step(title=f"Move {one.name}", changes=changes))


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise Refused("It needs a name.")
    return name

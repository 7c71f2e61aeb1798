"""The codebook: what may be marked, and what is asked about a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

SEPARATOR = "; "
"""Between several choices in one answer."""


class AttributeKind(StrEnum):
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


class Attribute(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question asked about a span or an article.

    `choices` matter for the two choice kinds only. `shown_when` are answers to other
    questions, attribute and value: with none, it is always asked; with several of
    one attribute, any of them will do; with several attributes, each must be met.
    `definition` says what is meant.
    """

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    shown_when: tuple[tuple[str, str], ...] = ()
    definition: str = ""

    def __post_init__(self) -> None:
        # what a row says must not depend on whether the kind came as a plain word
        msgspec.structs.force_setattr(self, "kind", AttributeKind(self.kind))

    def is_asked(self, said: Mapping[str, str]) -> bool:
        """Whether the answers given so far call for this question."""
        wanted: dict[str, set[str]] = {}
        for name, value in self.shown_when:
            wanted.setdefault(name, set()).add(value)
        return all(
            not values.isdisjoint(said.get(name, "").split(SEPARATOR))
            for name, values in wanted.items()
        )


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What a span may be called.

    `key` is the digit or letter that marks with it, "" for none. `light` and
    `dark` are its line colours ("#rrggbb") on the two themes, "" to take the next
    of the safe palette. `position` orders the codebook.
    """

    id: int
    name: str
    position: int
    key: str = ""
    light: str = ""
    dark: str = ""
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    parent_id: int | None = None
    retired: bool = False
    attributes: tuple[Attribute, ...] = ()

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None."""
        return next((asked for asked in self.attributes if asked.name == name), None)


class RelationType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of link. Empty `heads` or `children` allow any label at that end.

    A `symmetric` one means the same read backwards. `per_head` is the most links of
    the kind that one annotation may begin, `per_child` the most that may end at one;
    0 allows any number.
    """

    id: int
    name: str
    position: int
    heads: tuple[int, ...] = ()
    children: tuple[int, ...] = ()
    definition: str = ""
    retired: bool = False
    symmetric: bool = False
    per_head: int = 0
    per_child: int = 0


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about an article as a whole."""

    id: int
    position: int
    asked: Attribute
    retired: bool = False

    @property
    def name(self) -> str:
        """What the question is called; unique in a codebook."""
        return self.asked.name


class Codebook(msgspec.Struct, frozen=True):
    """Labels, relation types and questions about articles, each in their order."""

    labels: tuple[Label, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    questions: tuple[Question, ...] = ()

    def label(self, label_id: int) -> Label:
        """The label with that id. Raises KeyError when there is none."""
        for label in self.labels:
            if label.id == label_id:
                return label
        raise KeyError(label_id)

    def label_named(self, name: str) -> Label | None:
        return next((label for label in self.labels if label.name == name), None)

    def label_for_key(self, key: str) -> Label | None:
        """The label that a key marks with, retired ones aside."""
        return next((one for one in self.labels if one.key == key and not one.retired), None)

    def relation_type(self, type_id: int) -> RelationType:
        """The relation type with that id. Raises KeyError when there is none."""
        for kind in self.relation_types:
            if kind.id == type_id:
                return kind
        raise KeyError(type_id)

    def relation_type_named(self, name: str) -> RelationType | None:
        return next((kind for kind in self.relation_types if kind.name == name), None)

    def question_named(self, name: str) -> Question | None:
        return next((one for one in self.questions if one.name == name), None)


class CodebookVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A codebook that was marked under, and then changed.

    Versions count from 1; the one in use has no such record yet. `at` is when it was
    left behind, ISO 8601 in UTC, and `annotator_id` who did. `book` is the `Codebook`
    as it then was, in JSON by the names of fields.
    """

    number: int
    at: str
    annotator_id: int
    book: str

    @classmethod
    def left(cls, number: int, book: Codebook, annotator_id: int) -> CodebookVersion:
        """A version that is left behind now."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        words = msgspec.json.encode(book).decode()
        return cls(number=number, at=now, annotator_id=annotator_id, book=words)

    def codebook(self) -> Codebook:
        """The codebook of this version."""
        return msgspec.json.decode(self.book, type=Codebook)


def asked_of(label: Label, answers: Iterable[tuple[str, str]]) -> list[Attribute]:
    """The questions that a label asks about a mark, given its answers so far."""
    said = dict(answers)
    return [attribute for attribute in label.attributes if attribute.is_asked(said)]


def unanswered(label: Label, answers: Iterable[tuple[str, str]]) -> list[Attribute]:
    """The questions that must be answered about a mark and are not."""
    said = dict(answers)
    return [
        attribute
        for attribute in label.attributes
        if attribute.required and not said.get(attribute.name) and attribute.is_asked(said)
    ]

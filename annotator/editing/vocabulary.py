"""The names a file uses, as ids of the project; names it lacks are added on the way."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotator.domain.annotator import Annotator, AnnotatorKind
from annotator.domain.change import Change, added
from annotator.domain.codebook import Attribute, Codebook, Label, Question, RelationType
from annotator.domain.identity import new_id
from annotator.domain.refusal import BadInput
from annotator.editing.coding import new_label, new_relation_type
from annotator.formats.record import Record


class Vocabulary:
    """Labels, relation types and annotators by name.

    `unnamed` is whose the annotations are that a file gives nobody's name to.
    `added_labels` and `added_types` are the names that the codebook lacked.
    """

    def __init__(
        self, codebook: Codebook, annotators: Iterable[Annotator], *, unnamed: str = ""
    ) -> None:
        self._codebook = codebook
        self._label_ids: dict[str, int] = {}
        self._annotators = {one.name: one for one in annotators}
        self.unnamed = unnamed
        self.added_labels: list[str] = []
        self.added_types: list[str] = []

    def check(self, record: Record) -> None:
        """Raises BadInput for a label or relation type that the codebook lacks."""
        for span in record.spans:
            if self._codebook.label_named(span.label) is None:
                reason = f"the label '{span.label}' is not in the codebook"
                raise BadInput(record.file, record.line, reason)
        for link in record.relations:
            if self._codebook.relation_type_named(link.label) is None:
                reason = f"the relation type '{link.label}' is not in the codebook"
                raise BadInput(record.file, record.line, reason)
        for answer in record.article_answers:
            if self._codebook.question_named(answer.question) is None:
                reason = f"the question '{answer.question}' is not in the codebook"
                raise BadInput(record.file, record.line, reason)

    def learn(self, codebook: Codebook) -> list[Change]:
        """Take over the labels and relation types of a file that the project lacks."""
        changes: list[Change] = []
        ids: dict[int, int] = {}
        keys = {one.key for one in self._codebook.labels if one.key}
        for label in codebook.labels:
            own = self._codebook.label_named(label.name)
            if own is None:
                fresh = new_label(self._codebook, label.name)
                key = label.key if label.key and label.key not in keys else fresh.key
                own = msgspec.structs.replace(
                    label, id=fresh.id, position=fresh.position, key=key, parent_id=None
                )
                keys.add(key)
                self._add_label(own, changes)
            ids[label.id] = own.id
        for kind in codebook.relation_types:
            if self._codebook.relation_type_named(kind.name) is None:
                fresh_kind = new_relation_type(self._codebook, kind.name)
                self._add_type(
                    msgspec.structs.replace(
                        kind,
                        id=fresh_kind.id,
                        position=fresh_kind.position,
                        heads=tuple(ids[one] for one in kind.heads),
                        children=tuple(ids[one] for one in kind.children),
                    ),
                    changes,
                )
        return changes

    def label(self, name: str, changes: list[Change]) -> int:
        """The id of a label; where it is new, its adding joins `changes`."""
        known = self._label_ids.get(name)
        if known is None:
            label = self._codebook.label_named(name)
            if label is None:
                label = new_label(self._codebook, name)
                self._add_label(label, changes)
            known = self._label_ids[name] = label.id
        return known

    def relation_type(self, name: str, changes: list[Change]) -> int:
        """The id of a relation type; where it is new, its adding joins `changes`."""
        kind = self._codebook.relation_type_named(name)
        if kind is None:
            kind = new_relation_type(self._codebook, name)
            self._add_type(kind, changes)
        return kind.id

    def _add_label(self, label: Label, changes: list[Change]) -> None:
        labels = (*self._codebook.labels, label)
        self._codebook = msgspec.structs.replace(self._codebook, labels=labels)
        self.added_labels.append(label.name)
        changes.append(added(label))

    def _add_type(self, kind: RelationType, changes: list[Change]) -> None:
        kinds = (*self._codebook.relation_types, kind)
        self._codebook = msgspec.structs.replace(self._codebook, relation_types=kinds)
        self.added_types.append(kind.name)
        changes.append(added(kind))

    def question(self, name: str, changes: list[Change]) -> int:
        """The id of a question on articles; where it is new, its adding joins `changes`."""
        question = self._codebook.question_named(name)
        if question is None:
            asked = self._codebook.questions
            position = max((one.position for one in asked), default=-1) + 1
            question = Question(id=new_id(), position=position, asked=Attribute(name=name))
            self._codebook = msgspec.structs.replace(self._codebook, questions=(*asked, question))
            changes.append(added(question))
        return question.id

    def annotator(self, name: str, changes: list[Change]) -> int:
        """The id of an annotator; where they are new, their adding joins `changes`."""
        name = name or self.unnamed
        annotator = self._annotators.get(name)
        if annotator is None:
            kind = AnnotatorKind.GOLD if name.casefold() == "gold" else AnnotatorKind.PERSON
            annotator = self._annotators[name] = Annotator(new_id(), name, kind)
            changes.append(added(annotator))
        return annotator.id

"""Questions about all annotations of some labels, over the whole project."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.article import ArticleAnswer
from annotator.domain.entity import EntityLink
from annotator.store import kinds, labelled, rows
from annotator.store.asking import Asking
from annotator.store.labelled import Hanging, Usage

_SLICE = 500
_LOOKED_AT = 1_000


_MARKS = kinds.select(kinds.ANNOTATION) + " WHERE id IN ({places}) ORDER BY id"
_FRAGMENTS = kinds.select(kinds.FRAGMENTS) + " WHERE annotation_id IN ({places}) ORDER BY 1, 2"
_ANSWERS = kinds.select(kinds.ANSWERS) + " WHERE annotation_id IN ({places}) ORDER BY 1, 2"
_RELATIONS = (
    kinds.select(kinds.RELATION)
    + " WHERE head_id IN ({places}) OR child_id IN ({places}) ORDER BY id"
)
_ARTICLE_ANSWERS = kinds.select(kinds.ARTICLE_ANSWER) + " WHERE question_id = ? ORDER BY 1, 2"
_LINKS = kinds.select(kinds.ENTITY_LINK) + " WHERE annotation_id IN ({places}) ORDER BY 1, 2"


class Labelled:
    """Reads what labels have marked, beside everything else a reader reads."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    def usage(self, label_ids: Sequence[int]) -> Usage:
        """How much some labels mark."""
        given = tuple(label_ids)
        return Usage(*(self._ask.one(_placed(labelled.USAGE, given), given) or (0, 0)))

    def hanging(self, label_ids: Sequence[int]) -> Hanging:
        """What hangs on the annotations of some labels."""
        given = tuple(label_ids)
        (relations,) = self._ask.one(_placed(labelled.RELATIONS, given), (*given, *given)) or (0,)
        (links,) = self._ask.one(_placed(labelled.LINKS, given), given) or (0,)
        return Hanging(relations, links)

    def ids(self, label_ids: Sequence[int]) -> array[int]:
        """Ids of all annotations of some labels, the oldest first."""
        given = tuple(label_ids)
        return array("q", [row[0] for row in self._ask.all(_placed(labelled.IDS, given), given)])

    def some_ids(self, label_ids: Sequence[int], limit: int) -> list[int]:
        """Ids of a few annotations of some labels, of as many articles as can be had soon."""
        given = tuple(label_ids)
        found = self._ask.all(_placed(labelled.SOME, given), (*given, _LOOKED_AT))
        by_article: dict[int, int] = {row[0]: row[1] for row in found}
        apart = list(by_article.values())
        return [*apart, *(one for _, one in found if one not in apart)][:limit]

    def doubled(self, label_ids: Sequence[int]) -> int:
        """How many spans one annotator has marked with more than one of some labels."""
        given = tuple(label_ids)
        (count,) = self._ask.one(_placed(labelled.DOUBLED, given), given) or (0,)
        return int(count)

    def marks_in(
        self, article_ids: Sequence[int], label_ids: Sequence[int], annotator_id: int
    ) -> Iterator[Annotation]:
        """An annotator's annotations of some labels in some articles."""
        for some in _slices(article_ids):
            question = labelled.IN_ARTICLES.format(
                articles=", ".join("?" * len(some)), places=", ".join("?" * len(label_ids))
            )
            found = self._ask.all(question, (*some, *label_ids, annotator_id))
            yield from self.annotations([row[0] for row in found])

    def relations_of_type(self, type_id: int) -> int:
        """How many relations are of a type."""
        (count,) = self._ask.one(labelled.OF_TYPE, (type_id,)) or (0,)
        return int(count)

    def answers_to(self, question_id: int) -> int:
        """How often a question about articles was answered."""
        (count,) = self._ask.one(labelled.ANSWERS_TO, (question_id,)) or (0,)
        return int(count)

    def article_answers(self, question_id: int) -> list[ArticleAnswer]:
        """Every answer to a question about articles."""
        found = self._ask.all(_ARTICLE_ANSWERS, (question_id,))
        return [rows.article_answer_from(row) for row in found]

    def answers(self, label_id: int, attribute: str) -> dict[str, int]:
        """How often each answer to an attribute was given, the most frequent first."""
        return dict(self._ask.all(labelled.ANSWERS, (attribute, label_id)))

    def answering_ids(self, label_id: int, attribute: str) -> array[int]:
        """Ids of a label's annotations that answer an attribute at all."""
        found = self._ask.all(labelled.ANSWERING_IDS, (attribute, label_id))
        return array("q", [row[0] for row in found])

    def answered_ids(self, label_id: int, attribute: str, value: str) -> array[int]:
        """Ids of a label's annotations that have one answer; "" for those that have none."""
        found = self._ask.all(labelled.ANSWERED_IDS, (attribute, label_id, value))
        return array("q", [row[0] for row in found])

    def annotations(self, ids: Sequence[int]) -> Iterator[Annotation]:
        """Annotations by id, a slice in memory at a time, in the order of ids."""
        for given in _slices(ids):
            marks = self._ask.all(_placed(_MARKS, given), given)
            several = any(row[6] > 1 for row in marks)
            said = any(row[9] for row in marks)
            fragments = rows.grouped(
                self._ask.all(_placed(_FRAGMENTS, given), given) if several else ()
            )
            answers = rows.grouped(self._ask.all(_placed(_ANSWERS, given), given) if said else ())
            yield from self._ask.value(rows.annotations_from, marks, fragments, answers)

    def relations(self, ids: Sequence[int]) -> list[Relation]:
        """Relations that begin or end at annotations."""
        found: dict[int, Relation] = {}
        for given in _slices(ids):
            for row in self._ask.all(_placed(_RELATIONS, given), (*given, *given)):
                found[row[0]] = rows.relation_from(row)
        return list(found.values())

    def entity_links(self, ids: Sequence[int]) -> list[EntityLink]:
        """Which of some annotations mean which entities."""
        return [
            rows.link_from(row)
            for given in _slices(ids)
            for row in self._ask.all(_placed(_LINKS, given), given)
        ]


def _placed(question: str, given: Sequence[int]) -> str:
    return question.format(places=", ".join("?" * len(given)))


def _slices(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for first in range(0, len(ids), _SLICE):
        yield tuple(ids[first : first + _SLICE])

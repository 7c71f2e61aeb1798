"""Articles of a project as records, through filters; what a filter tears is told as a loss."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.codebook import Codebook
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Progress, Status
from annotator.formats.format import Loss
from annotator.formats.record import (
    Answer,
    ArticleAnswerRecord,
    EntityRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotator.store.contents import Contents
from annotator.store.reader import Reader

_FURTHEST = (Progress.DONE, Progress.IN_PROGRESS, Progress.TODO)


def entity_name(entity_id: int) -> str:
    """What files call an entity: its id is the same wherever it was taken to."""
    return f"e{entity_id}"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which marks and articles are meant; an empty choice is no filter.

    `progress` is how far an article is: the furthest of the chosen annotators, or
    of all. `articles` are ids, None for all.
    """

    annotators: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()
    progress: Progress | None = None
    articles: Set[int] | None = None


class Extracting:
    """Makes records of articles."""

    def __init__(
        self, reader: Reader, codebook: Codebook, annotators: Mapping[int, str], filters: Filters
    ) -> None:
        self._reader = reader
        self._labels = {one.id: one.name for one in codebook.labels}
        self._questions = {one.id: one.name for one in codebook.questions}
        self._types = {one.id: one.name for one in codebook.relation_types}
        self._annotators = annotators
        self._filters = filters
        self._entities: dict[int, Entity] = {}

    def records(self) -> Iterator[tuple[Record | None, list[Loss]]]:
        """Every article in the order of ids; None for one that the filters leave out."""
        for there in self._reader.contents():
            if not self._wanted(there.article):
                yield None, []
                continue
            statuses = [one for one in there.statuses if self._chosen(one.annotator_id)]
            if not self._far_enough(statuses):
                yield None, []
                continue
            yield self._record(there, statuses)

    def _record(self, there: Contents, statuses: Sequence[Status]) -> tuple[Record, list[Loss]]:
        article = there.article
        marks = there.annotations
        if self._filters.annotators or self._filters.labels:
            marks = [
                one
                for one in marks
                if self._chosen(one.annotator_id)
                and (not self._filters.labels or one.label_id in self._filters.labels)
            ]
        kept = {one.id: one for one in marks}
        meant = self._meant(there.links, kept)
        losses = list(self._status_losses(article, statuses))
        relations = []
        for link in there.relations:
            if not self._chosen(link.annotator_id) and link.head_id not in kept:
                continue
            relation = self._relation(link, kept)
            if relation is None:
                named = f"{link.name} {self._types[link.type_id]}"
                losses.append(Loss(article.name, "relation to a mark that was left out", named))
                continue
            relations.append(relation)
            if link.annotator_id != kept[link.head_id].annotator_id:
                drew = self._annotators[link.annotator_id]
                losses.append(Loss(article.name, "who drew a relation", f"{link.name} {drew}"))
        record = Record(
            name=article.name,
            text=there.text,
            annotator=self._whose(marks, statuses),
            spans=self._spans(marks, meant),
            entities=tuple(self._entity(one) for one in dict.fromkeys(meant.values())),
            relations=tuple(relations),
            article_answers=tuple(self._article_answers(there.answers)),
            answer=_answer(marks, statuses),
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            language=article.language,
            author=article.author,
            place=article.place,
            section=article.section,
            keywords=article.keywords,
            more=article.more,
            zones=article.zones,
            text_sha256=article.text_sha256,
        )
        return record, losses

    def _status_losses(self, article: Article, statuses: Sequence[Status]) -> Iterator[Loss]:
        for one in statuses:
            who = self._annotators[one.annotator_id]
            if one.flagged:
                yield Loss(article.name, "flag", one.flag_note)
            if one.progress is Progress.IN_PROGRESS:
                yield Loss(article.name, "that work is in progress", who)
        if len(statuses) > 1:
            names = ", ".join(self._annotators[one.annotator_id] for one in statuses)
            yield Loss(article.name, "how far each of several annotators is", names)

    def _meant(self, links: Sequence[EntityLink], kept: Mapping[int, Annotation]) -> dict[int, int]:
        """The entity that each mark means, in the order of the marks."""
        if not links:
            return {}
        found = {one.annotation_id: one.entity_id for one in links}
        if found and not self._entities:
            self._entities = {one.id: one for one in self._reader.entities()}
        return {mark: found[mark] for mark in kept if mark in found}

    def _entity(self, entity_id: int) -> EntityRecord:
        entity = self._entities[entity_id]
        return EntityRecord(
            id=entity_name(entity_id),
            name=entity.name,
            kind=entity.kind,
            aliases=entity.aliases,
            note=entity.note,
            more=entity.more,
            latitude=entity.latitude,
            longitude=entity.longitude,
            country=entity.country,
            chain=entity.chain,
            precision=entity.precision,
        )

    def _article_answers(self, found: Sequence[ArticleAnswer]) -> Iterator[ArticleAnswerRecord]:
        """What the chosen annotators answered about an article, in the order it is asked."""
        for question, name in self._questions.items():
            for one in found:
                if one.question_id == question and self._chosen(one.annotator_id):
                    who = self._annotators[one.annotator_id]
                    yield ArticleAnswerRecord(name, one.value, who)

    def _spans(
        self, marks: Sequence[Annotation], meant: Mapping[int, int]
    ) -> tuple[SpanRecord, ...]:
        labels, annotators = self._labels, self._annotators
        return tuple(
            [  # a project has hundreds of thousands: a list is made sooner than it is passed on
                SpanRecord(
                    name=mark.name,
                    label=labels[mark.label_id],
                    fragments=mark.fragments,
                    answers=mark.answers,
                    note=mark.note,
                    annotator=annotators[mark.annotator_id],
                    entity=entity_name(meant[mark.id]) if mark.id in meant else "",
                    codebook_version=mark.codebook_version,
                )
                for mark in marks
            ]
        )

    def _relation(self, link: Relation, kept: Mapping[int, Annotation]) -> RelationRecord | None:
        head, child = kept.get(link.head_id), kept.get(link.child_id)
        if head is None or child is None or not self._chosen(link.annotator_id):
            return None
        return RelationRecord(
            name=link.name, label=self._types[link.type_id], head=head.name, child=child.name
        )

    def _wanted(self, article: Article) -> bool:
        return self._filters.articles is None or article.id in self._filters.articles

    def _chosen(self, annotator_id: int) -> bool:
        chosen: Collection[int] = self._filters.annotators
        return not chosen or annotator_id in chosen

    def _far_enough(self, statuses: Sequence[Status]) -> bool:
        wanted = self._filters.progress
        reached = {one.progress for one in statuses} or {Progress.TODO}
        return wanted is None or wanted is next(one for one in _FURTHEST if one in reached)

    def _whose(self, marks: Sequence[Annotation], statuses: Sequence[Status]) -> str:
        """The one annotator a record is by, "" for several.

        A record keeps the annotator it came in with as long as nobody here had a
        hand in it, even if its marks carry other names.
        """
        if len(self._filters.annotators) == 1:
            (only,) = self._filters.annotators
            return self._annotators[only]
        hands = {one.annotator_id for one in marks} | {one.annotator_id for one in statuses}
        if len(hands) == 1:
            return self._annotators[hands.pop()]
        if len(statuses) == 1 and statuses[0].answer:
            untouched = all(one.origin == "import" for one in marks)
            return self._annotators[statuses[0].annotator_id] if untouched else ""
        return ""


def _answer(marks: Sequence[Annotation], statuses: Sequence[Status]) -> Answer:
    answers = [one.answer for one in sorted(statuses, key=lambda one: one.annotator_id)]
    if Answer.ACCEPT in answers or any(one.progress is Progress.DONE for one in statuses):
        return Answer.ACCEPT
    explicit = next((one for one in answers if one), "")
    if explicit:
        return Answer(explicit)
    return Answer.ACCEPT if marks else Answer.IGNORE

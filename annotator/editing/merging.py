"""Merging records into a project: what each of them adds that is not there yet.

An article is the same when its text and its name are the same, or its text and
what it was called where it came from. Into an article that is there, a record adds
only annotations that it lacks: equal label, fragments, annotator, answers and note
make two annotations one. Nothing that is there is changed or taken away.

What earlier records of the same import added is read from the file again, by a reader
within the transaction, so that an import of any size takes the same memory. A record that
speaks of an article whose changes are not written yet waits until they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import msgspec

from annotator.domain.annotation import Annotation, Answers, Relation
from annotator.domain.article import Article, ArticleAnswer, ArticleText
from annotator.domain.change import Change, added
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.identity import new_ids
from annotator.domain.span import Fragment
from annotator.domain.status import Progress, Status
from annotator.editing.meanings import Meanings
from annotator.editing.vocabulary import Vocabulary
from annotator.formats.record import Answer, Record


class Remark(msgspec.Struct, frozen=True):
    """Something worth knowing about an import that did not stop it.

    `article_id` is the article that it is about, 0 for none; `at` the code points there.
    """

    file: str
    line: int | None
    sentence: str
    article_id: int = 0
    at: Fragment | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{where}: {self.sentence}"


class There(Protocol):
    """What a project holds, with what was written of the import so far; see `Reader`."""

    def article_named(self, name: str) -> Article | None: ...

    def article_with(self, sha256: str, source_name: str) -> Article | None: ...

    def annotations(self, article_id: int) -> list[Annotation]: ...

    def relations(self, article_id: int) -> list[Relation]: ...

    def statuses(self, article_id: int) -> list[Status]: ...

    def article_answers(self, article_id: int) -> list[ArticleAnswer]: ...

    def entity_links(self, article_id: int) -> list[EntityLink]: ...

    def entities(self) -> list[Entity]: ...

    def codebook_version(self) -> int: ...


class _Place(NamedTuple):
    """As much of an article as tells whether a record is the same one."""

    id: int
    name: str
    text_sha256: str


class Marks(msgspec.Struct):
    """What an article holds: annotations, relations and how far everyone is."""

    annotations: Sequence[Annotation] = ()
    relations: Sequence[Relation] = ()
    statuses: Sequence[Status] = ()


class _Looked(NamedTuple):
    """What was found for a record: the article of its name, and the one that it is."""

    record: Record
    named: _Place | None
    place: _Place | None


class Merging:
    """Turns records into changes. Counts what they add as it goes.

    `reader` sees what was written of the import so far; whoever writes what came
    says so with `written`.
    """

    def __init__(self, reader: There, vocabulary: Vocabulary) -> None:
        self._reader = reader
        self._vocabulary = vocabulary
        self._ids = new_ids()
        self._version = reader.codebook_version()
        self._waiting: set[object] = set()
        """Names, sources and ids of articles with changes that are not written yet."""
        self._looked: _Looked | None = None
        self._meanings = Meanings(reader)
        self._clashes: list[str] = []
        self.counts: Counter[str] = Counter()
        self.renamed: list[Remark] = []
        self.unchanged: list[Remark] = []
        self.notes: list[Remark] = []
        self._noted: set[tuple[str, str]] = set()
        self.article_id = 0
        """The article that the record taken last is."""

    def must_wait(self, record: Record) -> bool:
        """Whether what came before has to be written before the record can be taken."""
        if record.name in self._waiting or _source(record) in self._waiting:
            return True
        place = self._look(record).place
        return place is not None and place.id in self._waiting

    def written(self) -> set[object]:
        """Hear that all changes so far are written; returns names, sources and ids in them."""
        waited, self._waiting = self._waiting, set()
        self._looked = None
        self._meanings.written()
        return waited

    def is_new(self, record: Record) -> bool:
        """Whether the record brings an article that is not there yet."""
        return self._look(record).place is None

    def take(self, record: Record) -> tuple[list[Change], ArticleText | None]:
        """What a record adds, and the text that comes with it if its article is new."""
        changes: list[Change] = []
        looked = self._look(record)
        place = looked.place
        text = None
        if place is None:
            article = self._new_article(record, taken=looked.named is not None)
            text = ArticleText(article.text_sha256, record.text, record.original)
            changes.append(Change(None, article))
            place = _Place(article.id, article.name, article.text_sha256)
            there = Marks()
        else:
            there = self._marks(place.id)
        untouched = not (there.annotations or there.statuses)
        ids = self._add_spans(record, place, there, changes)
        self._add_relations(record, place, there, ids, changes)
        self._meanings.add(record, place.id, ids, changes)
        self._add_answers(record, place, changes)
        self._add_status(record, place, there, changes, untouched=untouched)
        if changes:
            self._waiting.update((place.id, place.name, _source(record)))
        else:
            self.unchanged.append(_remark(record, f"{place.name} is there already", place.id))
        self._report(record, place)
        self.article_id = place.id
        return changes, text

    def _report(self, record: Record, place: _Place) -> None:
        if self._clashes:
            some = ", ".join(self._clashes[:5]) + (", …" if len(self._clashes) > 5 else "")
            said = f"marks of {place.name} have these names already, so they changed: {some}"
            self.renamed.append(_remark(record, said, place.id))
            self._clashes.clear()
        for note in record.notes:
            if (record.file, note) not in self._noted:
                self._noted.add((record.file, note))
                self.notes.append(_remark(record, note, place.id))

    # -- the article ----------------------------------------------------------------

    def _look(self, record: Record) -> _Looked:
        """The article that a record is, if it is there; looked for once."""
        if self._looked is None or self._looked.record is not record:
            named = _place(self._reader.article_named(record.name))
            if named is not None and named.text_sha256 == record.text_sha256:
                place: _Place | None = named
            else:
                place = _place(self._reader.article_with(*_source(record)))
            self._looked = _Looked(record, named, place)
        return self._looked

    def _new_article(self, record: Record, *, taken: bool) -> Article:
        name, count, id_ = record.name, 1, next(self._ids)
        while taken:
            count += 1
            name = f"{record.name}-{count}"
            taken = name in self._waiting or self._reader.article_named(name) is not None
        if count > 1:
            said = f"{record.name} is the name of another text; this one became {name}"
            self.renamed.append(_remark(record, said, id_))
        self.counts["articles"] += 1
        return Article(
            id=id_,
            name=name,
            text_sha256=record.text_sha256,
            length=len(record.text),
            title=record.title,
            source=record.source,
            published=record.published,
            author=record.author,
            place=record.place,
            language=record.language,
            section=record.section,
            url=record.url,
            keywords=record.keywords,
            more=record.more,
            zones=record.zones,
            source_name=record.source_name,
            encoding=record.encoding,
        )

    def _marks(self, article_id: int) -> Marks:
        return Marks(
            self._reader.annotations(article_id),
            self._reader.relations(article_id),
            self._reader.statuses(article_id),
        )

    # -- what it holds --------------------------------------------------------------

    def _add_spans(
        self, record: Record, place: _Place, there: Marks, changes: list[Change]
    ) -> dict[str, Annotation]:
        """Adds what is not there; returns the annotation that each span of the record is."""
        waiting: dict[_Same, list[Annotation]] = {}
        for one in there.annotations:
            same = (one.label_id, one.fragments, one.annotator_id, one.answers, one.note)
            waiting.setdefault(same, []).append(one)
        taken = {one.name for one in there.annotations}
        number = max((one.number for one in there.annotations), default=0)
        before = number
        found: dict[str, Annotation] = {}
        version = self._version_of(record)
        for span in record.spans:
            label = self._vocabulary.label(span.label, changes)
            annotator = self._vocabulary.annotator(span.annotator, changes)
            if waiting:
                same = (label, span.fragments, annotator, span.answers, span.note)
                if equals := waiting.get(same):
                    at = next((at for at, one in enumerate(equals) if one.name == span.name), 0)
                    found[span.name] = equals.pop(at)
                    continue
            number += 1
            name = span.name
            if name in taken:
                name = self._free(record, name, taken, "s")
            annotation = Annotation(
                id=next(self._ids),
                article_id=place.id,
                label_id=label,
                annotator_id=annotator,
                fragments=span.fragments,
                number=number,
                name=name,
                answers=span.answers,
                note=span.note,
                origin="import",
                codebook_version=version or min(span.codebook_version, self._version),
            )
            taken.add(name)
            found[span.name] = annotation
            changes.append(Change(None, annotation))
        self.counts["annotations"] += number - before
        return found

    def _version_of(self, record: Record) -> int:
        """The version of the codebook that all marks of a record get; 0 for each its own.

        Version 7 of elsewhere is none of ours: such marks belong to the one in use.
        """
        told = record.article_answers or any(one.codebook_version > 1 for one in record.spans)
        return 0 if told else self._version

    def _add_answers(self, record: Record, place: _Place, changes: list[Change]) -> None:
        """Adds answers about the article that are not there; what is answered stays."""
        if not record.article_answers:
            return
        there = {
            (one.annotator_id, one.question_id) for one in self._reader.article_answers(place.id)
        }
        for one in record.article_answers:
            question = self._vocabulary.question(one.question, changes)
            annotator = self._vocabulary.annotator(one.annotator, changes)
            if (annotator, question) not in there:
                there.add((annotator, question))
                answer = ArticleAnswer(
                    article_id=place.id,
                    annotator_id=annotator,
                    question_id=question,
                    value=one.value,
                )
                changes.append(added(answer))

    def _add_relations(
        self,
        record: Record,
        place: _Place,
        there: Marks,
        spans: dict[str, Annotation],
        changes: list[Change],
    ) -> None:
        waiting = Counter((one.type_id, one.head_id, one.child_id) for one in there.relations)
        taken = {one.name for one in there.relations}
        number = max((one.number for one in there.relations), default=0)
        for link in record.relations:
            head, child = spans[link.head], spans[link.child]
            kind = self._vocabulary.relation_type(link.label, changes)
            same = (kind, head.id, child.id)
            if waiting[same]:
                waiting[same] -= 1
                continue
            number += 1
            relation = Relation(
                id=next(self._ids),
                article_id=place.id,
                type_id=kind,
                head_id=head.id,
                child_id=child.id,
                annotator_id=head.annotator_id,
                number=number,
                name=self._free(record, link.name, taken, "r"),
            )
            taken.add(relation.name)
            changes.append(added(relation))
            self.counts["relations"] += 1

    def _add_status(
        self, record: Record, place: _Place, there: Marks, changes: list[Change], *, untouched: bool
    ) -> None:
        """Keeps what a record says of itself; where somebody was at work, that stands.

        A record without a name, marks or a decision says nothing.
        """
        if record.answer is None:
            return
        name = record.annotator or self._vocabulary.unnamed
        silent = record.answer is Answer.IGNORE and not record.spans
        if not name and (silent or not untouched):
            return
        annotator = self._vocabulary.annotator(record.annotator, changes)
        before = next((one for one in there.statuses if one.annotator_id == annotator), None)
        status = Status(
            article_id=place.id,
            annotator_id=annotator,
            progress=Progress.DONE if record.answer is Answer.ACCEPT else Progress.TODO,
            answer=str(record.answer),
        )
        if before is None:
            changes.append(added(status))
        elif before.answer and before.answer != status.answer:
            said = f"says {status.answer}; the project says {before.answer} and keeps that"
            self.notes.append(_remark(record, said, place.id))

    def _free(self, record: Record, name: str, taken: set[str], letter: str) -> str:
        """`name`, or one like it that nothing else in the article has."""
        if name not in taken or not name:
            return name
        others = taken | {one.name for one in record.spans} | {one.name for one in record.relations}
        number = len(taken) + 1
        while f"{letter}{number}" in others:
            number += 1
        self._clashes.append(f"{name} → {letter}{number}")
        return f"{letter}{number}"


_Same = tuple[int, tuple[Fragment, ...], int, Answers, str]
"""What makes two annotations of an article one."""


def _source(record: Record) -> tuple[str, str]:
    return record.text_sha256, record.source_name


def _place(article: Article | None) -> _Place | None:
    if article is None:
        return None
    return _Place(article.id, article.name, article.text_sha256)


def _remark(record: Record, sentence: str, article_id: int) -> Remark:
    return Remark(record.file, record.line, sentence, article_id)

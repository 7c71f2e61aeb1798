"""Random acts of every kind on an open project, as editors and scripts do them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.article import Article, ArticleAnswer, ArticleText
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.codebook import Attribute, Question
from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing import (
    coding,
    entities,
    linking,
    marking,
    progress,
    regrouping,
    rewording,
    safe_change,
)
from annotator.editing.bring_in import bring_in
from annotator.editing.codebook_exchange import bring_in_codebook
from annotator.editing.project import OpenArticle, Project

TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. 😀 " * 20
_MOST_ARTICLES = 25
_MOST_MARKS = 80


class NothingToDo(Refused):
    """An act does not apply to what the project holds."""


class Acts:
    """Does one act after the other on a project.

    `files` are what imports bring in. The same `chance` on the same project does the
    same acts, but for the ids.
    """

    def __init__(self, project: Project, chance: random.Random, files: Files | None = None) -> None:
        self.project = project
        self._chance = chance
        self._files = files
        self._told = 0
        self._number = 0
        self._article: OpenArticle | None = None
        self._leave = project.subscribe(self._hear)
        self._kinds: list[tuple[int, Callable[[], None]]] = [
            (30, self._mark),
            (5, self._relabel),
            (6, self._move_edge),
            (4, self._unmark),
            (4, self._note),
            (4, self._answer),
            (4, self._status),
            (2, self._flag),
            (6, self._relate),
            (2, self._unrelate),
            (1, self._change_link),
            (2, self._entity),
            (4, self._link),
            (1, self._merge_entities),
            (1, self._part_entity),
            (2, self._change_label),
            (2, self._plan),
            (2, self._new_label),
            (1, self._regroup),
            (1, self._answer_article),
            (1, self._change_type),
            (1, self._describe),
            (1, self._write_article),
            (1, self._delete_article),
            (2, self._bulk_status),
            (6, self._undo),
            (4, self._redo),
        ]
        if files is not None:
            self._kinds += [(2, self._import), (1, self._import_codebook)]

    def forwards_only(self) -> None:
        """From now on nothing is undone or redone."""
        self._kinds = [one for one in self._kinds if one[1] not in (self._undo, self._redo)]

    def one(self) -> str:
        """Do acts until one has changed something; returns its name."""
        before = self._told
        weights = [weight for weight, _ in self._kinds]
        while True:
            ((_, act),) = self._chance.choices(self._kinds, weights)
            try:
                act()
            except Refused as refusal:
                if "disk" in str(refusal) or "cannot be written" in str(refusal):
                    raise
                continue
            if self._told > before:
                return act.__name__.strip("_")

    def do(self, name: str) -> None:
        """Do the act of that name, "mark" or "delete_article". Raises what it raises."""
        (act,) = (one for _, one in self._kinds if one.__name__ == f"_{name}")
        act()

    def leave(self) -> None:
        """Forget the open article, and hear no more of the project."""
        self._leave()
        self._article = None

    def _hear(self, step: Step) -> None:
        self._told += 1
        if step.bulk or any(isinstance(one.value, Article) for one in step.changes):
            self._article = None

    # -- where ----------------------------------------------------------------------

    def _open(self) -> OpenArticle:
        if self._article is None or self._chance.random() < 0.1:
            ids = self.project.reader.article_ids()
            if not ids:
                self._write_article()
                ids = self.project.reader.article_ids()
            self._article = self.project.open_article(self._chance.choice(ids))
        return self._article

    def _some(self, article: OpenArticle) -> Annotation:
        marks = list(article.annotations)
        if not marks:
            raise NothingToDo("nothing is marked")
        return self._chance.choice(marks)

    def _span(self, article: OpenArticle) -> tuple[int, int]:
        start = self._chance.randrange(len(article.text) - 1)
        return start, min(len(article.text), start + self._chance.randint(1, 60))

    def _words(self) -> str:
        self._number += 1
        return f"{self._chance.choice(('Söz', 'word', '詞', '😀'))} {self._chance.getrandbits(30)}"

    def _do(self, title: str, *changes: Change, article_id: int | None = None) -> None:
        self.project.do(Step(title=title, changes=changes, article_id=article_id))

    # -- marks ----------------------------------------------------------------------

    def _mark(self) -> None:
        article = self._open()
        if len(article.annotations) >= _MOST_MARKS:
            marking.unmark(self.project, article, self._some(article).id)
            return
        label = self._chance.choice(self.project.codebook.labels)
        spans = [self._span(article)]
        if self._chance.random() < 0.2:
            spans.append(self._span(article))
        marking.mark(self.project, article, label, tuple(spans))

    def _relabel(self) -> None:
        article = self._open()
        label = self._chance.choice(self.project.codebook.labels)
        marking.relabel(self.project, article, self._some(article).id, label)

    def _move_edge(self) -> None:
        article = self._open()
        one = self._some(article)
        gesture = self._chance.choice(("", f"{one.id}"))
        for _ in range(self._chance.randint(1, 4)):
            now = article.annotations.find(one.id)
            if now is None:
                return
            end = min(len(article.text), now.end + self._chance.randint(1, 9))
            marking.move_edges(self.project, article, one.id, now.start, end, gesture=gesture)

    def _unmark(self) -> None:
        article = self._open()
        marking.unmark(self.project, article, self._some(article).id)

    def _note(self) -> None:
        article = self._open()
        marking.set_note(self.project, article, self._some(article).id, self._words())

    def _answer(self) -> None:
        article = self._open()
        name = self._chance.choice(("kind", "stance", "certainty"))
        value = self._chance.choice(("", "pro", "contra", self._words()))
        marking.set_answer(self.project, article, self._some(article).id, name, value)

    # -- relations and entities -----------------------------------------------------

    def _relate(self) -> None:
        article = self._open()
        head, child = self._some(article), self._some(article)
        kind = self._chance.choice(self.project.codebook.relation_types)
        instead = self._chance.random() < 0.3
        linking.relate(self.project, article, kind, head.id, child.id, instead=instead)

    def _relation(self, article: OpenArticle) -> Relation:
        relations = list(article.annotations.relations.values())
        if not relations:
            raise NothingToDo("nothing is related")
        return self._chance.choice(relations)

    def _unrelate(self) -> None:
        article = self._open()
        linking.unrelate(self.project, article, self._relation(article).id)

    def _change_link(self) -> None:
        article = self._open()
        kind = self._chance.choice(self.project.codebook.relation_types)
        linking.change_type(self.project, article, self._relation(article).id, kind)

    def _some_entity(self) -> Entity:
        known = list(self.project.entities.values())
        if not known:
            raise NothingToDo("there are no entities")
        return self._chance.choice(known)

    def _entity(self) -> None:
        place = self._chance.uniform(-90, 90)
        after = msgspec.structs.replace(self._some_entity(), name=self._words(), latitude=place)
        entities.change(self.project, after)

    def _link(self) -> None:
        article = self._open()
        one = self._some(article)
        if self._chance.random() < 0.2:
            entities.unlink(self.project, article, one.id)
        elif self._chance.random() < 0.5 and len(self.project.entities) < 20:
            entity = Entity(id=new_id(), name=self._words(), kind="person")
            entities.link(self.project, article, [one.id], entity)
        else:
            entities.link(self.project, article, [one.id], self._some_entity())

    def _merge_entities(self) -> None:
        entities.merge(self.project, self._some_entity().id, [self._some_entity().id])

    def _part_entity(self) -> None:
        entity = self._some_entity()
        mentions = [one.annotation_id for one in self.project.reader.links_of(entity.id)]
        if self._chance.random() < 0.5:
            entities.remove(self.project, entity.id)
        else:
            entities.split(self.project, entity.id, mentions[:2], self._words())

    # -- the codebook ---------------------------------------------------------------

    def _change_label(self) -> None:
        before = self._chance.choice(self.project.codebook.labels)
        after = msgspec.structs.replace(
            before,
            definition=self._words(),
            retired=self._chance.random() < 0.2,
            light=f"#{self._chance.getrandbits(24):06x}",
        )
        self._do(f"Change label {before.name}", replaced(before, after))

    def _plan(self) -> None:
        """A change of a label that says beforehand what it touches."""
        book = self.project.codebook
        label, other = self._chance.choice(book.labels), self._chance.choice(book.labels)
        plans = (
            lambda: rewording.rename(book, label, self._words()),
            lambda: rewording.retire(book, label, retired=not label.retired),
            lambda: rewording.move_under(book, label, other),
            lambda: rewording.recolour(label, "#112233", ""),
        )
        self._carry_out(self._chance.choice(plans)())

    def _regroup(self) -> None:
        """Labels made one, taken apart or away, with all that is marked with them."""
        book = self.project.codebook
        if len(book.labels) < 5:
            raise NothingToDo("few labels are left")
        label, other = self._chance.sample(book.labels, 2)
        luck = self._chance.random()
        if luck < 0.5:
            self._carry_out(regrouping.merge(book, [label], other))
        elif luck < 0.7:
            self._carry_out(regrouping.delete(book, label))
        elif label.attributes:
            asked = label.attributes[0]
            names = {asked.choices[0] if asked.choices else "": self._words()}
            self._carry_out(regrouping.split_by_answer(book, label, asked.name, names))

    def _carry_out(self, plan: safe_change.Plan) -> None:
        safe_change.preview(self.project, plan)
        safe_change.carry_out(self.project, plan)

    def _new_label(self) -> None:
        if len(self.project.codebook.labels) < 30:
            self.project.do(coding.adding(self.project.codebook, self._words()))

    def _change_type(self) -> None:
        before = self._chance.choice(self.project.codebook.relation_types)
        after = msgspec.structs.replace(before, definition=self._words())
        self._do(f"Change relation type {before.name}", replaced(before, after))

    # -- articles -------------------------------------------------------------------

    def _status(self) -> None:
        article = self._open()
        progress.set_progress(self.project, article.id, self._chance.choice(list(Progress)))

    def _flag(self) -> None:
        article = self._open()
        up = self._chance.random() < 0.5
        progress.set_flag(self.project, article.id, flagged=up, note=self._words() if up else "")

    def _bulk_status(self) -> None:
        """Several articles at once, as a selection in the list."""
        changes = []
        for article_id in self.project.reader.article_ids(limit=5):
            before = self.project.status(article_id)
            after = msgspec.structs.replace(before, progress=self._chance.choice(list(Progress)))
            if after != before:
                changes.append(progress.status_change(self.project, before, after))
        if changes:
            self._do("Set several", *changes)

    def _describe(self) -> None:
        before = self._open().article
        after = msgspec.structs.replace(before, title=self._words(), place=self._words())
        self._do("Describe", replaced(before, after), article_id=before.id)

    def _answer_article(self) -> None:
        """A question about articles, and this annotator's answer to it."""
        questions = self.project.codebook.questions
        if not questions or self._chance.random() < 0.1:
            name = self._words()
            question = Question(id=new_id(), position=len(questions), asked=Attribute(name=name))
            self._do(f"Ask {name}", added(question))
            return
        article_id = self._open().id
        question = self._chance.choice(questions)
        after = ArticleAnswer(
            article_id=article_id,
            annotator_id=self.project.me.id,
            question_id=question.id,
            value=self._words(),
        )
        there = self.project.reader.article_answers(article_id)
        same = [
            one
            for one in there
            if (one.annotator_id, one.question_id) == (after.annotator_id, after.question_id)
        ]
        change = replaced(same[0], after) if same else added(after)
        self._do("Answer about an article", change, article_id=article_id)

    def _write_article(self) -> None:
        if len(self.project.reader.article_ids()) >= _MOST_ARTICLES:
            raise NothingToDo("there are articles enough")
        text = f"{self._words()}. {TEXT}"
        digest = sha256(text.encode()).hexdigest()
        article = Article(
            id=new_id(), name=f"a {self._words()}", text_sha256=digest, length=len(text), title="T"
        )
        self.project.do(
            Step(title="Add an article", changes=(added(article),)),
            texts=(ArticleText(digest, text),),
        )

    def _delete_article(self) -> None:
        reader = self.project.reader
        ids = reader.article_ids()
        if len(ids) < 3:
            raise NothingToDo("few are left")
        article = reader.article(self._chance.choice(ids))
        self._article = None
        self._do(f"Delete {article.name}", *everything_of(self.project, article))

    def _import(self) -> None:
        assert self._files is not None
        if len(self.project.reader.article_ids()) >= _MOST_ARTICLES:
            raise NothingToDo("there are articles enough")
        bring_in(self.project, [self._files.articles(self._chance)])

    def _import_codebook(self) -> None:
        assert self._files is not None
        bring_in_codebook(self.project, self._files.codebook(self._chance))

    # -- back and forth -------------------------------------------------------------

    def _undo(self) -> None:
        self._article = None
        for _ in range(self._chance.randint(1, 3)):
            self.project.undo()

    def _redo(self) -> None:
        self._article = None
        self.project.redo()


def everything_of(project: Project, article: Article) -> Iterator[Change]:
    """The changes that take an article away with all that hangs on it."""
    reader = project.reader
    for link in reader.entity_links(article.id):
        yield removed(link)
    for relation in reader.relations(article.id):
        yield removed(relation)
    for mark in reader.annotations(article.id):
        yield removed(mark)
    for answer in reader.article_answers(article.id):
        yield removed(answer)
    for status in reader.statuses(article.id):
        yield removed(status)
    yield removed(article)


class Files:
    """Small files to bring in, written into a folder as they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def articles(self, chance: random.Random) -> Path:
        """Training data of one to sixty short articles; the largest comes in two parts."""
        count = chance.choice((1, 1, 1, 2, 2, 5, 60))
        path = self._folder / f"{chance.getrandbits(40)}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                words = f"Ankara and Baghdad {chance.getrandbits(40)}"
                line = _line(f"{path.stem}-{number}", words)
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return path

    def codebook(self, chance: random.Random) -> Path:
        """A codebook of a few labels, some of them known."""
        path = self._folder / f"{chance.getrandbits(40)}.json"
        labels = [
            {"name": name, "definition": str(chance.getrandbits(30))}
            for name in ("ACTOR", "LOCATION", "EVENT", f"L{chance.randrange(5)}")
        ]
        book = {"format": "annotator-codebook/1", "labels": labels}
        path.write_text(json.dumps(book), encoding="utf-8")
        return path


def _line(name: str, text: str) -> dict[str, object]:
    spans = [
        {
            "id": f"s{number}",
            "start": start,
            "end": end,
            "label": "LOCATION",
            "text": text[start:end],
            "fragments": [[start, end]],
            "attributes": [{"name": "kind", "value": "city"}],
            "note": "",
            "annotator": "imported",
        }
        for number, (start, end) in enumerate([(0, 6), (11, 18)], 1)
    ]
    meta = {"title": name, "source": "", "url": "", "published": "", "language": "en"}
    return {
        "format": "article-annotations/1",
        "id": name,
        "text": text,
        "annotator": "",
        "spans": spans,
        "relations": [{"id": "r1", "label": "near", "head": "s1", "child": "s2"}],
        "meta": {**meta, "keywords": ["x"], "text_sha256": ""},
        "answer": "accept",
    }

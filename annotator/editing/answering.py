"""Questions about an article, and what is still unanswered that must be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.article import ArticleAnswer
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.codebook import Attribute, Codebook, Question, unanswered
from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.project import OpenArticle, Project


class Missing(msgspec.Struct, frozen=True):
    """A question that must be answered: of which mark (None: of the article), and its name."""

    annotation_id: int | None
    name: str


def questions(book: Codebook) -> list[Question]:
    """The questions on articles that are in use."""
    return [one for one in book.questions if not one.retired]


def said_of(project: Project, article_id: int) -> dict[str, str]:
    """What this annotator answered about an article, by the name of the question."""
    names = {one.id: one.name for one in project.codebook.questions}
    return {
        names[one.question_id]: one.value
        for one in project.article_answers(article_id)
        if one.annotator_id == project.me.id and one.question_id in names
    }


def answer_article(project: Project, article_id: int, name: str, value: str) -> None:
    """Answer a question about an article; "" takes the answer away."""
    question = project.codebook.question_named(name)
    if question is None:
        raise Refused(f"The codebook has no question {name}.")
    mine = (article_id, project.me.id, question.id)
    before = next(
        (
            one
            for one in project.article_answers(article_id)
            if (one.article_id, one.annotator_id, one.question_id) == mine
        ),
        None,
    )
    after = ArticleAnswer(
        article_id=article_id, annotator_id=project.me.id, question_id=question.id, value=value
    )
    changes: tuple[Change, ...] = ()
    if before is None and value:
        changes = (added(after),)
    elif before is not None and not value:
        changes = (removed(before),)
    elif before is not None and before != after:
        changes = (replaced(before, after),)
    project.do(Step(title=f"Answer {name}", changes=changes, article_id=article_id))


def missing(project: Project, article: OpenArticle) -> list[Missing]:
    """What this annotator still has to answer in the open article, in reading order."""
    book = project.codebook
    asked = [one.asked for one in questions(book)]
    found = [
        Missing(None, one.name)
        for one in _open(asked, said_of(project, article.id) if asked else {})
    ]
    if not any(one.required for label in book.labels for one in label.attributes):
        return found
    for mark in article.annotations.in_reading_order():
        if mark.annotator_id == project.me.id:
            label = book.label(mark.label_id)
            found += [Missing(mark.id, one.name) for one in unanswered(label, mark.answers)]
    return found


def missing_counts(project: Project, article_ids: Sequence[int]) -> dict[int, int]:
    """How much this annotator still has to answer in some articles; articles with nothing
    are left out. Questions on an article count once work on it has begun."""
    book = project.codebook
    counts: dict[int, int] = {}
    labels = [label for label in book.labels if any(one.required for one in label.attributes)]
    if labels:
        ids = [label.id for label in labels]
        marks = project.reader.labelled.marks_in(article_ids, ids, project.me.id)
        for mark in marks:
            count = len(unanswered(book.label(mark.label_id), mark.answers))
            counts[mark.article_id] = counts.get(mark.article_id, 0) + count
    asked = [one.asked for one in questions(book)]
    if any(one.required for one in asked):
        for article_id in article_ids:
            if project.status(article_id).progress is not Progress.TODO:
                count = len(list(_open(asked, said_of(project, article_id))))
                counts[article_id] = counts.get(article_id, 0) + count
    return {article_id: count for article_id, count in counts.items() if count}


def missing_in(project: Project, mark: object) -> int:
    """How much this annotator still has to answer about one mark; 0 for what is none of his."""
    if not isinstance(mark, Annotation) or mark.annotator_id != project.me.id:
        return 0
    return len(unanswered(project.codebook.label(mark.label_id), mark.answers))


def _open(asked: Sequence[Attribute], said: dict[str, str]) -> Iterator[Attribute]:
    for one in asked:
        if one.required and not said.get(one.name) and one.is_asked(said):
            yield one

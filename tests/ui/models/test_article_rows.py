"""Rows of the list follow marks by counting on; what they say is what the store would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.annotation import Annotation
from annotator.domain.annotator import Annotator
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.domain.status import Progress
from annotator.editing import marking, progress
from annotator.editing.project import Project
from annotator.store.listing import ArticleRow, Listing
from annotator.ui.models.articles import ROW, ArticleModel
from tests.editing.builders import project_at, require_stance, with_article


@pytest.fixture
def project(tmp_path: Path, qapp: QApplication) -> Iterator[Project]:
    """Claims have a stance that must be told."""
    with closing(project_at(tmp_path)) as made:
        require_stance(made)
        yield made


def test_marks_and_open_questions_are_counted_on(project: Project) -> None:
    other = with_article(project, "It must end.", "a")
    actor, _, claim = project.codebook.labels[:3]
    marking.mark(project, other, actor, ((0, 2),))
    article = with_article(project, "It must end. It must not.", "b")
    model = _model(project)
    first = marking.mark(project, article, claim, ((0, 12),))
    _same(model, project)
    marking.mark(project, article, claim, ((13, 25),), answers=(("stance", "pro"),))
    _same(model, project)
    assert [(row.marks, row.unanswered) for row in _rows(model)] == [(1, 0), (2, 1)]
    marking.set_answer(project, article, first.id, "stance", "contra")
    _same(model, project)
    marking.relabel(project, article, first.id, actor)
    _same(model, project)
    progress.set_progress(project, article.id, Progress.DONE)
    marking.unmark(project, article, first.id)
    _same(model, project)
    for _ in range(6):
        project.undo()
        _same(model, project)
    assert [row.marks for row in _rows(model)] == [1, 0]


def test_anothers_claims_ask_nothing_of_me(project: Project) -> None:
    article = with_article(project, "It must end.")
    other = Annotator(id=new_id(), name="another")
    claim = Annotation(
        id=new_id(),
        article_id=article.id,
        label_id=project.codebook.labels[2].id,
        annotator_id=other.id,
        fragments=((0, 12),),
        number=1,
        name="s1",
    )
    model = _model(project)
    project.do(Step(title="Add", changes=(added(other), added(claim))))
    _same(model, project)
    assert [(row.marks, row.unanswered) for row in _rows(model)] == [(1, 0)]


def _model(project: Project) -> ArticleModel:
    model = ArticleModel()
    model.show(project, Listing())
    _rows(model)
    project.subscribe(model.follow)
    return model


def _rows(model: ArticleModel) -> list[ArticleRow]:
    return [model.data(model.index(row, 0), ROW) for row in range(model.rowCount())]


def _same(model: ArticleModel, project: Project) -> None:
    afresh = ArticleModel()
    afresh.show(project, Listing())
    assert _rows(model) == _rows(afresh)

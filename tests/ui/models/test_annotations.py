from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.editing import marking
from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.annotations import LABEL, AnnotationModel

_TEXT = "Deniz <b>Aral</b>\nsaid the dam at Karsu is done."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="tester")
    digest = hashlib.sha256(_TEXT.encode()).hexdigest()
    article = Article(id=new_id(), name="a", text_sha256=digest, length=len(_TEXT))
    made.do(Step(title="Add", changes=(added(article),)), texts=(ArticleText(digest, _TEXT),))
    yield made
    made.close()


@pytest.fixture
def article(project: Project) -> OpenArticle:
    return project.open_article(project.reader.article_ids()[0])


def _mark(project: Project, article: OpenArticle, name: str, words: str) -> int:
    label = project.codebook.label_named(name)
    assert label is not None
    start = _TEXT.index(words)
    return marking.mark(project, article, label, ((start, start + len(words)),)).id


def test_marks_are_listed_in_reading_order_and_told_in_words(
    project: Project, article: OpenArticle
) -> None:
    model = AnnotationModel()
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )  # what it warns of fails the test
    place = _mark(project, article, "LOCATION", "Karsu")
    who = _mark(project, article, "ACTOR", "Deniz <b>Aral</b>\nsaid")
    model.show(project, article)
    assert [model.row_of(who), model.row_of(place), model.row_of(1)] == [0, 1, None]
    first = model.index(0, 0)
    assert model.data(first) == "Deniz <b>Aral</b> said"
    assert model.data(first, Qt.ItemDataRole.AccessibleTextRole) == "Actor: Deniz <b>Aral</b> said"
    assert "&lt;b&gt;" in model.data(first, Qt.ItemDataRole.ToolTipRole)
    assert model.data(first, LABEL).name == "ACTOR"
    assert model.annotation_at(2) is None


def test_a_further_mark_moves_no_row_but_its_own(project: Project, article: OpenArticle) -> None:
    model = AnnotationModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    _mark(project, article, "ACTOR", "Deniz")
    last = _mark(project, article, "LOCATION", "Karsu")
    model.show(project, article)
    heard: list[tuple[str, int, int]] = []

    def inserted(_parent: QModelIndex, first: int, last: int) -> None:
        heard.append(("in", first, last))

    def removed(_parent: QModelIndex, first: int, last: int) -> None:
        heard.append(("out", first, last))

    def reset() -> None:
        heard.append(("reset", 0, 0))

    model.rowsInserted.connect(inserted)
    model.rowsRemoved.connect(removed)
    model.modelReset.connect(reset)
    steps: list[Step] = []
    project.subscribe(steps.append)
    middle = _mark(project, article, "CLAIM", "the dam")
    assert model.rowCount() == 2
    model.follow(steps[-1].changes)
    assert heard == [("in", 1, 1)]
    assert model.row_of(last) == 2
    marking.set_note(project, article, last, "where?")
    model.follow(steps[-1].changes)
    assert len(heard) == 1
    marking.move_edges(project, article, last, 8, len(_TEXT))
    model.follow(steps[-1].changes)
    assert heard[1:] == [("out", 2, 2), ("in", 1, 1)]
    project.undo()
    model.follow(steps[-1].changes)
    marking.unmark(project, article, middle)
    model.follow(steps[-1].changes)
    model.follow(steps[-1].changes)
    assert heard[5:] == [("out", 1, 1)]
    heard.clear()
    project.undo()
    model.show(project, article)
    assert [model.row_of(middle), model.row_of(last)] == [1, 2]
    heard.pop()
    model.show(project, None)
    assert heard == [("reset", 0, 0)]
    assert model.rowCount() == 0

"""The article list's model, on a real project of more rows than it reads at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.domain.status import Progress
from annotator.editing import progress
from annotator.editing.project import Project
from annotator.store.listing import ArticleRow, Listing
from annotator.ui.canvas.header import long_date
from annotator.ui.models.articles import ROW, ArticleModel
from annotator.ui.models.reached import ReachedCount

_MANY = 1_000


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="tester")
    text = "One line."
    digest = hashlib.sha256(text.encode()).hexdigest()
    articles = [
        Article(
            id=new_id(),
            name=f"a{number}",
            title=f"Title {number}",
            source="Post",
            published="2026-03-04",
            text_sha256=digest,
            length=len(text),
        )
        for number in range(_MANY)
    ]
    step = Step(title="Add", changes=tuple(added(one) for one in articles))
    made.do(step, texts=(ArticleText(digest, text),))
    yield made
    made.close()


@pytest.fixture
def model(project: Project, qtbot: QtBot) -> ArticleModel:
    made = ArticleModel()
    made.show(project, Listing(me=project.me.id))
    assert 0 < made.rowCount() < _MANY  # the first rows are there before anything is waited for
    with qtbot.waitSignal(made.filled, timeout=5000):
        pass
    return made


def test_all_rows_come_in_order(model: ArticleModel, project: Project) -> None:
    assert model.rowCount() == _MANY
    assert model.columnCount() == 1
    ids = list(project.reader.article_ids())
    assert [model.id_at(row) for row in range(_MANY)] == ids
    assert [model.row_of(one) for one in ids] == list(range(_MANY))
    assert model.row_of(ids[0] - 1) is None
    assert model.row_of(ids[-1] + 1) is None
    assert model.id_at(_MANY) is None
    for row in (0, 399, 400, 999, 1):  # either side of where slices and pages meet
        assert model.data(model.index(row, 0)) == f"Title {row}"


def test_it_keeps_the_rules_of_models(model: ArticleModel, project: Project) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )  # what it warns of fails the test
    model.show(project, Listing(contains="title 1"))
    assert tester.model() is model


def test_a_row_is_told_in_a_sentence(model: ArticleModel, project: Project) -> None:
    article_id = model.id_at(3)
    assert article_id is not None
    progress.set_flag(project, article_id, flagged=True)
    model.follow(Step(title="", bulk=True))
    said = model.data(model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Title 3", "Post", long_date("2026-03-04"), "to do", "0 mark", "flagged"):
        assert part in said


def test_only_the_row_of_a_step_is_read_again(
    model: ArticleModel, project: Project, qtbot: QtBot
) -> None:
    article_id = model.id_at(5)
    assert article_id is not None
    assert model.data(model.index(5, 0), ROW).progress is Progress.TODO
    project.subscribe(model.follow)
    heard: list[tuple[int, int]] = []

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        heard.append((first.row(), last.row()))

    model.dataChanged.connect(hear)
    progress.set_progress(project, article_id, Progress.DONE)
    assert heard == [(5, 5)]
    row = model.data(model.index(5, 0), ROW)
    assert isinstance(row, ArticleRow)
    assert row.progress is Progress.DONE
    project.undo()
    assert model.data(model.index(5, 0), ROW).progress is Progress.TODO


def test_a_listing_narrows_it(project: Project, qtbot: QtBot) -> None:
    model = ArticleModel()
    with qtbot.waitSignal(model.filled):
        model.show(project, Listing(contains="title 99", me=project.me.id))
    shown = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    assert shown == ["Title 99", *(f"Title 99{digit}" for digit in range(10))]
    with qtbot.waitSignal(model.filled):
        model.show(project, Listing(contains="nowhere"))
    assert model.rowCount() == 0
    model.show(None, Listing())
    assert model.rowCount() == 0


def test_reached_follows_without_counting_again(project: Project) -> None:
    count = ReachedCount()
    count.show(project)

    def hear(step: Step) -> None:
        count.follow(step)

    project.subscribe(hear)
    ids = project.reader.article_ids(limit=3)
    progress.set_progress(project, ids[0], Progress.DONE)
    progress.set_progress(project, ids[1], Progress.IN_PROGRESS)
    progress.set_flag(project, ids[1], flagged=True)
    progress.set_progress(project, ids[2], Progress.DONE)
    assert count.now == project.reader.reached(project.me.id)
    assert (count.now.articles, count.now.done, count.now.flagged) == (_MANY, 2, 1)
    for _ in range(4):
        project.undo()
        assert count.now == project.reader.reached(project.me.id)
    assert not count.follow(Step(title="nothing"))
    project.undo()  # the articles themselves
    assert count.now.articles == 0

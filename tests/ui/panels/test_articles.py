"""The panel of articles, driven by keys and mouse on a real project."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.domain.status import Progress
from annotator.editing import progress
from annotator.editing.project import Project
from annotator.ui.panels.articles import ArticlesPanel
from tests.ui.panels.conftest import TEXT

_TITLES = ("Port workers strike", "Ministers meet", "Council rejects plan", "Die Glocke von Ilden")


@pytest.fixture
def ids(add_article: Callable[..., int]) -> list[int]:
    return [add_article(title) for title in _TITLES]


@pytest.fixture
def panel(qtbot: QtBot, project: Project, ids: list[int]) -> Iterator[ArticlesPanel]:
    made = ArticlesPanel()
    made.wake()
    qtbot.addWidget(made)
    made.resize(288, 700)
    made.show_project(project)
    made.show()
    qtbot.waitUntil(lambda: _chip(made, "All").text() == "All 4", timeout=2000)
    leave = project.subscribe(made.follow)
    yield made
    leave()


def _chip(panel: ArticlesPanel, word: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text().startswith(word))


def _table(panel: ArticlesPanel) -> QTableView:
    found = panel.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def _words(panel: ArticlesPanel) -> QLineEdit:
    found = panel.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def _shown(panel: ArticlesPanel) -> list[int | None]:
    return [panel.model.id_at(row) for row in range(panel.model.rowCount())]


def test_chips_count_and_narrow(panel: ArticlesPanel, project: Project, ids: list[int]) -> None:
    assert _chip(panel, "All").text() == "All 4"
    progress.set_progress(project, ids[1], Progress.DONE)
    progress.set_flag(project, ids[2], flagged=True)
    texts = [chip.text() for chip in panel.findChildren(QPushButton)]
    assert texts[:4] == ["All 4", "To do 3", "Done 1", "⚑ 1"]
    assert _chip(panel, "Done").accessibleName() == "Articles done: 1"
    _chip(panel, "Done").click()
    assert _shown(panel) == [ids[1]]
    _chip(panel, "To do").click()
    assert _shown(panel) == [ids[0], ids[2], ids[3]]
    _chip(panel, "⚑").click()
    assert _shown(panel) == [ids[2]]
    _chip(panel, "All").click()
    assert _shown(panel) == ids


def test_what_is_found_opens_before_its_row_is_there(qtbot: QtBot, project: Project) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    many = [
        Article(id=new_id(), name=f"a{n}", title=f"Talks {n}", text_sha256=digest, length=len(TEXT))
        for n in range(1000)
    ]
    step = Step(title="Add", changes=tuple(added(one) for one in many))
    project.do(step, texts=(ArticleText(digest, TEXT),))
    panel = ArticlesPanel()
    qtbot.addWidget(panel)
    panel.show_project(project)
    panel.show()
    _words(panel).setText("talks 999")
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.keyClick(_words(panel), Qt.Key.Key_Return)
    assert chosen.args == [many[-1].id]
    said = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    assert not any("No article" in words for words in said)  # that would be too early
    qtbot.waitUntil(lambda: _shown(panel) == [many[-1].id])


def test_nothing_moves_under_the_hand(
    panel: ArticlesPanel, project: Project, ids: list[int]
) -> None:
    _chip(panel, "To do").click()
    progress.set_progress(project, ids[0], Progress.DONE)
    assert _shown(panel) == ids  # the row stays till the filter is used again
    _chip(panel, "All").click()
    _chip(panel, "To do").click()
    assert _shown(panel) == ids[1:]


def test_typing_narrows_and_enter_opens_the_first(
    panel: ArticlesPanel, qtbot: QtBot, ids: list[int]
) -> None:
    panel.focus_filter()
    QTest.keyClicks(_words(panel), "COUNCIL")
    qtbot.waitUntil(lambda: _shown(panel) == [ids[2]], timeout=2000)
    with qtbot.waitSignal(panel.chosen) as heard:
        QTest.keyClick(_words(panel), Qt.Key.Key_Return)
    assert heard.args == [ids[2]]
    QTest.keyClick(_words(panel), Qt.Key.Key_Escape)
    assert _words(panel).text() == ""
    assert _shown(panel) == ids


def test_an_empty_list_says_why(panel: ArticlesPanel, qtbot: QtBot) -> None:
    _words(panel).setText("nowhere")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0, timeout=2000)
    assert not _table(panel).isVisible()
    assert any("No article is like this" in text for text in _labels(panel))


def test_rows_are_opened_by_mouse_and_by_enter(
    panel: ArticlesPanel, qtbot: QtBot, ids: list[int]
) -> None:
    table = _table(panel)
    row = table.visualRect(panel.model.index(2, 0))
    with qtbot.waitSignal(panel.chosen) as heard:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert heard.args == [ids[2]]
    panel.choose(ids[2])
    panel.focus_list()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [ids[3]]


def test_the_open_article_is_chosen_and_has_neighbours(
    panel: ArticlesPanel, ids: list[int]
) -> None:
    panel.choose(ids[1])
    assert _table(panel).currentIndex().row() == 1
    assert _table(panel).selectionModel().hasSelection()
    assert (panel.neighbour(-1), panel.neighbour(1)) == (ids[0], ids[2])
    panel.choose(ids[3])
    assert panel.neighbour(1) is None
    assert panel.first() == ids[0]


def test_next_to_do_goes_on_from_the_top(
    panel: ArticlesPanel, project: Project, ids: list[int]
) -> None:
    progress.set_progress(project, ids[2], Progress.DONE)
    assert panel.next_todo(ids[1]) == ids[3]
    assert panel.next_todo(ids[3]) == ids[0]
    for article_id in ids[:3]:
        progress.set_progress(project, article_id, Progress.DONE)
    assert panel.next_todo(ids[3]) is None
    _chip(panel, "Done").click()
    assert panel.next_todo(ids[0]) == ids[3]


def test_an_article_added_appears_and_the_open_one_stays_chosen(
    panel: ArticlesPanel, ids: list[int], add_article: Callable[..., int], project: Project
) -> None:
    panel.choose(ids[1])
    added = add_article("Late edition")
    assert _shown(panel) == [*ids, added]
    assert _table(panel).currentIndex().row() == 1
    assert _chip(panel, "All").text() == "All 5"
    project.undo()
    assert _shown(panel) == ids


def test_the_wheel_scrolls_the_list_and_rows_have_one_height(
    panel: ArticlesPanel, qtbot: QtBot
) -> None:
    table = _table(panel)
    heights = {table.rowHeight(row) for row in range(panel.model.rowCount())}
    assert len(heights) == 1
    assert 60 <= heights.pop() <= 76
    panel.resize(288, 200)
    QApplication.processEvents()
    before = table.verticalScrollBar().value()
    middle = QPointF(table.viewport().rect().center())
    turn = QWheelEvent(
        middle,
        table.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), turn)
    assert table.verticalScrollBar().value() > before


def test_titles_of_every_kind_are_painted(
    panel: ArticlesPanel, add_article: Callable[..., int], qtbot: QtBot
) -> None:
    for title in (
        "وزير الطاقة يتعهد بعدم قطع المياه عن المزارعين",
        "x" * 400,
        "😀" * 80,
        "\n",
        " ",
    ):
        add_article(title)
    panel.resize(230, 900)
    with qtbot.captureExceptions() as raised:
        assert not panel.grab().isNull()
    assert not raised


def _labels(panel: ArticlesPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]

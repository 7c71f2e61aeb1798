"""The welcome page: three ways to begin, by mouse and by keys, and the recent projects."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.ui.welcome import Welcome


class _Heard:
    def __init__(self, page: Welcome) -> None:
        self.all: list[str] = []
        page.open_sample.connect(lambda: self.all.append("sample"))
        page.new_project.connect(lambda: self.all.append("new"))
        page.open_project.connect(lambda: self.all.append("open"))
        page.open_recent.connect(self.all.append)


@pytest.fixture
def page(qtbot: QtBot) -> Welcome:
    page = Welcome()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def _words(page: Welcome) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_three_choices_by_mouse(page: Welcome) -> None:
    heard = _Heard(page)
    for choice in (page.sample, page.new, page.open):
        QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert heard.all == ["sample", "new", "open"]


def test_enter_opens_the_sample_and_arrows_go_on(page: Welcome) -> None:
    page.set_recent([("/somewhere/River talks.annotator", True)])
    QApplication.processEvents()
    heard = _Heard(page)
    page.sample.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down):
        QTest.keyClick(page.focusWidget(), key)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Down):
        QTest.keyClick(page.focusWidget(), key)
    assert page.focusWidget() is page.sample  # round
    assert heard.all == ["sample", "new", "/somewhere/River talks.annotator"]


def test_recent_projects_are_named_and_a_missing_one_is_said_to_be(page: Welcome) -> None:
    page.set_recent([("/a/River talks.annotator", True), ("/b/Elections.annotator", False)])
    QApplication.processEvents()
    words = _words(page)
    assert "River talks" in words
    assert "Elections" in words
    assert words.count("missing: moved, renamed or deleted") == 1
    heard = _Heard(page)
    for row in page._rows:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard.all == ["/a/River talks.annotator"]


def test_without_recent_projects_nothing_is_said_of_them(page: Welcome) -> None:
    assert "Recent projects" not in _words(page)
    page.set_recent([(f"/a/{number}.annotator", True) for number in range(20)])
    page.set_recent([(f"/b/{number}.annotator", True) for number in range(9)])
    assert [row.path for row in page._rows] == [f"/b/{number}.annotator" for number in range(6)]


def test_it_fits_a_small_window_by_scrolling(page: Welcome) -> None:
    page.resize(360, 300)
    QApplication.processEvents()
    assert page.width() == 360
    assert page.sample.width() <= 360

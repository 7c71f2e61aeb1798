"""The find bar says what is sought and steps; it never seeks itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.ui.find_bar import FindBar


class _Heard:
    def __init__(self, bar: FindBar) -> None:
        self.searched: list[str] = []
        self.stepped: list[int] = []
        self.closed = 0
        bar.searched.connect(self.searched.append)
        bar.stepped.connect(self.stepped.append)
        bar.closed.connect(self._close)

    def _close(self) -> None:
        self.closed += 1


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar()
    qtbot.addWidget(bar)
    return bar


def test_it_opens_with_words_selected_and_sought(bar: FindBar) -> None:
    heard = _Heard(bar)
    bar.open_with("Kalın’s dam")
    assert bar.isVisible()
    assert bar.line.selectedText() == "Kalın’s dam"
    assert heard.searched == ["Kalın’s dam"]
    bar.open_with("")
    assert bar.line.text() == "Kalın’s dam"  # as sought last


def test_quick_typing_is_sought_once(bar: FindBar, qtbot: QtBot) -> None:
    bar.open_with()
    heard = _Heard(bar)
    for letter in "dam":
        bar.line.insert(letter)
    qtbot.waitUntil(lambda: bool(heard.searched))
    assert heard.searched == ["dam"]


def test_enter_steps_and_shift_goes_back(bar: FindBar) -> None:
    bar.open_with("dam")
    bar.show_count(1, 3)
    heard = _Heard(bar)
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    QTest.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.line, Qt.Key.Key_Down)
    QTest.keyClick(bar.line, Qt.Key.Key_Up)
    bar.next.click()
    bar.previous.click()
    assert heard.stepped == [1, -1, 1, -1, 1, -1]


def test_enter_right_after_typing_seeks_before_it_steps(bar: FindBar) -> None:
    bar.open_with("")
    heard = _Heard(bar)
    bar.line.setText("dam")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert heard.searched == ["dam"]
    assert heard.stepped == []


def test_the_count_is_said_in_words(bar: FindBar) -> None:
    bar.open_with("dam")
    bar.show_count(3, 1217)
    assert bar.count.text() == "3 of 1,217"
    assert bar.next.isEnabled()
    bar.show_count(0, 0)
    assert bar.count.text() == "Not found"
    assert not bar.next.isEnabled()
    bar.line.clear()
    bar.show_count(0, 0)
    assert bar.count.text() == ""


def test_escape_and_the_cross_close_it(bar: FindBar) -> None:
    bar.open_with("dam")
    heard = _Heard(bar)
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    bar.close_button.click()
    assert heard.closed == 2

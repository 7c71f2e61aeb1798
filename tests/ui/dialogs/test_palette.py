"""The palette: typing narrows, Enter closes and then runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.ui.dialogs.palette import Entry, Palette, ranked
from annotator.ui.dialogs.palette_row import PLACES


@dataclass
class _Desk:
    """A palette over a window that has a line with the focus, and what was run."""

    window: QWidget
    page: QLineEdit
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    palette: Palette | None = None

    def entry(self, title: str, group: str = "Project", hint: str = "") -> Entry:
        return Entry(title, group, hint, lambda: self.ran.append(title))

    def open(self, *titles: str) -> Palette:
        def source(typed: str) -> Iterable[Entry]:
            self.asked.append(typed)
            return [self.entry(title) for title in titles]

        self.palette = Palette(self.window, [source])
        self.palette.show()
        return self.palette

    @property
    def titles(self) -> list[str]:
        assert self.palette is not None
        model = self.palette.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def current(self) -> str:
        assert self.palette is not None
        return str(self.palette.list.currentIndex().data())


@pytest.fixture
def desk(window: QWidget) -> _Desk:
    page = QLineEdit(window)
    page.show()
    page.setFocus()
    return _Desk(window, page)


def _settle(qtbot: QtBot, done: Callable[[], bool]) -> None:
    qtbot.waitUntil(done, timeout=2000)


def test_typing_narrows_and_enter_runs_the_best(desk: _Desk, qtbot: QtBot) -> None:
    palette = desk.open("Undo", "Redo", "Export annotations…")
    assert desk.titles == ["Undo", "Redo", "Export annotations…"]
    QTest.keyClicks(palette.line, "red")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert desk.ran == []  # closed first
    _settle(qtbot, lambda: desk.ran == ["Redo"])
    assert QApplication.focusWidget() is desk.page


def test_it_is_gone_once_it_is_closed(desk: _Desk, qtbot: QtBot) -> None:
    palette = desk.open("Undo")
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    _settle(qtbot, lambda: not isValid(palette))
    assert desk.ran == []
    assert QApplication.focusWidget() is desk.page


def test_it_can_be_run_like_any_dialog(desk: _Desk, qtbot: QtBot) -> None:
    palette = desk.open("Undo", "Redo")
    palette.hide()

    def press() -> None:
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, palette, press)
    assert palette.exec() == Palette.DialogCode.Accepted
    _settle(qtbot, lambda: desk.ran == ["Redo"])


def test_arrows_and_tab_move_and_go_round(desk: _Desk) -> None:
    palette = desk.open("One", "Two", "Three")
    steps = (
        (Qt.Key.Key_Down, "Two"),
        (Qt.Key.Key_Tab, "Three"),
        (Qt.Key.Key_Down, "One"),
        (Qt.Key.Key_Up, "Three"),
        (Qt.Key.Key_PageUp, "One"),
        (Qt.Key.Key_PageDown, "Three"),
    )
    for key, title in steps:
        QTest.keyClick(palette.line, key)
        assert desk.current == title
    QTest.keyClick(palette.line, Qt.Key.Key_Backtab)
    assert desk.current == "Two"
    assert palette.line.hasFocus()


def test_a_click_on_a_row_runs_it_and_one_beside_closes(desk: _Desk, qtbot: QtBot) -> None:
    palette = desk.open("One", "Two")
    row = palette.list.visualRect(palette.list.model().index(1, 0)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    _settle(qtbot, lambda: desk.ran == ["Two"])
    palette = desk.open("One")
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, palette.height() - 3))
    assert not palette.isVisible()


def test_matched_letters_are_handed_to_the_rows(desk: _Desk) -> None:
    palette = desk.open("Ünlü söz 🌊")
    palette.line.setText("soz")
    QApplication.processEvents()
    assert palette.list.model().index(0, 0).data(PLACES) == (5, 6, 7)
    palette.grab()  # paints them, past the wave that Qt counts twice


def test_nothing_found_is_said(desk: _Desk) -> None:
    palette = desk.open("Undo")
    palette.line.setText("qqq")
    QApplication.processEvents()
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_sources_hear_what_is_typed_and_long_lists_are_cut(desk: _Desk) -> None:
    palette = desk.open(*(f"Article {number}" for number in range(500)))
    palette.line.setText("art")
    QApplication.processEvents()
    assert desk.asked == ["", "art"]
    assert len(desk.titles) == 60


def test_shortcuts_beneath_it_do_not_hear_its_keys(desk: _Desk) -> None:
    heard: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+W"), desk.window)
    shortcut.activated.connect(lambda: heard.append("close"))
    palette = desk.open("Undo")
    desk.window.activateWindow()
    QTest.keyClick(palette.line, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    assert palette.isVisible()


def test_it_covers_its_window_as_that_grows(desk: _Desk) -> None:
    palette = desk.open("Undo")
    desk.window.resize(1300, 800)
    QApplication.processEvents()
    assert palette.size() == desk.window.size()
    assert abs(palette.card.geometry().center().x() - 650) <= 1
    assert palette.card.width() == 560
    desk.window.resize(420, 300)
    QApplication.processEvents()
    assert palette.card.width() == 396


def test_a_group_or_hint_finds_too_but_after_titles() -> None:
    entries = [
        Entry("Light", "View", "", lambda: None),
        Entry("Overview", "Panels", "", lambda: None),
        Entry("Fishermen’s union files complaint", "Articles", "Harbour Post", lambda: None),
    ]
    assert [entry.title for entry, _ in ranked("view", entries)] == ["Overview", "Light"]
    assert [entry.title for entry, _ in ranked("harbour", entries)] == [entries[2].title]


def test_rows_are_mirrored_where_the_window_reads_from_right_to_left(desk: _Desk) -> None:
    palette = desk.open("Undo")
    left_to_right = palette.list.grab().toImage()
    palette.list.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert palette.list.grab().toImage() != left_to_right

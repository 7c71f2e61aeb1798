"""The window at twice its size on a small screen, and all of it by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui import memory
from annotator.ui.window import MainWindow


@pytest.fixture
def small_window(main_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """As on a screen of 1440 pixels with a scale of 200 %."""
    main_window.settings = Settings(tmp_path / "other.json")
    main_window.resize(720, 450)
    memory.lay_panes(main_window)
    qtbot.waitUntil(lambda: main_window.width() <= 724, timeout=3000)
    return main_window


def test_the_page_keeps_its_room_on_a_small_screen(small_window: MainWindow) -> None:
    QApplication.processEvents()
    assert small_window.view.width() >= 340
    small_window.run_named("right-panel")
    assert small_window.inspector.isVisible()


def test_no_words_of_a_button_are_cut_at_200_percent(small_window: MainWindow) -> None:
    QApplication.processEvents()
    for button in small_window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            words = button.fontMetrics().horizontalAdvance(button.text().replace("&&", "&"))
            assert words <= button.width(), button.text()


def test_letters_of_twice_the_size_break_within_the_page(small_window: MainWindow) -> None:
    view = small_window.view
    view.set_zoom(2.0)
    QApplication.processEvents()
    layout = view.lane_layout
    assert layout is not None
    assert layout.measures.left + layout.measures.column <= view.viewport().width()
    assert not view.horizontalScrollBar().isVisible()


def test_f6_goes_round_the_parts_and_tab_through_each(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    window = main_window
    window.activateWindow()
    window.view.setFocus()
    met: list[QWidget] = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        assert now is not None
        met.append(now)
    parts = [window.articles, window.view, window.inspector]
    homes = [next(p for p in parts if p is one or p.isAncestorOf(one)) for one in met]
    assert set(homes) == set(parts)
    assert met[-1] is window.view


def test_what_has_the_keyboard_looks_different(main_window: MainWindow) -> None:
    window = main_window
    window.activateWindow()
    for name in ("filter", "next-part"):
        window.view.setFocus()
        QApplication.processEvents()
        before = window.grab().toImage()
        window.run_named(name)
        QApplication.processEvents()
        assert QApplication.focusWidget() is not window.view
        assert window.grab().toImage() != before

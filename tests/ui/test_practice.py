"""The practice article teaches the keys by having them pressed, and leaves no trace."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import home
from annotator.ui.window import MainWindow
from tests.ui.real_window import SHIFT, offer_of, press, window_on


def _at(window: MainWindow, number: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.practice.bar.sentence.startswith(f"{number} of 9"))


def test_every_step_is_seen_to_be_done(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, {"mine": "My own article."}) as window:
        own = window.opened().path
        window.run_named("practise")
        assert window.opened().path.parent == home.practice_folder()
        _at(window, 1, qtbot)
        for _ in range(3):
            QTest.keyClick(window.view, Qt.Key.Key_Right)
        _at(window, 2, qtbot)
        QTest.keyClick(window.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        press(window, "f")
        press(window, offer_of(window, "Mira Oden"))
        _at(window, 3, qtbot)
        press(window, "1")
        _at(window, 4, qtbot)
        press(window, "f2")
        _at(window, 5, qtbot)
        press(window, "f")
        press(window, offer_of(window, "Energy Minister Deniz Aral", longer=True), SHIFT)
        press(window, "1")
        _at(window, 6, qtbot)
        press(window, "f", SHIFT)
        claim = "the ferry would run again before the end of May, on every day of the week"
        press(window, offer_of(window, claim))
        _at(window, 7, qtbot)
        press(window, "jjjjjj3")
        _at(window, 8, qtbot)
        QTest.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        _at(window, 9, qtbot)
        QTest.keyClick(window.view, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "That is all" in window.practice.bar.sentence)
        window.practice.leave()
        assert window.opened().path == own
        assert not window.practice.bar.isVisible()
        assert window.settings.texts("recent") == [str(own)]
        assert window.settings.text("last_project") == str(own)


def test_it_can_be_left_at_once_and_writes_nothing_of_ones_own(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(tmp_path, qtbot, {"mine": "My own article."}) as window:
        own = window.opened().path
        window.close_project()
        before = hashlib.sha256(own.read_bytes()).hexdigest()
        window.open_project(own)
        window.run_named("practise")
        press(window, "f1")
        QApplication.processEvents()
        window.practice.leave()
        assert window.article is not None
        assert window.article.article.name == "mine"
        window.close_project()
        assert hashlib.sha256(own.read_bytes()).hexdigest() == before
        window.run_named("practise")  # with nothing open before
        assert len(window.opened().reader.annotations(window.reading().id)) == 0
        window.practice.leave()
        assert window.project is None

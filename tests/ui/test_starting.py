"""The program as it starts: at work whether or not there is an article to paint."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui.app import open_window
from annotator.ui.dialogs.palette import Palette
from annotator.ui.window import MainWindow


@pytest.fixture
def started(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window as the program opens it the first time: with nothing in it."""
    gc.disable()  # as the program has it until the first picture is there
    thresholds = gc.get_threshold()
    window = open_window(Settings(tmp_path / "settings.json"), None)
    qtbot.addWidget(window)
    yield window
    window.guard.backups.stop()
    window.guard.faults.session.end()
    window.close()
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_keys_work_where_there_is_no_project_yet(started: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(gc.isenabled)
    assert not started.windowIcon().isNull()
    opened: list[Palette] = []

    def look() -> None:
        if (palette := started.findChild(Palette)) is not None:
            opened.append(palette)
            palette.reject()

    looking = QTimer(started)
    looking.timeout.connect(look)
    looking.start(10)
    QTest.keyClick(started, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert opened

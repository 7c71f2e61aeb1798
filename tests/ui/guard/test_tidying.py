"""A window left open leaves its work in one file."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.store.project_file import beside
from annotator.ui.window import MainWindow


def test_a_pause_takes_the_work_beside_the_file_into_it(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    window.open_project(path)
    assert window.guard is not None
    pause = window.guard.tidying._pause
    pause.setInterval(50)
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    left = beside(path, "-wal")
    assert left.stat().st_size > 0
    qtbot.waitUntil(lambda: left.stat().st_size == 0, timeout=4000)
    window.view.select_words(20, 24)  # and it can be written afterwards
    window.run_named("mark-1")
    assert window.opened().in_hand is None

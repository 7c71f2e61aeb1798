"""A window left open leaves its work in one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.editing import project
from annotator.store.project_file import beside
from annotator.ui.guard import tidying
from annotator.ui.window import MainWindow


def test_a_pause_takes_the_work_beside_the_file_into_it(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "IDLE_MS", 50)
    window.open_project(path)
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    left = beside(path, "-wal")
    assert left.stat().st_size > 0
    qtbot.waitUntil(lambda: left.stat().st_size == 0, timeout=4000)
    window.view.select_words(20, 24)  # and it can be written afterwards
    window.run_named("mark-1")
    assert not window.opened().hand


def test_much_work_beside_the_file_is_taken_in_at_the_next_short_pause(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "SOON_MS", 50)
    monkeypatch.setattr(project, "_MUCH", 1)
    window.open_project(path)
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    left = beside(path, "-wal")
    qtbot.waitUntil(lambda: left.stat().st_size == 0, timeout=4000)

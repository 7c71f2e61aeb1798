"""The main window on a project of its own, offscreen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.editing.exchange import ImportOptions, bring_in, unwatched
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.ui import memory, theme
from annotator.ui.window import MainWindow
from tests.ui.turns import TURNS

TEXT = (
    "Energy Minister Deniz Aral travelled to Karsu on Wednesday.\n\n"
    "Aral said that the ministry would guarantee a minimum flow to farms in the Lower Vale."
)


@pytest.fixture(params=TURNS)
def turn(request: pytest.FixtureRequest) -> int:
    """Which turn of a test of random cases it is."""
    return int(request.param)


@pytest.fixture
def main_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window, awake, with two articles to read."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    path = tmp_path / "River talks.annotator"
    project = Project.create(path, own_name="aylin")
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n\n{TEXT}", encoding="utf-8")
    bring_in(project, [tmp_path / "one.txt", tmp_path / "two.txt"], ImportOptions(), unwatched)
    project.close()
    window = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    memory.lay_panes(window)
    window.open_project(path)
    window.wake()
    yield window
    window.close_project()
    window.close()

"""A main window with a project of one article in it, watched over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.ui import theme
from annotator.ui.window import MainWindow
from tests.editing.builders import with_article

TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. " * 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project of one article."""
    made = Project.create(tmp_path / "press.annotator", own_name="tester")
    with_article(made, TEXT)
    made.close()
    return made.path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """An empty main window, awake."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    shown = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(shown)
    shown.show()
    shown.wake()
    assert shown.guard is not None
    yield shown
    if shown.project is not None:
        shown.project.hand.let_go()
    shown.close()

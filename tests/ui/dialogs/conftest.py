"""A small project, and a window for dialogs to belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.ui import theme
from tests.editing.builders import training_line


class Window(QWidget):
    """As much of the main window as dialogs look at."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Window:
    """A window on the screen, in the program's own look."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    settings = Settings(tmp_path / "settings.json")
    settings.set(last_folder=str(tmp_path))
    shown = Window(settings)
    shown.resize(1000, 700)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project with the default codebook."""
    opened = Project.create(tmp_path / "River talks.annotator", own_name="aylin")
    yield opened
    opened.close()


def record(name: str, text: str, *spans: tuple[int, int, str]) -> str:
    """A line of training data."""
    line = training_line(name, text, *spans, annotator="mehmet", title=name)
    return json.dumps(line, ensure_ascii=False) + "\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file of two marked articles, one with a label that no codebook has yet."""
    file = tmp_path / "good.jsonl"
    file.write_text(
        record("talks", "Aral met the governor in Karsu.", (0, 4, "ACTOR"), (25, 30, "LOCATION"))
        + record("dam", "The dam is full.", (0, 7, "WORKS")),
        encoding="utf-8",
    )
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A file whose one mark ends past the end of its text, in line 2."""
    file = tmp_path / "bad.jsonl"
    broken = record("short", "Aral spoke.", (0, 4, "ACTOR")).replace('"end": 4', '"end": 400')
    fine = record("fine", "Oden spoke.", (0, 4, "ACTOR"))
    file.write_text(fine + broken, encoding="utf-8")
    return file

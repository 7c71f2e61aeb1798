"""The whole window on a project with one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Step, added
from annotator.domain.identity import new_id
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.ui import theme
from annotator.ui.window import MainWindow

TEXT = "Minister Deniz Aral said the dam at Karsu will be finished. The R&D League said no."


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with its article open and the keyboard on the page."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    path = tmp_path / "River talks.annotator"
    project = Project.create(path, own_name="tester")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    article = Article(id=new_id(), name="a", title="Ministers meet", text_sha256=digest,
                      length=len(TEXT))  # fmt: skip
    project.do(Step(title="Add", changes=(added(article),)), texts=(ArticleText(digest, TEXT),))
    project.close()
    shown = MainWindow(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.open_project(path)
    shown.wake()
    shown.view.setFocus()
    qtbot.waitUntil(shown.view.hasFocus)
    yield shown
    shown.close_project()

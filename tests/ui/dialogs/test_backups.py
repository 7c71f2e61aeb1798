"""The backups dialog: what there is, what going back would change, going back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.editing import marking
from annotator.editing.backups import Keeper
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.store.check import check
from annotator.ui import theme
from annotator.ui.dialogs import ask
from annotator.ui.dialogs.backups import Backups
from annotator.ui.window import MainWindow
from tests.editing.builders import with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. " * 5


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window on a project of two articles, with one backup."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    settings = Settings(tmp_path / "settings.json")
    settings.set(annotator_name="tester")
    made = Project.create(tmp_path / "press.annotator", own_name="tester")
    for name in ("one", "two"):
        with_article(made, f"{name} {_TEXT}", name)
    made.close()
    Keeper(made.path, settings).keep("start")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.open_project(made.path)
    window.wake()
    yield window
    window.close()


@pytest.fixture
def dialog(shown: MainWindow, qtbot: QtBot) -> Iterator[Backups]:
    """The dialog, after something was done since the backup."""
    project, article = shown.at_work()
    marking.mark(project, article, project.codebook.labels[0], ((4, 10),))
    made = Backups(shown, project)
    made.show()
    qtbot.waitUntil(lambda: made._preview is not None, timeout=10_000)
    yield made
    made.reject()


def test_it_shows_what_going_back_would_change(dialog: Backups) -> None:
    assert dialog.model.rowCount() == 1
    assert dialog.model.index(0, 1).data() == "when it was opened"
    assert dialog.holds.text() == "It holds 2 articles and 0 annotations."
    assert dialog.changes.text().splitlines() == ["Marks: 1 go away", "Progress: 1 go away"]
    assert dialog.back.isEnabled()


def test_going_back_is_an_act_that_undo_takes_back(
    dialog: Backups, shown: MainWindow, qtbot: QtBot
) -> None:
    article = shown.article
    assert shown.guard is not None  # it makes a backup before, as in the program
    dialog.back.setFocus()
    dialog.back.click()
    assert dialog.focusWidget() is dialog.table  # not where the next key would change a number
    assert "Undo takes this back" in dialog.remark.text()
    qtbot.waitUntil(lambda: shown.article is not article, timeout=2000)  # it was read afresh
    assert shown.article is not None
    assert len(shown.article.annotations) == 0
    qtbot.waitUntil(lambda: dialog.changes.text().startswith("Nothing"), timeout=10_000)
    assert not dialog.back.isEnabled()
    assert [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())] == [
        "before: restore", "when it was opened",
    ]  # fmt: skip
    shown.run_named("undo")
    assert len(shown.article.annotations) == 1
    assert check(shown.opened().path) == []


def test_one_is_made_on_request(dialog: Backups, qtbot: QtBot) -> None:
    dialog.make.click()
    assert "compared" in dialog.remark.text()
    assert [one.reason for one in dialog.model.kept] == ["by hand", "start"]
    dialog.make.click()
    assert "Nothing has changed" in dialog.remark.text()


def test_where_and_how_often_is_chosen(dialog: Backups, shown: MainWindow, qtbot: QtBot) -> None:
    assert dialog.minutes.value() == 10
    dialog.minutes.setValue(3)
    assert shown.guard.backups.keeper is not None
    assert shown.guard.backups.keeper.minutes == 3
    dialog.beside.click()
    assert dialog.model.rowCount() == 0
    assert "press backups" in dialog.where.text()
    dialog.make.click()
    assert dialog.model.rowCount() == 1
    assert dialog.model.kept[0].path.parent == shown.opened().path.with_name("press backups")
    assert shown.guard.backups.keeper.folder == dialog.model.kept[0].path.parent
    dialog.beside.click()
    assert dialog.model.rowCount() == 1


def test_another_file_is_compared_too(dialog: Backups, tmp_path: Path, qtbot: QtBot) -> None:
    junk = tmp_path / "junk.annotator"
    junk.write_bytes(b"junk" * 1000)
    dialog.take_other(junk)
    qtbot.waitUntil(lambda: "not an Annotator project" in dialog.remark.text(), timeout=10_000)
    assert not dialog.back.isEnabled()
    other = tmp_path / "other.annotator"
    other.write_bytes(dialog.model.kept[0].path.read_bytes())
    dialog.take_other(other)
    qtbot.waitUntil(lambda: dialog._preview is not None, timeout=10_000)
    assert dialog.title.text() == "other.annotator"
    assert dialog.back.isEnabled()


def test_an_article_is_deleted_with_its_marks_and_comes_back(
    shown: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    project, article = shown.at_work()
    mark = marking.mark(project, article, project.codebook.labels[0], ((4, 10),))
    marking.mark(project, article, project.codebook.labels[1], ((11, 19),))
    questions: list[str] = []

    def yes(*words: object) -> bool:
        questions.append(str(words[2]))
        return True

    monkeypatch.setattr(ask, "confirm", yes)
    shown.run_named("delete-article")
    assert "goes, with 2 marks by everyone" in questions[0]
    assert not project.reader.has_article(article.id)
    assert shown.article is not None
    assert shown.article.id != article.id
    assert shown.articles.model.rowCount() == 1
    assert check(project.path) == []
    shown.run_named("undo")
    assert project.reader.has_article(article.id)
    assert mark in project.reader.annotations(article.id)
    assert shown.articles.model.rowCount() == 2

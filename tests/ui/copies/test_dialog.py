"""Copies in the window: listed, compared, linked, taken out, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.editing.copies import Copies, copies_in, original_of
from annotator.editing.exchange import ImportOptions, bring_in
from annotator.editing.project import Project
from annotator.ui.copies.dialog import CopiesDialog
from annotator.ui.dialogs.ask import Confirm
from annotator.ui.dialogs.bring_in import BringIn

_STORY = "The minister met engineers at the dam on Tuesday and said that talks were frank. "
_WORDS = " ".join(f"word{number}" for number in range(40))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def _news(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(_STORY + _WORDS, encoding="utf-8")
    (folder / "b.txt").write_text(_STORY.replace("Tuesday", "Monday") + _WORDS, encoding="utf-8")
    (folder / "c.txt").write_text(_STORY + _WORDS + " and more", encoding="utf-8")
    return folder


@pytest.fixture
def dialog(project: Project, parent: QWidget, tmp_path: Path, qtbot: QtBot) -> CopiesDialog:
    bring_in(project, [_news(tmp_path / "news")])
    made = CopiesDialog(parent, project, copies_in(project.reader))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _originals(project: Project) -> list[str]:
    return [original_of(one.more) for one in project.reader.articles()]


def _press(dialog: CopiesDialog, name: str) -> None:
    button: QAbstractButton = getattr(dialog, name)
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_words_that_differ_are_underlined(dialog: CopiesDialog, qtbot: QtBot) -> None:
    assert dialog.sentence.text().startswith("2 articles here tell")
    qtbot.waitUntil(lambda: bool(dialog.comparing.texts[0].toPlainText()))
    old, new = dialog.comparing.texts
    assert old.toPlainText() == _STORY + _WORDS
    assert _underlined(old) == ["Tuesday"]
    assert _underlined(new) == ["Monday"]
    assert dialog.comparing.counts.text() == (
        "Underlined: 1 words only in the original, 1 only in the copy."
    )


def _underlined(view: QPlainTextEdit) -> list[str]:
    text = view.toPlainText()
    return [
        text[one.start : one.start + one.length]
        for one in view.document().begin().textFormats()
        if one.format.fontUnderline()
    ]


def test_one_is_linked_then_all_then_undone(dialog: CopiesDialog, project: Project) -> None:
    _press(dialog, "link")
    assert _originals(project) == ["", "a", ""]
    assert dialog.model.index(0, 3).data() == "linked"
    assert not dialog.link.isEnabled()
    _press(dialog, "all")
    _press(dialog, "link")
    assert _originals(project) == ["", "a", "a"]
    _press(dialog, "unlink")
    assert _originals(project) == ["", "", ""]
    project.undo()
    assert _originals(project) == ["", "a", "a"]


def test_the_first_is_chosen_though_shift_is_still_held(
    project: Project, parent: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyPress(parent, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    bring_in(project, [_news(tmp_path / "news")])
    made = CopiesDialog(parent, project, copies_in(project.reader))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    assert [one.article_id for one in made.chosen] == [made.model.copies[0].article_id]
    QTest.keyRelease(parent, Qt.Key.Key_A)


def test_copies_are_taken_out_after_a_question(
    dialog: CopiesDialog, project: Project, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def agree() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Confirm)
        asked.append(question.windowTitle())
        question.accept()

    _press(dialog, "all")
    QTimer.singleShot(0, agree)
    _press(dialog, "take_out")
    assert asked == ["Take out the copies?"]
    assert [one.name for one in project.reader.articles()] == ["a"]
    assert dialog.model.rowCount() == 0
    assert not dialog.take_out.isEnabled()
    project.undo()
    assert [one.name for one in project.reader.articles()] == ["a", "b", "c"]


def test_an_import_tells_of_copies_and_offers_to_compare_them(
    project: Project, parent: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    importing = BringIn(parent, project, [_news(tmp_path / "news")])
    qtbot.addWidget(importing)
    importing.show()
    importing.start()
    qtbot.waitUntil(lambda: importing.report is not None, timeout=10_000)
    findings = importing.outcome.findings.table.findings
    assert [one.sentence.split(",")[0] for one in findings] == [
        "b is a copy of a",
        "c is a copy of a",
    ]
    assert importing.outcome.compare_button.isVisible()
    seen: list[int] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, CopiesDialog)
        seen.append(shown.model.rowCount())
        shown.accept()

    QTimer.singleShot(0, look)
    QTest.mouseClick(importing.outcome.compare_button, Qt.MouseButton.LeftButton)
    assert seen == [2]


def test_copies_that_were_left_out_need_no_comparing(
    project: Project, parent: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    news = _news(tmp_path / "news")
    bring_in(project, [news / "a.txt"])
    importing = BringIn(parent, project, [news / "b.txt"])
    qtbot.addWidget(importing)
    importing.copies.setCurrentIndex(importing.copies.findData(str(Copies.SKIP)))
    importing.show()
    importing.start()
    qtbot.waitUntil(lambda: importing.report is not None, timeout=10_000)
    assert importing.outcome.sentence.text().startswith("All of it is copies")
    assert not importing.outcome.compare_button.isVisible()
    assert bring_in(project, [news / "b.txt"], ImportOptions(copies=Copies.IGNORE)).copies == ()

"""Small questions are answered by keyboard, and called off by Esc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.ask import AskText, ask_new_project, ask_text, confirm
from annotator.ui.dialogs.new_project import NewProject


def _answer(act: Callable[[QDialog], None]) -> None:
    """Act on the dialog that is about to open."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(20, found)


def _press(key: Qt.Key) -> Callable[[QDialog], None]:
    return lambda dialog: QTest.keyClick(dialog, key)


def test_a_line_of_text_starts_selected(window: QWidget) -> None:
    def type_over(dialog: QDialog) -> None:
        assert isinstance(dialog, AskText)
        QTest.keyClicks(dialog.line, "Ask the desk")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    _answer(type_over)
    assert ask_text(window, "Flag", "Why?", "old words") == "Ask the desk"


def test_called_off_is_not_empty(window: QWidget) -> None:
    _answer(_press(Qt.Key.Key_Escape))
    assert ask_text(window, "Flag", "Why?", "old words") is None
    _answer(_press(Qt.Key.Key_Return))
    assert ask_text(window, "Flag", "Why?") == ""


def test_enter_takes_the_safe_answer(window: QWidget) -> None:
    _answer(lambda dialog: QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    assert not confirm(window, "Remove CLAIM", "43 marks carry it.", "Remove")


def test_the_act_can_be_confirmed(window: QWidget) -> None:
    def go_on(dialog: QDialog) -> None:
        QTest.mouseClick(dialog.act, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]

    _answer(go_on)
    assert confirm(window, "Remove CLAIM", "43 marks carry it.", "Remove")


def test_a_new_project_has_a_name_and_a_folder(window: QWidget, tmp_path: Path) -> None:
    def name_it(dialog: QDialog) -> None:
        assert isinstance(dialog, NewProject)
        dialog.name.setText("  Nehir görüşmeleri ")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)

    _answer(name_it)
    assert ask_new_project(window, tmp_path) == (tmp_path / "Nehir görüşmeleri.annotator", None)
    _answer(_press(Qt.Key.Key_Escape))
    assert ask_new_project(window, tmp_path) is None


def test_a_new_project_can_begin_with_another_codebook(window: QWidget, tmp_path: Path) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, NewProject)
        dialog.name.setText("events")
        dialog.codebook.setCurrentIndex(dialog.codebook.findData("conflict-events"))
        dialog.accept()

    _answer(choose)
    asked = ask_new_project(window, tmp_path)
    assert asked is not None
    assert asked[1] is not None
    assert asked[1].label_named("EVENT") is not None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give the project a name."),
        ("a/b", "A name cannot hold /"),
        ("what?", "A name cannot hold ?"),
        (".hidden", "A name cannot start or end with a full stop."),
        ("x" * 200, "This name is too long for some systems."),
        ("There", "There is a project of that name already."),
        ("There.annotator", "There is a project of that name already."),
    ],
)
def test_a_name_that_cannot_be_is_said_while_typing(
    window: QWidget, tmp_path: Path, qtbot: QtBot, name: str, said: str
) -> None:
    (tmp_path / "There.annotator").touch()
    asking = NewProject(window, tmp_path)
    qtbot.addWidget(asking)
    asking.name.setText("fine")
    assert asking.act.isEnabled()
    asking.name.setText(name)
    assert asking.remark.text() == said
    assert not asking.act.isEnabled()
    asking.accept()
    assert asking.result() != QDialog.DialogCode.Accepted


def test_a_folder_that_is_not_there_is_said(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    asking = NewProject(window, tmp_path)
    qtbot.addWidget(asking)
    asking.name.setText("fine")
    asking.folder.setText(str(tmp_path / "gone"))
    assert asking.remark.text() == "This folder does not exist."

"""A screen reader can name everything that can be reached in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.editing.project import Project
from annotator.ui.dialogs.ask import AskText, Confirm
from annotator.ui.dialogs.bring_in import BringIn
from annotator.ui.dialogs.new_project import NewProject
from annotator.ui.dialogs.palette import Palette
from annotator.ui.dialogs.send_out import SendOut
from annotator.ui.dialogs.shortcuts import ShortcutSheet
from annotator.ui.find_bar import FindBar
from annotator.ui.welcome import Welcome

_Make = Callable[[QWidget, Project], QWidget]
_DIALOGS: list[_Make] = [
    lambda window, _project: AskText(window, "Flag", "Why?", ""),
    lambda window, _project: Confirm(window, "Remove", "Really?", "Remove"),
    lambda window, _project: NewProject(window, Path.home()),
    BringIn,
    SendOut,
    lambda window, _project: Palette(window, []),
    lambda window, _project: ShortcutSheet(window, [("View", [("Undo", ("Ctrl+Z",))])]),
    lambda window, _project: FindBar(window),
    lambda window, _project: Welcome(window),
]


@pytest.mark.parametrize("make", _DIALOGS)
def test_everything_that_takes_the_focus_has_a_name(
    make: _Make, window: QWidget, project: Project, qtbot: QtBot
) -> None:
    dialog = make(window, project)
    qtbot.addWidget(dialog)
    for widget in dialog.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_")
        if (
            inner
            or widget.window() is not dialog.window()
            or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            continue
        spoken = widget.accessibleName()
        if isinstance(widget, QAbstractButton):
            spoken = spoken or widget.text()
        parent = widget.parentWidget()
        of_a_box = parent is not None and parent.focusProxy() is widget
        assert spoken or of_a_box, f"{type(widget).__name__} has no name"
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    if isinstance(dialog, QDialog):
        dialog.done(0)

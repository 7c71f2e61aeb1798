"""Small questions: a name, a line of text, whether to go on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.new_project import NewProject
from annotator.ui.dialogs.wording import words

_WIDTH = 420


class AskText(QDialog):
    """One line of text."""

    def __init__(self, parent: QWidget, title: str, label: str, initial: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        said = words(label, wrap=True)
        self.line = QLineEdit(initial)
        self.line.setAccessibleName(label)
        self.line.selectAll()
        said.setBuddy(self.line)
        row, act = ending(self, yes=self.tr("OK"), no=self.tr("Cancel"))
        row.accepted.connect(self.accept)
        self.act = act
        column = _column(self, title)
        column.addWidget(said)
        column.addWidget(self.line)
        column.addSpacing(8)
        column.addWidget(row)
        self.line.setFocus()


class Confirm(QDialog):
    """A question with two answers; the safe one has the focus."""

    def __init__(self, parent: QWidget, title: str, question: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        row, self.act = ending(self, yes=yes, no=self.tr("Cancel"))
        row.accepted.connect(self.accept)
        column = _column(self, title)
        column.addWidget(words(question, wrap=True))
        column.addSpacing(8)
        column.addWidget(row)
        self.setAccessibleDescription(question)
        for button in row.buttons():
            if button is not self.act and isinstance(button, QPushButton):
                button.setAutoDefault(True)  # Enter must not do what a hasty hand did not mean
                button.setDefault(True)
                button.setFocus()


def ask_text(parent: QWidget, title: str, label: str, initial: str = "") -> str | None:
    """Ask for a line of text; None when the question was called off."""
    asking = AskText(parent, title, label, initial)
    answer = asking.line.text() if asking.exec() == QDialog.DialogCode.Accepted else None
    asking.deleteLater()
    return answer


def confirm(parent: QWidget, title: str, question: str, yes: str) -> bool:
    """Ask whether to go on; `yes` names the act ("Delete")."""
    asking = Confirm(parent, title, question, yes)
    answer = asking.exec() == QDialog.DialogCode.Accepted
    asking.deleteLater()
    return answer


def ask_new_project(parent: QWidget, folder: Path) -> tuple[Path, Codebook | None] | None:
    """Ask where a new project goes, where no file is yet, and which codebook it begins with.

    None when called off. Raises BadInput for a bad file of a codebook.
    """
    asking = NewProject(parent, folder)
    agreed = asking.exec() == QDialog.DialogCode.Accepted
    try:
        return (asking.path, asking.chosen_codebook()) if agreed else None
    finally:
        asking.deleteLater()


def _column(dialog: QDialog, title: str) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 18)
    column.setSpacing(10)
    column.addWidget(words(title, "project", wrap=True))
    return column

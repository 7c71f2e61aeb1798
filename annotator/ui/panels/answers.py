"""Editors for the answers to a label's attributes, one kind each.

Every editor tells what was answered, shows what is answered elsewhere (undo, say),
and leaves alone what it does not understand.
"""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotator.domain.codebook import Attribute, AttributeKind
from annotator.ui.panels.choice_list import ChoiceList


class ChoiceBox(QComboBox):
    """One of several choices, or none."""

    answered = Signal(str)
    refused = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem("–", "")
        none = self.tr("No answer")
        self.setItemData(0, none, Qt.ItemDataRole.AccessibleTextRole)
        for value, words in choices:
            self.addItem(words, value)
        self._known = self.count()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setItemData(0, self.tr("no answer"), Qt.ItemDataRole.AccessibleTextRole)
        self.activated.connect(lambda index: self.answered.emit(str(self.itemData(index))))

    def show_answer(self, value: str) -> None:
        """Show an answer; one that the codebook does not know is offered as well."""
        while self.count() > self._known:
            self.removeItem(self.count() - 1)
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # turning the wheel over a panel must not change an answer


class AnswerLine(QLineEdit):
    """A number, a date or words. What is neither is refused, in words, and put back."""

    answered = Signal(str)
    refused = Signal(str)

    def __init__(self, kind: AttributeKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._shown = ""
        if kind is AttributeKind.DATE:
            self.setPlaceholderText("2026-03-04")
        self.editingFinished.connect(self.finish)

    def show_answer(self, value: str) -> None:
        """Show an answer, unless another one is being typed."""
        if self.text() == self._shown:
            self.setText(value)
        self._shown = value

    def finish(self) -> bool:
        """Take what was typed for the answer; False where it is none."""
        typed = self.text().strip()
        if typed == self._shown:
            return True
        if self._kind is AttributeKind.NUMBER:
            typed = typed.replace(",", ".")
        why = self.wrong(typed) if typed else ""
        if why:
            self.setText(self._shown)
            self.refused.emit(why)
            return False
        self._shown = typed
        self.setText(typed)
        self.answered.emit(typed)
        return True

    def wrong(self, typed: str) -> str:
        """Why something typed is no answer, "" when it is one."""
        if self._kind is AttributeKind.NUMBER and not _is_number(typed):
            return self.tr("“{0}” is not a number.").format(typed)
        if self._kind is AttributeKind.DATE and not _is_date(typed):
            return self.tr("“{0}” is not a date; write it like 2026-03-04.").format(typed)
        return ""


Editor = ChoiceBox | ChoiceList | AnswerLine


def editor(attribute: Attribute, parent: QWidget) -> Editor:
    """The editor for answers to one attribute."""
    made: Editor
    if attribute.kind is AttributeKind.CHOICE:
        made = ChoiceBox([(choice, choice) for choice in attribute.choices], parent)
    elif attribute.kind is AttributeKind.YES_NO:
        yes = QCoreApplication.translate("ChoiceBox", "yes")
        no = QCoreApplication.translate("ChoiceBox", "no")
        made = ChoiceBox([("yes", yes), ("no", no)], parent)
    elif attribute.kind is AttributeKind.CHOICES:
        made = ChoiceList(attribute.choices, parent)
    else:
        made = AnswerLine(attribute.kind, parent)
    made.setAccessibleName(attribute.name)
    return made


def _is_number(typed: str) -> bool:
    try:
        return isfinite(float(typed))
    except ValueError:
        return False


def _is_date(typed: str) -> bool:
    return QDate.fromString(typed, Qt.DateFormat.ISODate).isValid()

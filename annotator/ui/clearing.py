"""Lines of text that can be cleared by a button a screen reader can name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QToolButton


def let_clear(line: QLineEdit) -> None:
    """Give a line its clear button, with a name: Qt's own has none."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(QCoreApplication.translate("LineEdit", "Clear"))

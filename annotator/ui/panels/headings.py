"""Small parts that the sections of a panel share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget


def plain(label: QLabel) -> QLabel:
    """A label that shows its words as they are: what a text says is never markup."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def heading(text: str, parent: QWidget) -> QLabel:
    """A small quiet heading over a group."""
    label = plain(QLabel(text.upper(), parent))
    label.setProperty("role", "heading")
    return label


def emptied(form: QFormLayout) -> None:
    """Take all rows out of a form."""
    while form.rowCount():
        form.removeRow(0)

"""Words on a page or dialog, in the few ways they are said here. Always plain text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget


def words(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label; `role` is how the stylesheet shows it."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def heading(text: str) -> QLabel:
    """A small heading over a group."""
    label = words(text, "heading")
    font = label.font()
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    label.setFont(font)
    return label


def key_cap(key: str) -> QLabel:
    """The name of a key, or of keys pressed together, on its cap."""
    label = words(key_words(key), "key")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(20)
    return label


def key_words(key: str) -> str:
    """A key as this system writes it, its parts set apart by blanks."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    if len(native) < 2 or "+" not in native:
        return native
    head, plus, last = native.rpartition("+")
    if not last:  # the plus key itself
        head, plus, last = native[:-1].rpartition("+")[0], "+", "+"
    return f"{head.replace('+', ' ')} {last}" if plus else native


def say(label: QLabel, text: str, role: str = "") -> None:
    """Show other words, in another role; hides the label when there are none."""
    label.setText(text)
    if label.property("role") != role:
        label.setProperty("role", role)
        restyle(label)
    label.setVisible(bool(text))


def restyle(widget: QWidget) -> None:
    """Let the stylesheet see a property that was changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def short(folder: Path) -> str:
    """A folder as people write it: from their home on where it lies there."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)

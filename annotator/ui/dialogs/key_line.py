"""A line that takes a key press as what is entered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from annotator.ui.canvas.keys import MODIFIERS, physical_key

_NO_KEY = MODIFIERS | {Qt.Key.Key_unknown}


def key_of(event: QKeyEvent) -> str:
    """A key press as commands name it, by its place on layouts of other letters; "" for
    a modifier alone."""
    if Qt.Key(event.key()) in _NO_KEY:
        return ""
    physical = physical_key(event)
    if physical is not None:
        return physical
    pressed = QKeySequence(event.keyCombination())
    named = pressed.toString(QKeySequence.SequenceFormat.PortableText)
    text = event.text()
    if text.isprintable() and text.strip() and not text.isalnum():
        named = named.replace("Shift+", "")  # the sign itself says it
    return named


class KeyLine(QLineEdit):
    """Takes one key press, whatever key it is. Esc leaves it as it was."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setMaximumWidth(240)
        self.setAccessibleName(self.tr("Press the new key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        key = key_of(event)
        if key:
            self.pressed.emit(key)

"""The note of the selected annotation."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_IDLE_MS = 800
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteEdit(QPlainTextEdit):
    """Says what was written when the hand rests, the field is left, or Ctrl+Enter is pressed."""

    written = Signal(str)
    left = Signal()
    """Escape or Ctrl+Enter was pressed: the page wants the keyboard back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setPlaceholderText(self.tr("Note…"))
        self.setAccessibleName(self.tr("Note on the selected mark"))
        self.setFixedHeight(64)
        self.setTabChangesFocus(True)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.write)
        self.textChanged.connect(self._changed)

    def show_note(self, note: str) -> None:
        """Show a note, unless another one is being typed."""
        if self._typed() == self._known and note != self._known:
            self._known = note
            self.setPlainText(note)
        self._known = note

    def replace_note(self, note: str) -> None:
        """Show the note of another annotation."""
        self._idle.stop()
        self._known = note
        self.setPlainText(note)

    def not_written(self, note: str) -> None:
        """What was typed could not be kept and `note` still stands; the words stay here."""
        self._known = note

    def write(self) -> None:
        """Say what was typed, if that was not said yet."""
        self._idle.stop()
        typed = self._typed()
        if typed != self._known and not self.isReadOnly():
            self._known = typed
            self.written.emit(typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or done:
            self.write()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        if self._typed() != self._known:
            self._idle.start()

    def _typed(self) -> str:
        """The text as it is: `toPlainText` would turn no-break spaces into spaces."""
        raw = self.document().toRawText()
        typed = raw.replace("\u2029", "\n").replace("\u2028", "\n")
        return self._known if typed == _as_shown(self._known) else typed


def _as_shown(note: str) -> str:
    """A note with the line ends an editor makes of it."""
    for end in ("\r\n", "\r", "\u2029", "\u2028"):
        note = note.replace(end, "\n")
    return note

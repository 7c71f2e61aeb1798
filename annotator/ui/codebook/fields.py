"""Fields that say what was written once it is written, not letter by letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class LineField(QLineEdit):
    """One line."""

    written = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self.write)

    def show_text(self, text: str) -> None:
        """Show what stands; what was being typed goes."""
        self._known = text
        if self.text() != text:
            self.setText(text)

    def write(self) -> None:
        """Say what was typed, if that was not said yet."""
        typed = self.text().strip()
        if typed != self._known:
            self._known = typed
            self.written.emit(typed)


class TextField(QPlainTextEdit):
    """Several lines."""

    written = Signal(str)

    def __init__(self, name: str, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 20)

    def show_text(self, text: str) -> None:
        """Show what stands; what was being typed goes."""
        self._known = text
        if self._typed() != text:
            self.setPlainText(text)

    def write(self) -> None:
        """Say what was typed, if that was not said yet."""
        typed = self._typed()
        if typed != self._known:
            self._known = typed
            self.written.emit(typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.write()

    def _typed(self) -> str:
        raw = self.document().toRawText()  # `toPlainText` would change no-break spaces
        return raw.replace("\u2029", "\n").replace("\u2028", "\n").strip()


class ListField(QWidget):
    """A list of words that is added to, reworded, put in order and shortened."""

    changed = Signal(object)
    """The whole list as it is to be, a tuple."""
    reworded = Signal(str, str)
    """One of its entries is called otherwise."""

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        """`add` is what the field for further entries says while it is empty."""
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self.list = QListWidget(self)
        self.list.setProperty("role", "entries")
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.list.setToolTip(
            self.tr("F2 rewords, Delete removes, Alt with an arrow moves an entry")
        )
        self.list.itemChanged.connect(self._reworded)
        self.list.installEventFilter(self)
        self.more = QLineEdit(self)
        self.more.setPlaceholderText(add)
        self.more.setAccessibleName(add)
        self.more.returnPressed.connect(self._add)
        self.button = QPushButton(self.tr("Add"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.more, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addLayout(row)

    def show_entries(self, entries: Sequence[str]) -> None:
        """Show what stands."""
        at = self.list.currentRow()
        self._known = tuple(entries)
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry, self.list)
            item.setFlags(_EDITABLE)
            item.setToolTip("")
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(at, len(entries) - 1))
        self.list.setVisible(bool(entries))
        rows = min(6, max(1, len(entries)))
        self.list.setFixedHeight(rows * max(18, self.list.sizeHintForRow(0)) + 10)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.list and pressed and self._pressed(cast("QKeyEvent", event)):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        at, held = self.list.currentRow(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete and at >= 0:
            self.changed.emit(self._known[:at] + self._known[at + 1 :])
        elif held and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(at, at + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            return False
        return True

    def _move(self, at: int, to: int) -> None:
        if 0 <= at < len(self._known) and 0 <= to < len(self._known):
            entries = list(self._known)
            entries.insert(to, entries.pop(at))
            self.list.setCurrentRow(to)
            self.changed.emit(tuple(entries))

    def _add(self) -> None:
        typed = self.more.text().strip()
        if typed and typed not in self._known:
            self.more.clear()
            self.changed.emit((*self._known, typed))
            self.more.setFocus()

    def _reworded(self, item: QListWidgetItem) -> None:
        at, typed = self.list.row(item), item.text().strip()
        if not 0 <= at < len(self._known) or typed == self._known[at]:
            return
        if typed:
            self.reworded.emit(self._known[at], typed)
        else:
            self.changed.emit(self._known[:at] + self._known[at + 1 :])

"""The line to find words in the open article, over the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.clearing import let_clear
from annotator.ui.dialogs.wording import restyle
from annotator.ui.models.wording import tooltip


class FindBar(QWidget):
    """Says what is sought; whoever owns the page seeks it and tells how many there are."""

    searched = Signal(str)
    """Other words are sought; "" for none."""
    stepped = Signal(int)
    """On to the next place (+1) or back to the one before (-1)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Find in the article"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find in the article…"))
        self.line.setAccessibleName(self.tr("Find in the article"))
        let_clear(self.line)
        self.line.setMaximumWidth(380)
        self.line.installEventFilter(self)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("role", "quiet")
        self.count.setMinimumWidth(90)
        self.previous = self._button("↑", self.tr("Previous place (Shift+Enter)"))
        self.next = self._button("↓", self.tr("Next place (Enter)"))
        self.close_button = self._button("✕", self.tr("Close (Esc)"))
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _typed: self._later.start(0))
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.close_button.clicked.connect(self._close)
        self.show_count(0, 0)

    def open_with(self, words: str = "") -> None:
        """Show the bar with some words to find, or with those sought last."""
        self.show()
        if words and words != self.line.text():
            self.line.setText(words)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def show_count(self, current: int, total: int) -> None:
        """Say which place of how many is shown; `current` is 1-based, 0 for none."""
        sought = bool(self.line.text())
        if total:
            words = self.tr("{0} of {1}").format(f"{current:,}", f"{total:,}")
        else:
            words = self.tr("Not found") if sought else ""
        self.count.setText(words)
        role = "warning" if sought and not total else "quiet"
        if self.count.property("role") != role:
            self.count.setProperty("role", role)
            restyle(self.count)
        self.previous.setEnabled(total > 0)
        self.next.setEnabled(total > 0)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, words))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addSpacing(4)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.close_button)
        rule = QFrame()
        rule.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule)

    def _button(self, sign: str, name: str) -> QPushButton:
        button = QPushButton(sign)
        button.setProperty("role", "flat")
        button.setAccessibleName(name)
        button.setToolTip(tooltip(name))
        button.setFixedWidth(34)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _search(self) -> None:
        self._later.stop()
        self.searched.emit(self.line.text())

    def _step(self, by: int) -> None:
        if self._later.isActive():
            self._search()  # the words just typed are what is stepped through
            return
        self.stepped.emit(by)

    def _close(self) -> None:
        self._later.stop()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = Qt.Key
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (keys.Key_Return, keys.Key_Enter):
                self._step(-1 if back else 1)
                return True
            if event.key() in (keys.Key_Down, keys.Key_Up):
                self._step(1 if event.key() == keys.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

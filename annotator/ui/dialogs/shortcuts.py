"""The sheet of all keys, by group, with a line to find one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.text.folding import fold_key
from annotator.ui.clearing import let_clear
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import heading, key_cap, key_words, words

Group = tuple[str, Sequence[tuple[str, Sequence[str]]]]
"""A heading, and under it titles with their keys."""

_COLUMN = 300
_ALIASES = {"Backtab": "Shift+Tab", "Enter": "Return"}
"""Second names of a key, not worth a cap beside the first."""


class _Row:
    """A title and its keys in a group's grid."""

    def __init__(self, title: str, keys: Sequence[str]) -> None:
        shown = [key for key in keys if _ALIASES.get(key) not in keys]
        self.sought = fold_key(" ".join((title, *map(key_words, shown), *shown)))
        self.title = Elided(title)
        self.keys = QWidget()
        self.keys.setAccessibleName(title)
        self.keys.setAccessibleDescription(", ".join(map(key_words, shown)))
        line = QHBoxLayout(self.keys)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addStretch(1)
        for key in shown:
            line.addWidget(key_cap(key))

    def show(self, there: bool) -> None:
        self.title.setVisible(there)
        self.keys.setVisible(there)


class _Group(QWidget):
    """One heading with its rows."""

    def __init__(self, title: str, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.sought = fold_key(title)
        self.rows = [_Row(*row) for row in rows]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 22)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        grid.addWidget(heading(title), 0, 0, 1, 2)
        for number, row in enumerate(self.rows, start=1):
            grid.addWidget(row.title, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(row.keys, number, 1, Qt.AlignmentFlag.AlignTop)

    def narrow(self, sought: str) -> int:
        """Show the rows that hold some words; returns how many there are."""
        all_of_it = sought in self.sought
        shown = 0
        for row in self.rows:
            there = all_of_it or all(word in row.sought for word in sought.split())
            row.show(there)
            shown += there
        return shown


class ShortcutSheet(QDialog):
    """All keys. F1, ? and Esc close it."""

    change = Signal()
    """Keys are to be changed; the sheet is closed by then."""

    def __init__(self, parent: QWidget, groups: Sequence[Group]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._groups = [_Group(*group) for group in groups]
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a key or what it does…"))
        self.filter.setAccessibleName(self.tr("Find a key or what it does"))
        let_clear(self.filter)
        self.filter.setMaximumWidth(320)
        self.filter.installEventFilter(self)
        self.filter.textChanged.connect(self._narrow)
        self.nothing = words(self.tr("No key does that."), "quiet")
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        change = QPushButton(self.tr("Change keys…"))
        change.setAutoDefault(False)
        change.clicked.connect(self._change)
        top = QHBoxLayout()
        top.addWidget(words(self.tr("Keyboard shortcuts"), "title"))
        top.addStretch(1)
        top.addWidget(self.filter, 1)
        top.addWidget(change)
        top.addWidget(close)
        self._columns: list[QVBoxLayout] = []
        sheet = QWidget()
        self._across = QHBoxLayout(sheet)
        self._across.setContentsMargins(0, 0, 12, 0)
        self._across.setSpacing(40)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line above scrolls it
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Keys by group"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(sheet)
        sheet.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 12, 16)
        column.setSpacing(18)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self._area, 1)
        self.resize(
            min(1140, max(420, parent.window().width() - 80)),
            min(720, max(360, parent.window().height() - 80)),
        )
        self._narrow("")
        self.filter.setFocus()

    def _change(self) -> None:
        self.accept()
        QTimer.singleShot(0, self, self.change.emit)

    def _narrow(self, typed: str) -> None:
        sought = fold_key(typed).strip()
        shown = [group for group in self._groups if group.narrow(sought)]
        for group in self._groups:
            group.setVisible(group in shown)
        self.nothing.setVisible(not shown)
        self._area.setVisible(bool(shown))
        self._flow(shown)

    def _flow(self, shown: Sequence[_Group]) -> None:
        """Lay groups into columns of about one height, in their order."""
        wanted = max(1, min(3, (self.width() - 60) // _COLUMN))
        self._set_columns(wanted)
        sizes = [2 + sum(not row.title.isHidden() for row in group.rows) for group in shown]
        share = sum(sizes) / wanted
        filled = 0
        for group, size in zip(shown, sizes, strict=True):
            at = min(wanted - 1, int((filled + size / 2) / share))
            column = self._columns[at]
            column.insertWidget(column.count() - 1, group)
            filled += size

    def _set_columns(self, wanted: int) -> None:
        for column in self._columns:
            while column.count() > 1:
                column.takeAt(0)
        while len(self._columns) < wanted:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addStretch(1)
            self._columns.append(column)
            self._across.addLayout(column)
        for at, column in enumerate(self._columns):
            self._across.setStretchFactor(column, 1 if at < wanted else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow([group for group in self._groups if not group.isHidden()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._closes(event):
            self.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._closes(event):
                self.accept()
                return True
            bar = self._area.verticalScrollBar()
            steps = {
                Qt.Key.Key_Down: bar.singleStep(),
                Qt.Key.Key_Up: -bar.singleStep(),
                Qt.Key.Key_PageDown: bar.pageStep(),
                Qt.Key.Key_PageUp: -bar.pageStep(),
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                bar.setValue(bar.value() + step)
                return True
        return super().eventFilter(watched, event)

    def _closes(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        return event.key() in (keys.Key_F1, keys.Key_Escape) or event.text() == "?"

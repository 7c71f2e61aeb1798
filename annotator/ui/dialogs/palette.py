"""The command palette: everything the program can do, and every article, by name.

It lies over its window rather than beside it, so that it stands at the right place
under every window system and input methods work in it. Typing never leaves the
line: arrows move in the list below it, Enter closes the palette and then runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from annotator.ui import theme
from annotator.ui.dialogs.fuzzy import score
from annotator.ui.dialogs.palette_row import GROUP, HINT, PLACES, ROW_HEIGHT, PaletteRow
from annotator.ui.dialogs.wording import key_cap, words

WIDTH = 560
_MOST_ROWS = 60
_ROWS_SHOWN = 9
_SHADOW = 18
_ELSEWHERE = 1000
"""Points a match outside the title is behind one in it."""


@dataclass(frozen=True)
class Entry:
    """Something that can be chosen. `hint` is its key, or a few words about it."""

    title: str
    group: str
    hint: str
    run: Callable[[], None]


Source = Callable[[str], Iterable[Entry]]
"""Given what was typed, the entries that may fit; the palette ranks them."""


def ranked(typed: str, entries: Iterable[Entry]) -> list[tuple[Entry, tuple[int, ...]]]:
    """The entries that fit, best first, with the letters of the title that were matched.

    An entry may also fit by its group or hint. Equals keep the order they came in.
    """
    found: list[tuple[int, Entry, tuple[int, ...]]] = []
    for entry in entries:
        match = score(typed, entry.title)
        if match is not None:
            found.append((match[0], entry, match[1]))
            continue
        match = score(typed, f"{entry.title} {entry.group} {entry.hint}")
        if match is not None:
            places = tuple(place for place in match[1] if place < len(entry.title))
            found.append((match[0] - _ELSEWHERE, entry, places))
    found.sort(key=lambda one: -one[0])
    return [(entry, places) for _, entry, places in found[:_MOST_ROWS]]


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[tuple[Entry, tuple[int, ...]]] = []

    def show_rows(self, rows: list[tuple[Entry, tuple[int, ...]]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        entry, places = self.rows[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.AccessibleTextRole: spoken(entry),
            GROUP: entry.group,
            HINT: entry.hint,
            PLACES: places,
        }.get(role)


def spoken(entry: Entry) -> str:
    """An entry as a screen reader says it."""
    return ", ".join(part for part in (entry.title, entry.group, entry.hint) if part)


class Palette(QDialog):
    """The palette over a window. It deletes itself when it is closed."""

    def __init__(self, parent: QWidget, sources: Sequence[Source]) -> None:
        super().__init__(parent)
        self._under = parent
        self._sources = sources
        self._focus_before = QApplication.focusWidget()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName("palette")
        self.setStyleSheet("QDialog#palette { background: transparent; }")
        self.setAccessibleName(self.tr("Commands and search"))
        self._build()
        self._rows = _Rows(self)
        self.list.setModel(self._rows)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._rank)
        self.line.textChanged.connect(lambda _typed: self._later.start(0))
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.finished.connect(self.deleteLater)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self._rank()

    # -- parts ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        self.line = QLineEdit(self.card)
        self.line.setPlaceholderText(self.tr("Search articles, labels, commands…"))
        self.line.setAccessibleName(self.tr("Search articles, labels, commands"))
        self.line.setStyleSheet(
            "QLineEdit, QLineEdit:focus { border: 0; background: transparent;"
            " padding: 12px 4px 12px 8px; font-size: 15px; }"
        )
        escape = key_cap("Esc")
        escape.setToolTip(self.tr("Closes this search"))
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 14, 0)
        top.addWidget(self.line, 1)
        top.addWidget(escape, 0, Qt.AlignmentFlag.AlignVCenter)
        rule = QFrame(self.card)
        rule.setProperty("role", "line")
        self.list = QListView(self.card)
        self.list.setItemDelegate(PaletteRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.list.setAccessibleName(self.tr("What fits"))
        self.nothing = words(self.tr("Nothing has a name like that."), "quiet")
        self.nothing.setContentsMargins(16, 10, 16, 14)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(rule)
        column.addSpacing(5)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addSpacing(5)

    # -- finding -------------------------------------------------------------------------

    def _rank(self) -> None:
        self._later.stop()
        typed = self.line.text()
        entries = (entry for source in self._sources for entry in source(typed))
        self._rows.show_rows(ranked(typed, entries))
        some = bool(self._rows.rows)
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        if some:
            self.list.setCurrentIndex(self._rows.index(0))
            self.list.scrollToTop()
        self._place_card()

    def _place_card(self) -> None:
        width = min(WIDTH, self.width() - 24)
        top = max(8, min(64, self.height() // 12))
        row = max(ROW_HEIGHT, self.list.sizeHintForRow(0))
        room = max(1, (self.height() - top - 120) // row)
        self.list.setFixedHeight(row * min(len(self._rows.rows), _ROWS_SHOWN, room))
        self.card.setFixedWidth(width)
        self.card.adjustSize()
        self.card.move((self.width() - width) // 2, top)
        self.update()

    def _current_changed(self, current: QModelIndex) -> None:
        if not current.isValid() or not QAccessible.isActive():
            return
        entry, _ = self._rows.rows[current.row()]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, spoken(entry)))

    # -- choosing ------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._rows.rows):
            return
        entry, _ = self._rows.rows[row]
        self.accept()
        QTimer.singleShot(0, self._under, entry.run)

    def done(self, result: int) -> None:
        self._under.removeEventFilter(self)
        super().done(result)
        before = self._focus_before
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _move(self, by: int) -> None:
        count = len(self._rows.rows)
        if not count:
            return
        now = self.list.currentIndex().row()
        to = now + by
        if abs(by) == 1:
            to %= count  # round at the ends
        row = self._rows.index(min(max(to, 0), count - 1))
        self.list.setCurrentIndex(row)
        self.list.scrollTo(row)

    def _key(self, event: QKeyEvent) -> bool:
        """Keys of the line that mean the list; says whether it was one."""
        keys = Qt.Key
        steps = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_Tab: 1,
            keys.Key_Backtab: -1,
            keys.Key_PageDown: _ROWS_SHOWN - 1,
            keys.Key_PageUp: 1 - _ROWS_SHOWN,
        }
        key = keys(event.key())
        if key in steps:
            if self._later.isActive():
                self._rank()
            self._move(steps[key])
        elif key in (keys.Key_Return, keys.Key_Enter):
            if self._later.isActive():
                self._rank()
            self._choose(self.list.currentIndex().row())
        elif key == keys.Key_Escape:
            self.reject()
        else:
            return False
        return True

    # -- events --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.line:
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()  # what lies under the palette must not hear keys meant for it
                return True
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
        elif watched is self._under and kind == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
            self._place_card()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self._place_card()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.reject()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        dark = theme.current().dark
        painter.fillRect(self.rect(), QColor(0, 0, 0, 70 if dark else 12))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 8 if dark else 1))
        card = QRectF(self.card.geometry()).translated(0, 5)
        for step in range(_SHADOW, 0, -1):
            painter.drawRoundedRect(card.adjusted(-step, -step, step, step), 7 + step, 7 + step)

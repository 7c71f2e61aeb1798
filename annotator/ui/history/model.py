"""The journal as Qt wants it: rows come a page at a time, the newest first.

A page that finds few rows (rare words in a long journal) is followed by the next
while the program idles, so a million rows are searched without a frame lost.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)

from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.store.history import ActKind, JournalRow, Wanted
from annotator.ui import theme
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import tooltip

_FIRST = 60
"""Rows wanted at once; less than this, and looking goes on by itself."""

_SEEN_AGAIN = 500
_START = 2**62


class HistoryModel(TableModel):
    """When, who, what, and in which article."""

    looked = Signal()
    """The journal was looked through as far as is wanted for now."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._wanted = Wanted()
        self._rows: list[JournalRow] = []
        self._before = _START
        self._places: dict[int, str] = {}
        self.headings = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Where"))
        self._going_on = QTimer(self)
        self._going_on.setInterval(0)
        self._going_on.timeout.connect(self._go_on)

    def look_for(self, wanted: Wanted) -> None:
        """Show what is wanted now, from the newest on."""
        self.beginResetModel()
        self._wanted, self._rows, self._before = wanted, [], _START
        self.endResetModel()
        self._go_on()
        if self._before and len(self._rows) < _FIRST:
            self._going_on.start()

    def follow(self) -> None:
        """Show what was done since, and what became of acts that are shown."""
        self._places.clear()  # an article may be gone, or called otherwise
        top = self._rows[0].seq if self._rows else 0
        newer: list[JournalRow] = []
        before = _START
        while before > top + 1:
            page = self._project.reader.history.page(self._wanted, before)
            newer += [row for row in page.rows if row.seq > top]
            before = page.before if page.rows and page.rows[-1].seq > top else 0
        if newer:
            self.beginInsertRows(QModelIndex(), 0, len(newer) - 1)
            self._rows[:0] = newer
            self.endInsertRows()
        self._see_states()

    def _see_states(self) -> None:
        """Look again at the acts shown on the first pages; older ones seldom change."""
        acts = {
            row.seq: at
            for at, row in enumerate(self._rows[:_SEEN_AGAIN])
            if row.kind is ActKind.DO and row.state not in ("settled", "dropped")
        }
        for seq, state in self._project.reader.history.states(list(acts)).items():
            at = acts[seq]
            if self._rows[at].state != state:
                self._rows[at] = msgspec.structs.replace(self._rows[at], state=state)
                self.dataChanged.emit(self.index(at, 0), self.index(at, 3))

    def row_at(self, index: Index) -> JournalRow | None:
        """The row of the journal at an index, None where there is none."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    # -- what Qt asks ---------------------------------------------------------------------

    def count(self) -> int:
        return len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._before > 0

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid():
            self._go_on()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.when, self.who, self.what, self.where)[index.column()](row)
        if role == Qt.ItemDataRole.ToolTipRole:
            exactly = _local(row.at).toString(Qt.DateFormat.ISODate)
            return tooltip(
                (exactly, self.who(row), self.what(row), self.where(row))[index.column()]
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.what(row)}, {self.who(row)}, {self.when(row)}, {self.where(row)}"
        if role == Qt.ItemDataRole.ForegroundRole and not can_be_taken_back(row):
            return theme.current().quiet
        return None

    def when(self, row: JournalRow) -> str:
        """The time by this computer's clock; the date too, unless it is today."""
        at = _local(row.at)
        locale = QLocale()
        if at.date() == QDateTime.currentDateTime().date():
            return locale.toString(at.time(), QLocale.FormatType.ShortFormat)
        return locale.toString(at, QLocale.FormatType.ShortFormat)

    def who(self, row: JournalRow) -> str:
        """The name of the annotator, "" for one who is gone."""
        annotator = self._project.annotators.get(row.annotator_id)
        return annotator.name if annotator is not None else ""

    def what(self, row: JournalRow) -> str:
        """The title of an act with a word on what became of it."""
        if row.kind is ActKind.UNDO:
            return self.tr("↶ Took back: {0}").format(row.title)
        if row.kind is ActKind.REDO:
            return self.tr("↷ Did again: {0}").format(row.title)
        if row.state in ("undone", "dropped"):
            return self.tr("{0} (taken back)").format(row.title)
        return row.title

    def where(self, row: JournalRow) -> str:
        """The title of the article it was done in, or that it was the whole project."""
        within = row.article_id
        if within is None:
            return self.tr("the whole project")
        if within not in self._places:
            try:
                article = self._project.reader.article(within)
                self._places[within] = article.title or article.name
            except Refused:
                self._places[within] = self.tr("an article that is gone")
        return self._places[within]

    def _go_on(self) -> None:
        """Read the next page."""
        if not self._before:
            self._going_on.stop()
            self.looked.emit()
            return
        page = self._project.reader.history.page(self._wanted, self._before)
        self._before = page.before
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()
        if len(self._rows) >= _FIRST or not self._before:
            self._going_on.stop()
            self.looked.emit()


def can_be_taken_back(row: JournalRow) -> bool:
    """Whether a row is an act that is done now."""
    return row.kind is ActKind.DO and row.state == "done"


def _local(at: str) -> QDateTime:
    """A moment of the journal (ISO 8601, UTC) by the clock of this computer."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)
    return moment.toLocalTime()

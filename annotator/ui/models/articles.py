"""The article list as Qt wants it: as many rows as there are articles, few in memory.

Ids are read in slices while the program idles, rows a page at a time when they are
painted. A slice is so many articles of the project, however few of them are shown; the
first one is there before the list is first shown.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.change import Change, Step
from annotator.domain.codebook import Codebook, Label, Question
from annotator.domain.status import Progress, Status
from annotator.editing.project import Project
from annotator.store.listing import ArticleRow, Listing
from annotator.ui import counts
from annotator.ui.canvas.header import long_date
from annotator.ui.models.wording import tooltip

_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The role that gives the ArticleRow itself."""

_FIRST = 200
_LARGEST = 20_000
_SLICE_SECONDS = 0.006
_PAGE = 100
_PAGES = 24


class ArticleModel(QAbstractTableModel):
    """Articles of a listing, in the order they came into the project."""

    filled = Signal()
    """All ids of the listing are known."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._listing = Listing()
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[ArticleRow | None]] = OrderedDict()
        self._slice = _FIRST
        self._looked_at: int | None = None  # the last article a slice reached
        self._filling = QTimer(self)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill)

    def show(self, project: Project | None, listing: Listing) -> None:
        """Show a listing of a project from its beginning."""
        self._filling.stop()
        self._slice = _FIRST
        self.beginResetModel()
        self._project, self._listing = project, listing
        self._pages.clear()
        self._ids = array("q")
        self._looked_at = None
        if project is not None:
            self._ids = self._more_ids(project, after=0)
        self.endResetModel()
        if self._looked_at is not None:
            self._filling.start()
        else:
            self.filled.emit()

    def filling(self) -> bool:
        """Whether ids of the listing are still being read."""
        return self._filling.isActive()

    def id_at(self, row: int) -> int | None:
        """The article in a row, None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, article_id: int) -> int | None:
        """Where an article stands, None when the listing does not have it (yet)."""
        row = bisect_left(self._ids, article_id)  # ids grow, that is their order
        return row if row < len(self._ids) and self._ids[row] == article_id else None

    def follow(self, step: Step) -> None:
        """Take over what a step says of rows, or read those again that it touched.

        Marks are counted on from what is known: an article may have fifty thousand.
        """
        touched: set[int] = set()
        marked: dict[int, list[Change]] = {}
        more_or_fewer = step.bulk
        for change in step.changes:
            value = change.value
            if isinstance(value, Article):
                more_or_fewer |= change.before is None or change.after is None
                touched.add(value.id)
            elif isinstance(value, Status | ArticleAnswer):
                touched.add(value.article_id)
            elif isinstance(value, Annotation):
                marked.setdefault(value.article_id, []).append(change)
            elif isinstance(value, Label | Question):
                self._pages.clear()
        if more_or_fewer:
            self.show(self._project, self._listing)
            return
        for article_id in touched:
            self._renew(article_id, self._read_row)
        for article_id in marked.keys() - touched:
            changes = marked[article_id]
            self._renew(article_id, lambda row, of=changes: self._counted_on(row, of))  # type: ignore[misc]

    def _renew(self, article_id: int, renewed: Callable[[ArticleRow], ArticleRow | None]) -> None:
        number = self.row_of(article_id)
        if number is None:
            return
        page = self._pages.get(number // _PAGE)
        if page is not None and (row := page[number % _PAGE]) is not None:
            page[number % _PAGE] = renewed(row)
        where = self.index(number, 0)
        self.dataChanged.emit(where, where)

    def _read_row(self, row: ArticleRow) -> ArticleRow | None:
        return next(iter(self._read_rows([row.id])), None)

    def _counted_on(self, row: ArticleRow, changes: list[Change]) -> ArticleRow:
        """A row after its article's marks were changed."""
        assert self._project is not None
        marks = sum((one.after is not None) - (one.before is not None) for one in changes)
        open_more = 0
        if _asks(self._project.codebook):
            from annotator.editing.answering import missing_in  # noqa: PLC0415  seldom asked

            for one in changes:
                open_more += missing_in(self._project, one.after)
                open_more -= missing_in(self._project, one.before)
        return msgspec.structs.replace(
            row, marks=row.marks + marks, unanswered=row.unanswered + open_more
        )

    # -- what Qt asks ----------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES:
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or row.name
        said = self._sentence(row)
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def _row(self, row: int) -> ArticleRow | None:
        if not 0 <= row < len(self._ids):
            return None
        page = row // _PAGE
        if page not in self._pages:
            self._read(page)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[row % _PAGE] if row % _PAGE < len(rows) else None

    def _read(self, page: int) -> None:
        ids = self._ids[page * _PAGE : (page + 1) * _PAGE]
        found = {row.id: row for row in self._read_rows(ids)}
        self._pages[page] = [found.get(one) for one in ids]
        while len(self._pages) > _PAGES:
            self._pages.popitem(last=False)

    def _read_rows(self, ids: Sequence[int]) -> list[ArticleRow]:
        assert self._project is not None
        rows = self._project.rows(ids)
        if not _asks(self._project.codebook):
            return rows
        from annotator.editing.answering import missing_counts  # noqa: PLC0415  seldom asked

        missing = missing_counts(self._project, ids)
        return [msgspec.structs.replace(row, unanswered=missing.get(row.id, 0)) for row in rows]

    def _fill(self) -> None:
        if self._project is None:
            self._filling.stop()
            return
        more = self._more_ids(self._project, after=self._looked_at or 0)
        if more:
            first = len(self._ids)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._ids.extend(more)
            self._pages.pop(first // _PAGE, None)
            self.endInsertRows()
        if self._looked_at is None:
            self._filling.stop()
            self.filled.emit()

    def _more_ids(self, project: Project, *, after: int) -> array[int]:
        began = time.perf_counter()
        ids, self._looked_at = project.reader.ids_among(
            self._listing, after=after, among=self._slice
        )
        self._slice = _next_slice(self._slice, time.perf_counter() - began)
        return ids

    def _sentence(self, row: ArticleRow) -> str:
        """A row in words, for a screen reader and as a tooltip."""
        date = long_date(row.published)
        parts = [row.title or row.name, row.source, date, self.progress_word(row)]
        parts.append(counts.of_marks(row.marks))
        if row.unanswered:
            parts.append(self.tr("to answer: {0}").format(row.unanswered))
        if row.flagged:
            parts.append(self.tr("flagged"))
        return ", ".join(part for part in parts if part)

    def progress_word(self, row: ArticleRow) -> str:
        """How far an article is, in the reader's language."""
        words = {
            Progress.TODO: self.tr("to do"),
            Progress.IN_PROGRESS: self.tr("in progress"),
            Progress.DONE: self.tr("done"),
        }
        return words[row.progress]


def _asks(book: Codebook) -> bool:
    """Whether anything must be answered at all."""
    asked = [one for label in book.labels for one in label.attributes]
    asked += [one.asked for one in book.questions]
    return any(one.required for one in asked)


def _next_slice(articles: int, seconds: float) -> int:
    """How many articles to look at next, when so many took so long."""
    fitting = articles * _SLICE_SECONDS / max(seconds, 1e-6)
    return int(min(_LARGEST, articles * 4, max(_FIRST, fitting)))


_ROLES = (
    ROW,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)

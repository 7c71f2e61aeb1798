"""The copies of a project as a table: which article, of which, how alike, linked or not."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Qt

from annotator.editing.copies import Copy
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import tooltip


class CopyModel(TableModel):
    """Copies in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = (self.tr("Article"), self.tr("Copy of"), self.tr("Alike"), self.tr("State"))
        self.copies: tuple[Copy, ...] = ()
        self._titles: dict[int, str] = {}

    def show_copies(self, copies: Sequence[Copy], titles: dict[int, str]) -> None:
        """Show these; `titles` are those of all articles named, by id."""
        self.beginResetModel()
        self.copies, self._titles = tuple(copies), titles
        self.endResetModel()

    def set_linked(self, articles: set[int], *, linked: bool) -> None:
        """Show that some articles are linked, or are no more."""
        self.copies = tuple(
            msgspec.structs.replace(one, linked=linked) if one.article_id in articles else one
            for one in self.copies
        )
        if self.copies:
            last = self.index(len(self.copies) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def without(self, articles: set[int]) -> None:
        """Show that articles are gone, and with them copies of them."""
        left = [one for one in self.copies if not articles & {one.article_id, one.original_id}]
        self.show_copies(left, self._titles)

    def title(self, article_id: int) -> str:
        """What to call an article."""
        return self._titles.get(article_id, "")

    def count(self) -> int:
        return len(self.copies)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.copies[index.row()]
        state = self.tr("linked") if one.linked else ""
        share = f"{one.share:.0%}"
        cells = (self.title(one.article_id), self.title(one.original_id), share, state)
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip((one.name, one.original, share, state)[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self.tr("{0}: a copy of {1}, {2} alike").format(*cells[:3])
            return f"{said}, {state}" if state else said
        return None

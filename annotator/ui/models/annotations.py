"""The annotations of the open article as a list: what a screen reader reads them from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Value
from annotator.domain.codebook import Label
from annotator.domain.reading_order import ReadingOrder, reading_order
from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.wording import shortened, tooltip, worded

_Index = QModelIndex | QPersistentModelIndex
_SHORT = 80
_SPOKEN = 400

LABEL = Qt.ItemDataRole.UserRole
"""The role that gives the Label of a mark."""


class AnnotationModel(QAbstractTableModel):
    """Marks in reading order: words to show, the label, and both as spoken text.

    Rows are asked of the article's annotations when they are shown, so that fifty
    thousand marks cost what a screenful does. What was written is told by `follow`;
    until then the list is as it was when it was last told.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._marks = ReadingOrder()

    def show(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show the marks of an article as they are now."""
        self.beginResetModel()
        self._project, self._article = project, article
        self._marks = article.annotations.order.copy() if article and project else ReadingOrder()
        self.endResetModel()

    def follow(self, changes: Sequence[Change]) -> None:
        """Take over what was written: only the rows of changed marks change."""
        if self._article is None or self._project is None:
            return
        for change in changes:
            value = change.value
            if isinstance(value, Label):
                self._repaint()
            elif isinstance(value, Annotation) and value.article_id == self._article.id:
                self._follow(change.before, change.after)

    def annotation_at(self, row: int) -> Annotation | None:
        """The mark in a row, None outside the list."""
        return self._marks.nth(row) if 0 <= row < len(self._marks) else None

    def row_of(self, annotation_id: int) -> int | None:
        """Where an annotation stands in the list, None when the list does not have it."""
        there = self._article.annotations.find(annotation_id) if self._article else None
        return self._marks.index_of(there) if there is not None and there in self._marks else None

    def _follow(self, before: Value | None, after: Value | None) -> None:
        nowhere = QModelIndex()
        stays = False
        if isinstance(before, Annotation) and before in self._marks:
            row = self._marks.index_of(before)
            stays = isinstance(after, Annotation) and reading_order(before) == reading_order(after)
            if not stays:
                self.beginRemoveRows(nowhere, row, row)
            self._marks.drop(before)
            if not stays:
                self.endRemoveRows()
        if isinstance(after, Annotation) and after not in self._marks:
            row = self._marks.index_of(after)
            if not stays:
                self.beginInsertRows(nowhere, row, row)
            self._marks.put(after)
            if stays:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
            else:
                self.endInsertRows()

    def _repaint(self) -> None:
        if len(self._marks):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._marks) - 1, 0))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._marks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.annotation_at(index.row())
        if mark is None or self._project is None or self._article is None:
            return None
        try:
            label = self._project.codebook.label(mark.label_id)
        except KeyError:  # the label went, and the list was not told yet
            return None
        if role == LABEL:
            return label
        if role == Qt.ItemDataRole.DisplayRole:
            return shortened(self._article.text_of(mark), _SHORT)
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = shortened(self._article.text_of(mark), _SPOKEN)
        said = f"{worded(label.name)}: {words}"
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said

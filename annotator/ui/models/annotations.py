"""The annotations of the open article as a list: what a screen reader reads them from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Label
from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.wording import shortened, tooltip, worded

_Index = QModelIndex | QPersistentModelIndex
_SHORT = 80
_SPOKEN = 400

LABEL = Qt.ItemDataRole.UserRole
"""The role that gives the Label of a mark."""


class AnnotationModel(QAbstractTableModel):
    """Marks in reading order: words to show, the label, and both as spoken text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._marks: list[Annotation] = []

    def show(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show the marks of an article as they are now.

        For the article shown already only the rows between the first and the last
        difference change, so that cursor and scroll place stay.
        """
        marks = article.annotations.in_reading_order() if article and project else []
        if article is not self._article or project is not self._project:
            self.beginResetModel()
            self._project, self._article, self._marks = project, article, marks
            self.endResetModel()
            return
        before = [one.id for one in self._marks]
        after = [one.id for one in marks]
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        nowhere = QModelIndex()
        if len(before) > head + tail:
            self.beginRemoveRows(nowhere, head, len(before) - tail - 1)
            del self._marks[head : len(before) - tail]
            self.endRemoveRows()
        if len(after) > head + tail:
            self.beginInsertRows(nowhere, head, len(after) - tail - 1)
            self._marks = marks
            self.endInsertRows()
        self._marks = marks
        if marks:
            self.dataChanged.emit(self.index(0, 0), self.index(len(marks) - 1, 0))

    def annotation_at(self, row: int) -> Annotation | None:
        """The mark in a row, None outside the list."""
        return self._marks[row] if 0 <= row < len(self._marks) else None

    def row_of(self, annotation_id: int) -> int | None:
        """Where an annotation stands in the list."""
        return next((i for i, one in enumerate(self._marks) if one.id == annotation_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._marks)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.annotation_at(index.row())
        if mark is None or self._project is None or self._article is None:
            return None
        label: Label = self._project.codebook.label(mark.label_id)
        if role == LABEL:
            return label
        if role == Qt.ItemDataRole.DisplayRole:
            return shortened(self._article.text_of(mark), _SHORT)
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = shortened(self._article.text_of(mark), _SPOKEN)
        said = f"{worded(label.name)}: {words}"
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said


def _alike(one: list[int], other: list[int]) -> int:
    """How many the two have in common from the beginning."""
    for count, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return count
    return min(len(one), len(other))

"""The annotations of the open article as a list: what a screen reader reads them from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation
from annotator.editing.project import OpenArticle, Project
from annotator.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_SHORT = 60


class AnnotationModel(QAbstractListModel):
    """Marks in reading order: words, and the label as colour, tooltip and spoken text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._marks: list[Annotation] = []

    def show(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show the marks of an article as they are now."""
        self.beginResetModel()
        self._project, self._article = project, article
        self._marks = article.annotations.in_reading_order() if article and project else []
        self.endResetModel()

    def annotation_at(self, row: int) -> Annotation | None:
        return self._marks[row] if 0 <= row < len(self._marks) else None

    def row_of(self, annotation_id: int | None) -> int | None:
        """Where an annotation stands in the list."""
        return next((i for i, one in enumerate(self._marks) if one.id == annotation_id), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._marks)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.annotation_at(index.row())
        if mark is None or self._project is None or self._article is None:
            return None
        label = self._project.codebook.label(mark.label_id)
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.current().line(label)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        words = " ".join(self._article.text_of(mark).split())
        if role == Qt.ItemDataRole.DisplayRole:
            return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
        return f"{label.name.capitalize()}: {words}"

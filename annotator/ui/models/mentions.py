"""The mentions of an entity, each in its line of text; lines are read as they are seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from annotator.editing.project import Project
from annotator.store.mentions import Line, Mention
from annotator.ui.models.table import Index, TableModel

_KEPT = 2000
_BEFORE, _WORDS, _TITLE = 1, 2, 0


class MentionModel(TableModel):
    """Article, what stands before, the words, what stands behind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = (self.tr("Article"), self.tr("Before"), self.tr("Words"), self.tr("Behind"))
        self._project: Project | None = None
        self._mentions: list[Mention] = []
        self._lines: dict[int, Line | None] = {}

    def show(self, project: Project | None, entity_id: int | None) -> None:
        """Show where an entity is mentioned."""
        self.beginResetModel()
        self._project = project
        self._lines.clear()
        there = project is not None and entity_id is not None
        self._mentions = project.reader.mentions(entity_id) if there else []  # type: ignore[union-attr, arg-type]
        self.endResetModel()

    def mention_at(self, row: int) -> Mention | None:
        """The mention in a row, None outside the list."""
        return self._mentions[row] if 0 <= row < len(self._mentions) else None

    def count(self) -> int:
        return len(self._mentions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _BEFORE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and column == _WORDS:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._line(index.row())
        if line is None:
            return ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _flat(f"{line.title}: {line.before}{line.words}{line.behind}")
        return _flat(line[column])

    def _line(self, row: int) -> Line | None:
        mention = self.mention_at(row)
        if mention is None or self._project is None:
            return None
        if mention.annotation_id not in self._lines:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            self._lines[mention.annotation_id] = self._project.reader.line_of(mention)
        return self._lines[mention.annotation_id]


def _flat(text: str) -> str:
    return " ".join(text.split())

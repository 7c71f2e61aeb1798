"""The entities of a project as a list, filtered as one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from annotator.domain.entity import Entity
from annotator.editing.project import Project
from annotator.text.folding import fold_key
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import tooltip


class EntityModel(TableModel):
    """Name, kind and number of mentions; those most spoken of first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = (self.tr("Name"), self.tr("Kind"), self.tr("Mentions"))
        self._project: Project | None = None
        self._counts: dict[int, int] = {}
        self._filter = ""
        self._rows: list[Entity] = []
        self._folded: dict[int, tuple[Entity, str]] = {}
        """What each entity is searched by, folded once; its name comes first."""

    def show(self, project: Project | None, contains: str = "") -> None:
        """Show the entities of a project whose names contain some words."""
        self.beginResetModel()
        self._project, self._filter = project, fold_key(contains).strip()
        self._counts = project.reader.mention_counts() if project else {}
        found = [one for one in project.entities.values() if self._fits(one)] if project else []
        found.sort(key=lambda one: (-self._counts.get(one.id, 0), self._searched(one)))
        self._rows = found
        self.endResetModel()

    def entity_at(self, row: int) -> Entity | None:
        """The entity in a row, None outside the list."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, entity_id: int) -> int | None:
        """Where an entity stands in the list."""
        return next((n for n, one in enumerate(self._rows) if one.id == entity_id), None)

    def count(self) -> int:
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entity = self.entity_at(index.row())
        if entity is None:
            return None
        count = self._counts.get(entity.id, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return (entity.name, entity.kind, f"{count:,}")[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("; ".join((entity.name, *entity.aliases)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, {1}, {2} mentions").format(entity.name, entity.kind, count)
        return None

    def _fits(self, entity: Entity) -> bool:
        return not self._filter or self._filter in self._searched(entity)

    def _searched(self, entity: Entity) -> str:
        known = self._folded.get(entity.id)
        if known is None or known[0] is not entity:
            folded = "\n".join(fold_key(name) for name in (entity.name, *entity.aliases))
            known = self._folded[entity.id] = (entity, folded)
        return known[1]

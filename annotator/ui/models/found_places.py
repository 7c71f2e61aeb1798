"""Places found in articles as the rows of a list, each of them to be ticked or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.editing.found_places import Place

PLACE = Qt.ItemDataRole.UserRole
HEADED = Qt.ItemDataRole.UserRole + 1
"""Whether the row begins another article than the one above."""

_Index = QModelIndex | QPersistentModelIndex


class FoundPlaces(QAbstractListModel):
    """Grows while a search goes on."""

    def __init__(self, parent: QObject, *, ticked: bool = False) -> None:
        super().__init__(parent)
        self._ticks = ticked
        self.places: list[Place] = []
        self._off: set[int] = set()

    def clear(self) -> None:
        self.beginResetModel()
        self.places, self._off = [], set()
        self.endResetModel()

    def add(self, some: Sequence[Place]) -> None:
        """Take up more places, at the end."""
        if some:
            first = len(self.places)
            self.beginInsertRows(QModelIndex(), first, first + len(some) - 1)
            self.places.extend(some)
            self.endInsertRows()

    def ticked(self) -> list[Place]:
        """The places that are ticked, in order."""
        return [place for row, place in enumerate(self.places) if row not in self._off]

    def tick(self, row: int, on: bool) -> None:
        """Tick a place, or take the tick away."""
        (self._off.discard if on else self._off.add)(row)
        index = self.index(row)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    def tick_all(self, on: bool) -> None:
        self._off = set() if on else set(range(len(self.places)))
        last = self.index(len(self.places) - 1)
        self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.CheckStateRole])

    def is_ticked(self, row: int) -> bool:
        return row not in self._off

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if self._ticks else usual

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        place = self.places[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{place.before}{place.words}{place.after}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{place.title}: {place.before}{place.words}{place.after}"
        if role == PLACE:
            return place
        if role == HEADED:
            return row == 0 or self.places[row - 1].article_id != place.article_id
        if role == Qt.ItemDataRole.CheckStateRole and self._ticks:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        return None

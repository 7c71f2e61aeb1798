"""A look at every other place of the same words before they are marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook, Label
from annotator.editing.found_places import Place
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.place_row import PlaceRow
from annotator.ui.dialogs.wording import words
from annotator.ui.models.found_places import FoundPlaces


class Repeat(QDialog):
    """Space ticks a place or takes its tick away, Enter marks what is ticked."""

    def __init__(
        self,
        parent: QWidget,
        said: str,
        places: Sequence[Place],
        codebook: Codebook,
        label: Label,
        *,
        off: Collection[Place] = (),
    ) -> None:
        """`off` are places that are not ticked to begin with."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mark the same words"))
        self.resize(min(900, parent.width() - 60), min(560, parent.height() - 80))
        self.model = FoundPlaces(self, ticked=True)
        self.model.add(places)
        unticked = set(off)
        for row, place in enumerate(places):
            if place in unticked:
                self.model.tick(row, False)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(said)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._toggle)
        self.label = QComboBox()
        self.label.setAccessibleName(self.tr("Label"))
        self._labels = [one for one in codebook.labels if not one.retired]
        for one in self._labels:
            self.label.addItem(one.name, one.id)
        self.label.setCurrentIndex(self._labels.index(label) if label in self._labels else 0)
        self.every = QPushButton(self.tr("All or none"))
        self.every.setAutoDefault(False)
        self.every.clicked.connect(self._toggle_all)
        buttons, self.act = ending(self, yes="", no=self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        top = QHBoxLayout()
        top.addWidget(words(said, "project", wrap=True), 1)
        top.addWidget(words(self.tr("Label"), "quiet"))
        top.addWidget(self.label)
        bottom = QHBoxLayout()
        bottom.addWidget(self.every)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(bottom)
        self.model.dataChanged.connect(self._count)
        self._count()
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def chosen_label(self) -> Label:
        """The label that is to be put on the places."""
        return self._labels[self.label.currentIndex()]

    def _count(self) -> None:
        ticked = len(self.model.ticked())
        self.act.setText(self.tr("Mark {0}").format(f"{ticked:,}"))
        self.act.setEnabled(ticked > 0)

    def _toggle(self, index: QModelIndex) -> None:
        self.model.tick(index.row(), not self.model.is_ticked(index.row()))

    def _toggle_all(self) -> None:
        self.model.tick_all(len(self.model.ticked()) < len(self.model.places))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Space:
                self._toggle(self.list.currentIndex())
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.act.isEnabled():
                    self.accept()
                return True
            if key == Qt.Key.Key_A:
                self._toggle_all()
                return True
            at = next((n for n, one in enumerate(self._labels) if one.key == event.text()), -1)
            if event.text() and at >= 0:
                self.label.setCurrentIndex(at)
                return True
        return super().eventFilter(watched, event)

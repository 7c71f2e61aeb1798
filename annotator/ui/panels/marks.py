"""All marks of the article as a list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.annotations import AnnotationModel
from annotator.ui.panels.headings import heading, plain

_SETTLE_MS = 150


class MarksSection(QWidget):
    """A list of marks; choosing one selects it on the page.

    Followed a moment late, so that marking never waits for a list of thousands.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._selected: int | None = None
        self._model = AnnotationModel(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setIconSize(QSize(10, 10))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMinimumHeight(120)
        self._list.setAccessibleName(self.tr("Marks of this article"))
        self._list.clicked.connect(self._take)
        self._list.activated.connect(self._take)
        self._none = plain(QLabel(self.tr("No marks yet."), self))
        self._none.setProperty("role", "quiet")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Marks"), self))
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addStretch(0)

    def show_article(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show the marks of another article."""
        self._project, self._article, self._selected = project, article, None
        self._settle.start()

    def later(self) -> None:
        """Read the marks again in a moment."""
        self._settle.start()

    def refresh(self) -> None:
        """Read the marks now."""
        self._model.show(self._project, self._article)
        empty = self._model.rowCount() == 0
        self._none.setVisible(empty)
        self._list.setVisible(not empty)
        self.select(self._selected)

    def select(self, annotation_id: int | None) -> None:
        """Show which mark is selected."""
        self._selected = annotation_id
        row = self._model.row_of(annotation_id) if annotation_id is not None else None
        if row is None:
            self._list.clearSelection()
        else:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _take(self, index: QModelIndex) -> None:
        mark = self._model.annotation_at(index.row())
        if mark is not None:
            self.chosen.emit(mark.id)

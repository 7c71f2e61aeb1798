"""All marks of the article as a list."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step
from annotator.domain.codebook import Label
from annotator.editing.project import OpenArticle, Project
from annotator.ui import theme
from annotator.ui.models.annotations import AnnotationModel
from annotator.ui.panels.letters import follow_letters
from annotator.ui.panels.mark_row import MarkDelegate, row_height
from annotator.ui.panels.parts import INDENT, heading, quiet

_SETTLE_MS = 150
_LEAST_ROWS = 6


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
        self._waiting: list[Change] = []
        self._anew = True
        """Whether the list is to be read from the article rather than told of changes."""
        self.model = AnnotationModel(self)
        self._heading = heading(self.tr("Marks"), self)
        self._heading.setContentsMargins(INDENT, 0, INDENT, 0)
        self._none = quiet(self.tr("No marks yet."), self)
        self._none.setContentsMargins(INDENT, 0, INDENT, 0)
        self.table = self._made_table()
        self._fit_rows()
        follow_letters(self, self._fit_rows)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        theme.changes.changed.connect(self.table.viewport().update)
        self.refresh()

    def _made_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setItemDelegate(MarkDelegate(table))
        table.setAccessibleName(self.tr("Marks of this article"))
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(8)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setShowGrid(False)
        table.setMinimumHeight(row_height() * _LEAST_ROWS)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.clicked.connect(self._take)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._take(table.currentIndex()))
        return table

    def show_article(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show the marks of another article."""
        self._project, self._article, self._selected = project, article, None
        self._read_anew()
        if article is None:
            self.refresh()

    def follow(self, step: Step) -> None:
        """Show what a step changed, in a moment."""
        if step.bulk:
            self._read_anew()
        elif any(isinstance(one.value, Annotation | Label) for one in step.changes):
            self._waiting.extend(step.changes)
            self._settle.start()

    def refresh(self) -> None:
        """Show what waits to be shown."""
        self._settle.stop()
        waiting, self._waiting = self._waiting, []
        if self._anew:
            self._anew = False
            self.model.show(self._project, self._article)
        else:
            self.model.follow(waiting)
        count = self.model.rowCount()
        title = self.tr("Marks").upper()
        self._heading.setText(f"{title} · {QLocale().toString(count)}" if count else title)
        self._none.setVisible(count == 0)
        self.table.setVisible(count > 0)
        self._point()

    def select(self, annotation_id: int | None) -> None:
        """Show which mark is selected, in a moment if the list has to be told more."""
        self._selected = annotation_id
        if not self._settle.isActive():
            self._point()

    def _read_anew(self) -> None:
        self._waiting, self._anew = [], True
        self._settle.start()

    def _point(self) -> None:
        row = self.model.row_of(self._selected) if self._selected is not None else None
        if row is None:
            self.table.clearSelection()
        elif self.table.currentIndex().row() != row or not self.table.selectedIndexes():
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def _fit_rows(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(row_height())

    def _take(self, index: QModelIndex) -> None:
        mark = self.model.annotation_at(index.row())
        if mark is not None:
            self.chosen.emit(mark.id)

"""The list of articles: filters above, rows below."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Step
from annotator.editing.project import Project
from annotator.store.listing import Listing
from annotator.ui import theme
from annotator.ui.ground import lay_ground
from annotator.ui.models.articles import ArticleModel
from annotator.ui.models.reached import ReachedCount
from annotator.ui.panels.article_filter import ArticleFilter
from annotator.ui.panels.article_row import ArticleDelegate, row_height
from annotator.ui.panels.panel import Panel
from annotator.ui.panels.parts import plain


class ArticlesPanel(Panel):
    """Articles to choose from.

    An article that stops matching the filter (done, in the list of those to do)
    stays in its row until the filter is used again: nothing moves under the hand.
    """

    chosen = Signal(object)
    """An article was chosen, by its id."""
    counted = Signal(object)
    """How far the articles are (a Reached), whenever that has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ArticlesPanel", "Articles"), parent)
        self._project: Project | None = None
        self._current: int | None = None
        self._awaited = False
        self._reached = ReachedCount()
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(30)  # once the first rows have been painted
        self._counting.timeout.connect(self._count)
        self.model = ArticleModel(self)
        self._filter = ArticleFilter(self)
        self._delegate = ArticleDelegate(self)
        self._table = self._made_table()
        self._fit_rows()
        self._empty = plain(QLabel(self))
        self._empty.setProperty("role", "quiet")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setMargin(24)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QFrame(self)
        line.setProperty("role", "line")
        column.addWidget(self._filter)
        column.addWidget(line)
        column.addWidget(self._empty, 1)
        column.addWidget(self._table, 1)
        self._filter.changed.connect(self._refilter)
        self._filter.taken.connect(self._take_first)
        self._filter.down.connect(self.focus_list)
        self.model.rowsInserted.connect(self._rows_came)
        self.model.filled.connect(self._say_empty)
        theme.changes.changed.connect(self._table.viewport().update)

    def _made_table(self) -> QTableView:
        table = QTableView(self)
        lay_ground(table)
        table.horizontalHeader().hide()  # before there are rows, or Qt measures their numbers
        table.verticalHeader().hide()
        table.setModel(self.model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(self.tr("Articles"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.clicked.connect(self._take)
        return table

    # -- what the window asks ---------------------------------------------------------

    def show_project(self, project: Project | None) -> None:
        """List the articles of another project, all of them."""
        self._project = project
        self._current = self._delegate.open_id = None
        self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.blockSignals(False)
        self._refilter()
        self._counting.start()

    def follow(self, step: Step) -> None:
        self.model.follow(step)
        if not self._counting.isActive() and self._reached.follow(step):
            self._show_counts()
        self._say_empty()
        if self._current is not None and not self._table.selectionModel().hasSelection():
            self._point(scroll=True)  # the list was read anew

    def choose(self, article_id: int) -> None:
        """Show an article as the one that is open."""
        self._current = self._delegate.open_id = article_id
        self._point(scroll=True)
        self._table.viewport().update()

    def first(self) -> int | None:
        """The first article of the list, though its row may still be looked for."""
        first = self.model.id_at(0)
        if first is None and self._project is not None and self.model.filling():
            first = next(iter(self._project.reader.article_ids(self._listing(), limit=1)), None)
        return first

    def neighbour(self, step: int) -> int | None:
        """The article `step` rows after the open one in the list as shown."""
        row = self.model.row_of(self._current) if self._current is not None else None
        return self.model.id_at((-1 if row is None else row) + step)

    def next_todo(self, after: int) -> int | None:
        """The next article this annotator has not done, after one and then from the top."""
        if self._project is None:
            return None
        wanted = msgspec.structs.replace(self._listing(), not_done=True, progress=None)
        found = self._project.next_of(wanted, after=after) or self._project.next_of(wanted)
        return found if found != after else None

    def wake(self) -> None:
        """Make what the first picture does without."""
        from annotator.ui.panels.keys import listen  # noqa: PLC0415  not needed to paint
        from annotator.ui.panels.letters import follow_letters  # noqa: PLC0415  likewise

        follow_letters(self, self._fit_rows)
        self._filter.wake()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            listen(self._table, key, lambda: self._take(self._table.currentIndex()))

    def focus_filter(self) -> None:
        """Take the keyboard to type what is looked for."""
        self._filter.focus_words()

    def focus_list(self) -> None:
        """Take the keyboard at the open article."""
        if self._current is not None:
            self._point(scroll=False)
        if not self._table.currentIndex().isValid():
            self._table.selectRow(0)
        self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit_rows(self) -> None:
        self._table.verticalHeader().setDefaultSectionSize(row_height())

    # -- the list ------------------------------------------------------------------------

    def _listing(self) -> Listing:
        return self._filter.listing(self._project.me.id if self._project else 0)

    def _refilter(self) -> None:
        self.model.show(self._project, self._listing())
        self._say_empty()
        if self._current is not None:
            self._point(scroll=True)

    def _point(self, *, scroll: bool) -> None:
        """Put the list's own cursor on the open article, now or once its row is known."""
        row = self.model.row_of(self._current) if self._current is not None else None
        self._awaited = row is None
        if row is None:
            self._table.clearSelection()
            return
        self._table.setAutoScroll(False)
        self._table.selectRow(row)
        self._table.setAutoScroll(True)
        if scroll:
            self._table.scrollTo(self.model.index(row, 0))

    def _rows_came(self) -> None:
        if self._awaited:
            self._point(scroll=True)

    def _count(self) -> None:
        self._reached.show(self._project)
        self._show_counts()

    def _show_counts(self) -> None:
        self._filter.show_counts(self._reached.now)
        self.counted.emit(self._reached.now)

    def _say_empty(self) -> None:
        empty = (
            self.model.rowCount() == 0 and not self.model.filling() and self._project is not None
        )
        if self._filter.narrows():
            words = self.tr("No article is like this.")
        else:
            words = self.tr(
                "No articles yet.\n\nImport some with Ctrl+I, or drop files on the window."
            )
        self._empty.setText(words)
        self._empty.setVisible(empty)
        self._table.setVisible(not empty)

    def _take(self, index: QModelIndex) -> None:
        article_id = self.model.id_at(index.row())
        if article_id is not None:
            self.chosen.emit(article_id)

    def _take_first(self) -> None:
        first = self.first()
        if first is not None:
            self.chosen.emit(first)

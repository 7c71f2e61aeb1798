"""The list of articles: filters above, rows below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.article import Article
from annotator.domain.change import Step
from annotator.domain.status import Progress, Status
from annotator.editing.project import Project
from annotator.store.listing import Listing
from annotator.ui import theme
from annotator.ui.models.articles import ArticleModel
from annotator.ui.panels.article_row import ArticleDelegate, row_height
from annotator.ui.panels.panel import Panel

_TYPING_MS = 120


class ArticlesPanel(Panel):
    """Articles to choose from."""

    chosen = Signal(object)
    """An article was chosen, by its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        self._project: Project | None = None
        self._current: int | None = None
        self.model = ArticleModel(self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._refilter)
        self._build()
        theme.changes.changed.connect(self._table.viewport().update)

    def _build(self) -> None:
        self._chips = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 4)
        row.setSpacing(6)
        for number, name in enumerate(
            (
                self.tr("All articles"),
                self.tr("Articles to do"),
                self.tr("Articles done"),
                self.tr("Flagged articles"),
            )
        ):
            chip = QPushButton(self)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(name)
            chip.setToolTip(name)
            chip.setChecked(number == 0)
            self._chips.addButton(chip, number)
            row.addWidget(chip)
        row.addStretch(1)
        self._chips.idClicked.connect(lambda _which: self._refilter())
        self._words = QLineEdit(self)
        self._words.setPlaceholderText(self.tr("Filter articles…"))
        self._words.setAccessibleName(self.tr("Filter articles"))
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(lambda _words: self._typing.start())
        self._words.returnPressed.connect(self._take_first)
        filter_row = QHBoxLayout()
        filter_row.setContentsMargins(12, 2, 12, 8)
        filter_row.addWidget(self._words)
        self._empty = QLabel(self)
        self._empty.setProperty("role", "quiet")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(20, 30, 20, 0)
        self._empty.hide()
        self._table = self._made_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(filter_row)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)

    def _made_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setItemDelegate(ArticleDelegate(table))
        table.setAccessibleName(self.tr("Articles"))
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(row_height())
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.clicked.connect(self._take)
        table.activated.connect(self._take)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._take(table.currentIndex()))
        return table

    # -- what the window asks ---------------------------------------------------------

    def show_project(self, project: Project | None) -> None:
        self._project = project
        self._current = None
        self._words.clear()
        self._typing.stop()
        self._chips.button(0).setChecked(True)
        self._refilter()
        self._count()

    def follow(self, step: Step) -> None:
        self.model.follow(step)
        if step.bulk or any(isinstance(one.value, Article | Status) for one in step.changes):
            self._count()
            self._say_empty()
        if self._current is not None:
            self.choose(self._current)

    def choose(self, article_id: int) -> None:
        """Show an article as the one that is open."""
        self._current = article_id
        row = self.model.row_of(article_id)
        if row is None:
            self._table.clearSelection()
            return
        if (
            self._table.currentIndex().row() != row
            or not self._table.selectionModel().hasSelection()
        ):
            self._table.selectRow(row)
            self._table.scrollTo(self.model.index(row, 0))

    def first(self) -> int | None:
        """The first article of the list."""
        return self.model.id_at(0)

    def neighbour(self, step: int) -> int | None:
        """The article `step` rows after the open one in the list as shown."""
        row = self.model.row_of(self._current) if self._current is not None else None
        return self.model.id_at((-1 if row is None else row) + step)

    def next_todo(self, after: int) -> int | None:
        """The next article this annotator has not done, after one and then from the top."""
        if self._project is None:
            return None
        open_ones = self._listing(not_done=True)
        reader = self._project.reader
        found = reader.article_ids(open_ones, after=after, limit=1)
        found = found or reader.article_ids(open_ones, limit=1)
        return found[0] if found and found[0] != after else None

    def focus_filter(self) -> None:
        self._words.setFocus()
        self._words.selectAll()

    def focus_list(self) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)

    # -- filtering -----------------------------------------------------------------------

    def _listing(self, *, not_done: bool = False) -> Listing:
        which = self._chips.checkedId()
        return Listing(
            contains=self._words.text().strip(),
            progress=Progress.DONE if which == 2 and not not_done else None,
            not_done=not_done or which == 1,
            flagged=which == 3,
            me=self._project.me.id if self._project else 0,
        )

    def _refilter(self) -> None:
        self.model.show(self._project, self._listing())
        self._say_empty()
        if self._current is not None:
            self.choose(self._current)

    def _say_empty(self) -> None:
        empty = self.model.rowCount() == 0 and self._project is not None
        filtered = bool(self._words.text().strip()) or self._chips.checkedId() > 0
        self._empty.setText(
            self.tr("No article is like this.")
            if filtered
            else self.tr(
                "No articles yet.\n\nImport some with Ctrl+I, or drop files on the window."
            )
        )
        self._empty.setVisible(empty)
        self._table.setVisible(not empty)

    def _count(self) -> None:
        if self._project is None:
            return
        counts = self._project.reader.reached(self._project.me.id)
        words = (
            self.tr("All {0}").format(counts.articles),
            self.tr("To do {0}").format(counts.articles - counts.done),
            self.tr("Done {0}").format(counts.done),
            f"⚑ {counts.flagged}",
        )
        for number, text in enumerate(words):
            self._chips.button(number).setText(text)

    def _take(self, index: QModelIndex) -> None:
        article_id = self.model.id_at(index.row())
        if article_id is not None:
            self.chosen.emit(article_id)

    def _take_first(self) -> None:
        self._typing.stop()
        self._refilter()
        first = self.first()
        if first is not None:
            self.chosen.emit(first)

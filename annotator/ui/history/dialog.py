"""The journal: what was done, when, by whom; looked at, and taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.taking_back import Depending, take_back
from annotator.store.history import JournalRow, Wanted
from annotator.ui.bridge import Bridge
from annotator.ui.clearing import let_clear
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import say, words
from annotator.ui.history.detail import Detail
from annotator.ui.history.model import HistoryModel, can_be_taken_back

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_PAUSE_MS = 150
_FAR = 2000
"""Acts since, from which on looking for what depends on one is shown as work."""


def _days_ago(days: int | None) -> str:
    """The midnight here that began the day so many days ago, as the journal writes it."""
    if days is None:
        return ""
    midnight = datetime.combine(date.today() - timedelta(days), time.min)  # noqa: DTZ011  here
    return midnight.astimezone(UTC).isoformat(timespec="milliseconds")


class History(QDialog):
    """Stands beside the window and follows it."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__(window)
        self._window = window
        self._project = project
        self.setWindowTitle(self.tr("History"))
        self.resize(1120, 660)
        self.model = HistoryModel(project, self)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Search what was done…"))
        self.words.setAccessibleName(self.tr("Words of what was done"))
        let_clear(self.words)
        self.where, self.who, self.kind = QComboBox(), QComboBox(), QComboBox()
        self.when = QComboBox()
        self._choices = (self.where, self.when, self.who, self.kind)
        self.table = QTableView()
        self.title = words("", "project", wrap=True)
        self.about = Elided(role="quiet")
        self.detail = Detail(project)
        self.remark = words("", "quiet", wrap=True)
        self.go = QPushButton(self.tr("Show in the article"))
        self.alone = QPushButton(self.tr("Take back"))
        self.since = QPushButton(self.tr("Take back all from here on…"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.look)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.look()
        self.table.setFocus()

    # -- making --------------------------------------------------------------------------

    def _fill_choices(self) -> None:
        self.where.setAccessibleName(self.tr("Where it was done"))
        self.where.addItem(self.tr("In the whole project"), None)
        article = self._window.article
        if article is not None:
            self.where.addItem(self.tr("In this article"), article.id)
        self.who.setAccessibleName(self.tr("Who did it"))
        self.who.addItem(self.tr("By anyone"), None)
        for annotator in self._project.annotators.values():
            self.who.addItem(annotator.name, annotator.id)
        self.when.setAccessibleName(self.tr("When it was done"))
        for title, days in (
            (self.tr("At any time"), None),
            (self.tr("Today"), 0),
            (self.tr("Since yesterday"), 1),
            (self.tr("In the last 7 days"), 7),
            (self.tr("In the last 30 days"), 30),
        ):
            self.when.addItem(title, days)
        self.kind.setAccessibleName(self.tr("Kinds of acts"))
        for title, kind in (
            (self.tr("All acts"), ""),
            (self.tr("Done"), "do"),
            (self.tr("Taken back"), "undo"),
            (self.tr("Done again"), "redo"),
            (self.tr("Large acts, as imports"), "bulk"),
            (self.tr("On the whole project"), "project"),
        ):
            self.kind.addItem(title, kind)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.words, 1)
        for choice in self._choices:
            filters.addWidget(choice)
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("What was done, the newest first"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setStyleSheet("QTableView::item { padding: 0 5px; }")
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 12))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        for at, width in enumerate((118, 96, 168)):
            table.setColumnWidth(at, width)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addSpacing(4)
        column.addWidget(self.detail, 1)
        column.addWidget(self.remark)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.go, self.since, self.alone):
            button.setAutoDefault(False)
        row.addWidget(self.go)
        row.addStretch(1)
        row.addWidget(self.since)
        row.addWidget(self.alone)
        column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(table)
        split.addWidget(side)
        split.setSizes([600, 480])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 18)
        whole.setSpacing(14)
        whole.addWidget(words(self.tr("History"), "title"))
        whole.addLayout(filters)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _words: self._later.start())
        for choice in self._choices:
            choice.currentIndexChanged.connect(lambda _index: self.look())
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.go.clicked.connect(self.show_in_article)
        self.alone.clicked.connect(self.take_back)
        self.since.clicked.connect(self.take_back_since)
        self._bridge = Bridge(self._project, self)
        self._bridge.changed.connect(self._follow)
        self._window.opened_project.connect(self._project_changed)

    # -- looking -------------------------------------------------------------------------

    @property
    def act(self) -> JournalRow | None:
        """The row that is chosen."""
        return self.model.row_at(self.table.currentIndex())

    def look(self) -> None:
        """Show what the filters ask for."""
        # in one article it says nothing where each was done
        self.table.setColumnHidden(3, self.where.currentData() is not None)
        self.model.look_for(
            Wanted(
                words=self.words.text().strip(),
                annotator_id=self.who.currentData(),
                article_id=self.where.currentData(),
                kind=self.kind.currentData(),
                since=_days_ago(self.when.currentData()),
            )
        )
        if self.model.rowCount():
            self.table.selectRow(0)
        else:
            self._show(None)

    def _chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        say(self.remark, "")
        self._show(self.act)

    def _show(self, row: JournalRow | None) -> None:
        self.title.setText(self.model.what(row) if row else self.tr("Nothing like this was done."))
        about = []
        if row is not None:
            about = [self.model.when(row), self.model.who(row), self.model.where(row)]
            if row.state == "settled":
                about.append(self.tr("stays as it is"))
        self.about.show_text(" · ".join(one for one in about if one))
        self.detail.show_act(row)
        self._enable(row)

    def _enable(self, row: JournalRow | None) -> None:
        can = row is not None and can_be_taken_back(row) and not self._project.read_only
        self.alone.setEnabled(can)
        self.since.setEnabled(can)
        within = row.article_id if row is not None else None
        self.go.setEnabled(within is not None and self._project.reader.has_article(within))

    def _follow(self, _step: Step) -> None:
        self.model.follow()
        row = self.act
        if row is not None:
            self.title.setText(self.model.what(row))
        self._enable(row)

    # -- acting --------------------------------------------------------------------------

    def show_in_article(self) -> None:
        """Open the article of the act, at the place of it."""
        row = self.act
        if row is None or row.article_id is None:
            return
        changes = tuple(
            change for part in self._project.reader.history.parts(row.target or row.seq)
            for change in part
        )  # fmt: skip
        step = Step(title=row.title, changes=changes, article_id=row.article_id)
        self._window.attempt(lambda: self._window.show_where(step))
        self._window.activateWindow()

    def take_back(self) -> None:
        """Take back the chosen act; asks when others depend on it."""
        row = self.act
        if row is None:
            return
        try:
            self._work(row, lambda: take_back(self._project, row))
        except Depending as depending:
            self._ask([row.seq, *(one.seq for one in depending.acts)], str(depending), row.title)
        except Refused as why:
            self._refused(why)
        else:
            say(self.remark, self.tr("Taken back. Redo does it again."), "good")

    def take_back_since(self) -> None:
        """Take back an act and every one after it."""
        row = self.act
        if row is None:
            return
        acts = self._project.reader.history.done_from(row.seq)
        count = len(acts)
        said = self.tr("This act and all {0} done after it are taken back.").format(
            f"{count - 1:,}"
        )
        self._ask(acts, said, row.title)

    def _ask(self, acts: list[int], why: str, title: str) -> None:
        from annotator.ui.dialogs.ask import confirm  # noqa: PLC0415  opened when needed

        question = self.tr("{0} Take {1} acts back together? Redo does them again.").format(
            why, f"{len(acts):,}"
        )
        yes = self.tr("Take back {0} acts").format(f"{len(acts):,}")
        if not confirm(self, self.tr("Take back “{0}”?").format(title), question, yes):
            return
        try:
            self._project.take_back(acts)
        except Refused as refusal:
            self._refused(refusal)
        else:
            say(self.remark, self.tr("Taken back. Redo does it again."), "good")

    def _work(self, row: JournalRow, act: object) -> None:
        """Take back beside the window where that may take long."""
        assert callable(act)
        far = self._project.reader.history.newest() - row.seq > _FAR
        if not (far or row.bulk):
            act()
            return
        from annotator.ui.dialogs.working import work_through  # noqa: PLC0415  seldom long

        work_through(
            self,
            self.tr("Taking back"),
            lambda watch: take_back(self._project, row, watch),
        )

    def _refused(self, why: Refused) -> None:
        say(self.remark, str(why), "danger")
        self._window.refused(str(why))

    # -- leaving -------------------------------------------------------------------------

    def _project_changed(self, project: Project | None) -> None:
        if project is not self._project:
            self.reject()
        else:
            self._enable(self.act)

    def done(self, result: int) -> None:
        self._bridge.close()
        super().done(result)
        self.deleteLater()

"""Which articles tell a story that another has told, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.refusal import Refused
from annotator.editing.copies import MANY, Copy, link_copies, unlink_copies
from annotator.editing.deleting import delete_articles, marks_in
from annotator.editing.project import Project
from annotator.editing.watching import Watch, unwatched
from annotator.text.differences import Piece, differences
from annotator.ui import counts
from annotator.ui.copies.comparing import Comparing
from annotator.ui.copies.model import CopyModel
from annotator.ui.dialogs.ask import confirm
from annotator.ui.dialogs.wording import say, words
from annotator.ui.dialogs.work import Work
from annotator.ui.dialogs.working import work_through

_Pieces = tuple[list[Piece], list[Piece]]


class CopiesDialog(QDialog):
    """Lists copies; the chosen rows can be linked, unlinked, or taken out of the project."""

    def __init__(self, parent: QWidget, project: Project, copies: Sequence[Copy]) -> None:
        super().__init__(parent)
        self._project = project
        self._work: Work | None = None
        self.setWindowTitle(self.tr("Copies"))
        self.resize(1000, 720)
        self.sentence = words("", wrap=True)
        self.remark = words("", "danger", wrap=True)
        self.model = CopyModel(self)
        self.table = self._table()
        self.comparing = Comparing()
        self.all = self._button(self.tr("Choose all"), self.table.selectAll)
        self.link = self._button(self.tr("Link to the original"), self._link)
        self.unlink = self._button(self.tr("Unlink"), self._unlink)
        self.take_out = self._button(self.tr("Take out…"), self._take_out)
        self.close_button = self._button(self.tr("Close"), self.accept)
        self.close_button.setProperty("role", "primary")
        self._build()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._compare())
        self._show(copies)

    # -- building ------------------------------------------------------------------------

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Copies and their originals"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setStyleSheet("QTableView::item { padding: 0 5px; }")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 10))
        across = table.horizontalHeader()
        across.setHighlightSections(False)
        for column in range(2):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.all, self.link, self.unlink, self.take_out):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.comparing)
        parts.setSizes([240, 380])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(words(self.windowTitle(), "title"))
        column.addWidget(self.sentence)
        column.addWidget(parts, 1)
        column.addWidget(self.remark)
        column.addLayout(row)
        self.remark.hide()

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: act())
        return button

    # -- showing -------------------------------------------------------------------------

    def _show(self, copies: Sequence[Copy]) -> None:
        ids = sorted({one for copy in copies for one in (copy.article_id, copy.original_id)})
        rows = self._project.reader.rows(ids, self._project.me.id)
        self.model.show_copies(copies, {row.id: row.title or row.name for row in rows})
        self._showing()

    def _showing(self) -> None:
        """Say how many there are, and have the first row chosen."""
        number = len(self.model.copies)
        if number:
            said = self.tr("{0} here tell a story that another article has told.")
            say(self.sentence, said.format(counts.of_articles(number)))
            # not selectRow: with Shift still held it would choose none
            chosen = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), chosen.ClearAndSelect | chosen.Rows
            )
            self.table.setFocus()
        else:
            say(self.sentence, self.tr("No article tells a story that another has told."))
            self.comparing.clear()
            self.close_button.setFocus()
        self._offer()

    @property
    def chosen(self) -> list[Copy]:
        """The copies of the chosen rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.copies[row] for row in rows if row < len(self.model.copies)]

    def _offer(self) -> None:
        chosen = self.chosen
        writing = not self._project.read_only
        self.all.setEnabled(bool(self.model.copies))
        self.link.setEnabled(writing and any(not one.linked for one in chosen))
        self.unlink.setEnabled(writing and any(one.linked for one in chosen))
        self.take_out.setEnabled(writing and bool(chosen))

    def _compare(self) -> None:
        """Find the differences of the current row beside the window; the newest wish counts."""
        at = self.table.currentIndex().row()
        if not 0 <= at < len(self.model.copies):
            return
        copy, reader = self.model.copies[at], self._project.reader

        def run(_watch: Watch) -> _Pieces:
            old, new = (
                reader.text(reader.article(one).text_sha256)
                for one in (copy.original_id, copy.article_id)
            )
            return differences(old, new)

        titles = (self.model.title(copy.original_id), self.model.title(copy.article_id))
        self._work = work = Work(run, self)
        work.finished.connect(lambda pieces: self._compared(work, titles, pieces))
        work.refused.connect(lambda why: say(self.remark, str(why), "danger"))
        work.start()

    def _compared(self, work: Work, titles: tuple[str, str], pieces: _Pieces) -> None:
        if work is self._work:
            self._work = None
            self.comparing.show_texts(titles, pieces)
        work.deleteLater()

    # -- choosing ------------------------------------------------------------------------

    def _link(self) -> None:
        wanted = [(one.article_id, one.original) for one in self.chosen if not one.linked]
        if self._done(
            self.tr("Linking copies"),
            lambda watch: link_copies(self._project, wanted, watch),
            many=len(wanted) > MANY,
        ):
            self.model.set_linked({one for one, _ in wanted}, linked=True)
            self._offer()

    def _unlink(self) -> None:
        wanted = [one.article_id for one in self.chosen if one.linked]
        if self._done(
            self.tr("Unlinking copies"),
            lambda watch: unlink_copies(self._project, wanted, watch),
            many=len(wanted) > MANY,
        ):
            self.model.set_linked(set(wanted), linked=False)
            self._offer()

    def _take_out(self) -> None:
        """Take the chosen out of the project, with all that is in them; asks first."""
        wanted = [one.article_id for one in self.chosen]
        said = self.tr("{0} go, with {1} by everyone. Undo brings them back as they are.").format(
            counts.of_articles(len(wanted)), counts.of_marks(marks_in(self._project, wanted))
        )
        if not confirm(self, self.tr("Take out the copies?"), said, self.tr("Take out")):
            return
        if self._done(
            self.tr("Taking out copies"),
            lambda watch: delete_articles(self._project, wanted, watch),
            many=True,
        ):
            self.model.without(set(wanted))
            self._showing()

    def _done(self, title: str, act: Callable[[Watch], object], *, many: bool) -> bool:
        """Do an act, beside the window if it takes long; whether it was done."""
        say(self.remark, "")
        try:
            if many:
                work_through(self, title, act)
                QCoreApplication.processEvents()  # the news is on its way from the other thread
            else:
                act(unwatched)
        except Refused as why:
            say(self.remark, str(why), "danger")
            return False
        return True

    def done(self, result: int) -> None:
        if self._work is not None:
            self._work.wait()
        super().done(result)

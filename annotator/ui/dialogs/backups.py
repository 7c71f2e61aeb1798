"""The backups of a project: which there are, what going back would change, and going back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QDateTime,
    QItemSelection,
    QLocale,
    QObject,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
)

from annotator.domain.refusal import Refused
from annotator.editing.backups import Keeper, Preview, preview, restore
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch
from annotator.store.keeping import Kept
from annotator.ui import counts
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.wording import heading, say, short, words
from annotator.ui.dialogs.work import Work
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import tooltip

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class _Model(TableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.kept: list[Kept] = []
        self.headings = (self.tr("When"), self.tr("Why"), self.tr("Size"))

    def show_kept(self, kept: list[Kept]) -> None:
        self.beginResetModel()
        self.kept = kept
        self.endResetModel()

    def count(self) -> int:
        return len(self.kept)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.kept[index.row()]
        shown = (when(one), self.why(one), QLocale().formattedDataSize(one.size))
        if role == Qt.ItemDataRole.DisplayRole:
            return shown[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(shown)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(str(one.path))
        return None

    def why(self, one: Kept) -> str:
        """Why a backup was made, in words."""
        before, _, act = one.reason.partition("before ")
        if act and not before:
            return self.tr("before: {0}").format(act)
        return {
            "start": self.tr("when it was opened"),
            "work": self.tr("while you worked"),
            "by hand": self.tr("asked for"),
        }.get(one.reason, one.reason)


def when(one: Kept) -> str:
    """When a backup was made, by the clock of this computer."""
    at = QDateTime.fromSecsSinceEpoch(int(one.at.timestamp()))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


class Backups(QDialog):
    """Chooses a backup, shows beside the window what going back to it changes, goes back."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__(window)
        self._window = window
        self._project = project
        self._keeper = Keeper(project.path, window.settings)
        self._work: Work | None = None
        self._preview: Preview | None = None
        self._other: Path | None = None
        self.setWindowTitle(self.tr("Backups"))
        self.resize(860, 560)
        self.model = _Model(self)
        self.table = QTableView()
        self.title = words("", "project", wrap=True)
        self.holds = words("", "quiet", wrap=True)
        self.changes = words("", wrap=True)
        self.remark = words("", "quiet", wrap=True)
        self.where = words("", "quiet", wrap=True)
        self.beside = Tick(self.tr("Keep them beside the project"))
        self.minutes = QSpinBox()
        self.make = QPushButton(self.tr("Make a backup now"))
        self.other = QPushButton(self.tr("Another file…"))
        self.back = QPushButton(self.tr("Go back to this"))
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.make.clicked.connect(self.make_one)
        self.other.clicked.connect(self.choose_other)
        self.back.clicked.connect(self.go_back)
        self._show_choices()
        self.fill()
        self.table.setFocus()

    def _show_choices(self) -> None:
        """Where backups are kept and how often they are made, to be changed here."""
        settings = self._window.settings
        self.beside.setChecked(settings.flag("backups_beside", default=False))
        self.minutes.setRange(1, 240)
        self.minutes.setValue(round(self._keeper.minutes))
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setAccessibleName(self.tr("Minutes of work from one backup to the next"))
        self._say_where()
        self.beside.toggled.connect(lambda on: self._choose(backups_beside=on))
        self.minutes.valueChanged.connect(lambda value: self._choose(backup_minutes=value))

    def _choose(self, **chosen: bool | int) -> None:
        self._window.settings.set(**chosen)
        self._keeper = Keeper(self._project.path, self._window.settings)
        self._window.guard.backups.settings_changed()
        self._say_where()
        self.fill()

    def _say_where(self) -> None:
        said = self.tr("Kept in {0}. One is also made at the start and before each large act.")
        self.where.setText(said.format(short(self._keeper.folder)))

    def _made_table(self) -> QTableView:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Backups, the newest first"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setStyleSheet("QTableView::item { padding: 0 5px; }")
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 12))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, 140)
        table.setColumnWidth(1, 170)
        return table

    def _made_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setAccessibleName(self.tr("What going back would change"))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(8)
        inside.addWidget(self.title)
        inside.addWidget(self.holds)
        inside.addWidget(heading(self.tr("Going back would change")))
        inside.addWidget(self.changes)
        inside.addStretch(1)
        return card

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._made_table(), 5)
        middle.addWidget(self._made_card(), 4)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back.setProperty("role", "primary")
        for button in (self.make, self.other, close, self.back):
            button.setAutoDefault(False)
        row.addWidget(self.make)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.back)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(words(self.tr("Every")))
        choices.addWidget(self.minutes)
        choices.addWidget(words(self.tr("of work, when something was done")))
        choices.addStretch(1)
        choices.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(words(self.tr("Backups"), "title"))
        column.addWidget(self.where)
        column.addLayout(choices)
        column.addLayout(middle, 1)
        column.addWidget(self.remark)
        column.addLayout(row)

    # -- choosing ------------------------------------------------------------------------

    def fill(self, chosen: Path | None = None) -> None:
        """List the backups there are; one of them chosen, the newest if none is named."""
        self.model.show_kept(self._keeper.kept())
        if self.model.kept:
            paths = [one.path for one in self.model.kept]
            self.table.selectRow(paths.index(chosen) if chosen in paths else 0)
        else:
            self._look_at(None)

    @property
    def path(self) -> Path | None:
        """The backup that is chosen."""
        if self._other is not None:
            return self._other
        row = self.table.currentIndex().row()
        return self.model.kept[row].path if 0 <= row < len(self.model.kept) else None

    def _chosen(self, now: QItemSelection, _before: QItemSelection) -> None:
        if not now.isEmpty():
            self._other = None
            self._look_at(self.path)

    def choose_other(self) -> None:
        """Take a backup from elsewhere."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("A backup of this project"),
            str(self._keeper.folder),
            self.tr("Annotator projects (*.annotator);;All files (*)"),
        )
        if chosen:
            self.take_other(Path(chosen))

    def take_other(self, path: Path) -> None:
        """Look at a backup that is not in the list."""
        self.table.clearSelection()
        self._other = path
        self._look_at(path)

    def _look_at(self, path: Path | None) -> None:
        """Find out, beside the window, what going back would change."""
        self._stop()
        self._preview = None
        self.back.setEnabled(False)
        say(self.remark, "")
        self.holds.setText("")
        if path is None:
            self.title.setText(self.tr("There is no backup yet."))
            self.changes.setText("")
            return
        row = self.table.currentIndex().row()
        listed = self._other is None and 0 <= row < len(self.model.kept)
        self.title.setText(when(self.model.kept[row]) if listed else path.name)
        self.changes.setText(self.tr("Comparing…"))
        project = self._project

        def run(watch: Watch) -> Preview:
            return preview(project, path, watch)

        self._work = work = Work(run, self)
        work.finished.connect(lambda found: self._found(work, found))
        work.refused.connect(lambda why: self._refused(work, why))
        work.broke.connect(lambda: self._refused(work, Refused(self.tr("It cannot be read."))))
        work.start()

    def _found(self, work: Work, found: object) -> None:
        if work is not self._work:
            return
        assert isinstance(found, Preview)
        self._work, self._preview = None, found
        self.holds.setText(
            self.tr("It holds {0} and {1}.").format(
                counts.of_articles(found.articles), counts.of_annotations(found.annotations)
            )
        )
        self.changes.setText("\n".join(self._lines(found)))
        self.back.setEnabled(bool(found.differs) and not self._project.read_only)

    def _kinds(self) -> dict[str, str]:
        """Kinds of values in the order they matter, and what they are called."""
        return {
            "article": self.tr("Articles"),
            "annotation": self.tr("Marks"),
            "relation": self.tr("Links"),
            "label": self.tr("Labels"),
            "relation type": self.tr("Kinds of links"),
            "status": self.tr("Progress"),
            "annotator": self.tr("Annotators"),
            "entity": self.tr("Entities"),
            "entity link": self.tr("Entities of marks"),
            "question": self.tr("Questions"),
            "article answer": self.tr("Answers about articles"),
            "codebook version": self.tr("Versions of the codebook"),
        }

    def _lines(self, found: Preview) -> list[str]:
        if not found.differs:
            return [self.tr("Nothing: the project is just so now.")]
        lines = []
        for kind, title in self._kinds().items():
            one = found.differs.get(kind)
            if one is None:
                continue
            parts = (
                (one.come, self.tr("{0} come back")),
                (one.go, self.tr("{0} go away")),
                (one.other, self.tr("{0} become as they were")),
            )
            said = ", ".join(text.format(f"{number:,}") for number, text in parts if number)
            lines.append(f"{title}: {said}")
        return lines

    def _refused(self, work: Work, why: Refused) -> None:
        if work is not self._work or isinstance(why, Cancelled):
            return
        self._work = None
        self.changes.setText("")
        say(self.remark, str(why), "danger")

    # -- acting --------------------------------------------------------------------------

    def make_one(self) -> None:
        """Make a backup now."""
        from annotator.ui.dialogs.working import work_through  # noqa: PLC0415  asked for

        self._stop()
        try:
            made = work_through(
                self, self.tr("Making a backup"), lambda watch: self._keeper.keep("by hand", watch)
            )
        except Refused as why:
            say(self.remark, str(why), "danger")
            return
        self.fill()
        said = self.tr("Nothing has changed since the newest backup.")
        say(self.remark, self.tr("Made, opened again and compared.") if made else said, "good")

    def go_back(self) -> None:
        """Make the project what the backup holds, as one act that can be undone."""
        from annotator.ui.dialogs.working import work_through  # noqa: PLC0415  asked for

        path = self.path
        if path is None or self._preview is None:
            return
        try:
            number = work_through(
                self,
                self.tr("Going back"),
                lambda watch: restore(self._project, path, watch),
            )
        except Refused as why:
            say(self.remark, str(why), "danger")
            return
        self._window.after_import()
        self.fill(path)
        self.table.setFocus()  # and not where the button, disabled meanwhile, has left it
        said = self.tr("{0} things are as they were. Undo takes this back.").format(f"{number:,}")
        say(self.remark, said, "good")

    # -- leaving -------------------------------------------------------------------------

    def _stop(self) -> None:
        if self._work is not None:
            work, self._work = self._work, None
            work.cancel()
            work.wait()

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

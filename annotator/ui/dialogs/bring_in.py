"""Importing: choose files, watch them come in, see what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.refusal import Refused
from annotator.editing.copies import Copies, arrived
from annotator.editing.exchange import (
    Cancelled,
    ImportOptions,
    ImportReport,
    NotBroughtIn,
    Watch,
    bring_in,
)
from annotator.editing.project import Project
from annotator.formats.format import OffsetUnit
from annotator.settings import Settings
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.chosen_files import ChosenFiles
from annotator.ui.dialogs.encoding_choice import EncodingChoice
from annotator.ui.dialogs.findings import Finding
from annotator.ui.dialogs.import_choices import copies_box, format_box, offsets_box
from annotator.ui.dialogs.import_result import ImportResult
from annotator.ui.dialogs.last_folder import last_folder, remember_folder
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.told_files import ToldFiles
from annotator.ui.dialogs.wording import say, words
from annotator.ui.dialogs.work import Work
from annotator.ui.dialogs.work_page import WorkPage


class BringIn(QDialog):
    """Brings files and folders into a project. `report` is there once it has."""

    def __init__(self, parent: QWidget, project: Project, paths: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self._window = parent
        self._project = project
        self._work: Work | None = None
        self.report: ImportReport | None = None
        self.wanted: Finding | None = None
        """The row of the report whose article is to be opened."""
        self.setWindowTitle(self.tr("Import"))
        self.resize(700, 760)
        self.files = ChosenFiles(last_folder(parent, Path.home()))
        self.encoding = EncodingChoice()
        settings = getattr(parent, "settings", None)
        self.told = ToldFiles(settings if isinstance(settings, Settings) else None)
        self.annotator = QComboBox()
        self.skip_bad = Tick(self.tr("Skip what cannot be used and import the rest"))
        self.form = format_box()
        self.offsets = offsets_box()
        self.copies = copies_box()
        self.repair = Tick(self.tr("Move marks of training data to their words where they slipped"))
        self.strict = Tick(self.tr("Refuse labels that the codebook does not have"))
        self.remark = words("", "danger", wrap=True)
        self.progress = WorkPage(in_bytes=True)
        self.outcome = ImportResult()
        self.pages = QStackedWidget()
        for page in (self._choose_page(), self.progress, self.outcome):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(self.pages)
        self.files.changed.connect(self._files_changed)
        self.progress.cancelled.connect(self._cancel)
        self.outcome.closed.connect(self.accept)
        self.outcome.back.connect(lambda: self.pages.setCurrentIndex(0))
        self.outcome.again_without_bad.connect(self._again_without_bad)
        self.outcome.wanted.connect(self._go)
        self.outcome.compare.connect(self._compare_copies)
        self.setAcceptDrops(True)
        self.files.add(paths)
        self._files_changed()

    # -- choosing ------------------------------------------------------------------------

    def _choose_page(self) -> QWidget:
        self.annotator.setEditable(True)
        self.annotator.setAccessibleName(self.tr("Annotator of marks that name none"))
        self.annotator.addItem("")
        self.annotator.setItemData(
            0, self.tr("Nobody in particular"), Qt.ItemDataRole.AccessibleTextRole
        )
        self.annotator.addItems(
            sorted(one.name for one in self._project.annotators.values() if one.name)
        )
        line = self.annotator.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Nobody in particular"))
            line.setAccessibleName(self.annotator.accessibleName())
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(words(self.tr("Plain text is in")), self.encoding)
        form.addRow(words(self.tr("File names say")), self.told)
        form.addRow(words(self.tr("Files are in")), self.form)
        form.addRow(words(self.tr("Offsets count")), self.offsets)
        form.addRow(words(self.tr("Unnamed marks are by")), self.annotator)
        form.addRow(words(self.tr("Copies of a story are")), self.copies)
        form.addRow(words(), self.skip_bad)
        form.addRow(words(), self.strict)
        form.addRow(words(), self.repair)
        row, self.start_button = ending(self, yes=self.tr("Import"), no=self.tr("Cancel"))
        row.accepted.connect(self.start)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(words(self.tr("Import articles and annotations"), "title"))
        column.addWidget(self.files, 2)
        column.addWidget(_scrolling(form), 5)
        column.addWidget(self.remark)
        column.addWidget(row)
        self.remark.hide()
        return page

    def _files_changed(self) -> None:
        paths = self.files.paths
        self.start_button.setEnabled(bool(paths))
        say(self.remark, "")
        self.encoding.look_at(paths)
        telling = ImportOptions(columns=self.told.remembered, sheet=self.told.sheets)
        self.told.look_at(paths, telling)
        (self.start_button if paths else self.files.add_files).setFocus()

    @property
    def options(self) -> ImportOptions:
        """What was chosen, as the import wants it."""
        return ImportOptions(
            annotator=self.annotator.currentText().strip(),
            encoding=self.encoding.encoding,
            skip_bad=self.skip_bad.isChecked(),
            strict=self.strict.isChecked(),
            format=str(self.form.currentData()),
            offsets=OffsetUnit(unit) if (unit := str(self.offsets.currentData())) else None,
            repair=self.repair.isChecked(),
            copies=Copies(str(self.copies.currentData())),
            columns=self.told.remembered,
            sheet=self.told.sheets,
            names=self.told.name_pattern,
        )

    # -- working -------------------------------------------------------------------------

    def start(self) -> None:
        """Bring in what was chosen, beside the window."""
        paths, project = self.files.paths, self._project
        if self._work is not None or not paths:
            return
        try:
            options = self.options
        except Refused as why:
            say(self.remark, str(why), "danger")
            return
        if self.told.lacks_text and not self.told.ask():
            return
        self.encoding.stop()
        self.told.stop()
        self.told.keep()
        remember_folder(self._window, self.files.folder)

        def run(watch: Watch) -> ImportReport:
            return bring_in(project, paths, options, watch)

        self._begin(run)

    def _begin(self, run: Callable[[Watch], ImportReport]) -> None:
        say(self.remark, "")
        self.progress.begin(self.tr("Importing"))
        self.pages.setCurrentWidget(self.progress)
        self._work = work = Work(run, self)
        work.progressed.connect(self.progress.show_progress)
        work.finished.connect(self._finished)
        work.refused.connect(self._refused)
        work.broke.connect(self._broke)
        work.start()

    def _again_without_bad(self) -> None:
        self.skip_bad.setChecked(True)
        self.start()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _ended(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None

    def _finished(self, report: object) -> None:
        self._ended()
        assert isinstance(report, ImportReport)
        self.show_report(report)

    def show_report(self, report: ImportReport) -> None:
        """Say what an import did."""
        self.report = report
        self.outcome.show_report(report)
        self.pages.setCurrentWidget(self.outcome)

    def _refused(self, why: Refused) -> None:
        self._ended()
        if isinstance(why, NotBroughtIn):
            self.outcome.show_refusals(why.refusals, skipping=self.skip_bad.isChecked())
            self.pages.setCurrentWidget(self.outcome)
            return
        self.pages.setCurrentIndex(0)
        if isinstance(why, Cancelled):
            say(self.remark, self.tr("Cancelled; nothing was imported."), "quiet")
        else:
            say(self.remark, str(why), "danger")

    def _broke(self) -> None:
        self._ended()
        self.pages.setCurrentIndex(0)
        said = self.tr("A fault in the program ended the import; nothing was imported.")
        say(self.remark, said, "danger")

    def _go(self, finding: Finding) -> None:
        """Leave for the article that a row of the report is about."""
        self.wanted = finding
        self.accept()

    def _compare_copies(self) -> None:
        """Show the copies that came in beside their originals, to link them or take them out."""
        from annotator.ui.copies.dialog import CopiesDialog  # noqa: PLC0415  not always wanted

        if self.report is not None:
            dialog = CopiesDialog(self, self._project, arrived(self.report.copies))
            dialog.exec()
            dialog.deleteLater()

    # -- leaving -------------------------------------------------------------------------

    def reject(self) -> None:
        if self._work is not None:
            self.progress.stop()  # the dialog stays until all is taken back
        elif self.pages.currentWidget() is self.outcome:
            self.accept()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self.encoding.stop()
        self.told.stop()
        super().done(result)


def _scrolling(form: QFormLayout) -> QScrollArea:
    """What there is to choose, on a screen of any height."""
    form.setContentsMargins(0, 0, 8, 0)
    inside = QWidget()
    inside.setLayout(form)
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area

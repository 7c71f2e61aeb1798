"""Exporting: choose what and where, watch it being written, see what it lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.refusal import Refused
from annotator.editing.exchange import (
    Cancelled,
    ExportReport,
    TrainingOptions,
    TrainingReport,
    Watch,
    send_out,
    send_out_parts,
)
from annotator.editing.project import Project
from annotator.formats import FORMATS
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.export_choices import ExportChoices
from annotator.ui.dialogs.export_preview import ExportPreview
from annotator.ui.dialogs.export_result import ExportResult
from annotator.ui.dialogs.last_folder import last_folder, remember_folder
from annotator.ui.dialogs.wording import say, words
from annotator.ui.dialogs.work import Work
from annotator.ui.dialogs.work_page import WorkPage

_TALL = 900
_FRAME = 60
"""Pixels that the frame of a window may take of the screen's height."""


def _scrolling(inside: QWidget) -> QScrollArea:
    """As much of a part as there is room for; the keyboard reaches what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


class SendOut(QDialog):
    """Writes a project's marks to a file. `report` is there once it has."""

    def __init__(self, parent: QWidget, project: Project) -> None:
        super().__init__(parent)
        self._window = parent
        self._project = project
        self._work: Work | None = None
        self.report: ExportReport | TrainingReport | None = None
        self.setWindowTitle(self.tr("Export"))
        self.resize(740, 700)
        self.file = QLineEdit()
        self.choices = ExportChoices(project)
        self.preview = ExportPreview(project)
        self.remark = words("", "danger", wrap=True)
        self.progress = WorkPage(in_bytes=False)
        self.outcome = ExportResult()
        self.pages = QStackedWidget()
        for page in (self._choose_page(), self.progress, self.outcome):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(self.pages)
        folder = last_folder(parent, project.path.parent)
        self.file.setText(str(folder / f"{project.title}{self.choices.written.suffixes[0]}"))
        self.file.textChanged.connect(self._check)
        self.choices.changed.connect(self._choices_changed)
        self.choices.training.tick.toggled.connect(self._make_room)
        self.progress.cancelled.connect(self._cancel)
        self.outcome.closed.connect(self.accept)
        self.outcome.findings.table.activated.connect(self._open_article)
        self._check()
        self._look()
        self.start_button.setFocus()

    # -- choosing ------------------------------------------------------------------------

    def _choose_page(self) -> QWidget:
        self.file.setAccessibleName(self.tr("File to write"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.setAccessibleName(self.tr("Choose the file to write"))
        choose.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.file, 1)
        where.addWidget(choose)
        row, self.start_button = ending(self, yes=self.tr("Export"), no=self.tr("Cancel"))
        row.accepted.connect(self.start)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(16)
        inner.addWidget(self.choices)
        inner.addStretch(1)
        below = QWidget()
        account = QVBoxLayout(below)
        account.setContentsMargins(0, 0, 8, 0)
        account.addWidget(self.preview)
        account.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(self.tr("Export annotations"), "title"))
        column.addLayout(where)
        column.addWidget(self.remark)
        column.addWidget(_scrolling(middle), 3)
        column.addWidget(_scrolling(below), 2)
        column.addWidget(row)
        return page

    @property
    def path(self) -> Path:
        """The file to write."""
        typed = self.file.text().strip()
        try:
            return Path(typed).expanduser()
        except RuntimeError:  # "~someone" who is not known here
            return Path(typed)

    def _check(self) -> None:
        path = self.path
        there = bool(self.file.text().strip()) and path.name not in ("", "..")
        in_folder = self.choices.in_folder and path.suffix.lower() != ".zip"
        self.start_button.setEnabled(there and (in_folder or not path.is_dir()))
        self.start_button.setText(self.tr("Export"))
        if not there:
            say(self.remark, self.tr("Name the file to write."), "quiet")
        elif self.choices.fault:
            self.start_button.setEnabled(False)
            say(self.remark, self.choices.fault, "danger")
        elif in_folder and path.exists():
            full = not path.is_dir() or any(path.iterdir())
            self.start_button.setEnabled(not full)
            said = self.tr("This is there already; name a new or an empty folder.")
            say(self.remark, said if full else "", "danger")
        elif path.is_dir():
            say(self.remark, self.tr("This is a folder; name a file in it."), "danger")
        elif not path.absolute().parent.is_dir():
            say(self.remark, self.tr("This folder does not exist."), "danger")
            self.start_button.setEnabled(False)
        elif path.exists():
            say(self.remark, self.tr("This file exists and will be replaced."), "warning")
            self.start_button.setText(self.tr("Replace"))
        else:
            say(self.remark, "")

    def _choices_changed(self) -> None:
        written = self.choices.written
        known = {suffix for one in FORMATS for suffix in one.suffixes}
        path = self.path
        if self.choices.in_folder:
            if path.suffix in known:
                self.file.setText(str(path.with_suffix("")))
        elif not path.suffix or (path.suffix in known and path.suffix not in written.suffixes):
            self.file.setText(str(path.with_suffix(written.suffixes[0])))
        self._check()
        self._look()

    def _make_room(self, on: bool) -> None:
        """Be tall enough for the further choices, as far as the screen is."""
        if on:
            most = self.screen().availableGeometry().height() - _FRAME
            self.resize(self.width(), max(self.height(), min(_TALL, most)))

    def _look(self) -> None:
        if self.choices.fault:
            self.preview.show_nothing()
        else:
            self.preview.look_at(self.choices.wish)

    def _choose(self) -> None:
        written = self.choices.written
        if self.choices.in_folder:
            self._choose_folder()
            return
        kind = f"{written.title} ({' '.join(f'*{end}' for end in written.suffixes)})"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("File to write"),
            self.file.text(),
            kind,
            options=QFileDialog.Option.DontConfirmOverwrite,  # said in the dialog itself
        )
        if chosen:
            path = Path(chosen)
            self.file.setText(str(path if path.suffix else path.with_suffix(written.suffixes[0])))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder to write to"), str(self.path.parent)
        )
        if chosen:
            folder = Path(chosen)
            self.file.setText(
                str(folder / self._project.title if any(folder.iterdir()) else folder)
            )

    # -- working -------------------------------------------------------------------------

    def start(self) -> None:
        """Write the file, beside the window."""
        if self._work is not None or not self.start_button.isEnabled():
            return
        self.preview.stop()
        path, wish, project = self.path.absolute(), self.choices.wish, self._project
        remember_folder(self._window, path.parent)

        def run(watch: Watch) -> ExportReport | TrainingReport:
            if isinstance(wish, TrainingOptions):
                return send_out_parts(project, path, wish, watch)
            return send_out(project, path, wish, watch)

        self.progress.begin(self.tr("Exporting"))
        self.pages.setCurrentWidget(self.progress)
        self._work = work = Work(run, self)
        work.progressed.connect(self.progress.show_progress)
        work.finished.connect(lambda report: self._finished(report, path))
        work.refused.connect(self._refused)
        work.broke.connect(self._broke)
        work.start()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _ended(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None

    def _finished(self, report: object, path: Path) -> None:
        self._ended()
        assert isinstance(report, ExportReport | TrainingReport)
        self.report = report
        self.outcome.show_report(report, path)
        self.pages.setCurrentWidget(self.outcome)

    def _refused(self, why: Refused) -> None:
        self._back()
        if isinstance(why, Cancelled):
            say(self.remark, self.tr("Cancelled; nothing was written."), "quiet")
        else:
            say(self.remark, str(why), "danger")

    def _broke(self) -> None:
        self._back()
        said = self.tr("A fault in the program ended the export; nothing was written.")
        say(self.remark, said, "danger")

    def _back(self) -> None:
        self._ended()
        self.pages.setCurrentIndex(0)
        self._look()

    def _open_article(self) -> None:
        """Show the article that the chosen row is about, in the window behind."""
        show = getattr(self._window, "show_article", None)
        finding = self.outcome.findings.table.chosen
        article = self._project.reader.article_named(finding.file) if finding else None
        if show is not None and article is not None:
            self.accept()
            show(article.id)

    # -- leaving -------------------------------------------------------------------------

    def reject(self) -> None:
        if self._work is not None:
            self.progress.stop()  # the dialog stays until the half-written file is gone
        elif self.pages.currentWidget() is self.outcome:
            self.accept()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self.preview.stop()
        super().done(result)

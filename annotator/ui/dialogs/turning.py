"""A large act is taken back, or done again, beside the window, which waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.ui.dialogs.wording import words
from annotator.ui.dialogs.work import Work


class Turning(QDialog):
    """Says what is being done; it closes by itself, and cannot be closed before."""

    def __init__(
        self, parent: QWidget, project: Project, article_id: int | None, *, undo: bool
    ) -> None:
        super().__init__(parent)
        self.step: Step | None = None
        self.refusal: Refused | None = None
        title = (project.undo_title if undo else project.redo_title) or ""
        said = self.tr("Taking back: {0}") if undo else self.tr("Doing again: {0}")
        self.setWindowTitle(self.tr("Undo") if undo else self.tr("Redo"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(words(said.format(title), "project", wrap=True))
        column.addWidget(bar)
        turn = project.writer().undo if undo else project.writer().redo
        self._work = Work(lambda _watch: turn(by=project.me.id, article_id=article_id), self)
        self._work.finished.connect(self._done)
        self._work.refused.connect(self._refused)
        self._work.broke.connect(self.accept)
        self._work.start()

    def reject(self) -> None:
        """What is being written is not stopped half way."""

    def _done(self, step: Step | None) -> None:
        self.step = step
        self.accept()

    def _refused(self, why: Refused) -> None:
        self.refusal = why
        self.accept()


def turned(parent: QWidget, project: Project, article_id: int | None, *, undo: bool) -> Step | None:
    """What was done to the project, still to be told; None for nothing. Raises Refused."""
    dialog = Turning(parent, project, article_id, undo=undo)
    dialog.exec()
    step, refusal = dialog.step, dialog.refusal
    dialog.deleteLater()
    if refusal is not None:
        raise refusal
    return step

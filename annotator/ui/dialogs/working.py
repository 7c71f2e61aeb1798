"""A dialog that is nothing but long work: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.domain.refusal import Refused
from annotator.editing.watching import Watch
from annotator.ui.dialogs.work import Work
from annotator.ui.dialogs.work_page import WorkPage

_V = TypeVar("_V")


class Working(QDialog):
    """Runs a function in a thread of its own and closes when it has ended."""

    def __init__(
        self, parent: QWidget, title: str, run: Callable[[Watch], object], *, in_bytes: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.value: object = None
        self.refusal: Refused | None = None
        self.page = WorkPage(in_bytes=in_bytes)
        self.page.begin(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.addWidget(self.page)
        self._work = Work(run, self)
        self._work.progressed.connect(self.page.show_progress)
        self._work.finished.connect(self._finished)
        self._work.refused.connect(self._refused)
        self._work.broke.connect(self._broke)
        self.page.cancelled.connect(self._work.cancel)
        self._work.start()

    def reject(self) -> None:
        self.page.stop()  # the dialog stays until the work has heard it

    def _finished(self, value: object) -> None:
        self.value = value
        super().accept()

    def _refused(self, why: Refused) -> None:
        self.refusal = why
        super().reject()

    def _broke(self) -> None:
        said = self.tr("A fault in the program ended this; nothing was changed.")
        self._refused(Refused(said))


def work_through(
    parent: QWidget, title: str, run: Callable[[Watch], _V], *, in_bytes: bool = False
) -> _V:
    """Do long work beside the window while a dialog shows it; returns what `run` does.

    Raises the Refused that `run` raises, `Cancelled` among them.
    """
    dialog = Working(parent, title, run, in_bytes=in_bytes)
    dialog.exec()
    refusal, value = dialog.refusal, dialog.value
    dialog.deleteLater()
    if refusal is not None:
        raise refusal
    return value  # type: ignore[return-value]

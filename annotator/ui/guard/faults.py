"""Faults of the program: noted in the log, said in the window, remembered at the next start."""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices

from annotator import home
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.ui.guard import crash
from annotator.ui.guard.session import Session, ended_badly
from annotator.ui.notices import Act

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_NAME = "crash"
_KINDS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}


class Faults(QObject):
    """Listens for what nobody caught, from the first paint on."""

    _refused = Signal(str)
    _broke = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._native: IO[str] | None = None
        self.session = Session()
        self._refused.connect(window.refused, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Note faults of Python, of Qt and of the machine code below them."""
        crash.listen(self.tell)
        qInstallMessageHandler(_note_qt)
        try:
            path = home.logs_folder() / "crashes.log"
            self._native = path.open("a", encoding="utf-8")
            faulthandler.enable(self._native)
        except OSError:
            pass  # a folder that cannot be written to: nothing is noted

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        self.session.note(project.path if project is not None else None)

    def tell(self, failure: BaseException) -> bool:
        """Say a refusal that nobody caught; of a fault, that there was one."""
        if isinstance(failure, Refused):
            self._refused.emit(str(failure))
            return True
        self._broke.emit()
        return False

    def look_back(self) -> None:
        """Say that the program ended badly the last time, and offer what was open then."""
        ended = ended_badly()
        if not ended:
            return
        project = ended[-1]
        here = self._window.project
        acts: list[Act] = []
        said = self.tr(
            "Annotator ended unexpectedly the last time. Everything it called saved is there."
        )
        if project is not None and here is not None and here.path == project:
            said += " " + self.tr("You are where you were.")
        elif project is not None and project.is_file():
            acts.append(
                (
                    self.tr("Reopen {0}").format(project.stem),
                    lambda: self._window.attempt(lambda: self._window.open_project(project)),
                )
            )
        acts.append((self.tr("Show the log"), show_log))
        self._window.notices.show_notice(_NAME, "warning", said, acts)

    def _say(self) -> None:
        self._window.notices.show_notice(
            _NAME,
            "danger",
            self.tr(
                "Something went wrong in the program. It was noted in the log, without words of "
                "your articles; what was saved before is saved."
            ),
            ((self.tr("Show the log"), show_log),),
        )


def show_log() -> None:
    """Open the folder of the log, as this system shows folders."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(home.logs_folder())))


def _note_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    """Print what Qt says, as it would, and note where it came from: it may hold words of a text."""
    sys.stderr.write(f"{message}\n")
    name = _KINDS.get(kind)
    if name is not None:
        file = Path(context.file).name if context.file else ""
        where = f"{file}:{context.line}" if file else "?"
        crash.note(f"Qt {name}, category {context.category or 'none'}, {where}", [])

"""Backups while one works: at the start, every few minutes, and before large acts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.domain.refusal import Refused
from annotator.editing.backups import Keeper
from annotator.editing.project import Project

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_START_MS = 4_000
"""After a project was opened: its first page and its list come first."""

_LEAVE_S = 2.0
"""How long the end of the program waits for a backup that is being made."""

_NAME = "backups"


class Backups(QObject):
    """Keeps backups of the open project in a thread of their own."""

    _ended = Signal(str)
    kept = Signal()
    """A backup was made, or was not due."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.keeper: Keeper | None = None
        self._reason = ""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._keep)
        self._ended.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        if project is not None and self.keeper is not None and self.keeper.path == project.path:
            project.before_bulk = self._before
            return
        self._next.stop()
        self._stop.set()  # copying of the one before ends at its next turn
        if project is None or project.read_only:
            self.keeper = None
            return
        self._stop = threading.Event()
        self.keeper = Keeper(project.path, self._window.settings)
        project.before_bulk = self._before
        self._reason = "start"
        self._next.start(_START_MS)

    def stop(self) -> None:
        """End with the program: copying is given up at its next turn."""
        self._next.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_LEAVE_S)

    def settings_changed(self) -> None:
        """Keep backups from now on where and as often as the settings say."""
        if self.keeper is not None:
            self.keeper = Keeper(self.keeper.path, self._window.settings)
            if not (self._thread is not None and self._thread.is_alive()):
                self._reason = "work"
                self._next.start(round(self.keeper.minutes * 60_000))

    def keep_now(self, reason: str) -> None:
        """Make a backup soon, beside the window, if one is due."""
        self._reason = reason
        self._next.start(0)

    def _keep(self) -> None:
        keeper, reason, stop = self.keeper, self._reason, self._stop
        if keeper is None or (self._thread is not None and self._thread.is_alive()):
            self._next.start(1000)
            return

        def run() -> None:
            try:
                keeper.keep(reason, lambda *_: not stop.is_set(), gently=True)
            except Refused as why:
                trouble = str(why)
            else:
                trouble = ""
            if not stop.is_set():
                self._ended.emit(trouble)

        self._thread = threading.Thread(target=run, name="annotator backup", daemon=True)
        self._thread.start()

    def _before(self, title: str) -> None:
        if self.keeper is not None:
            self.keeper.before(title)
            if self.keeper.trouble:
                self._ended.emit(self.keeper.trouble)

    def _say(self, trouble: str) -> None:
        keeper = self.keeper
        if keeper is None:
            return
        if trouble:
            said = self.tr("No backup could be made. {0}").format(trouble)
            self._window.notices.show_notice(_NAME, "warning", said)
        else:
            self._window.notices.put_away(_NAME)
        self._reason = "work"
        self._next.start(round(keeper.minutes * 60_000))
        self.kept.emit()

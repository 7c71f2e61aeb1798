"""While nothing is done, the work beside the project file is taken into it.

A project that lies still is one file that holds everything, and the work beside it never
grows from one day to the next, however long the window stays open.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.editing.project import Project
from annotator.ui.bridge import Bridge

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

IDLE_MS = 30_000
"""After the last act: nobody is about to press the next key."""

SOON_MS = 2_000
"""The same, when much lies beside the file: the next act should not have to tidy up."""


class Tidying(QObject):
    """Waits for a pause, and tidies up once in a thread of its own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._project: Project | None = None
        self._hears: Bridge | None = None
        self._thread: threading.Thread | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.tidy_up)

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        if project is self._project:
            return
        self._pause.stop()
        if self._hears is not None:
            self._hears.close()
            self._hears.deleteLater()
            self._hears = None
        self._project = project
        if project is not None:
            self._hears = Bridge(project, self)
            self._hears.changed.connect(self._wait)

    def tidy_up(self) -> None:
        """Take what lies beside the file into it, unless an act still waits to be written."""
        project = self._project
        if project is None or project.hand:
            return
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(
                target=project.tidy_up, name="annotator tidying", daemon=True
            )
            self._thread.start()

    def _wait(self, _step: object) -> None:
        project = self._project
        if project is not None:
            self._pause.start(SOON_MS if project.is_untidy else IDLE_MS)

"""The project's news as one Qt signal on the window's own thread.

The project tells its subscribers wherever the write happened; a signal emitted in
a worker thread is queued to the thread the bridge lives in, so panels never hear
news from elsewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Step
from annotator.editing.project import Project


class Bridge(QObject):
    """`changed` carries each Step once it is on disk or in hand."""

    changed = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._leave = project.subscribe(self._pass_on)

    def close(self) -> None:
        """Hear no more."""
        self._leave()

    def _pass_on(self, step: Step) -> None:
        self.changed.emit(step)

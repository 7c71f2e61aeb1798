"""A project that was not closed as it should be is looked over, beside the work."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.ui.notices import Act

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_START_MS = 1_500
"""After the project was opened: the first page and the list come first."""

_NAME = "checked"
_NAMED = 3
"""Findings that are named; of more, how many there are."""


class Checking(QObject):
    """Reads the whole file once, in a thread of its own, after a program died on it."""

    checked = Signal(object, object)
    """The project, and what is wrong with it: a list of sentences."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self.checked.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        if project is not self._project:
            self._window.put_away(_NAME)
        self._project = project
        if project is not None and project.was_left_open:
            project.was_left_open = False
            QTimer.singleShot(_START_MS, self, lambda: self._check(project))

    def _check(self, project: Project) -> None:
        if project is not self._project:
            return
        path = project.path

        def run() -> None:
            from annotator.store.check import check  # noqa: PLC0415

            try:
                found = [str(one) for one in check(path)]
            except Refused as why:
                found = [str(why)]
            self.checked.emit(project, found)

        threading.Thread(target=run, name="annotator check", daemon=True).start()

    def _say(self, project: object, found: list[str]) -> None:
        if project is not self._project or self._project is None:
            return
        name = self._project.path.name
        if not found:
            self._window.notices.show_notice(
                _NAME,
                "quiet",
                self.tr(
                    "{0} was not closed properly. It was checked, and all of it is sound."
                ).format(name),
            )
            return
        said = " ".join(found[:_NAMED])
        if len(found) > _NAMED:
            said += self.tr(" And {0} more.").format(f"{len(found) - _NAMED:,}")
        acts: list[Act] = [(self.tr("Backups…"), lambda: self._window.run_named("backups"))]
        self._window.notices.show_notice(
            _NAME,
            "danger",
            self.tr("{0} was not closed properly, and is damaged. {1}").format(name, said),
            acts,
        )

"""Beside another program: say who has the project, follow it, take over when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.domain.refusal import CannotOpen, Refused
from annotator.editing.project import Project
from annotator.ui.notices import Act

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_LOOK_MS = 200
_KNOCK_EVERY = 3
"""Looks from one try to take over to the next."""

_NAME = "sharing"


class Sharing(QObject):
    """Looks a few times a second, as long as another program writes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self._looks = 0
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self.look)

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        if project is self._project and project is not None:
            return  # it was taken over here
        self._project = project
        self._looking.stop()
        notices = self._window.notices
        notices.put_away(_NAME)
        if project is None:
            return
        if project.held_by is not None:
            self._say_held()
            self._looking.start()
        elif project.read_only:
            notices.show_notice(
                _NAME,
                "quiet",
                self.tr("{0} cannot be written to, so it is open to read only.").format(
                    project.path.name
                ),
            )
        if project.remarks:
            notices.show_notice("remarks", "quiet", " ".join(project.remarks))
            project.remarks.clear()

    def look(self) -> None:
        """Hear what the other wrote; now and then, see whether it is still there."""
        project = self._project
        if project is None:
            return
        self._looks += 1
        try:
            project.follow_others()
            if self._looks % _KNOCK_EVERY == 0 and project.take_over():
                self._taken()
        except Refused as why:
            self._window.status.show_message(str(why), "warning")

    def take_over(self) -> None:
        """Take what another computer has, because the user says that it is gone."""
        from annotator.ui.dialogs.ask import confirm  # noqa: PLC0415  seldom needed

        project = self._project
        if project is None or project.held_by is None:
            return
        question = self.tr(
            "{0} Take over only when the program there is no longer running: two programs "
            "that write the same project lose each other’s work."
        ).format(project.held_by)
        if not confirm(self._window, self.tr("Take over?"), question, self.tr("Take over")):
            return
        try:
            if project.take_over(by_force=True):
                self._taken()
        except CannotOpen as why:
            self._window.status.show_message(str(why), "warning")

    def _taken(self) -> None:
        self._looking.stop()
        window, project = self._window, self._project
        assert project is not None
        window.parts.top_bar.show_project(project)
        window.status.show_saved()
        window.notices.show_notice(
            _NAME,
            "quiet",
            self.tr("The other program is gone. You can write in {0} now.").format(
                project.path.name
            ),
        )
        window.opened_project.emit(project)

    def _say_held(self) -> None:
        project = self._project
        assert project is not None
        held = project.held_by
        assert held is not None
        sentence = self.tr("{0} You can read it here and see each change as it happens.").format(
            held
        )
        acts: list[Act] = []
        if held.elsewhere:
            acts.append((self.tr("Take over…"), self.take_over))
        self._window.notices.show_notice(_NAME, "warning", sentence, acts, closes=False)

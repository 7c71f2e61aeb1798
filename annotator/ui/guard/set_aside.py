"""What was in hand when the program ended is offered when the project is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.set_aside import SetAside, take_up

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_NAME = "left"


class Aside(QObject):
    """Holds the acts in hand of the open project, and offers those that were left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self._aside: SetAside | None = None

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        self._window.put_away(_NAME)
        self._project = project
        self._aside = SetAside(project.path) if project is not None else None
        self._offer()

    def follow(self) -> None:
        """Hold what is in hand now."""
        project, aside = self._project, self._aside
        if project is None or aside is None:
            return
        if project.hand:
            aside.keep(project.hand.acts, project.me.id)
        else:
            aside.forget()

    def forget(self) -> None:
        """What is in hand is not wanted any more, or is saved elsewhere."""
        if self._aside is not None:
            self._aside.forget()

    def _offer(self) -> None:
        project, aside = self._project, self._aside
        if project is None or aside is None or project.read_only:
            return
        left = aside.left()
        if not left:
            return
        if len(left) == 1:
            said = self.tr("“{0}” was not saved when Annotator ended.").format(left[0].title)
        else:
            said = self.tr("{0} acts were not saved when Annotator ended.").format(
                QLocale().toString(len(left))
            )
        self._window.notices.show_notice(
            _NAME,
            "warning",
            said,
            (
                (self.tr("Save now"), lambda: self._window.attempt(self.save)),
                (
                    self.tr("Let go of it") if len(left) == 1 else self.tr("Let go of them"),
                    self.let_go,
                ),
            ),
            closes=False,
        )

    def save(self) -> None:
        """Write what was left. Raises Refused when it cannot be."""
        project, aside = self._project, self._aside
        if project is None or aside is None:
            return
        try:
            said = take_up(project, aside)
        finally:
            self._window.put_away(_NAME)
            self._offer()
        if said:
            raise Refused(" ".join(said))
        self._window.say(self.tr("All of it is saved now."))

    def let_go(self) -> None:
        """Forget what was left."""
        if self._aside is not None:
            self._aside.put_left(())
        self._window.put_away(_NAME)

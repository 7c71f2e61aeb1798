"""What watches over the work: others at the same project, acts not saved, places, backups.

Made once the window is painted. Each part is told which project is open, and says
what it has to say in the window's notices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.editing.project import Project
from annotator.ui.guard.backups import Backups
from annotator.ui.guard.checking import Checking
from annotator.ui.guard.faults import Faults
from annotator.ui.guard.leaving import Leaving
from annotator.ui.guard.places import Places
from annotator.ui.guard.saving import Saving
from annotator.ui.guard.set_aside import Aside
from annotator.ui.guard.sharing import Sharing
from annotator.ui.guard.tidying import Tidying

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Guard(QObject):
    """The parts that watch, together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.sharing = Sharing(window)
        self.aside = Aside(window)
        self.saving = Saving(window, self.aside)
        self.places = Places(window)
        self.backups = Backups(window)
        self.faults = Faults(window)
        self.checking = Checking(window)
        self.tidying = Tidying(window)
        self.leaving = Leaving(window)
        window.opened_project.connect(self.watch)
        self.watch(window.project)

    def watch(self, project: Project | None) -> None:
        """Watch over this project from now on, or over none."""
        for part in (
            self.sharing,
            self.aside,
            self.saving,
            self.places,
            self.backups,
            self.faults,
            self.checking,
            self.tidying,
        ):
            part.show_project(project)

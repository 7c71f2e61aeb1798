"""Warnings about where a project lies: copied folders, disks of others, disks nearly full."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.editing.project import Project
from annotator.store.places import PlaceKind, place_of
from annotator.ui import memory

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

LITTLE = 200 * 1024 * 1024
"""Free bytes below which the user is told."""

_LOOK_MS = 20_000


class Places(QObject):
    """Looks at the disk now and then; keeps the place in the article too, for after a crash."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self._warned = False
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self.look)

    def show_project(self, project: Project | None) -> None:
        """Another project is open, or none is."""
        if project is not self._project:
            self._warned = False
        self._project = project
        if project is None:
            self._looking.stop()
            for name in ("place", "disk"):
                self._window.notices.put_away(name)
            return
        if not self._warned:  # also when it was taken over, and is written from now on
            self._say_place(project)
        self._looking.start()
        self.look()

    def look(self) -> None:
        """Warn when there is little room left; say so no more when there is again."""
        project = self._project
        if project is None:
            return
        memory.remember_place(self._window)
        try:
            free = shutil.disk_usage(project.path.parent).free
        except OSError:
            return
        if free >= LITTLE or project.read_only:
            self._window.notices.put_away("disk")
            return
        said = self.tr("Only {0} MB are free where {1} lies. Make room before it is full.").format(
            free // (1024 * 1024), project.path.name
        )
        if self._window.notices.notice("disk") is None:
            self._window.notices.show_notice("disk", "warning", said)

    def _say_place(self, project: Project) -> None:
        self._window.notices.put_away("place")
        place = place_of(project.path)
        if not place.is_shared or project.read_only:
            return
        if place.kind is PlaceKind.NETWORK:
            said = self.tr(
                "This project lies on a disk of another computer ({0}). It is written in a "
                "safer, slower way; only one person should have it open at a time."
            )
        else:
            said = self.tr(
                "This project lies in a folder that {0} copies. It is written in a safer, slower "
                "way; close it here, and let the copying end, before you open it elsewhere."
            )
        self._warned = True
        self._window.notices.show_notice("place", "warning", said.format(place.by))

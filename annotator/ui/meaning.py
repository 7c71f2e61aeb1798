"""Whom marks mean: what is known of entities and places while a project is open.

Both are made ready when first asked for: names of entities from the project, places
from the list on this computer.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator import home
from annotator.domain.annotation import Annotation
from annotator.domain.change import Step
from annotator.domain.codebook import RelationType
from annotator.domain.refusal import Refused
from annotator.editing import holding
from annotator.editing.holders import Ranked
from annotator.editing.recognising import Recognition
from annotator.store.gazetteer import Gazetteer, make
from annotator.ui.bridge import Bridge

if TYPE_CHECKING:
    from annotator.editing.project import Project
    from annotator.ui.window import MainWindow

_FILE = "places.sqlite"


class Meaning(QObject):
    """Entities by their names, and places by theirs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self._recognition: Recognition | None = None
        self._places: Gazetteer | None = None
        self._bridge: Bridge | None = None
        self._making: threading.Thread | None = None
        self._ranked: dict[int, tuple[object, list[Ranked]]] = {}
        window.opened_project.connect(self._take_project)

    def recognition(self) -> Recognition:
        """The entities of the open project, by their names."""
        project = self._window.opened()
        if project is not self._project or self._recognition is None:
            if project is not self._project:
                self._listen(project)
            self._project = project
            self._recognition = Recognition(project.entities.values())
        return self._recognition

    def likeliest(self, kind: RelationType, head: Annotation) -> list[Ranked]:
        """Everyone a link of this type may end at (see `holding.likeliest`).

        The strip asks several times for every key; only the first time takes long.
        """
        project, article = self._window.opened(), self._window.reading()
        asked = (article, article.annotations.shape, kind, head.id, head.fragments, head.label_id)
        known = self._ranked.get(kind.id)
        if known is None or known[0] != asked:
            known = (asked, holding.likeliest(project, article, kind, head))
            self._ranked[kind.id] = known
        return known[1]

    def places(self) -> Gazetteer | None:
        """The list of places of this computer, None where there is none to be read yet.

        The small list that comes along is made ready beside the work when it is first
        asked for; whoever asks meanwhile has none.
        """
        if self._places is None:
            file = self.places_file()
            if file.is_file():
                self._places = Gazetteer.open(file)
            elif self._making is None or not self._making.is_alive():
                self._window.say(
                    self.tr("The list of places is made ready; ask again in a moment.")
                )
                self._making = threading.Thread(target=_make_own, args=(file,), daemon=True)
                self._making.start()
        return self._places

    def places_file(self) -> Path:
        """Where the list of places is kept."""
        return home.data_folder() / _FILE

    def let_go_of_places(self) -> None:
        """Close the list: another one is about to take its place."""
        if self._places is not None:
            self._places.close()
            self._places = None

    def _follow(self, step: Step) -> None:
        if step.bulk:
            self._recognition = None
        elif self._recognition is not None:
            self._recognition.follow(step)

    def _listen(self, project: Project) -> None:
        self._bridge = Bridge(project, self)
        self._bridge.changed.connect(self._follow)

    def _take_project(self, _project: object) -> None:
        self._project, self._recognition = None, None
        self._ranked.clear()
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
            self._bridge = None


def _make_own(file: Path) -> None:
    """Make the small list of places that comes along."""
    with contextlib.suppress(Refused, OSError):
        make(home.resources() / "places" / "places.tsv", file)

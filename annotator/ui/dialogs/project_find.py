"""Find in the project: every place of some words, streaming in while it is looked for.

The dialog stays beside the page: choosing a place goes there. Words are looked for as
they read, or exactly as typed; there are no patterns that could run away.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
)

from annotator.domain.refusal import Refused
from annotator.editing.found_places import MOST, Find, Place, alike, exactly, places_in_project
from annotator.editing.watching import Watch
from annotator.store.reader import Reader
from annotator.ui import counts
from annotator.ui.clearing import let_clear
from annotator.ui.dialogs.place_row import PlaceRow
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.wording import say, words
from annotator.ui.dialogs.work import Work
from annotator.ui.models.found_places import FoundPlaces

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_PAUSE_MS = 250
"""Typing is let finish before a whole project is looked through."""


class ProjectFind(QDialog):
    """One a window, made when it is first wanted."""

    _some = Signal(object, object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work: Work | None = None
        self._going: list[Work] = []
        self.setWindowTitle(self.tr("Find in the project"))
        self.resize(min(940, window.width() - 60), min(520, window.height() - 80))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find in every article…"))
        self.line.setAccessibleName(self.tr("Find in every article"))
        let_clear(self.line)
        self.line.installEventFilter(self)
        self.exact = Tick(self.tr("Exactly these words"))
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.cancel)
        self.count = words("", "quiet")
        self.model = FoundPlaces(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Places found"))
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._go)
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(self.exact)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count, 1)
        bottom.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(bottom)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.search)
        self.line.textChanged.connect(lambda _typed: self._later.start())
        self.exact.toggled.connect(lambda _on: self.search())
        self._some.connect(self._take, Qt.ConnectionType.QueuedConnection)
        window.opened_project.connect(lambda _project: self.forget())
        self._finish("")

    def open_with(self, chosen: str) -> None:
        """Show the dialog with some words, or with those sought last."""
        if chosen:
            self.line.setText(chosen)
        self.line.selectAll()
        self.show()
        self.activateWindow()
        self.line.setFocus()

    def forget(self) -> None:
        """Another project is open, or none: what was found is gone."""
        self.cancel()
        self.wait()
        self.model.clear()
        self.hide()

    # -- looking --------------------------------------------------------------------------

    def search(self) -> None:
        """Look for what the line says, and for nothing else any more."""
        self._later.stop()
        self.cancel()
        self.model.clear()
        sought, project = self.line.text().strip(), self._window.project
        if not sought or project is None:
            self._finish("")
            return
        find = exactly(sought) if self.exact.isChecked() else alike(sought)
        path = project.path
        work: Work | None = None

        def look(watch: Watch) -> int:
            return self._look(path, find, watch, lambda some: self._some.emit(work, some))

        work = Work(look, self)
        self._work = work
        self._going.append(work)
        work.finished.connect(lambda count, mine=work: self._done(mine, count))
        work.refused.connect(lambda why, mine=work: self._refused(mine, why))
        work.broke.connect(lambda mine=work: self._ended(mine))
        self.stop.show()
        say(self.count, self.tr("Looking…"), "quiet")
        work.start()

    @staticmethod
    def _look(path: Path, find: Find, watch: Watch, found: object) -> int:
        assert callable(found)
        with closing(Reader.open(path)) as reader:
            return places_in_project(reader, find, watch, found=found)

    def cancel(self) -> None:
        """Stop looking; what was found by now stays."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self._finish(self._counted())

    def wait(self) -> None:
        """Stay until no thread looks any more."""
        for work in self._going:
            work.wait()

    def _take(self, work: object, some: list[Place]) -> None:
        if work is self._work:
            self.model.add(some)
            say(self.count, self._counted(), "quiet")
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))

    def _counted(self) -> str:
        count = len(self.model.places)
        articles = counts.of_articles(len({place.article_id for place in self.model.places}))
        told = self.tr("{0} in {1}") if count < MOST else self.tr("{0} in {1}, and more")
        return told.format(counts.of_places(count), articles)

    def _done(self, work: Work, _count: object) -> None:
        self._ended(work)
        if work is self._work:
            self._work = None
            self._finish(self._counted() if self.model.places else self.tr("Not found"))

    def _refused(self, work: Work, why: Refused) -> None:
        self._ended(work)
        if work is self._work:
            self._work = None
            self._finish(str(why))

    def _ended(self, work: Work) -> None:
        if work in self._going:
            self._going.remove(work)
            work.deleteLater()

    def _finish(self, said: str) -> None:
        self.stop.hide()
        say(self.count, said, "quiet")
        if said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, said))

    # -- going ----------------------------------------------------------------------------

    def _go(self, index: QModelIndex) -> None:
        if not 0 <= index.row() < len(self.model.places):
            return
        place = self.model.places[index.row()]
        self._window.attempt(lambda: self._show(place))

    def _show(self, place: Place) -> None:
        window = self._window
        if window.project is None or not window.project.reader.has_article(place.article_id):
            raise Refused(self.tr("That article is no longer in the project."))
        window.show_article(place.article_id)
        here = [one for one in self.model.places if one.article_id == place.article_id]
        window.view.show_hits([(one.start, one.end) for one in here], here.index(place))
        window.view.select_annotation(None)
        window.view.select_words(place.start, place.end)
        window.view.show_stretch(place.start, place.end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            if self._later.isActive():
                self.search()
            elif self.model.places:
                self._go(self.list.currentIndex())
            return True
        if watched is self.line and event.key() in (keys.Key_Down, keys.Key_Up):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        self.cancel()
        self._window.view.show_hits([], -1)
        super().reject()
        self._window.view.setFocus()

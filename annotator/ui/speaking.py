"""What a screen reader hears about marks: Qt reads the text aloud, this tells what lies on it.

Moving onto a mark, going from mark to mark, and each act on one are said in a few words,
label first. What comes quickly one after the other is said once, the last state only, so
that speech never lags behind the hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step
from annotator.editing.project import Project
from annotator.ui import counts
from annotator.ui.bridge import Bridge
from annotator.ui.models.wording import shortened, worded

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_QUIET_MS = 120
"""Nothing is said until the hand has rested for so long."""
_SHORT = 160
"""Characters of a mark's text that are read out."""
_FEW = 3
"""Changes of one step that are told one by one."""


class Speaker(QObject):
    """Tells a screen reader what is known about the place the keyboard is at."""

    said = Signal(str)
    """Words that were handed to the screen reader."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge: Bridge | None = None
        self._under: tuple[int, ...] = ()
        self._acts: list[str] = []
        self._told: set[int] = set()
        self._selected: int | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_QUIET_MS)
        self._resting.timeout.connect(self.speak)
        window.view.caret_moved.connect(self._rest)
        window.view.annotation_selected.connect(self._rest)
        window.opened_article.connect(self._forget)
        window.opened_project.connect(self._hear)
        self._hear(window.project)

    def _hear(self, project: Project | None) -> None:
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
        self._bridge = Bridge(project, self) if project is not None else None
        if self._bridge is not None:
            self._bridge.changed.connect(self._follow)
        self._forget()

    def _forget(self) -> None:
        self._under, self._selected = (), None
        self._acts.clear()
        self._told.clear()

    def _rest(self) -> None:
        if QAccessible.isActive():
            self._resting.start()

    def _follow(self, step: Step) -> None:
        if not QAccessible.isActive():
            return
        marks = [one for one in step.changes if isinstance(one.value, Annotation)]
        if step.bulk or len(marks) > _FEW:
            self._acts.append(step.title)
        else:
            self._acts += [words for one in marks if (words := self._of_change(one))]
        self._told |= {one.value.id for one in marks if isinstance(one.value, Annotation)}
        self._resting.start()

    def speak(self) -> None:
        """Say what is new since it was last said."""
        words = [*self._acts]
        self._acts.clear()
        selected = self._window.view.selected_annotation()
        selected_id = selected.id if selected else None
        if selected is not None and selected_id != self._selected:
            if selected.id not in self._told:
                words.append(self.of_selected(selected))
            self._under = tuple(dict.fromkeys((*self._here(), selected.id)))
        elif not words:
            words += self._of_place()
        self._selected = selected_id
        self._told.clear()
        if words:
            self._say(" ".join(words))

    def _of_place(self) -> list[str]:
        """What the caret has come onto, or that it has left all marks."""
        before, self._under = self._under, self._here()
        article = self._window.article
        if article is None or self._under == before:
            return []
        if not self._under:
            return [self.tr("No mark.")]
        new = [one for one in self._under if one not in before]
        found = [article.annotations.find(one) for one in new or self._under[:1]]
        return [self.of_mark(one) for one in found if one is not None]

    def _here(self) -> tuple[int, ...]:
        article = self._window.article
        if article is None:
            return ()
        return tuple(one.id for one in article.annotations.at(self._window.view.caret()))

    # -- wording -----------------------------------------------------------------------

    def of_mark(self, mark: Annotation) -> str:
        """A mark in words: its label, then its text."""
        return self.tr("{0}: {1}.").format(self._label(mark), self._text(mark))

    def of_selected(self, mark: Annotation) -> str:
        """A selected mark in words, with its answers and links."""
        said = [self.tr("Selected {0}: {1}.").format(self._label(mark), self._text(mark))]
        said += [f"{name}: {value}." for name, value in mark.answers if value]
        project, article = self._window.project, self._window.article
        for link in article.annotations.relations_of(mark.id) if article else ():
            other = article.annotations.find(link.child_id) if article else None
            if project is not None and other is not None and link.head_id == mark.id:
                kind = project.codebook.relation_type(link.type_id)
                said.append(f"{worded(kind.name)}: {self._text(other)}.")
        here = article.annotations.at(mark.start) if article else []
        if len(here) > 1:
            said.append(counts.of_marks_here(len(here)) + ".")
        return " ".join(said)

    def _of_change(self, change: Change) -> str:
        before, after = change.before, change.after
        if isinstance(after, Annotation) and isinstance(before, Annotation):
            if after.label_id != before.label_id:
                return self.tr("Now {0}: {1}.").format(self._label(after), self._text(after))
            if after.fragments != before.fragments:
                return self.tr("{0} now reads: {1}.").format(self._label(after), self._text(after))
            return ""
        if isinstance(after, Annotation):
            return self.tr("Marked as {0}: {1}.").format(self._label(after), self._text(after))
        if isinstance(before, Annotation):
            return self.tr("Removed {0}: {1}.").format(self._label(before), self._text(before))
        return ""

    def _label(self, mark: Annotation) -> str:
        project = self._window.project
        return worded(project.codebook.label(mark.label_id).name) if project else ""

    def _text(self, mark: Annotation) -> str:
        article = self._window.article
        if article is None or article.id != mark.article_id:
            return ""
        return shortened(article.text_of(mark), _SHORT)

    def _say(self, words: str) -> None:
        event = QAccessibleAnnouncementEvent(self._window.view, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(words)

"""The practice article: one key after the other, each tried before the next is told.

It runs on a project of its own that is made anew each time; the project that was open
before comes back when it is left.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from annotator.domain.status import Progress
from annotator.editing.practice import fresh_practice, is_practice
from annotator.editing.project import Project
from annotator.settings import own_name
from annotator.ui.dialogs.wording import key_words
from annotator.ui.notices import Notice

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


class Task(NamedTuple):
    """What is to be tried: a sentence with places for keys, their commands, and whether
    it was done."""

    sentence: str
    commands: tuple[str, ...]
    done: Callable[[MainWindow], bool]


def tasks() -> list[Task]:
    """What there is to learn, in its order."""
    return [*_names(), *_claims(), *_going_on()]


def _names() -> list[Task]:
    return [
        Task(
            translate("Practice", "Press → and ← : the caret goes from word to word."), (), _walked
        ),
        Task(
            translate(
                "Practice", "Press {0}, then the letter at “Mira Oden”: the name is selected."
            ),
            ("jump",),
            lambda window: _selected(window) == "Mira Oden",
        ),
        Task(
            translate("Practice", "Press {0}: it is marked as an actor."),
            ("mark-1",),
            lambda window: "Mira Oden" in _marked(window),
        ),
        Task(
            translate(
                "Practice",
                "{0} and then {1} at once marks the nearest name, here the place Tolmen.",
            ),
            ("jump", "mark-2"),
            lambda window: "Tolmen" in _marked(window),
        ),
        Task(
            translate(
                "Practice",
                "{0}, and Shift with the letter at “Deniz Aral”, takes in the title. Then {1}.",
            ),
            ("jump", "mark-1"),
            lambda window: "Energy Minister Deniz Aral" in _marked(window),
        ),
    ]


def _claims() -> list[Task]:
    return [
        Task(
            translate(
                "Practice",
                "{0} shows letters at sentences and their parts: take “the ferry would run…”.",
            ),
            ("jump-statement",),
            lambda window: _selected(window).startswith("the ferry would run"),
        ),
        Task(
            translate(
                "Practice",
                "{0} gives up a word at its end, {1} takes one more. Stop after “May”, then {2}.",
            ),
            ("end-in", "end-out", "mark-3"),
            lambda window: any(
                words.startswith("the ferry would run") and words.endswith("of May")
                for words in _marked(window)
            ),
        ),
    ]


def _going_on() -> list[Task]:
    return [
        Task(
            translate("Practice", "{0} takes back the last act, also tomorrow."),
            ("undo",),
            lambda window: window.opened().redo_title is not None,
        ),
        Task(
            translate("Practice", "{0}: this article is done, and the next one to do would open."),
            ("done-and-next",),
            _is_done,
        ),
    ]


class Practice(QObject):
    """Says what to press, and sees whether it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: Path | None = None
        self._at = -1
        self._tasks: list[Task] = []
        self._leaving = False
        self.bar = Notice(window)
        self.bar.setAccessibleName(self.tr("Practise the keys"))
        self.bar.hide()
        window.parts.page.insertWidget(0, self.bar)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._check)
        window.view.caret_moved.connect(self._later)
        window.view.annotation_selected.connect(self._later)
        window.opened_project.connect(self._project_changed)

    @property
    def is_open(self) -> bool:
        return self._at >= 0

    def begin(self) -> None:
        """Make the article and say what to press first."""
        window = self._window
        if not self.is_open:
            self._before = window.project.path if window.project is not None else None
        window.close_project()
        name = own_name(window.settings)
        path = fresh_practice(name)
        self._tasks = tasks()
        self._at = 0
        window.show_project(Project.open(path, own_name=name))
        window.opened().subscribe(lambda _step: self._later())
        window.view.select_words(0, 0)
        self._say()

    def leave(self) -> None:
        """Go back to the project that was open before, or to the welcome."""
        window, before = self._window, self._before
        window.close_project()
        if before is not None and before.is_file():
            window.attempt(lambda: window.open_project(before))

    def skip(self) -> None:
        """On to the next thing to try."""
        self._at = min(self._at + 1, len(self._tasks))
        self._say()
        self._window.view.setFocus()

    def _project_changed(self, project: object) -> None:
        practising = isinstance(project, Project) and is_practice(project.path)
        if self.is_open and not practising:
            self._at = -1
            self.bar.hide()
            if isinstance(project, Project):
                self._before = None

    def _later(self) -> None:
        if self.is_open and not self._look.isActive():
            self._look.start()

    def _check(self) -> None:
        if not 0 <= self._at < len(self._tasks) or self._window.article is None:
            return
        if self._tasks[self._at].done(self._window):
            self.skip()

    def _say(self) -> None:
        if self._at >= len(self._tasks):
            said = self.tr(
                "That is all it takes. {0} shows every key, {1} finds every command by name."
            ).format(self._key("shortcuts"), self._key("commands"))
            self.bar.say(
                "quiet",
                said,
                ((self.tr("Once more"), self.begin), (self.tr("Leave"), self.leave)),
            )
        else:
            task = self._tasks[self._at]
            sentence = task.sentence.format(*(self._key(name) for name in task.commands))
            self.bar.say(
                "quiet",
                self.tr("{0} of {1}.  {2}").format(self._at + 1, len(self._tasks), sentence),
                ((self.tr("Skip"), self.skip), (self.tr("Leave"), self.leave)),
            )
        self.bar.show()

    def _key(self, name: str) -> str:
        command = next(one for one in self._window.commands if one.name == name)
        return key_words(command.keys[0]) if command.keys else command.shown_title


def _walked(window: MainWindow) -> bool:
    return window.view.caret() >= 10


def _selected(window: MainWindow) -> str:
    words = window.view.selection()
    return window.reading().text[slice(*words)] if words else ""


def _marked(window: MainWindow) -> set[str]:
    article = window.reading()
    return {article.text_of(one) for one in article.annotations}


def _is_done(window: MainWindow) -> bool:
    project = window.opened()
    return project.status(window.reading().id).progress is Progress.DONE

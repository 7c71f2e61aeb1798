"""What the user acts with: commands, keys, search. Made once the window is painted.

None of it is needed for the first picture, and together it takes as long as that
picture does; whoever wants a part of it sooner has it at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from annotator.domain.refusal import Refused
from annotator.settings import Settings

if TYPE_CHECKING:
    from annotator.domain.annotation import Annotation
    from annotator.ui.canvas.keys import PageKeys
    from annotator.ui.canvas.label_chip import LabelChip
    from annotator.ui.commands.command import Command
    from annotator.ui.dialogs.project_find import ProjectFind
    from annotator.ui.finding import ArticleSearch
    from annotator.ui.fragments import Fragments
    from annotator.ui.guard import Guard
    from annotator.ui.jumping import Jumping
    from annotator.ui.keyboard import Keyboard
    from annotator.ui.meaning import Meaning
    from annotator.ui.notices import Notices
    from annotator.ui.panels.drawer import Drawer
    from annotator.ui.practice import Practice
    from annotator.ui.shortcuts import Shortcuts
    from annotator.ui.speaking import Speaker
    from annotator.ui.strip.asking import Asking
    from annotator.ui.strip.chooser import LabelChooser
    from annotator.ui.window import MainWindow

_GESTURE_SECONDS = 2.0
"""Edge moves of one mark that follow each other this closely are undone together."""

_NAMES_MS = 600
"""How long after waking the names of the project are looked at."""


class Handed(QMainWindow):
    """A main window with hands that come late."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._gesture = ("", 0.0, 0)
        self.about_to_remove: tuple[Annotation, int] | None = None
        """The mark whose removal was asked for once, and how much hangs on it."""
        self.before_focus = (True, True)
        """Whether list and inspector come back when the page is no longer alone."""

    @property
    def window_itself(self) -> MainWindow:
        """The window that these are the hands of."""
        return cast("MainWindow", self)

    def wake(self) -> None:
        """Take up keys and commands: once the window is painted, or when first wanted."""
        assert self.page_keys is not None
        assert self.keyboard is not None
        assert self.fragments is not None
        self.window_itself.inspector.come()
        self.window_itself.articles.wake()
        self.window_itself.view.wake()
        assert self.speaker is not None
        QTimer.singleShot(_NAMES_MS, self, lambda: self.jumping)

    def rest(self) -> None:
        """Have no thread of the hands at the project any more: it is about to be closed."""
        if "jumping" in self.__dict__:
            self.jumping.rest()
        if "drawer" in self.__dict__:
            self.drawer.rest()
        if "project_find" in self.__dict__:
            self.project_find.forget()

    @cached_property
    def fragments(self) -> Fragments:
        """Which fragment of the selected mark is meant."""
        from annotator.ui.fragments import Fragments  # noqa: PLC0415  not needed to paint

        return Fragments(self.window_itself)

    @cached_property
    def meaning(self) -> Meaning:
        """Whom marks mean: entities and places by name."""
        from annotator.ui.meaning import Meaning  # noqa: PLC0415  not needed to paint

        return Meaning(self.window_itself)

    @cached_property
    def drawer(self) -> Drawer:
        """Entities and checks, under the page."""
        from annotator.ui.panels.drawer import Drawer  # noqa: PLC0415  seldom wanted at once

        return Drawer(self.window_itself)

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Every command, with the user's own keys."""
        from annotator.ui.commands.table import with_own_keys  # noqa: PLC0415  not needed to paint

        return with_own_keys(self.keys_file, self.settings.text("key_map", "both"))

    @property
    def keys_file(self) -> Path:
        """Where the user's own keys stand."""
        return self.settings.path.parent / "keys.json"

    def take_keys(self) -> None:
        """Read the keys anew and let them be in force at once."""
        self.__dict__.pop("commands", None)
        self.shortcuts.take(self.commands)

    @cached_property
    def shortcuts(self) -> Shortcuts:
        """Commands as keys and menus."""
        from annotator.ui.shortcuts import Shortcuts  # noqa: PLC0415  not needed to paint

        return Shortcuts(self.window_itself)

    @cached_property
    def page_keys(self) -> PageKeys:
        """The keys that move on the page."""
        from annotator.ui.canvas.keys import PageKeys  # noqa: PLC0415  not needed to paint

        window = self.window_itself
        return PageKeys(window.view, self.shortcuts.run_physical, window.mark_with)

    @cached_property
    def keyboard(self) -> Keyboard:
        """The keyboard that is typed on."""
        from annotator.ui.keyboard import Keyboard  # noqa: PLC0415  not needed to paint

        return Keyboard(self.window_itself.view, self.settings)

    @cached_property
    def chip(self) -> LabelChip:
        """The labels offered beside words selected by mouse."""
        from annotator.ui.canvas.label_chip import LabelChip  # noqa: PLC0415  not needed to paint

        window = self.window_itself
        chip = LabelChip(window.view)
        chip.label_chosen.connect(window.label_pressed)
        return chip

    def hide_chip(self) -> None:
        """Take the labels away, where they were ever offered."""
        if "chip" in vars(self):
            self.chip.hide()

    @cached_property
    def search(self) -> ArticleSearch:
        """Find in the open article."""
        from annotator.ui.finding import ArticleSearch  # noqa: PLC0415  not needed to paint

        return ArticleSearch(self.window_itself)

    @cached_property
    def asking(self) -> Asking:
        """The questions beside a mark."""
        from annotator.ui.strip.asking import Asking  # noqa: PLC0415  not needed to paint

        return Asking(self.window_itself)

    @cached_property
    def jumping(self) -> Jumping:
        """Jump-marks over what may be marked next."""
        from annotator.ui.jumping import Jumping  # noqa: PLC0415  not needed to paint

        return Jumping(self.window_itself)

    @cached_property
    def notices(self) -> Notices:
        """The bars below the top bar."""
        from annotator.ui.notices import Notices  # noqa: PLC0415  not needed to paint

        made = Notices(self)
        self.window_itself.parts.whole.insertWidget(1, made)
        return made

    def put_away(self, *away: str) -> None:
        """Put these notices away, if there ever were any."""
        if "notices" in self.__dict__:
            for name in away:
                self.notices.put_away(name)

    @cached_property
    def guard(self) -> Guard:
        """What watches over the work."""
        from annotator.ui.guard import Guard  # noqa: PLC0415  not needed to paint

        return Guard(self.window_itself)

    def attempt(self, act: Callable[[], object]) -> None:
        """Call an act; a refusal goes to the status line, an act not saved is kept in sight."""
        try:
            act()
        except Refused as why:
            self.refused(str(why))

    def refused(self, words: str) -> None:
        """Say why something was not done."""
        window = self.window_itself
        window.status.show_message(words, "warning")
        if window.project is None and not self._told_above(words):
            self.notices.show_notice("refused", "warning", words)  # the welcome has no status line
        if window.project is not None and window.project.hand:
            self.guard.saving.look()

    def _told_above(self, words: str) -> bool:
        """Whether a notice says that already, with what can be done about it."""
        notice = self.notices.notice("opening")
        return notice is not None and notice.sentence.startswith(words)

    @cached_property
    def speaker(self) -> Speaker:
        """What a screen reader hears about marks."""
        from annotator.ui.speaking import Speaker  # noqa: PLC0415  not needed to paint

        return Speaker(self.window_itself)

    @cached_property
    def chooser(self) -> LabelChooser:
        """Every label, beside the words to be marked."""
        from annotator.ui.strip.chooser import LabelChooser  # noqa: PLC0415  not needed to paint

        window = self.window_itself
        made = LabelChooser(window.view.viewport())
        made.taken.connect(lambda _label: window.view.setFocus())
        made.taken.connect(window.label_pressed)
        made.closed.connect(window.view.setFocus)
        return made

    def edit_label(self, label_id: int | None) -> None:
        """A label, or the codebook, is to be edited."""
        from annotator.ui.acts import codebook  # noqa: PLC0415  not needed to paint

        self.window_itself.attempt(lambda: codebook.edit(self.window_itself, label_id))

    def mark_with(self, key: str) -> bool:
        """Mark with the label that has a key; says whether there is one."""
        from annotator.ui.acts import marking  # noqa: PLC0415  not needed to paint

        window = self.window_itself
        project = window.project
        if project is None or project.codebook.label_for_key(key) is None:
            return False
        window.attempt(lambda: marking.press_label_key(window, key))
        return True

    @cached_property
    def project_find(self) -> ProjectFind:
        """Find in every article."""
        from annotator.ui.dialogs.project_find import ProjectFind  # noqa: PLC0415  not to paint

        return ProjectFind(self.window_itself)

    @cached_property
    def practice(self) -> Practice:
        """The keys, learnt on an article of their own."""
        from annotator.ui.practice import Practice  # noqa: PLC0415  not needed to paint

        return Practice(self.window_itself)

    @property
    def is_practising(self) -> bool:
        """Whether the open project is the one to practise on."""
        return "practice" in self.__dict__ and self.practice.is_open

    def show_entity(self, entity_id: object) -> None:
        """Open the list of entities at one of them."""
        if isinstance(entity_id, int):
            self.drawer.open("entities")
            self.drawer.entities.choose(entity_id)

    def gesture(self, what: str) -> str:
        """A name shared by quick repeats of one gesture."""
        name, when, number = self._gesture
        now = time.monotonic()
        if name != what or now - when > _GESTURE_SECONDS:
            number += 1
        self._gesture = (what, now, number)
        return f"{what} {number} {id(self)}"

    @contextmanager
    def busy(self, words: str) -> Iterator[None]:
        """Show that something takes a moment."""
        self.window_itself.say(words)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        QApplication.processEvents()
        try:
            yield
        finally:
            QGuiApplication.restoreOverrideCursor()

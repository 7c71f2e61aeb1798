"""The keyboard that is typed on: as chosen, as its keys tell, or as is usual here.

A key press says which letter lies where, which tells most layouts apart by the first
letters that are typed. What was found out so is kept for the next start.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.settings import Settings
from annotator.ui.canvas.keys import place_of
from annotator.ui.keyboards import LAYOUTS, agreeing, letter_at, usual_in

CHOSEN = "keyboard"
"""Setting: the layout that the user chose, missing or "auto" for none."""
_FOUND = "keyboard_found"
_AUTOMATIC = "auto"


class Keyboard(QObject):
    """Knows the layout, and listens to the keys of one widget for it."""

    def __init__(self, heard_at: QWidget, settings: Settings) -> None:
        super().__init__(heard_at)
        self._settings = settings
        self._heard: dict[str, str] = {}
        """Letters by their place, as far as they told something new."""
        self._heard_at = heard_at
        self.listen()

    def listen(self) -> None:
        """Hear the keys before whoever began to listen since."""
        self._heard_at.removeEventFilter(self)
        self._heard_at.installEventFilter(self)

    @property
    def layout(self) -> str:
        """The layout in force."""
        return self.chosen or self.found

    @property
    def chosen(self) -> str:
        """The layout that was chosen, "" where the keys are to tell."""
        chosen = self._settings.text(CHOSEN)
        return chosen if chosen in LAYOUTS else ""

    @property
    def found(self) -> str:
        """The layout that the keys told, else the usual one."""
        found = self._settings.text(_FOUND)
        return found if found in LAYOUTS else _usual()

    def choose(self, layout: str) -> None:
        """Use a layout whatever the keys say; "" lets them tell."""
        self._settings.set(**{CHOSEN: layout or _AUTOMATIC})

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # before a shortcut takes the key: most letters of the page are one
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._hear(event)
        return False

    def _hear(self, event: QKeyEvent) -> None:
        place, letter = place_of(event), event.text().upper()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if held or place is None or place.isdigit():
            return
        if len(letter) != 1 or not (letter.isascii() and letter.isalpha()):
            return
        now = self.found
        if letter_at(now, place) == letter:
            return
        self._heard[place] = letter
        found = agreeing(self._heard, _usual())
        if not found:  # another keyboard since
            self._heard = {place: letter}
            found = agreeing(self._heard, _usual()) or now
        self._settings.set(**{_FOUND: found})


def _usual() -> str:
    typing = QGuiApplication.inputMethod().locale()
    if typing.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        typing = QLocale.system()
    return usual_in(typing)

"""Jump-marks: a letter or two at each place on the page that may be meant.

Whoever offers places says what becomes of the one chosen; the page itself is not
touched. While they are shown the keys belong to them: letters choose, Shift with
the last letter takes the longer reading, Backspace takes a letter back, Esc leaves.
Keys that move the page move it, and the places are offered anew; any other key
leaves and does what it always does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from annotator.ui.canvas.article_view import ArticleView
from annotator.ui.canvas.hint_letters import HintKeys, letters_for
from annotator.ui.canvas.hint_places import Hint, paint, placed
from annotator.ui.canvas.keys import MODIFIERS, physical_key

Stretch = tuple[int, int]

_SCROLLS = frozenset(
    (
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    )
)
_ALONE = MODIFIERS | {Qt.Key.Key_NumLock}
_SPOKEN = 9


class Target(msgspec.Struct, frozen=True):
    """A place that can be chosen; offsets are code points. `what` is the offerer's own."""

    start: int
    end: int
    longer: Stretch | None = None
    what: object = None

    def stretch(self, *, longer: bool) -> Stretch:
        """What is meant, in the reading asked for; the only one where there is no longer."""
        return self.longer if longer and self.longer is not None else (self.start, self.end)


class Offer(msgspec.Struct, frozen=True):
    """What to do with jump-marks. `find` gives the places on screen, likeliest first."""

    find: Callable[[], Sequence[Target]]
    choose: Callable[[Target, bool], None]
    """Called with the place and whether the longer reading is meant."""
    label: Callable[[str, Target], bool] | None = None
    """Called with the key of a label typed instead of a letter, and the first place; says
    whether it meant anything."""
    toggle: Callable[[], None] | None = None
    """Called for Tab: whatever else could be offered is offered."""
    left: Callable[[], None] | None = None
    """Called when nothing was chosen."""


class JumpMarks(QWidget):
    """The overlay over the page's viewport. One a window; mouse and paint go through it."""

    shown_changed = Signal(bool)

    def __init__(self, view: ArticleView, keys: Callable[[], HintKeys] = HintKeys) -> None:
        """`keys` says, whenever marks are shown, which keys they have."""
        super().__init__(view.viewport())
        self._view = view
        self._offer: Offer | None = None
        self._keys_now = keys
        self._keys = HintKeys()
        self.targets: list[Target] = []
        self.letters: list[str] = []
        """Letters of the places, in their order."""
        self.typed = ""
        self._hints: list[Hint] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Jump-marks"))
        self.hide()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._find)
        view.verticalScrollBar().valueChanged.connect(self._moved)
        view.zoomed.connect(self._moved)
        view.viewport().installEventFilter(self)

    # -- for whoever offers ------------------------------------------------------------

    def offer(self, offer: Offer) -> None:
        """Show the places of an offer. With none, `left` is called and nothing shown."""
        self._offer = offer
        self._view.removeEventFilter(self)
        self._view.installEventFilter(self)  # last in, first asked
        self.setGeometry(self._view.viewport().rect())
        self._find()
        if not self.targets:
            self.leave()

    def leave(self) -> None:
        """Put the marks away without a choice."""
        offer, self._offer = self._offer, None
        self._put_away()
        if offer is not None and offer.left is not None:
            offer.left()

    @property
    def active(self) -> bool:
        """Whether the keys belong to the marks."""
        return self._offer is not None

    # -- showing ------------------------------------------------------------------------

    def _find(self) -> None:
        self._again.stop()
        if self._offer is None:
            return
        found = self._offer.find()
        self._keys = self._keys_now()
        self.letters = letters_for(len(found), self._keys)
        self.targets = list(found[: len(self.letters)])
        self.typed = ""
        self._hints = placed(self._view, self.targets, self.letters)
        self.setVisible(bool(self.targets))
        self.raise_()
        self.update()
        self.shown_changed.emit(bool(self.targets))
        self._announce()

    def _put_away(self) -> None:
        self._again.stop()
        self._view.removeEventFilter(self)
        self.targets, self.letters, self._hints = [], [], []
        self.typed = ""
        self.hide()
        self.shown_changed.emit(False)

    def _moved(self) -> None:
        if self.active:
            self._hints = []
            self.update()
            self._again.start()

    def _announce(self) -> None:
        if not QAccessible.isActive() or self._view.page is None:
            return
        text = self._view.page.article.text
        said = [
            f"{letter}: {' '.join(text[one.start : min(one.end, one.start + 80)].split())}"
            for letter, one in zip(self.letters[:_SPOKEN], self.targets[:_SPOKEN], strict=True)
        ]
        words = self.tr("{0} jump-marks. {1}").format(len(self.targets), "; ".join(said))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._hints, typed=self.typed, scale=self._view.zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._moved()

    # -- keys ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._view.viewport():
            if kind == QEvent.Type.Resize:
                self.setGeometry(self._view.viewport().rect())
            elif kind == QEvent.Type.MouseButtonPress and self.active:
                self.leave()
            return False
        if watched is not self._view or not self.active:
            return False
        if kind == QEvent.Type.FocusOut:
            self.leave()
            return False
        if isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride and self._means(event) is not None:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                return self._press(event)
        return False

    def _means(self, event: QKeyEvent) -> str | None:
        """What a key means to the marks: a letter, a label's key or a name; None for nothing."""
        keys = Qt.Key
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if held:
            return None
        named = {keys.Key_Escape: "leave", keys.Key_Backspace: "back", keys.Key_Tab: "toggle"}
        key = event.key()
        if Qt.Key(key) in named:
            return named[Qt.Key(key)]
        if event.text().upper() in self._keys.labels:
            return event.text().upper()
        physical = physical_key(event)
        if physical is not None:
            place = physical.removeprefix("Shift+")
            return place if place.isdigit() else self._keys.letter_at(place)
        if keys.Key_A <= key <= keys.Key_Z or keys.Key_0 <= key <= keys.Key_9:
            return chr(key)
        return None

    def _press(self, event: QKeyEvent) -> bool:
        if Qt.Key(event.key()) in _ALONE:
            return False
        if Qt.Key(event.key()) in _SCROLLS:
            return False  # the page moves, and `_moved` offers anew
        meant = self._means(event)
        if meant is None:
            self.leave()
            return False
        if self._again.isActive():
            self._find()
        longer = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if meant == "leave":
            self.leave()
        elif meant == "back":
            self._type(self.typed[:-1])
        elif meant == "toggle":
            self._toggle()
        elif meant.isdigit() or meant in self._keys.labels:
            self._label(self._keys.labels.get(meant, meant))
        else:
            self._letter(meant, longer=longer)
        return True

    def _toggle(self) -> None:
        if self._offer is not None and self._offer.toggle is not None:
            self._offer.toggle()

    def _label(self, key: str) -> None:
        offer = self._offer
        waiting = [
            one
            for letter, one in zip(self.letters, self.targets, strict=True)
            if letter.startswith(self.typed)
        ]
        if offer is None or offer.label is None or not waiting:
            return
        first = waiting[0]
        self._offer = None
        self._put_away()
        if not offer.label(key, first):
            self.offer(offer)

    def _letter(self, letter: str, *, longer: bool) -> None:
        typed = self.typed + letter
        if typed in self.letters:
            offer, target = self._offer, self.targets[self.letters.index(typed)]
            self._offer = None
            self._put_away()
            if offer is not None:
                offer.choose(target, longer)
        elif any(one.startswith(typed) for one in self.letters):
            self._type(typed)

    def _type(self, typed: str) -> None:
        self.typed = typed
        self.update()

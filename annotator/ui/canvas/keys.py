"""Keys of the page that move the caret, and keys told by where they lie.

Plain arrows move by word, with Alt by character, with Ctrl by sentence; Shift
extends. In a right-to-left paragraph the left arrow goes forward. A letter or digit
whose layout gives something else (AZERTY digits, Greek or Arabic letters) answers to
its physical place on the keyboard.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from annotator.text.words import word_end_after, word_end_before, word_start_before
from annotator.ui.canvas import motion

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

MODIFIERS = frozenset(
    (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    )
)
"""Keys that change what others mean and say nothing alone."""
_ROWS = {2: "1234567890", 16: "QWERTYUIOP", 30: "ASDFGHJKL;", 44: "ZXCVBNM,./"}
_BY_SCAN_CODE = {
    first + index: key for first, keys in _ROWS.items() for index, key in enumerate(keys)
}
"""Scan codes of set 1, which are also the Linux event codes."""
_MAC = dict(
    zip(
        (18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 12, 13, 14, 15, 17, 16, 32, 34, 31, 35,
         0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 6, 7, 8, 9, 11, 45, 46, 43, 47, 44),
        "1234567890QWERTYUIOPASDFGHJKL;ZXCVBNM,./",
        strict=True,
    )
)  # fmt: skip
_X11_OFFSET = 8


class PageKeys(QObject):
    """Watches the page's key presses."""

    def __init__(
        self,
        view: ArticleView,
        run_physical: Callable[[str], bool],
        mark_with: Callable[[str], bool],
    ) -> None:
        """`run_physical` runs the command of a Latin key and says whether there was one;
        `mark_with` marks with the label of a key that no command has, and says the same."""
        super().__init__(view)
        self._view = view
        self._run_physical = run_physical
        self._mark_with = mark_with
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._view.page is None:
            return False
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(event)
            return True
        if event.key() in _VERTICAL and self._view.selected_annotation() is not None:
            self._view.select_annotation(None)
        physical = physical_key(event)
        if physical is not None and self._run_physical(physical):
            return True
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = (physical or event.text()).lower()
        return not held and len(key) == 1 and key.isalnum() and self._mark_with(key)

    def _step(self, event: QKeyEvent) -> None:
        view = self._view
        assert view.page is not None
        article = view.page.article
        modifiers = event.modifiers()
        by = "word"
        if modifiers & Qt.KeyboardModifier.AltModifier:
            by = "character"
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            by = "sentence"
        forward = (event.key() == Qt.Key.Key_Right) != view.is_right_to_left()
        extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        caret, anchor = view.caret(), view.anchor()
        language = article.article.language
        moved = motion.step(article.text, caret, forward=forward, by=by, language=language)
        if extend and by == "word":
            moved = whole_word_edge(article.text, caret, anchor, forward=forward)
        view.select_annotation(None)
        view.select_words(anchor if extend else moved, moved)


_VERTICAL = frozenset(
    (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)


def whole_word_edge(text: str, caret: int, anchor: int, *, forward: bool) -> int:
    """Where Shift with an arrow puts the caret: at the edge of a word, blanks left out."""
    if forward:
        if caret < anchor:
            return min(anchor, motion.step(text, caret, forward=True, by="word"))
        return word_end_after(text, caret)
    if caret > anchor:
        return max(anchor, word_end_before(text, caret))
    return word_start_before(text, caret)


def physical_key(event: QKeyEvent) -> str | None:
    """The Latin letter or digit on the key that was pressed, where the layout gives
    something else; None for keys that say what they are, or are pressed with Ctrl."""
    held = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    )
    text = event.text()
    if held or not text or not text.isprintable() or text == " ":
        return None
    if text.isascii() and text.isalnum():
        return None
    found = place_of(event)
    # A Latin layout's own punctuation on a letter key is meant as punctuation, while
    # its digits row and every letter of another script stand for the key's place.
    if found is None or not found.isalnum() or (found.isalpha() and not text.isalpha()):
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if found.isdigit():
        return None if shift else found
    return f"Shift+{found}" if shift else found


def place_of(event: QKeyEvent) -> str | None:
    """What a QWERTY keyboard has where the key lies; None where that is not known."""
    if sys.platform == "darwin":
        return _MAC.get(event.nativeVirtualKey())
    if QGuiApplication.platformName() not in ("xcb", "wayland", "windows"):
        return None
    offset = 0 if sys.platform == "win32" else _X11_OFFSET
    return _BY_SCAN_CODE.get(event.nativeScanCode() - offset)

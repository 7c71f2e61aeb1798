"""The real main window on a project made for a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.ui import theme
from annotator.ui.window import MainWindow
from tests.editing.builders import with_article

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@contextmanager
def window_on(
    folder: Path, qtbot: QtBot, articles: Mapping[str, str], *, width: int = 1100, height: int = 760
) -> Iterator[MainWindow]:
    """A shown window with a project of some articles, the first of them open."""
    path = folder / "keys.annotator"
    project = Project.create(path, own_name="tester")
    for name, text in articles.items():
        with_article(project, text, name)
    project.close()
    theme.install_fonts()
    theme.apply("light")
    window = MainWindow(Settings(folder / "settings" / "settings.json"))
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.open_project(path)
    window.wake()
    qtbot.waitExposed(window)
    window.view.setFocus()
    QApplication.processEvents()
    try:
        yield window
    finally:
        window.close_project()
        window.close()


def press(window: MainWindow, keys: str, held: Qt.KeyboardModifier = NONE) -> None:
    """Press the keys of some letters or digits on the page, one after the other."""
    for key in keys:
        QTest.keyClick(window.view, Qt.Key(ord(key.upper())), held)


_ROWS = {24: "QWERTYUIOP", 38: "ASDFGHJKL;", 52: "ZXCVBNM"}
_SCAN_CODES = {
    place: first + index for first, row in _ROWS.items() for index, place in enumerate(row)
}
"""Key codes of X11 by what a QWERTY keyboard has there."""


def press_at(window: MainWindow, place: str, text: str, held: Qt.KeyboardModifier = NONE) -> None:
    """Press the key at a place on the page, on a keyboard that has another letter there."""
    key = Qt.Key(ord(text.upper()))
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, held, _SCAN_CODES[place], 0, 0, text)
        QApplication.sendEvent(window.view, event)


def nameless(dialog: QWidget) -> list[str]:
    """What takes the focus in a dialog and has no name for a screen reader."""
    found = []
    for widget in dialog.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or widget.window() is not dialog.window()
        if inner or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        spoken = widget.accessibleName()
        if isinstance(widget, QAbstractButton):
            spoken = spoken or widget.text()
        parent = widget.parentWidget()
        if not spoken and not (parent is not None and parent.focusProxy() is widget):
            found.append(type(widget).__name__)
    return found


def offer_of(window: MainWindow, words: str, *, longer: bool = False) -> str:
    """The letters at the jump-mark that stands for some words."""
    assert window.article is not None
    marks = window.jumping.marks
    for letters, target in zip(marks.letters, marks.targets, strict=True):
        start, end = target.stretch(longer=longer)
        if window.article.text[start:end] == words:
            return letters
    raise AssertionError(f"no jump-mark for {words!r}")

"""Whatever can be reached by keyboard or mouse has a name and a role for a screen reader.

Nothing is listed by hand: every command is run in the real window, whatever it opens is
looked through, and a dialog of the program that none of this has met fails the test.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import annotator.ui
from annotator.editing.copies import copies_in
from annotator.editing.found_places import exactly, places_in
from annotator.editing.previewing import TableLook
from annotator.editing.regrouping import merge
from annotator.editing.watching import Cancelled
from annotator.formats.columns import guessed
from annotator.ui.codebook.regroup import ChooseLabel, SplitByAnswer
from annotator.ui.codebook.review import Review
from annotator.ui.codebook.safe import SafeChange
from annotator.ui.copies.dialog import CopiesDialog
from annotator.ui.dialogs.ask import AskText, Confirm
from annotator.ui.dialogs.columns import ColumnsDialog
from annotator.ui.dialogs.repeat import Repeat
from annotator.ui.dialogs.turning import Turning
from annotator.ui.dialogs.working import work_through
from annotator.ui.printing import running as printing
from annotator.ui.window import MainWindow

_ROLES = QAccessible.Role
_NO_ROLE = {_ROLES.NoRole, _ROLES.Client, _ROLES.Pane, _ROLES.LayeredPane}
_ACTED_ON = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QAbstractSpinBox,
    QLineEdit,
    QTextEdit,
    QProgressBar,
)
_NOT_RUN = {"quit", "close-project", "open-sample", "my-name"}
"""Commands that end what the walk stands on; what they show is shown by others too."""


def nameless(top: QWidget) -> list[str]:
    """The widgets in a window that a user can act on and a screen reader cannot name."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        if widget.window() is not top.window() or not _is_acted_on(widget):
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        assert isinstance(seen, QAccessibleInterface)
        name = seen.text(QAccessible.Text.Name).strip()
        if not name or seen.role() in _NO_ROLE:
            where = " in ".join(type(one).__name__ for one in _upwards(widget))
            found.append(f"{where}: name {name!r}, role {seen.role().name}")
    return found


def _upwards(widget: QWidget) -> Iterator[QObject]:
    at: QObject | None = widget
    while at is not None:
        yield at
        at = at.parent()


def _is_acted_on(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | QHeaderView | QMenu):
        return False
    if widget.objectName().startswith("qt_") or _is_inner(widget):
        return False
    focusable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
    return isinstance(widget, _ACTED_ON) or (focusable and not widget.isWindow())


def _is_inner(widget: QWidget) -> bool:
    """Whether Qt made the widget as a part of another, which speaks for it."""
    inside = next((one for one in _upwards(widget) if one is not widget), None)
    if isinstance(inside, QAbstractItemView):  # its corner, and what fills a cell while editing
        return True
    over = [one for one in _upwards(widget) if one is not widget]
    return any(isinstance(one, QComboBox | QAbstractSpinBox | QFileDialog) for one in over)


def _dialogs_of_the_program() -> set[type[QDialog]]:
    """Every dialog class there is in the program's own rooms."""
    found: set[type[QDialog]] = set()
    for module in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(one, QDialog) and one.__module__.startswith("annotator."):
                found.add(one)
    return found


class _Walk:
    """Looks through whatever window comes up, and closes it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.met: set[type[QWidget]] = set()
        self.faults: list[str] = []
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        for top in (*QApplication.topLevelWidgets(), *self._window.findChildren(QDialog)):
            if top is self._window or not top.isVisible() or isinstance(top, QMenu):
                continue
            self.met.add(type(top))
            if type(top).__module__.startswith("annotator."):
                self.faults += nameless(top)
            for label in top.findChildren(QLabel):
                if type(top).__module__.startswith("annotator."):
                    assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
            top.close()

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def walk(main_window: MainWindow) -> Iterator[_Walk]:
    walking = _Walk(main_window)
    yield walking
    walking.stop()


def _settle(window: MainWindow) -> None:
    """Let what a command set going come up, and the walk see it."""
    for _ in range(3):
        QApplication.processEvents()
    while QApplication.activeModalWidget() or QApplication.activePopupWidget():
        QApplication.processEvents()


def _is_met(dialog: type[QDialog], met: tuple[type[QWidget], ...]) -> bool:
    """Whether a dialog was shown, itself or as what another one is made from."""
    return any(issubclass(one, dialog) for one in met)


def _slowly() -> Iterator[tuple[int, int]]:
    """Printing that is not done before a dialog shows it."""
    for step in range(1000):
        time.sleep(0.02)
        yield step, 1000


def test_everything_that_any_command_shows_has_a_name(
    main_window: MainWindow,
    walk: _Walk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    window = main_window
    text = window.reading().text
    faults: list[str] = []
    for command in window.commands:
        if command.name in _NOT_RUN:
            continue
        if window.project is None:
            window.open_project(tmp_path / "River talks.annotator")
        start = text.index("Deniz Aral")
        window.view.select_words(start, start + 10)
        window.run(command)
        _settle(window)
        faults += nameless(window)
    work_through(window, "Copying", lambda _watch: time.sleep(0.3))
    with pytest.raises(Cancelled):
        printing.run(window, "Saving the PDF", _slowly())
    project = window.opened()
    label, other = project.codebook.labels[:2]
    article = project.open_article(project.reader.article_ids()[0])
    places = list(places_in(article.id, "River talks", article.text, exactly("Aral")))
    for dialog in (
        AskText(window, "Flag", "Why?", ""),
        Confirm(window, "Remove", "Really?", "Remove"),
        ChooseLabel(window, "Merge", project, label),
        SplitByAnswer(window, project, label),
        Review(window, project, label),
        SafeChange(window, project, merge(project.codebook, [label], other)),
        Repeat(window, "Also here", places, project.codebook, label, off=set()),
        CopiesDialog(window, project, copies_in(project.reader)),
        ColumnsDialog(window, [_table()]),
    ):
        dialog.show()
        walk.look()
    turning = Turning(window, project, None, undo=True)
    turning.show()
    walk.look()
    qtbot.waitUntil(lambda: not turning.isVisible(), timeout=5000)
    window.close_project()  # welcome
    faults += nameless(window)
    assert not sorted({*faults, *walk.faults})
    met = tuple(walk.met)
    missed = {one.__name__ for one in _dialogs_of_the_program() if not _is_met(one, met)}
    assert not missed, "no command shows these dialogs; show them in this walk too"


def _table() -> TableLook:
    names, rows = ("title", "text"), ({"title": "One", "text": "Words."},)
    return TableLook(Path("news.csv"), names, rows, guessed(names, rows))

"""Whatever can be done has a name in the palette, and its key stands beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from annotator.ui import finding
from annotator.ui.dialogs.palette import Entry, Palette
from annotator.ui.window import MainWindow


@pytest.fixture
def offered(main_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """What the palette offers when nothing is typed."""
    entries: list[Entry] = []

    def look(palette: Palette) -> int:
        for source in palette._sources:
            entries.extend(source(""))
        return 0

    monkeypatch.setattr(Palette, "exec", look)
    finding.open_palette(main_window)
    return entries


def test_every_command_is_in_the_palette_with_its_key(
    main_window: MainWindow, offered: list[Entry]
) -> None:
    said = {entry.title: entry.hint for entry in offered}
    for command in main_window.commands:
        if command.label_key:
            continue  # offered by the names of the labels
        assert command.shown_title in said, command.name
        key = QKeySequence(command.keys[0]) if command.keys else QKeySequence()
        native = key.toString(QKeySequence.SequenceFormat.NativeText)
        assert said[command.shown_title] == native, command.name
    for label in main_window.opened().codebook.labels:
        assert any(label.name in entry.title and entry.hint == label.key for entry in offered)


def test_every_action_of_the_window_and_its_menus_is_a_command(
    main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_where: menus.append(menu))
    names = {command.name for command in main_window.commands}
    labels = [label.name for label in main_window.opened().codebook.labels]
    start = main_window.reading().text.index("Karsu")
    main_window.view.select_words(start, start + 5)
    main_window.shortcuts.show_page_menu(QPoint(20, 20))
    assert menus
    actions = [*main_window.findChildren(QAction)]
    for menu in menus:
        actions += [one for one in menu.actions() if one.menu() is None]
    for action in actions:
        if not action.text() or any(label in action.text() for label in labels):
            continue
        assert action.objectName() in names, action.text()


def test_no_two_commands_listen_to_one_key_in_one_place(main_window: MainWindow) -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in main_window.commands:
        for key in command.keys:
            there = taken.setdefault((command.scope, QKeySequence(key).toString()), command.name)
            assert there == command.name, f"{key}: {there} and {command.name}"


def test_copy_gives_the_words_as_the_article_has_them(main_window: MainWindow) -> None:
    text = main_window.reading().text
    start, end = text.index("Wednesday"), text.index("Aral said")
    main_window.view.select_words(start, end)
    main_window.run_named("copy")
    assert QGuiApplication.clipboard().text() == text[start:end]

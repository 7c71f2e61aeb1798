"""Keys are changed by pressing them, with a word on who has them, and stay changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.ui.commands.table import with_own_keys
from annotator.ui.dialogs.rebinding import Rebinding
from annotator.ui.window import MainWindow
from tests.ui.real_window import SHIFT, nameless, press, window_on

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(tmp_path, qtbot, {"a": "They met Deniz Aral in Karsu. It rained."}) as made:
        yield made


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Rebinding:
    shown = Rebinding(window)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _ask_for(dialog: Rebinding, words: str) -> None:
    dialog.filter.setText(words)
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    assert dialog.line.hasFocus()


def _back_to_page(window: MainWindow, dialog: Rebinding, qtbot: QtBot) -> None:
    dialog.accept()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.view.setFocus()


def _keys(window: MainWindow, name: str) -> tuple[str, ...]:
    return next(one.keys for one in window.commands if one.name == name)


def test_a_free_key_is_taken_at_once_and_kept_in_a_readable_file(
    window: MainWindow, dialog: Rebinding, qtbot: QtBot
) -> None:
    _ask_for(dialog, "extend the selection to the sentence")
    QTest.keyClick(dialog.line, Qt.Key.Key_D, SHIFT)
    assert _keys(window, "select-sentence") == ("Shift+D",)
    kept = json.loads(window.keys_file.read_text(encoding="utf-8"))
    assert kept == {"select-sentence": ["Shift+D"]}
    _back_to_page(window, dialog, qtbot)
    press(window, "s")
    assert window.view.selection() is None
    press(window, "d", SHIFT)
    assert window.view.selection() == (0, 29)


def test_a_key_in_use_is_named_and_only_taken_when_that_is_wished(
    window: MainWindow, dialog: Rebinding
) -> None:
    _ask_for(dialog, "extend the selection to the sentence")
    QTest.keyClick(dialog.line, Qt.Key.Key_F)
    assert "Jump-marks" in dialog.remark.text()
    assert _keys(window, "select-sentence") == ("S",)
    dialog.replace.click()
    assert _keys(window, "select-sentence") == ("F",)
    assert "F" not in _keys(window, "jump")
    dialog.filter.setText("a letter at every likely span")
    dialog.reset.click()
    assert _keys(window, "jump") == ("F",)
    assert _keys(window, "select-sentence") == ()


def test_any_key_can_be_taken_but_those_that_move_the_caret(
    window: MainWindow, dialog: Rebinding
) -> None:
    _ask_for(dialog, "extend the selection to the sentence")
    QTest.keyClick(dialog.line, Qt.Key.Key_Right)
    assert "moves the caret" in dialog.remark.text()
    assert not window.keys_file.exists()
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    _ask_for(dialog, "extend the selection to the sentence")
    QTest.keyClick(dialog.line, Qt.Key.Key_F9, _CTRL)
    assert _keys(window, "select-sentence") == ("Ctrl+F9",)
    dialog.reset_all.click()
    assert _keys(window, "select-sentence") == ("S",)


def test_one_hand_gets_its_own_keys_and_letters(
    window: MainWindow, dialog: Rebinding, qtbot: QtBot
) -> None:
    dialog.map.setCurrentIndex(dialog.map.findData("left"))
    dialog.map.activated.emit(dialog.map.currentIndex())
    assert _keys(window, "end-out") == ("W", "K")
    _back_to_page(window, dialog, qtbot)
    press(window, "f")
    assert set("".join(window.jumping.marks.letters)) <= set("FDSAGREWTQVCXZB")
    window.jumping.marks.leave()


@pytest.mark.parametrize("hand", ["both", "left", "right"])
def test_no_key_means_two_things(tmp_path: Path, hand: str) -> None:
    taken: dict[str, str] = {}
    for command in with_own_keys(tmp_path / "none.json", hand):
        for key in command.keys:
            assert taken.setdefault(key, command.name) == command.name, key


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"jump": 3}', '{"nobody": ["F"]}'])
def test_a_file_that_is_no_map_of_keys_changes_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content, encoding="utf-8")
    assert with_own_keys(file) == with_own_keys(tmp_path / "none.json")


def test_a_screen_reader_can_name_all_of_it(dialog: Rebinding) -> None:
    assert nameless(dialog) == []

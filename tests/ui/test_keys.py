"""Every key of the keyboard sheet, pressed in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.status import Progress
from annotator.ui.window import MainWindow
from tests.ui.real_window import NONE, SHIFT, press, window_on

_KEYS = Qt.Key
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_TEXT = (
    "Deniz Aral met the governor of Upper Vale. It rained in Karsu.\n\n"
    "Aral said that nothing would change. The end came soon."
)
_DEFAULTS = {
    "find": "Ctrl+F",
    "find-in-project": "Ctrl+Shift+F",
    "commands": "Ctrl+K",
    "export": "Ctrl+E",
    "open-project": "Ctrl+O",
    "import": "Ctrl+I",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Shift+Z",
    "flag": "G",
    "holder": "H",
    "link": "L",
    "entity": "E",
    "add-fragment": "P",
    "note": "N",
    "mark-all": "A",
    "mark-all-project": "Shift+A",
    "jump": "F",
    "shortcuts": "F1",
    "shortcuts-here": "?",
}


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(tmp_path, qtbot, {"a": _TEXT, "b": "Another article."}) as made:
        yield made


def _words(window: MainWindow) -> str:
    chosen = window.view.selection()
    return window.reading().text[slice(*chosen)] if chosen else ""


def _marks(window: MainWindow) -> list[tuple[str, str]]:
    article, book = window.reading(), window.opened().codebook
    return [
        (article.text_of(one), book.label(one.label_id).name)
        for one in article.annotations.in_reading_order()
    ]


def _key(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(window.view, key, held)


def test_the_default_keys_are_those_of_the_sheet(window: MainWindow) -> None:
    keys = {command.name: command.keys for command in window.commands}
    missing = {name: key for name, key in _DEFAULTS.items() if key not in keys.get(name, ())}
    assert missing == {}


def test_digits_mark_the_word_the_selection_and_relabel(window: MainWindow) -> None:
    press(window, "1")
    assert _marks(window) == [("Deniz", "ACTOR")]
    press(window, "2")
    assert _marks(window) == [("Deniz", "LOCATION")]
    window.view.select_annotation(None)
    window.view.select_words(31, 41)
    press(window, "2")
    assert _marks(window)[1] == ("Upper Vale", "LOCATION")


def test_arrows_go_by_word_character_and_sentence_and_shift_extends(window: MainWindow) -> None:
    text = _TEXT
    _key(window, _KEYS.Key_Right)
    assert window.view.caret() == text.index("Aral")
    _key(window, _KEYS.Key_Right, _ALT)
    assert window.view.caret() == text.index("Aral") + 1
    _key(window, _KEYS.Key_Right, _CTRL)
    assert window.view.caret() == text.index("It rained")
    _key(window, _KEYS.Key_Left, _CTRL)
    assert window.view.caret() == 0
    _key(window, _KEYS.Key_Right, SHIFT)
    _key(window, _KEYS.Key_Right, SHIFT)
    assert _words(window) == "Deniz Aral"
    _key(window, _KEYS.Key_Left, SHIFT)
    assert _words(window) == "Deniz"
    _key(window, _KEYS.Key_Down)
    assert window.view.caret() > 0
    _key(window, _KEYS.Key_Home, _CTRL)
    assert window.view.caret() == 0


def test_s_takes_sentences_and_paragraphs(window: MainWindow) -> None:
    press(window, "s")
    assert _words(window) == "Deniz Aral met the governor of Upper Vale."
    press(window, "s")
    assert _words(window).endswith("rained in Karsu.")
    window.view.select_words(0, 0)
    press(window, "s", SHIFT)
    assert _words(window) == _TEXT.split("\n", maxsplit=1)[0]


def test_j_and_k_move_the_edges_of_words_and_of_marks(window: MainWindow) -> None:
    press(window, "s")
    press(window, "jjj")  # the first gives up the full stop
    assert _words(window) == "Deniz Aral met the governor of"
    press(window, "k")
    assert _words(window) == "Deniz Aral met the governor of Upper"
    press(window, "j", SHIFT)
    assert _words(window) == "Aral met the governor of Upper"
    press(window, "k", SHIFT)
    press(window, "j", _ALT)
    assert _words(window) == "Deniz Aral met the governor of Uppe"
    press(window, "k", _ALT)
    press(window, "3")
    press(window, "k")
    assert _marks(window) == [("Deniz Aral met the governor of Upper Vale", "CLAIM")]
    window.run_named("undo")
    assert _marks(window) == [("Deniz Aral met the governor of Upper", "CLAIM")]


def test_tab_and_o_go_from_mark_to_mark_and_delete_removes(window: MainWindow) -> None:
    for start, end, key in ((0, 10, "1"), (6, 10, "1"), (31, 41, "2")):
        window.view.select_annotation(None)
        window.view.select_words(start, end)
        press(window, key)
    window.view.select_annotation(None)
    window.view.select_words(0, 0)
    went = []
    for _ in range(3):
        _key(window, _KEYS.Key_Tab)
        selected = window.view.selected_annotation()
        assert selected is not None
        went.append((selected.start, selected.end))
    assert went == [(0, 10), (6, 10), (31, 41)]
    _key(window, _KEYS.Key_Tab, SHIFT)
    _key(window, _KEYS.Key_Tab, SHIFT)
    press(window, "o")
    selected = window.view.selected_annotation()
    assert selected is not None
    first = selected.id
    press(window, "o")
    other = window.view.selected_annotation()
    assert other is not None
    assert other.id != first
    _key(window, _KEYS.Key_Delete)
    assert len(window.reading().annotations) == 2


def test_the_last_label_again_and_the_sticky_one(window: MainWindow) -> None:
    press(window, "2")
    _key(window, _KEYS.Key_Right)
    _key(window, _KEYS.Key_Period)
    assert _marks(window) == [("Deniz", "LOCATION"), ("Aral", "LOCATION")]
    window.view.select_annotation(None)
    blank = _TEXT.index("\n\n") + 1
    window.view.select_words(blank, blank)
    press(window, "1")
    assert window.sticky is not None
    assert window.sticky.name == "ACTOR"
    _key(window, _KEYS.Key_Escape)
    assert window.sticky is None


def test_space_goes_on_and_shift_space_back(window: MainWindow) -> None:
    done = window.reading().id
    _key(window, _KEYS.Key_Space)
    assert window.reading().article.name == "b"
    assert window.opened().status(done).progress is Progress.DONE
    _key(window, _KEYS.Key_Space, SHIFT)
    assert window.reading().article.name == "a"


def test_undo_and_redo(window: MainWindow) -> None:
    press(window, "1")
    _key(window, _KEYS.Key_Z, _CTRL)
    assert _marks(window) == []
    _key(window, _KEYS.Key_Z, _CTRL | SHIFT)
    assert len(_marks(window)) == 1


@pytest.mark.parametrize(
    ("text", "key", "scan"), [("&", _KEYS.Key_Ampersand, 10), ("١", Qt.Key(0x661), 10)]
)
def test_digits_answer_by_their_place_where_a_layout_shifts_them(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, text: str, key: Qt.Key, scan: int
) -> None:
    _on_x11(monkeypatch)
    _send(window, key, text, scan)
    assert _marks(window) == [("Deniz", "ACTOR")]


@pytest.mark.parametrize("letter", ["ы", "σ", "س", "ד"])
def test_letters_of_other_alphabets_answer_by_their_place(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, letter: str
) -> None:
    _on_x11(monkeypatch)
    _send(window, Qt.Key(ord(letter.upper())), letter, 39)  # the S of a Latin keyboard
    assert _words(window) == "Deniz Aral met the governor of Upper Vale."


def _on_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "annotator.ui.canvas.keys.QGuiApplication.platformName", staticmethod(lambda: "xcb")
    )


def _send(window: MainWindow, key: Qt.Key, text: str, scan: int) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(window.view, QKeyEvent(kind, key, NONE, scan, 0, 0, text))

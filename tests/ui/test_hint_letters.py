"""Letters of jump-marks lie under the fingers, on whatever keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.editing import codebook_edits
from annotator.ui.canvas.hint_letters import HANDS, HintKeys, letters_for
from annotator.ui.dialogs.rebinding import Rebinding
from annotator.ui.keyboards import LAYOUTS, letter_at, usual_in
from annotator.ui.window import MainWindow
from tests.ui.real_window import SHIFT, offer_of, press, press_at, window_on

_TEXT = " ".join(f"They met Aral{chr(97 + n)} Oden{chr(97 + n)}, and" for n in range(24))
_PLACES = LAYOUTS["qwerty"]
_HOME_ROWS = {
    "qwerty": "ASDFGHJKL",
    "qwertz": "ASDFGHJKL",
    "azerty": "QSDFGHJKLM",
    "dvorak": "AOEUIDHTNS",
    "colemak": "ARSTDHNEIO",
    "bepo": "AUIECTSRNO",  # has a comma in it: O of the row above helps out
    "turkish-f": "UEATKMLYR",  # has İ and Ü, which are none of A to Z: so does R
}
"""Letters that stand alone, and those that wait for a second one."""


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(
        "annotator.ui.canvas.keys.QGuiApplication.platformName", staticmethod(lambda: "xcb")
    )
    with window_on(tmp_path, qtbot, {"a": _TEXT}) as made:
        yield made


def _shown(window: MainWindow) -> set[str]:
    """The letters that jump-marks begin with."""
    press(window, "f")
    letters = {one[0] for one in window.jumping.marks.letters}
    window.jumping.marks.leave()
    return letters


@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_stand_on_the_home_row_and_choose_by_the_keys_there(
    window: MainWindow, layout: str
) -> None:
    window.settings.set(keyboard=layout)
    press(window, "f")
    marks = window.jumping.marks
    assert {one[0] for one in marks.letters} <= set(_HOME_ROWS[layout])
    for number in (0, 3, len(marks.letters) - 1):
        target, letters = marks.targets[number], marks.letters[number]
        for letter in letters:
            press_at(window, _PLACES[LAYOUTS[layout].index(letter)], letter.lower())
        assert window.view.selection() == target.stretch(longer=False)
        press(window, "f")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("hand", HANDS)
def test_no_letter_is_another_or_begins_another(layout: str, hand: str) -> None:
    letters = letters_for(200, HintKeys(hand, layout))
    assert len(set(letters)) == len(letters) >= 12
    assert not any(one != other and other.startswith(one) for one in letters for other in letters)


def test_the_keys_tell_the_keyboard_and_that_is_kept(window: MainWindow, tmp_path: Path) -> None:
    assert "F" in _shown(window)
    press_at(window, "Y", "f")  # where F lies on a Dvorak keyboard
    assert _shown(window) <= set(_HOME_ROWS["dvorak"])
    kept = json.loads(window.settings.path.read_text(encoding="utf-8"))
    assert kept["keyboard_found"] == "dvorak"
    press_at(window, "F", "f")
    press_at(window, "A", "q")  # another keyboard is plugged in: AZERTY
    assert _shown(window) <= set(_HOME_ROWS["azerty"])
    press(window, "f")
    press_at(window, "J", "n")  # a third one, heard while jump-marks are shown: Colemak
    window.jumping.marks.leave()
    assert _shown(window) <= set(_HOME_ROWS["colemak"])
    window.settings.set(keyboard="qwertz")
    press_at(window, "Y", "f")
    assert _shown(window) <= set(_HOME_ROWS["qwertz"])  # what was chosen stands


def test_on_letters_of_another_script_the_place_gives_what_its_keyboard_has(
    window: MainWindow,
) -> None:
    window.settings.set(keyboard="azerty")
    press(window, "f")
    marks = window.jumping.marks
    target = marks.targets[marks.letters.index("Q")]
    press_at(window, "A", "ش")
    assert window.view.selection() == target.stretch(longer=False)


def test_turkish_letters_with_shift_take_the_longer_reading(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "annotator.ui.canvas.keys.QGuiApplication.platformName", staticmethod(lambda: "xcb")
    )
    with window_on(tmp_path, qtbot, {"a": "They met Energy Minister Deniz Aral."}) as window:
        window.settings.set(keyboard="turkish-f")
        press(window, "f")
        letter = offer_of(window, "Energy Minister Deniz Aral", longer=True)
        press_at(window, _PLACES[LAYOUTS["turkish-f"].index(letter)], letter, SHIFT)
        assert window.view.selection() == (9, 35)


def test_a_letter_that_marks_is_no_jump_mark(window: MainWindow, qtbot: QtBot) -> None:
    project = window.opened()
    actor, place, claim = project.codebook.labels
    for label, key in ((actor, "r"), (place, "k")):  # K moves an edge: it stays a jump-mark
        codebook_edits.write_label(project, label, replace(label, key=key), "Change a key")
    window.settings.set(key_map="right")  # U I Y mark
    window.take_keys()
    press(window, "f")
    marks = window.jumping.marks
    assert {"J", "K", "L", "H"} <= set("".join(marks.letters))
    assert not set("RUIY") & set("".join(marks.letters))
    first = marks.targets[0].stretch(longer=False)
    press(window, "r")
    (mark,) = project.reader.annotations(window.reading().id)
    assert (mark.start, mark.end, mark.label_id) == (*first, actor.id)
    press(window, "f")
    first = marks.targets[0].stretch(longer=False)
    press(window, "y")  # of the map for the right hand: the label with the key 3
    found = project.reader.annotations(window.reading().id)
    assert (*first, claim.id) in {(one.start, one.end, one.label_id) for one in found}


def test_the_keyboard_is_chosen_where_keys_are_changed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = Rebinding(window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.keyboard.currentText() == "Automatic: QWERTY"
    dialog.keyboard.setFocus()
    QTest.keyClicks(dialog.keyboard, "dv")
    assert dialog.keyboard.currentText() == "Dvorak"
    QTest.keyClick(dialog.keyboard, Qt.Key.Key_Return)
    kept = json.loads(window.settings.path.read_text(encoding="utf-8"))
    assert kept["keyboard"] == "dvorak"
    assert dialog.remark.text().endswith("U H E T O N A")
    dialog.accept()
    assert _shown(window) <= set(_HOME_ROWS["dvorak"])


@pytest.mark.parametrize(
    ("place", "layout"),
    [
        ("fr_FR", "azerty"), ("fr_BE", "azerty"), ("fr_CH", "qwertz"), ("fr_CA", "qwerty"),
        ("nl_BE", "azerty"), ("de_AT", "qwertz"), ("hu_HU", "qwertz"), ("tr_TR", "qwerty"),
        ("en_GB", "qwerty"), ("ar_EG", "qwerty"), ("C", "qwerty"),
    ],
)  # fmt: skip
def test_before_any_key_it_is_the_usual_one(place: str, layout: str) -> None:
    assert usual_in(QLocale(place)) == layout
    assert letter_at(layout, "") == letter_at(layout, "1") == ""

"""Jump-marks choose, with real key presses, exactly the words they stand at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.text.offsets import grapheme_start
from annotator.ui.acts import jumping as acts
from tests.ui.real_window import SHIFT, offer_of, press, press_at, window_on
from tests.ui.turns import chance_of

_SCRIPTS = {
    "latin": "Energy Minister Deniz Aral left Karsu. “No turbine will turn,” she told the Union.",
    "turkish": "İbrahim Kalın’ın Ankara’da Iğdır ve Şırnak için “söylediği her söz” yankı buldu.",
    "arabic": "وقال آرال إن الوزارة ستضمن تدفقًا. «لن نقطع المياه أبدًا» قال آرال في كارسو.",
    "hebrew": "השרה אמרה כי הסכם הנהר ייחתם ב־2026 בעיר Karsu. „לא נסגור את הברז“, אמרה.",
    "chinese": "能源部长阿拉尔周三前往卡尔苏。「我们不会切断水源」，阿拉尔说。",
    "thai": "รัฐมนตรีพลังงานเดินทางไป “เราจะไม่ปิดน้ำ” เมื่อวันพุธ 40 ล้านบาท",
    "emoji": "Nguyễn Thị Hạnh 👍🏽 met the 👨‍👩‍👧 Café Club in Ọ̀yọ́. “We left 😀 early,” she said.",
}


@pytest.mark.parametrize("script", _SCRIPTS)
def test_the_words_chosen_are_those_the_letters_stand_at(
    tmp_path: Path, qtbot: QtBot, turn: int, script: str
) -> None:
    text = f"😀 {_SCRIPTS[script]}\r\n\r\n" + f"{_SCRIPTS[script]}\n\n" * 2
    chance = chance_of(turn, script)
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        marks = window.jumping.marks
        tried = set()
        for number_of_jump in range(24):
            press(window, "f", SHIFT if number_of_jump % 2 else Qt.KeyboardModifier.NoModifier)
            assert marks.isVisible()
            number = chance.randrange(len(marks.targets))
            target, letters = marks.targets[number], marks.letters[number]
            longer = chance.random() < 0.5
            press(window, letters[:-1])
            press(window, letters[-1], SHIFT if longer else Qt.KeyboardModifier.NoModifier)
            wanted = target.stretch(longer=longer)
            assert not marks.active
            assert window.view.selection() == wanted
            for offset in wanted:
                assert offset == len(text) or grapheme_start(text, offset) == offset
            tried.add(wanted)
        assert len(tried) > 3


def test_three_keys_mark_a_name_and_a_digit_takes_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    text = "They met Energy Minister Deniz Aral in Karsu and Ilden."
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        assert window.article is not None
        actor, place, _ = window.opened().codebook.labels
        press(window, "f")
        press(window, offer_of(window, "Energy Minister Deniz Aral", longer=True), SHIFT)
        press(window, "1")
        press(window, "f2")
        found = [
            (text[one.start : one.end], one.label_id)
            for one in window.article.annotations.in_reading_order()
        ]
        assert found == [("Energy Minister Deniz Aral", actor.id), ("Karsu", place.id)]
        press(window, "f")
        assert text[slice(*window.jumping.marks.targets[0].stretch(longer=False))] == "Ilden"


def test_escape_leaves_and_what_is_no_letter_does_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, {"a": "They met Deniz Aral in Karsu."}) as window:
        marks = window.jumping.marks
        press(window, "f")
        assert marks.active
        QTest.keyClick(window.view, Qt.Key.Key_Escape)
        assert not marks.active
        assert window.view.selection() is None
        press(window, "f")
        QTest.keyClick(window.view, Qt.Key.Key_Right)
        assert not marks.active
        assert window.view.caret() == 5
        press(window, "f")
        press(window, "z")  # stands at nothing
        assert marks.active


def test_two_letters_can_be_taken_back(tmp_path: Path, qtbot: QtBot) -> None:
    text = " ".join(f"They met Aral{chr(97 + n)} Oden{chr(97 + n)}, and" for n in range(24))
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        marks = window.jumping.marks
        press(window, "f")
        double = next(one for one in marks.letters if len(one) == 2)
        press(window, double[0])
        assert marks.typed == double[0]
        QTest.keyClick(window.view, Qt.Key.Key_Backspace)
        assert marks.typed == ""
        target = marks.targets[marks.letters.index(double)]
        press(window, double)
        assert window.view.selection() == (target.start, target.end)


def test_tab_goes_from_names_to_sentences_and_pages_turn_under_the_marks(
    tmp_path: Path, qtbot: QtBot
) -> None:
    text = "\n\n".join(f"They met Deniz Aral in Karsu{n}. It rained in Ilden." for n in range(60))
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        marks = window.jumping.marks
        press(window, "f")
        first = marks.targets[0]
        QTest.keyClick(window.view, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: bool(marks.targets) and marks.targets[0].start > first.start)
        assert marks.active
        QTest.keyClick(window.view, Qt.Key.Key_Tab)
        one = marks.targets[0]
        assert text[one.start : one.end].startswith("They met Deniz Aral in Karsu")


def test_marks_come_again_where_that_is_wished(tmp_path: Path, qtbot: QtBot) -> None:
    text = "They met Deniz Aral in Karsu and Mira Oden in Ilden."
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        assert window.article is not None
        acts.toggle_keep_jumping(window)
        marks = window.jumping.marks
        press(window, "f")
        for count, words in enumerate(("Deniz Aral", "Karsu", "Mira Oden"), start=1):
            press(window, offer_of(window, words))
            press(window, "1")
            qtbot.waitUntil(lambda: marks.active)
            assert len(window.article.annotations) == count
        press(window, "2")
        qtbot.waitUntil(lambda: marks.active)
        assert len(window.article.annotations) == 4
        QTest.keyClick(window.view, Qt.Key.Key_Escape)
        assert not marks.active


def test_letters_of_another_alphabet_answer_by_their_place(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "annotator.ui.canvas.keys.QGuiApplication.platformName", staticmethod(lambda: "xcb")
    )
    with window_on(tmp_path, qtbot, {"a": "They met Deniz Aral in Karsu."}) as window:
        marks = window.jumping.marks
        press_at(window, "F", "а")  # what a Russian keyboard has there
        assert marks.active
        press_at(window, offer_of(window, "Karsu"), "о")
        assert window.view.selection() == (23, 28)

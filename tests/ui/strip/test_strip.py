"""Questions come up beside a mark and are answered by one key each."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, replaced
from annotator.domain.codebook import Attribute, AttributeKind
from annotator.ui.acts import marking
from annotator.ui.window import MainWindow

CLAIM = "the dam at Karsu will be finished"


def _press(*keys: Qt.Key | str) -> None:
    """Keys go to whoever has the keyboard."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)


def _claim(window: MainWindow, text: str = CLAIM) -> Annotation:
    _, article = window.at_work()
    start = article.text.index(text)
    window.view.select_words(start, start + len(text))
    marking.press_label_key(window, "3")
    return _now(window)


def _now(window: MainWindow) -> Annotation:
    selected = window.view.selected_annotation()
    assert selected is not None
    return selected


def _ask(window: MainWindow, *attributes: Attribute) -> None:
    """Let claims be asked other questions."""
    project = window.opened()
    label = project.codebook.label_for_key("3")
    assert label is not None
    after = msgspec.structs.replace(label, attributes=attributes)
    project.do(Step(title="Ask", changes=(replaced(label, after),)))


def test_enter_asks_and_each_answer_is_one_key(window: MainWindow) -> None:
    _claim(window)
    assert not window.asking.is_open
    _press(Qt.Key.Key_Return)
    strip = window.asking.strip
    assert strip.isVisible()
    assert [one.option.words for one in strip.buttons][:2] == ["demand", "pledge"]
    _press("2", "1", "3")
    assert _now(window).answers == (
        ("category", "pledge"), ("stance", "pro"), ("certainty", "denied"),
    )  # fmt: skip
    assert [one.option.words for one in strip.buttons] == ["the author", "no one named"]
    _press("0")
    assert not window.asking.is_open
    assert window.view.hasFocus()


def test_every_new_mark_is_asked_about_if_one_likes(window: MainWindow) -> None:
    marking.ask_every(window)
    _claim(window)
    assert window.asking.is_open
    _press("1")
    assert _now(window).answers == (("category", "demand"),)
    _press(Qt.Key.Key_Escape)
    assert not window.asking.is_open
    window.run_named("undo")
    assert _now(window).answers == ()


def test_what_must_be_answered_comes_up_by_itself(window: MainWindow) -> None:
    _ask(
        window,
        Attribute(name="stance", kind=AttributeKind.CHOICE, choices=("pro", "contra"),
                  required=True),
        Attribute(name="why", shown_when=(("stance", "contra"),)),
    )  # fmt: skip
    _claim(window)
    assert window.asking.is_open
    _press("2")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Why"
    for letter in "costs":
        _press(letter)
    _press(Qt.Key.Key_Return)
    assert dict(_now(window).answers) == {"stance": "contra", "why": "costs"}


def test_back_shows_the_answer_and_skipping_leaves_none(window: MainWindow) -> None:
    _claim(window)
    _press(Qt.Key.Key_Return, "4", Qt.Key.Key_Backspace)
    strip = window.asking.strip
    assert [one.option.words for one in strip.buttons if one.taken] == ["criticism"]
    _press(Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert _now(window).answers == (("certainty", "stated"),)


def test_several_choices_are_ticked_and_enter_goes_on(window: MainWindow) -> None:
    _ask(
        window,
        Attribute(name="topics", kind=AttributeKind.CHOICES, choices=("water", "money", "war")),
        Attribute(name="year", kind=AttributeKind.NUMBER),
    )
    _claim(window)
    _press(Qt.Key.Key_Return, "3", "1", Qt.Key.Key_Return)
    assert _now(window).answers == (("topics", "water; war"),)
    for letter in "soon":
        _press(letter)
    _press(Qt.Key.Key_Return)
    assert window.asking.is_open
    assert _now(window).answer("year") == ""


def test_a_kept_answer_is_the_next_marks_default(window: MainWindow) -> None:
    _claim(window)
    _press(Qt.Key.Key_Return, "*", "2")
    second = _claim(window, "Deniz Aral said")
    assert second.answers == (("category", "pledge"),)
    _press(Qt.Key.Key_Return)
    assert window.asking.strip.buttons[0].option.words == "pro"
    _press(Qt.Key.Key_Backspace, "*", Qt.Key.Key_Escape)
    assert _claim(window, "said no").answers == ()


def test_arrows_and_another_mark_close_it(window: MainWindow, qtbot: QtBot) -> None:
    first = _claim(window)
    _press(Qt.Key.Key_Return, Qt.Key.Key_Left)
    assert not window.asking.is_open
    assert window.view.caret() < first.end
    window.view.select_annotation(first.id)
    _press(Qt.Key.Key_Return)
    window.view.select_annotation(None)
    qtbot.waitUntil(window.view.hasFocus)
    assert not window.asking.is_open

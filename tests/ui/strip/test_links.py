"""Holders and other links are chosen by one key each."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, replaced
from annotator.editing import linking, marking
from annotator.ui.window import MainWindow

_CLAIM = "the dam at Karsu will be finished"


def _press(*keys: Qt.Key | str) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)


def _mark(window: MainWindow, label: str, words: str) -> Annotation:
    project, article = window.at_work()
    found = project.codebook.label_named(label)
    assert found is not None
    start = article.text.index(words)
    return marking.mark(project, article, found, ((start, start + len(words)),))


def _coded(window: MainWindow) -> tuple[Annotation, Annotation, Annotation]:
    claim = _mark(window, "CLAIM", _CLAIM)
    minister = _mark(window, "ACTOR", "Minister Deniz Aral")
    league = _mark(window, "ACTOR", "The R&D League")
    window.view.select_annotation(claim.id)
    return claim, minister, league


def _ends(window: MainWindow, claim: Annotation, name: str) -> list[int]:
    project, article = window.at_work()
    kind = project.codebook.relation_type_named(name)
    assert kind is not None
    return [one.child_id for one in linking.ends_of(article, kind, claim.id)]


def test_h_and_one_digit_set_the_likeliest_holder(window: MainWindow) -> None:
    claim, minister, _ = _coded(window)
    _press("h")
    assert [one.option.words for one in window.asking.strip.buttons] == [
        "Minister Deniz Aral",
        "The R&D League",
        "the author",
        "no one named",
    ]
    _press("1")
    assert _ends(window, claim, "holder") == [minister.id]
    assert not window.asking.is_open
    assert window.view.hasFocus()
    window.run_named("undo")
    assert _ends(window, claim, "holder") == []


def test_escape_leaves_and_a_and_0_say_author_and_nobody(window: MainWindow) -> None:
    claim, minister, _ = _coded(window)
    _press("h", Qt.Key.Key_Escape)
    assert not window.asking.is_open
    assert _ends(window, claim, "holder") == []
    for key, said in (("a", linking.AUTHOR), ("0", linking.NOBODY)):
        _press("h", key)
        now = window.view.selected_annotation()
        assert now is not None
        assert now.answer("holder") == said
    _press("h", "1")
    now = window.view.selected_annotation()
    assert now is not None
    assert now.answer("holder") == ""
    assert _ends(window, claim, "holder") == [minister.id]


def test_the_numbers_stand_on_the_actors_too(window: MainWindow) -> None:
    _coded(window)
    _press("h")
    shown = [one.option for one in window.asking.strip.buttons if one.option.at is not None]
    article = window.reading()
    assert [article.text[slice(*one.at)] for one in shown if one.at] == [
        "Minister Deniz Aral",
        "The R&D League",
    ]
    assert window.asking.keys_on_page.isVisible()
    _press(Qt.Key.Key_Escape)
    assert not window.asking.keys_on_page.isVisible()


def test_l_asks_which_link_and_then_where_to(window: MainWindow, qtbot: QtBot) -> None:
    claim, _, league = _coded(window)
    _press("l")
    assert [one.option.words for one in window.asking.strip.buttons] == ["Holder", "Addressee"]
    _press("2")
    marks = window.jumping.marks
    qtbot.waitUntil(lambda: marks.active)
    letter = marks.letters[[one.what for one in marks.targets].index(league.id)]
    _press(letter.lower())
    assert _ends(window, claim, "addressee") == [league.id]


def test_category_stance_holder_and_addressee_take_four_keys(window: MainWindow) -> None:
    claim, minister, league = _coded(window)
    project, article = window.at_work()
    marking.set_answer(project, article, claim.id, "certainty", "stated")
    window.view.select_annotation(None)
    window.view.select_annotation(claim.id)
    selected = window.view.selected_annotation()
    assert selected is not None
    window.asking.begin(selected)
    _press("1", "1", "1", "1")
    now = article.annotations.find(claim.id)
    assert now is not None
    assert (now.answer("category"), now.answer("stance")) == ("demand", "pro")
    assert _ends(window, claim, "holder") == [minister.id]
    assert _ends(window, claim, "addressee") == [league.id]


def test_who_says_it_to_whom_comes_right_after_what_must_be_answered(window: MainWindow) -> None:
    project, article = window.at_work()
    label = project.codebook.label_named("CLAIM")
    assert label is not None
    asked = tuple(
        msgspec.structs.replace(one, required=one.name in ("category", "stance"))
        for one in label.attributes
    )
    before = label
    after = msgspec.structs.replace(label, attributes=(asked[2], *asked[:2]))
    project.do(Step(title="Ask", changes=(replaced(before, after),)))
    claim, minister, league = _coded(window)
    window.asking.begin(claim)
    _press("1", "1", "1", "1")
    now = article.annotations.find(claim.id)
    assert now is not None
    assert (now.answer("category"), now.answer("stance")) == ("demand", "pro")
    assert _ends(window, claim, "holder") == [minister.id]
    assert _ends(window, claim, "addressee") == [league.id]
    assert window.asking.is_open  # certainty may be answered, or left

"""Whom marks mean, marks in several pieces, and the drawer of entities and checks, by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.editing import linking, marking
from annotator.store.gazetteer import make
from annotator.ui.window import MainWindow
from tests.ui.real_window import SHIFT, press, window_on

_FIRST = "Minister Deniz Aral left Ankara. Aral said that the dam will hold. Aral smiled."
_SECOND = "A day later Aral came back."


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    with window_on(tmp_path, qtbot, {"a": _FIRST, "b": _SECOND}) as shown:
        yield shown


def mark(window: MainWindow, label: str, words: str, *, after: int = 0) -> Annotation:
    """Mark words and select the mark."""
    project, article = window.at_work()
    found = project.codebook.label_named(label)
    assert found is not None
    start = article.text.index(words, after)
    made = marking.mark(project, article, found, ((start, start + len(words)),))
    window.view.select_annotation(made.id)
    window.view.setFocus()
    return made


def keys(*pressed: str) -> None:
    """Keys go to whoever has the keyboard."""
    for key in pressed:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, key)


def means(window: MainWindow, annotation: Annotation) -> str:
    entity = window.reading().entity_of(annotation.id)
    return entity.name if entity else ""


def test_a_new_entity_takes_e_and_n_and_a_name_seen_before_takes_e_and_1(
    window: MainWindow,
) -> None:
    first = mark(window, "ACTOR", "Minister Deniz Aral")
    keys("e", "n")
    assert means(window, first) == "Minister Deniz Aral"
    second = mark(window, "ACTOR", "Aral", after=30)
    keys("e", "1")
    assert means(window, second) == "Minister Deniz Aral"
    assert window.view.hasFocus()
    window.run_named("undo")
    assert means(window, second) == ""


def test_all_marks_of_the_same_words_are_linked_with_one_key(window: MainWindow) -> None:
    first = mark(window, "ACTOR", "Aral", after=30)
    second = mark(window, "ACTOR", "Aral", after=first.end)
    window.view.select_annotation(first.id)
    keys("e", "n")
    assert "Shift+E" in window.status.words()
    press(window, "E", SHIFT)
    assert means(window, second) == "Aral"


def test_a_place_of_the_list_brings_its_coordinates(window: MainWindow, tmp_path: Path) -> None:
    source = tmp_path / "own.tsv"
    row = ["1", "Ankara", "", "", "39.92", "32.85", "P", "PPLC", "TR", *[""] * 5, "5270575"]
    source.write_text("\t".join([*row, "", "", "", ""]), encoding="utf-8")
    make(source, window.meaning.places_file())
    ankara = mark(window, "LOCATION", "Ankara")
    keys("e")
    first = window.asking.strip.buttons[0].option
    assert (first.words, first.detail.split(" · ")[0]) == ("Ankara", "TR")
    keys("1")
    entity = window.reading().entity_of(ankara.id)
    assert entity is not None
    assert (entity.kind, entity.country, round(entity.latitude or 0)) == ("place", "TR", 40)


def test_p_adds_words_to_the_mark_that_was_selected_before_them(window: MainWindow) -> None:
    claim = mark(window, "CLAIM", "the dam")
    start = _FIRST.index("will hold")
    window.view.select_annotation(None)
    window.view.select_words(start, start + 9)
    press(window, "P")
    now = window.view.selected_annotation()
    assert now is not None
    assert (now.id, window.reading().text_of(now)) == (claim.id, "the dam will hold")


def test_pieces_are_taken_in_hand_moved_and_removed_one_by_one(window: MainWindow) -> None:
    project, article = window.at_work()
    label = project.codebook.label_named("CLAIM")
    assert label is not None
    first, second = _FIRST.index("the dam"), _FIRST.index("Aral smiled")
    made = marking.mark(project, article, label, ((first, first + 7), (second, second + 11)))
    window.view.select_annotation(made.id)
    press(window, "P", SHIFT)
    press(window, "K")
    now = article.annotations.find(made.id)
    assert now is not None
    assert article.text_of(now) == "the dam will Aral smiled"
    press(window, "P", SHIFT)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    now = article.annotations.find(made.id)
    assert now is not None
    assert article.text_of(now) == "the dam will"


def test_a_mark_on_which_something_hangs_goes_when_delete_is_pressed_again(
    window: MainWindow,
) -> None:
    project, article = window.at_work()
    actor = mark(window, "ACTOR", "Aral", after=30)
    claim = mark(window, "CLAIM", "the dam will hold")
    kind = project.codebook.relation_type_named("holder")
    assert kind is not None
    linking.relate(project, article, kind, claim.id, actor.id)
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert claim.id in article.annotations
    assert "holder “Aral”" in window.status.words()
    QTest.keyClick(window.view, Qt.Key.Key_Delete)
    assert claim.id not in article.annotations
    window.run_named("undo")
    assert [one.child_id for one in article.annotations.relations_of(claim.id)] == [actor.id]


def test_entities_are_listed_with_their_lines_and_a_line_leads_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    mark(window, "ACTOR", "Aral", after=30)
    keys("e", "n")
    here = window.reading().id
    window.run_named("next-article")
    there = mark(window, "ACTOR", "Aral")
    keys("e", "1")
    window.run_named("entities")
    panel = window.drawer.entities
    assert panel.model.rowCount() == 1
    assert panel.mentions.rowCount() == 2
    lines = [panel.mentions.data(panel.mentions.index(row, 3)) for row in range(2)]
    assert lines == ["said that the dam will hold. Aral smiled.", "came back."]
    panel.lines.clicked.emit(panel.mentions.index(0, 0))
    assert window.reading().id == here
    panel.lines.clicked.emit(panel.mentions.index(1, 0))
    selected = window.view.selected_annotation()
    assert selected is not None
    assert selected.id == there.id
    panel.filter.setText("nobody of that name")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)


def test_facts_are_written_as_they_are_typed_and_refused_in_words(window: MainWindow) -> None:
    mark(window, "ACTOR", "Ankara")
    keys("e", "n")
    window.run_named("entities")
    form = window.drawer.entities.form
    form.country.setText("TR")
    form.latitude.setText("39,93")
    form.latitude.editingFinished.emit()
    (entity,) = window.opened().entities.values()
    assert (entity.country, entity.latitude) == ("TR", 39.93)
    form.latitude.setText("north")
    form.latitude.editingFinished.emit()
    assert "not a number of degrees" in window.status.words()
    assert window.opened().entities[entity.id].latitude == 39.93


def test_checks_lead_to_the_place_and_put_it_right_in_one_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    project, article = window.at_work()
    label = project.codebook.label_named("ACTOR")
    assert label is not None
    made = marking.mark(project, article, label, ((0, 9),))
    claim = mark(window, "CLAIM", "the dam will hold")
    window.run_named("checks")
    panel = window.drawer.checks
    rules = [panel.model.finding_at(row) for row in range(panel.model.rowCount())]
    assert [one.rule for one in rules if one] == ["claim without holder", "blanks at the edge"]
    panel.table.clicked.emit(panel.model.index(0, 0))
    selected = window.view.selected_annotation()
    assert selected is not None
    assert selected.id == claim.id
    panel.table.selectRow(1)
    QTest.keyClick(panel.table, Qt.Key.Key_F)
    now = article.annotations.find(made.id)
    assert now is not None
    assert article.text_of(now) == "Minister"
    window.run_named("check-project")
    qtbot.waitUntil(lambda: panel.here.isEnabled() and panel.model.rowCount() == 1)
    QTest.keyClick(panel.table, Qt.Key.Key_Escape)
    assert not window.drawer.is_open
    assert window.view.hasFocus()


def test_a_link_is_taken_away_or_given_another_type_in_the_inspector(window: MainWindow) -> None:
    project, article = window.at_work()
    actor = mark(window, "ACTOR", "Aral", after=30)
    claim = mark(window, "CLAIM", "the dam will hold")
    kind = project.codebook.relation_type_named("holder")
    assert kind is not None
    linking.relate(project, article, kind, claim.id, actor.id)
    links = window.inspector.come()._selected._links
    (button,) = links.buttons()
    make, remove = button.actions()
    make.trigger()
    (relation,) = article.annotations.relations_of(claim.id)
    assert project.codebook.relation_type(relation.type_id).name == "addressee"
    (button,) = links.buttons()
    button.actions()[-1].trigger()
    assert article.annotations.relations_of(claim.id) == []
    assert remove is not None

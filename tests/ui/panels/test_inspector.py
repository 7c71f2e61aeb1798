"""The inspector on a real project: what it shows, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Step, added, replaced
from annotator.domain.codebook import Attribute, AttributeKind, Label
from annotator.domain.identity import new_id
from annotator.editing import marking
from annotator.editing.project import OpenArticle, Project
from annotator.ui.bridge import Bridge
from annotator.ui.panels.answers import AnswerLine, ChoiceBox
from annotator.ui.panels.choice_list import ChoiceList
from annotator.ui.panels.codebook import LabelButton
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.links import LinkButton


@pytest.fixture
def inspector(qtbot: QtBot, project: Project, article: OpenArticle) -> Iterator[Inspector]:
    made = Inspector()
    qtbot.addWidget(made)
    made.resize(316, 900)
    bridge = Bridge(project, made)
    bridge.changed.connect(made.follow)
    made.show_project(project)
    made.show_article(article)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.finish()
    bridge.close()


def _label(project: Project, name: str) -> Label:
    found = project.codebook.label_named(name)
    assert found is not None
    return found


def _mark(project: Project, article: OpenArticle, name: str, words: str) -> Annotation:
    start = article.text.index(words)
    return marking.mark(project, article, _label(project, name), ((start, start + len(words)),))


def _now(article: OpenArticle, mark: Annotation) -> Annotation:
    found = article.annotations.find(mark.id)
    assert found is not None
    return found


def _link(project: Project, article: OpenArticle, head: Annotation, child: Annotation) -> Relation:
    kind = project.codebook.relation_type_named("holder")
    assert kind is not None
    relation = Relation(
        id=new_id(),
        article_id=article.id,
        type_id=kind.id,
        head_id=head.id,
        child_id=child.id,
        annotator_id=project.me.id,
        number=1,
        name="r1",
    )
    project.do(Step(title="Link", changes=(added(relation),), article_id=article.id))
    return relation


def _ask(project: Project, name: str, *attributes: Attribute) -> None:
    before = _label(project, name)
    after = msgspec.structs.replace(before, attributes=attributes)
    project.do(Step(title="Ask", changes=(replaced(before, after),)))


def _texts(inspector: Inspector) -> list[str]:
    return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


def _field(inspector: Inspector, name: str) -> QWidget:
    return next(
        one
        for kind in (ChoiceBox, ChoiceList, AnswerLine)
        for one in inspector.findChildren(kind)
        if one.accessibleName() == name and one.parent() is not None and one.isVisible()
    )


def _note(inspector: Inspector) -> QPlainTextEdit:
    found = inspector.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def test_nothing_selected_is_said_in_words(inspector: Inspector) -> None:
    assert any("Nothing selected" in text for text in _texts(inspector))
    assert "No marks yet." in _texts(inspector)
    inspector.show_article(None)
    assert "No article is open." in _texts(inspector)


def test_the_selected_mark_is_shown(
    inspector: Inspector, project: Project, article: OpenArticle
) -> None:
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    inspector.select(mark.id)
    texts = _texts(inspector)
    assert "SELECTED CLAIM" in texts
    assert "the dam at Karsu will be finished" in texts
    assert f"by tester · {mark.start}–{mark.end}" in texts
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in inspector.findChildren(QLabel)
    )
    inspector.select(None)
    assert "SELECTED" in _texts(inspector)


def test_choices_are_written_and_follow_undo(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    inspector.select(mark.id)
    stance = _field(inspector, "stance")
    assert isinstance(stance, QComboBox)
    stance.setFocus()
    QTest.keyClick(stance, Qt.Key.Key_Down)
    assert _now(article, mark).answer("stance") == "pro"
    assert project.reader.annotations(article.id)[0].answer("stance") == "pro"
    assert _field(inspector, "stance") is stance  # the editor in use is never replaced
    project.undo()
    assert stance.currentText() == "–"
    project.redo()
    assert stance.currentText() == "pro"
    stance.setCurrentIndex(0)
    stance.activated.emit(0)
    assert _now(article, mark).answers == ()


def test_every_kind_of_question(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    _ask(
        project,
        "CLAIM",
        Attribute(name="frames", kind=AttributeKind.CHOICES, choices=("cost", "safety", "law")),
        Attribute(name="quoted", kind=AttributeKind.YES_NO),
        Attribute(name="amount", kind=AttributeKind.NUMBER),
        Attribute(name="due", kind=AttributeKind.DATE, required=True),
        Attribute(name="gist", kind=AttributeKind.TEXT, shown_when=(("quoted", "no"),)),
    )
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    inspector.select(mark.id)
    frames = _field(inspector, "frames")
    assert isinstance(frames, ChoiceList)
    last = frames.visualItemRect(frames.item(2)).center()
    QTest.mouseClick(frames.viewport(), Qt.MouseButton.LeftButton, pos=last)
    frames.setCurrentRow(0)
    frames.setFocus()
    QTest.keyClick(frames, Qt.Key.Key_Space)
    assert _now(article, mark).answer("frames") == "cost; law"
    QTest.mouseClick(frames.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert _now(article, mark).answer("frames") == "cost"

    gist = inspector.findChildren(AnswerLine)[-1]
    assert not gist.isVisible()
    quoted = _field(inspector, "quoted")
    assert isinstance(quoted, ChoiceBox)
    quoted.setCurrentIndex(2)
    quoted.activated.emit(2)
    assert _now(article, mark).answer("quoted") == "no"
    assert gist.isVisible()

    for name, wrong, right, kept in (
        ("amount", "many", "1,5", "1.5"),
        ("due", "soon", "2026-03-04", "2026-03-04"),
    ):
        field = _field(inspector, name)
        assert isinstance(field, AnswerLine)
        with qtbot.waitSignal(inspector.refused) as heard:
            QTest.keyClicks(field, wrong)
            QTest.keyClick(field, Qt.Key.Key_Return)
        assert wrong in heard.args[0]
        assert field.text() == ""
        assert _now(article, mark).answer(name) == ""
        QTest.keyClicks(field, right)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert _now(article, mark).answer(name) == kept
    assert "Due *" in _texts(inspector)


def test_an_answer_that_nobody_asks_for_is_still_shown(
    inspector: Inspector, project: Project, article: OpenArticle
) -> None:
    mark = _mark(project, article, "ACTOR", "Deniz Aral")
    marking.set_answer(project, article, mark.id, "kind", "river god")
    marking.set_answer(project, article, mark.id, "age", "40")
    inspector.select(mark.id)
    kind = _field(inspector, "kind")
    assert isinstance(kind, QComboBox)
    assert kind.currentText() == "river god"
    assert {"Age", "40"} <= set(_texts(inspector))
    other = _mark(project, article, "ACTOR", "The R&D League")
    inspector.select(other.id)
    kind = _field(inspector, "kind")
    assert isinstance(kind, QComboBox)
    assert (kind.currentText(), kind.findText("river god")) == ("–", -1)
    assert "40" not in _texts(inspector)


def test_relations_appear_when_made_and_lead_there(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    claim = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    actor = _mark(project, article, "ACTOR", "The R&D League")
    inspector.select(claim.id)
    _link(project, article, claim, actor)
    (button,) = inspector.findChildren(LinkButton)
    assert button.isVisible()
    assert button.accessibleName() == "Holder: Actor The R&D League"
    inspector.go_to.connect(inspector.select)
    with qtbot.waitSignal(inspector.go_to) as heard:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.args == [actor.id]
    assert "Holder of" in _texts(inspector)
    project.undo()
    assert not any(one.isVisible() for one in inspector.findChildren(LinkButton))


def test_a_note_is_written_when_the_hand_rests_and_when_it_is_left(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    mark = _mark(project, article, "ACTOR", "Deniz Aral")
    other = _mark(project, article, "LOCATION", "Karsu")
    inspector.select(mark.id)
    inspector.edit_note()
    QTest.keyClicks(_note(inspector), "see page 2")
    assert _now(article, mark).note == ""
    qtbot.waitUntil(lambda: _now(article, mark).note == "see page 2", timeout=3000)
    QTest.keyClicks(_note(inspector), "0")
    with qtbot.waitSignal(inspector.left):
        QTest.keyClick(_note(inspector), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _now(article, mark).note == "see page 20"
    QTest.keyClicks(_note(inspector), "1")
    inspector.select(other.id)  # going elsewhere writes first, on the right mark
    assert _now(article, mark).note == "see page 201"
    assert _now(article, other).note == ""
    assert _note(inspector).toPlainText() == ""


def test_undo_takes_a_note_back_though_the_cursor_is_in_it(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    mark = _mark(project, article, "ACTOR", "Deniz Aral")
    inspector.select(mark.id)
    inspector.edit_note()
    QTest.keyClicks(_note(inspector), "wrong")
    inspector.finish()
    project.undo()
    assert _note(inspector).toPlainText() == ""
    inspector.finish()
    assert _now(article, mark).note == ""


def test_a_note_is_not_changed_by_being_shown(
    inspector: Inspector, project: Project, article: OpenArticle
) -> None:
    mark = _mark(project, article, "ACTOR", "Deniz Aral")
    note = "no\u00a0break\r\nline\u2028end"
    marking.set_note(project, article, mark.id, note)
    inspector.select(mark.id)
    inspector.finish()
    inspector.select(None)
    assert _now(article, mark).note == note
    assert project.undo_title == "Write a note"


def test_labels_count_mark_and_stick(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    mark = _mark(project, article, "ACTOR", "Deniz Aral")
    actor, location, claim = inspector.findChildren(LabelButton)
    assert "Mark as Actor, 1 mark" in actor.accessibleName()
    assert "key 1" in actor.accessibleName()
    marking.relabel(project, article, mark.id, location.label)
    assert "0 mark" in actor.accessibleName()
    assert "1 mark" in location.accessibleName()
    project.undo()
    assert "1 mark" in actor.accessibleName()
    assert "CLAIM" in claim.label.name
    assert "clause" in claim.toolTip()
    with qtbot.waitSignal(inspector.label_pressed) as heard:
        QTest.keyClick(claim, Qt.Key.Key_Space)
    assert heard.args == [claim.label.id]
    inspector.show_sticky(claim.label.id)
    assert claim.accessibleName().endswith("sticky")
    assert not actor.accessibleName().endswith("sticky")


def test_marks_are_read_from_a_list_and_chosen_there(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    second = _mark(project, article, "LOCATION", "Karsu")
    first = _mark(project, article, "ACTOR", "Deniz Aral")
    table = inspector.findChild(QTableView)
    assert isinstance(table, QTableView)
    qtbot.waitUntil(table.isVisible, timeout=3000)
    assert "MARKS · 2" in _texts(inspector)
    spoken = QAccessible.queryAccessibleInterface(table)
    names = [spoken.child(row).text(QAccessible.Text.Name) for row in range(spoken.childCount())]
    assert "Actor: Deniz Aral" in names
    assert "Location: Karsu" in names
    inspector.select(second.id)
    assert table.currentIndex().row() == 1
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Up)
    with qtbot.waitSignal(inspector.annotation_chosen) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [first.id]


def test_tab_goes_down_the_panel(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    claim = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    actor = _mark(project, article, "ACTOR", "Deniz Aral")
    _link(project, article, claim, actor)
    table = inspector.findChild(QTableView)
    assert isinstance(table, QTableView)
    qtbot.waitUntil(table.isVisible, timeout=3000)
    inspector.select(claim.id)
    inspector.edit_answers()
    reached: list[str] = []
    for _ in range(9):
        now = inspector.window().focusWidget()
        reached.append(now.accessibleName())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert reached[:3] == ["category", "stance", "certainty"]
    assert reached[3].startswith("Holder")
    assert reached[4].startswith("Note")
    assert [name.split(",")[0] for name in reached[5:8]] == [
        "Mark as Actor",
        "Mark as Location",
        "Mark as Claim",
    ]
    assert reached[8].startswith("Marks")


def test_escape_gives_the_keyboard_back(
    inspector: Inspector, project: Project, article: OpenArticle, qtbot: QtBot
) -> None:
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    inspector.select(mark.id)
    for widget in (_field(inspector, "stance"), _note(inspector)):
        widget.setFocus()
        with qtbot.waitSignal(inspector.left):
            QTest.keyClick(widget, Qt.Key.Key_Escape)


def test_a_new_label_and_a_removed_mark_are_followed(
    inspector: Inspector, project: Project, article: OpenArticle
) -> None:
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    inspector.select(mark.id)
    label = Label(id=new_id(), name="R&D", position=3, key="4")
    project.do(Step(title="Add label", changes=(added(label),)))
    assert [one.label.name for one in inspector.findChildren(LabelButton) if one.isVisible()] == [
        "ACTOR",
        "LOCATION",
        "CLAIM",
        "R&D",
    ]
    marking.unmark(project, article, mark.id)
    assert any("Nothing selected" in text for text in _texts(inspector))


def test_reading_only_shows_and_writes_nothing(
    qtbot: QtBot, project: Project, article: OpenArticle, add_article: Callable[..., int]
) -> None:
    mark = _mark(project, article, "CLAIM", "the dam at Karsu will be finished")
    path = project.path
    project.close()
    reading = Project.open(path, own_name="tester", read_only=True)
    panel = Inspector()
    qtbot.addWidget(panel)
    panel.show_project(reading)
    panel.show_article(reading.open_article(article.id))
    panel.show()
    panel.select(mark.id)
    assert not _field(panel, "stance").isEnabled()
    assert _note(panel).isReadOnly()
    panel.finish()
    reading.close()

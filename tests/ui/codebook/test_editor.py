"""The codebook is edited in a window of its own, each edit a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import AttributeKind, Label
from annotator.editing import codebook_edits, marking, regrouping, safe_change
from annotator.ui import theme
from annotator.ui.acts import codebook
from annotator.ui.codebook.colours import palette, troubles
from annotator.ui.codebook.editor import CodebookEditor
from annotator.ui.codebook.regroup import ChooseLabel, SplitByAnswer
from annotator.ui.codebook.review import Review
from annotator.ui.codebook.safe import SafeChange
from annotator.ui.codebook.versions import Versions
from annotator.ui.window import MainWindow


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> Iterator[CodebookEditor]:
    """The editor, showing CLAIM, which one mark has."""
    project, article = window.at_work()
    claim = project.codebook.labels[2]
    start = article.text.index("the dam")
    marking.mark(project, article, claim, ((start, start + 7),), answers=(("stance", "pro"),))
    made = CodebookEditor(window, project, command_of=lambda key: codebook.command_of(window, key))
    qtbot.addWidget(made)
    made.show()
    made.choose(claim.id)
    yield made
    made.close()


def _label(window: MainWindow, name: str = "CLAIM") -> Label:
    found = window.opened().codebook.label_named(name)
    assert found is not None
    return found


def _when(kind: type[QDialog], act: object) -> None:
    """Do something to a dialog of a kind as soon as it is there."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind):
            act(shown)  # type: ignore[operator]
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def _agree(qtbot: QtBot, seen: list[str]) -> None:
    """Read what a change touches, and do it."""

    def act(dialog: SafeChange) -> None:
        def ready() -> bool:
            return dialog.act.isEnabled()

        def go() -> None:
            if not ready():
                QTimer.singleShot(20, go)
                return
            seen.append(f"{dialog.counts.text()}\n{dialog.lost.text()}")
            dialog.start()

        go()

    _when(SafeChange, act)


def test_words_are_written_when_the_field_is_left(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot
) -> None:
    form = editor.label_form
    form.definition.setFocus()
    qtbot.waitUntil(form.definition.hasFocus)
    form.definition.setPlainText("Who wants what.")
    form.includes.setFocus()
    assert _label(window).definition == "Who wants what."
    assert window.opened().undo_title == "Define CLAIM"
    window.run_named("undo")
    assert form.definition.toPlainText().startswith("What somebody says")


def test_a_rename_shows_what_it_touches_first(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot
) -> None:
    seen: list[str] = []
    _agree(qtbot, seen)
    editor.label_form.name.setText("DEMAND")
    editor.label_form.name.editingFinished.emit()
    assert "This label has 1 annotation in 1 article." in seen[0]
    assert "No annotation is deleted." in seen[0]
    assert _label(window, "DEMAND").key == "3"


def test_keys_that_are_taken_are_refused_and_clashes_told(
    editor: CodebookEditor, window: MainWindow
) -> None:
    key = editor.label_form.key
    key.setText("1")
    key.editingFinished.emit()
    assert "ACTOR has the key 1 already." in editor.message.text()
    assert key.text() == "3"
    key.setText("s")
    key.editingFinished.emit()
    assert _label(window).key == "s"
    assert "Extend the selection to the sentence" in editor.label_form._clash.text()
    key.setText("w")
    key.editingFinished.emit()
    window.view.setFocus()
    window.view.select_words(0, 8)
    QTest.keyClick(window.view, Qt.Key.Key_W)
    selected = window.view.selected_annotation()
    assert selected is not None
    assert selected.label_id == _label(window).id


def test_questions_are_added_worded_and_made_to_wait(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot
) -> None:
    names = editor.label_form.attributes.names
    names.more.setText("reason")
    names.more.returnPressed.emit()
    form = editor.label_form.attributes.form
    assert form.name.text() == "reason"
    form.kind.setCurrentIndex(form.kind.findData(AttributeKind.TEXT))
    form.kind.activated.emit(form.kind.currentIndex())
    form.required.click()
    form.when.setCurrentIndex(form.when.findData("stance"))
    form.when.activated.emit(form.when.currentIndex())
    reason = _label(window).attribute("reason")
    assert reason is not None
    assert (reason.kind, reason.required) == (AttributeKind.TEXT, True)
    assert reason.shown_when == (("stance", "pro"),)
    seen: list[str] = []
    _agree(qtbot, seen)
    names.list.setCurrentRow(1)
    form.choices.list.item(0).setText("in favour")
    assert "Answers that will be written anew: 1." in seen[0]
    _project, article = window.at_work()
    assert next(iter(article.annotations)).answers == (("stance", "in favour"),)
    reason = _label(window).attribute("reason")
    assert reason is not None
    assert reason.shown_when == (("stance", "in favour"),)


def test_labels_move_by_key_and_lie_under_others(
    editor: CodebookEditor, window: MainWindow
) -> None:
    tree = editor.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    names = [label.name for label, _ in codebook_edits.in_tree_order(window.opened().codebook)]
    assert names == ["ACTOR", "CLAIM", "LOCATION"]
    actor = _label(window, "ACTOR")
    editor._drop(_label(window).id, actor.id, [_label(window).id])
    assert _label(window).parent_id == actor.id
    item = tree.currentItem()
    assert item is not None
    above = item.parent()
    assert above is not None
    assert (item.text(0), above.text(0)) == ("CLAIM", "ACTOR")


def test_merging_and_splitting_go_through_their_questions(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot
) -> None:
    def split(dialog: SplitByAnswer) -> None:
        dialog.attribute.setCurrentText("stance")
        dialog.names["pro"].setText("SUPPORT")
        dialog._go_on()

    seen: list[str] = []
    _when(SplitByAnswer, split)
    menu = editor.change.menu()
    editor._fill(menu)
    actions = {action.text(): action for action in menu.actions()}
    QTimer.singleShot(200, lambda: _agree(qtbot, seen))
    actions["Split by answer…"].trigger()
    assert "1 of them will become SUPPORT." in seen[0]
    support = _label(window, "SUPPORT")
    assert support.parent_id == _label(window).id

    def merge(dialog: ChooseLabel) -> None:
        dialog.box.setCurrentText("claim")
        dialog.accept()

    editor.choose(support.id)
    _when(ChooseLabel, merge)
    QTimer.singleShot(200, lambda: _agree(qtbot, seen))
    editor._fill(menu)
    next(one for one in menu.actions() if one.text() == "Merge into…").trigger()
    assert "1 of them will become CLAIM." in seen[1]
    assert window.opened().codebook.label_named("SUPPORT") is None


def test_deleting_a_used_label_says_how_many_marks_go(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot
) -> None:
    seen: list[str] = []
    _agree(qtbot, seen)
    QTest.keyClick(editor.tree, Qt.Key.Key_Delete)
    assert "1 annotation will be deleted." in seen[0]
    assert window.opened().codebook.label_named("CLAIM") is None
    window.run_named("undo")
    assert len(window.reading().annotations) == 1
    _when(SafeChange, lambda dialog: dialog.reject())
    editor.choose(_label(window).id)
    QTest.keyClick(editor.tree, Qt.Key.Key_Delete)
    assert _label(window).name == "CLAIM"


def test_a_label_is_split_by_hand_with_one_key_a_mark(window: MainWindow, qtbot: QtBot) -> None:
    project, article = window.at_work()
    actor = project.codebook.labels[0]
    for start, end in ((0, 8), (9, 14), (15, 19)):
        marking.mark(project, article, actor, ((start, end),))
    dialog = Review(window, project, actor)
    qtbot.addWidget(dialog)
    dialog.show()
    for name in ("PERSON", "OFFICE"):
        dialog.offer(name)
    dialog.card.setFocus()
    qtbot.waitUntil(dialog.card.hasFocus)
    for key in ("2", "1", "0"):
        QTest.keyClicks(dialog.card, key)
    assert sorted(dialog.chosen.values()) == ["OFFICE", "PERSON"]
    dialog._go_on()
    assert dialog.plan is not None
    assert safe_change.preview(project, dialog.plan).moved == (("OFFICE", 1), ("PERSON", 1))


def test_colours_are_judged_on_every_ground_and_for_every_eye(window: MainWindow) -> None:
    book = window.opened().codebook
    actor = book.labels[0]
    assert troubles(actor, book) == []
    pale = Label(id=actor.id, name="ACTOR", position=0, light="#f2e6a0", dark="#20242c")
    said = " ".join(troubles(pale, book))
    assert "light theme" in said
    assert "dark theme" in said
    red = Label(id=90, name="RED", position=8, light="#a05000", dark="#f0a25a")
    assert any("LIKE CLAIM" in one.upper() for one in troubles(red, book))
    assert len(palette()) == len(theme.current().labels)


def test_examples_are_taken_from_the_page(window: MainWindow) -> None:
    window.view.select_words(0, 8)
    QTest.keyClick(window.view, Qt.Key.Key_1)
    QTest.keyClick(window.view, Qt.Key.Key_X)
    assert _label(window, "ACTOR").examples == ("Minister",)
    window.view.select_annotation(None)
    window.view.select_words(20, 23)
    QTest.keyClick(window.view, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    text = window.reading().text
    assert _label(window, "ACTOR").counterexamples == (text[20:23].strip(),)


def test_versions_are_compared(editor: CodebookEditor, window: MainWindow, qtbot: QtBot) -> None:
    project = window.opened()
    before = _label(window)
    codebook_edits.add_label(project, "DEMAND", parent_id=before.id)
    dialog = Versions(window, project)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.older.count() == 2
    cells = [dialog.table.item(0, column) for column in range(2)]
    assert [cell.text() for cell in cells if cell] == ["DEMAND", "new"]
    dialog.older.setCurrentIndex(1)
    assert "say the same" in dialog.nothing.text()


def test_a_large_merge_is_watched_and_taken_back_beside_the_window(
    editor: CodebookEditor, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_change, "_LISTED", 0)
    project, article = window.at_work()
    actor = _label(window, "ACTOR")
    plan = regrouping.merge(project.codebook, [_label(window)], actor)
    dialog = SafeChange(editor, project, plan)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.act.isEnabled)
    dialog.start()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert project.codebook.label_named("CLAIM") is None
    assert [one.label_id for one in window.reading().annotations] == [actor.id]
    assert project.reader.turning_is_large(undo=True)
    window.run_named("undo")
    assert [one.label_id for one in window.reading().annotations] == [_label(window).id]
    window.run_named("redo")
    assert project.codebook.label_named("CLAIM") is None
    assert window.reading().id == article.id

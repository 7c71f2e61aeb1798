"""Any label of hundreds is found and put on words by a few keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.change import Step, added
from annotator.domain.codebook import Attribute, AttributeKind, Label
from annotator.domain.identity import new_id
from annotator.editing.label_codes import codes
from annotator.ui.window import MainWindow

_AREAS = (
    "Water", "Border", "Trade", "Energy", "Health", "School", "Justice", "Election", "Media",
    "Army", "Police", "Transport", "Housing", "Farming", "Fishing", "Forest", "Climate", "Labour",
    "Pension", "Tax", "Bank", "Culture", "Language", "Religion", "Migration",
)  # fmt: skip
_ISSUES = (
    "rights", "prices", "reform", "funding", "talks", "protest", "security", "ban", "strike",
    "agreement", "report",
)  # fmt: skip
_ASKED = tuple(
    Attribute(name=f"question {number}", kind=AttributeKind.CHOICE, choices=("yes", "no", "mixed"))
    for number in range(1, 13)
)


def _large(window: MainWindow) -> list[Label]:
    """Three hundred labels in a hierarchy: 25 areas with 11 issues each. All ask twelve things."""
    made: list[Label] = []
    for area in _AREAS:
        above = Label(id=new_id(), name=area, position=len(made) + 3, attributes=_ASKED)
        made.append(above)
        for issue in _ISSUES:
            name = f"{area} {issue}"
            made.append(
                Label(
                    id=new_id(),
                    name=name,
                    position=len(made) + 3,
                    parent_id=above.id,
                    attributes=_ASKED,
                )
            )
    window.opened().do(Step(title="Grow", changes=tuple(added(label) for label in made)))
    return made


def test_each_of_three_hundred_labels_takes_three_keys(window: MainWindow) -> None:
    made = _large(window)
    assert len(made) == 300
    given = codes(window.opened().codebook.labels)
    assert len(set(given.values())) == 303
    remembered = sum(given[one.id][0] == one.name[0].lower() for one in made)
    assert remembered > 250
    for label in made[:: len(made) // 12]:
        window.view.select_annotation(None)
        window.view.select_words(0, 8)
        keys = ["M", *given[label.id].upper()]
        assert len(keys) <= 4
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key(ord(key)))
        selected = window.view.selected_annotation()
        assert selected is not None
        assert selected.label_id == label.id
        assert window.view.hasFocus()


def test_all_three_hundred_are_reached_in_the_chooser(window: MainWindow) -> None:
    made = _large(window)
    chooser = window.chooser
    taken: list[int] = []
    chooser.taken.disconnect()
    chooser.taken.connect(taken.append)
    given = codes(window.opened().codebook.labels)
    chooser.offer(list(window.opened().codebook.labels))
    for label in made:
        chooser._typed = ""
        chooser.show()
        for sign in given[label.id]:
            chooser._letter(sign)
    assert taken == [label.id for label in made]


def test_a_name_can_be_typed_instead(window: MainWindow) -> None:
    made = _large(window)
    window.view.select_words(0, 8)
    QTest.keyClick(window.view, Qt.Key.Key_M)
    chooser = window.chooser
    QTest.keyClick(chooser, Qt.Key.Key_Space)
    QTest.keyClicks(chooser.line, "fish ban")
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    selected = window.view.selected_annotation()
    assert selected is not None
    fishing = next(one for one in made if one.name == "Fishing ban")
    assert selected.label_id == fishing.id
    QTest.keyClick(window.view, Qt.Key.Key_M)
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    assert window.view.hasFocus()


def test_a_large_codebook_leaves_the_inspector_short(window: MainWindow) -> None:
    _large(window)
    inspector = window.inspector.come()
    assert len(inspector._codebook.buttons()) <= 14
    assert inspector._codebook._all.isVisible()


def test_meaning_is_shown_of_what_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    glance = window.inspector.come()._codebook._glance
    assert not glance.isVisible()
    window.view.select_words(0, 8)
    QTest.keyClick(window.view, Qt.Key.Key_2)
    qtbot.waitUntil(glance.isVisible)
    assert "put on a map" in glance.definition.text()
    window.view.select_annotation(None)
    button = window.inspector.come()._codebook.buttons()[0]
    button.setFocus()
    qtbot.waitUntil(lambda: glance.title.text() == "ACTOR")

"""The sheet shows every key and finds one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.shortcuts import Group, ShortcutSheet

_GROUPS: list[Group] = [
    ("Marking", [("Mark as ACTOR", ("1",)), ("Remove the mark", ("Delete",))]),
    (
        "Moving",
        [("Previous mark", ("Shift+Tab", "Backtab")), ("By sentence", ("Ctrl+→", "Ctrl+←"))],
    ),
    ("View", [("Larger letters", ("Ctrl++", "Ctrl+="))]),
]


@pytest.fixture
def sheet(window: QWidget, qtbot: QtBot) -> ShortcutSheet:
    sheet = ShortcutSheet(window, _GROUPS)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def _shown(sheet: ShortcutSheet) -> list[str]:
    return [
        label.text()
        for label in sheet.findChildren(QLabel)
        if label.isVisible() and label.text() != "Keyboard shortcuts"
    ]


def test_all_keys_are_shown_once_each(sheet: ShortcutSheet) -> None:
    shown = _shown(sheet)
    for text in ("Marking", "Mark as ACTOR", "1", "Shift Tab", "Ctrl →", "Ctrl +", "Ctrl ="):
        assert shown.count(text) == 1
    assert "Backtab" not in shown


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("actor", {"Mark as ACTOR"}),
        ("ctrl", {"By sentence", "Larger letters"}),
        ("MOVING", {"Previous mark", "By sentence"}),
        ("mark prev", {"Previous mark"}),
    ],
)
def test_typing_narrows_by_title_key_or_group(
    sheet: ShortcutSheet, typed: str, titles: set[str]
) -> None:
    sheet.filter.setText(typed)
    every = {title for _, rows in _GROUPS for title, _ in rows}
    assert every & set(_shown(sheet)) == titles


def test_nothing_found_is_said_and_taken_back(sheet: ShortcutSheet) -> None:
    sheet.filter.setText("qqq")
    assert _shown(sheet) == ["No key does that."]
    sheet.filter.clear()
    assert "Mark as ACTOR" in _shown(sheet)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape])
def test_keys_close_it(sheet: ShortcutSheet, key: Qt.Key) -> None:
    QTest.keyClick(sheet.filter, key)
    assert not sheet.isVisible()


def test_the_question_mark_closes_it_too(sheet: ShortcutSheet) -> None:
    QTest.keyClicks(sheet.filter, "?")
    assert not sheet.isVisible()


def test_it_stands_in_fewer_columns_where_there_is_less_room(sheet: ShortcutSheet) -> None:
    sheet.resize(420, 500)
    QTest.qWait(1)
    headings = [
        label for label in sheet.findChildren(QLabel) if label.text() in ("Marking", "View")
    ]
    left, right = (label.mapTo(sheet, label.rect().topLeft()).x() for label in headings)
    assert left == right

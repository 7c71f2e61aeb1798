"""A screen reader hears the marks at the caret, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from annotator.editing import marking
from annotator.editing.project import Project
from annotator.ui.window import MainWindow

_WORDS = "Energy Minister Deniz Aral"


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """As if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def _mark(window: MainWindow, words: str, key: str) -> None:
    start = window.reading().text.index(words)
    window.view.select_annotation(None)
    window.view.select_words(start, start + len(words))
    window.run_named(f"mark-{key}")


def _hear(window: MainWindow, qtbot: QtBot) -> str:
    with qtbot.waitSignal(window.speaker.said, timeout=3000) as heard:
        pass
    words = heard.args[0] if heard.args else ""
    assert isinstance(words, str)
    return words


def test_a_new_mark_is_told_once_with_label_and_text(main_window: MainWindow, qtbot: QtBot) -> None:
    _mark(main_window, _WORDS, "1")
    assert _hear(main_window, qtbot) == f"Marked as Actor: {_WORDS}."


def test_moving_onto_a_mark_and_off_it_is_told(main_window: MainWindow, qtbot: QtBot) -> None:
    view, text = main_window.view, main_window.reading().text
    _mark(main_window, _WORDS, "1")
    _mark(main_window, "Aral travelled to Karsu", "3")
    _hear(main_window, qtbot)
    view.select_annotation(None)
    at = text.index("Aral")
    view.select_words(at, at)
    assert _hear(main_window, qtbot) == f"Actor: {_WORDS}."
    at = text.index("Wednesday")
    view.select_words(at, at)
    assert _hear(main_window, qtbot) == "No mark."
    at = text.index("Karsu")
    view.select_words(at, at)
    assert _hear(main_window, qtbot) == "Claim: Aral travelled to Karsu."


def test_steps_of_the_caret_that_follow_quickly_are_told_once(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    text = main_window.reading().text
    _mark(main_window, "Karsu", "2")
    _mark(main_window, _WORDS, "1")
    _hear(main_window, qtbot)
    heard: list[str] = []
    main_window.speaker.said.connect(heard.append)
    main_window.view.select_annotation(None)
    for offset in range(text.index(_WORDS), text.index("Karsu") + 2):
        main_window.view.select_words(offset, offset)
    qtbot.waitUntil(lambda: bool(heard), timeout=3000)
    assert heard == ["Location: Karsu."]


def test_selecting_resizing_relabelling_and_removing_are_told(
    main_window: MainWindow, qtbot: QtBot
) -> None:
    _mark(main_window, "the ministry would guarantee", "3")
    _mark(main_window, "Karsu", "2")
    _hear(main_window, qtbot)
    main_window.run_named("next-mark")
    said = _hear(main_window, qtbot)
    assert said.startswith("Selected Claim: the ministry would guarantee.")
    main_window.run_named("end-in")
    assert _hear(main_window, qtbot) == "Claim now reads: the ministry would."
    main_window.run_named("mark-1")
    assert _hear(main_window, qtbot) == "Now Actor: the ministry would."
    main_window.run_named("remove-mark")
    assert _hear(main_window, qtbot).startswith("Removed Actor: the ministry would.")


def test_a_selected_mark_is_told_with_its_answers(main_window: MainWindow, qtbot: QtBot) -> None:
    _mark(main_window, "the ministry would guarantee", "3")
    _hear(main_window, qtbot)
    project, article = main_window.at_work()
    assert isinstance(project, Project)
    claim = next(iter(article.annotations))
    marking.set_answer(project, article, claim.id, "stance", "pro")
    main_window.view.select_annotation(None)
    main_window.speaker.speak()
    main_window.view.select_annotation(claim.id)
    assert "stance: pro." in _hear(main_window, qtbot)

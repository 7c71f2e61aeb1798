"""The same words are marked wherever they stand, after a look, as one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.repeat import Repeat
from annotator.ui.window import MainWindow
from tests.ui.real_window import SHIFT, nameless, press, window_on

_TEXT = "Aral met Oden. Then Aral left for Karal, and Aral’s aide stayed with Aralia."
_ARTICLES = {
    "a": _TEXT,
    "b": "It was Aral who wrote it. Aral again, and 阿拉尔.",
    "c": "Nobody was there.",
    "d": "😀 Aral 👍🏽 Aral",
}


def _in_review(act: Callable[[Repeat], None]) -> None:
    """Do something in the review as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        waits = QThread.currentThread().loopLevel() > 0  # not while it is only being shown
        if not isinstance(dialog, Repeat) or not waits or not dialog.list.hasFocus():
            QTimer.singleShot(40, look)
        else:
            try:
                act(dialog)
            finally:
                if dialog.isVisible():  # a failed act must not leave it waiting
                    dialog.reject()

    QTimer.singleShot(0, look)


def _marked(window: MainWindow, name: str) -> list[str]:
    project = window.opened()
    article = project.reader.article_named(name)
    assert article is not None
    text = project.reader.text(article.text_sha256)
    found = project.reader.annotations(article.id)
    return [text[one.start - 1 : one.end + 1] for one in sorted(found, key=lambda o: o.start)]


def test_all_in_the_article_are_one_step(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, {"a": _TEXT}) as window:
        assert window.article is not None
        window.view.select_words(0, 4)
        press(window, "1")
        _in_review(lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Return))
        press(window, "a")
        found = window.article.annotations.in_reading_order()
        assert [one.start for one in found] == [0, 20, 45]
        assert {one.label_id for one in found} == {window.opened().codebook.labels[0].id}
        assert len({one.name for one in found}) == 3
        window.run_named("undo")
        assert len(window.article.annotations) == 1


def test_what_was_unticked_stays_unmarked_and_another_label_can_be_chosen(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(tmp_path, qtbot, {"a": _TEXT}) as window:
        assert window.article is not None
        window.view.select_words(20, 24)

        def review(dialog: Repeat) -> None:
            assert nameless(dialog) == []
            QTest.keyClick(dialog.list, Qt.Key.Key_Space)
            QTest.keyClick(dialog.list, Qt.Key.Key_2)
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)

        _in_review(review)
        press(window, "a")
        found = window.article.annotations.in_reading_order()
        assert [one.start for one in found] == [20, 45]
        assert {one.label_id for one in found} == {window.opened().codebook.labels[1].id}


def test_all_in_the_project_are_one_step(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, _ARTICLES) as window:
        window.view.select_words(0, 4)
        press(window, "1")
        assert len(_marked(window, "a")) == 1
        _in_review(lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Return))
        press(window, "a", SHIFT)
        assert len(_marked(window, "a")) == 3
        assert _marked(window, "b") == [" Aral ", " Aral "]
        assert _marked(window, "c") == []
        assert _marked(window, "d") == [" Aral ", " Aral"]
        assert window.article is not None
        assert len(window.article.annotations) == 3
        window.run_named("undo")
        assert [len(_marked(window, name)) for name in "abcd"] == [1, 0, 0, 0]


def test_a_place_within_a_mark_of_that_label_is_not_ticked(tmp_path: Path, qtbot: QtBot) -> None:
    text = "Minister Deniz Aral left. Aral came back, and Aral left again."
    with window_on(tmp_path, qtbot, {"a": text}) as window:
        window.view.select_words(0, 19)
        press(window, "1")
        window.view.select_annotation(None)
        window.view.select_words(26, 30)
        press(window, "1")
        ticked: list[int] = []

        def review(dialog: Repeat) -> None:
            ticked.extend(place.start for place in dialog.model.ticked())
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)

        _in_review(review)
        press(window, "a")
        assert ticked == [46]


def test_nothing_is_marked_when_it_is_called_off(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, _ARTICLES) as window:
        window.view.select_words(0, 4)
        _in_review(lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Escape))
        press(window, "a", SHIFT)
        assert [len(_marked(window, name)) for name in "abcd"] == [0, 0, 0, 0]
        assert "Mark" not in (window.opened().undo_title or "")


def test_words_that_stand_nowhere_else_are_said_to(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, {"a": _TEXT}) as window:
        window.view.select_words(9, 13)
        press(window, "1")
        press(window, "a")
        assert "nowhere else" in window.status.words()

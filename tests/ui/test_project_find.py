"""Every place of some words in the project, and the way there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.real_window import nameless, window_on

_ARTICLES = {
    "a": "Kalın met Oden.\nThe KALIN plan, and “Kalin’s” too.",
    "b": "Nothing here.",
    "c": "😀 " + "Words and words. " * 300 + "Kalın again.",
}


def test_places_stream_in_and_choosing_one_goes_there(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, _ARTICLES) as window:
        QTest.keyClick(
            window.view,
            Qt.Key.Key_F,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        finding = window.project_find
        assert finding.isVisible()
        assert nameless(finding) == []
        QTest.keyClicks(finding.line, "kalin")
        QTest.keyClick(finding.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "4 places in 2 articles" in finding.count.text())
        for place in finding.model.places:
            article = window.opened().reader.article(place.article_id)
            text = window.opened().reader.text(article.text_sha256)
            assert text[place.start : place.end] == place.words
        last = finding.model.index(3)
        finding.list.setCurrentIndex(last)
        QTest.keyClick(finding.list, Qt.Key.Key_Return)
        assert window.article is not None
        assert window.article.article.name == "c"
        place = finding.model.places[3]
        assert window.view.selection() == (place.start, place.end)
        assert window.view.verticalScrollBar().value() > 0
        assert window.view.page is not None
        assert window.view.page.hits == [(place.start, place.end)]  # on the page and its map
        finding.exact.setChecked(True)
        finding.line.setText("Kalın")
        qtbot.waitUntil(lambda: "2 places in 2 articles" in finding.count.text())
        finding.line.setText("nowhere at all")
        qtbot.waitUntil(lambda: finding.count.text() == "Not found")
        QTest.keyClick(finding.line, Qt.Key.Key_Escape)
        assert not finding.isVisible()
        assert window.view.page.hits == []


def test_looking_stops_when_other_words_are_typed_or_the_project_goes(
    tmp_path: Path, qtbot: QtBot
) -> None:
    articles = {f"n{number}": f"Aral {number}. " * 2_000 for number in range(60)}
    with window_on(tmp_path, qtbot, articles) as window:
        window.run_named("find-in-project")
        finding = window.project_find
        for words in ("Aral", "Ara", "1. Aral", "Aral 59"):
            finding.line.setText(words)
            finding.search()
        qtbot.waitUntil(lambda: "in 1 article" in finding.count.text(), timeout=20_000)
        finding.line.setText("Aral")
        finding.search()
        window.close_project()
        assert finding.model.places == []
        assert not finding.isVisible()

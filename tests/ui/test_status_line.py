from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from annotator.ui import status_line
from annotator.ui.status_line import StatusLine


def _line(qtbot: QtBot, width: int = 1200) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(width, 34)
    line.show()
    qtbot.waitExposed(line)
    return line


def _texts(line: StatusLine) -> list[str]:
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]


def _sentence(line: StatusLine) -> QLabel:
    return next(one for one in line.findChildren(QLabel) if one.accessibleName() == line.words())


def test_progress_place_and_keys(qtbot: QtBot) -> None:
    line = _line(qtbot)
    line.show_progress(76, 200)
    line.show_position(7, 36)
    texts = _texts(line)
    for text in ("76 of 200 done", "Ln 7 · 36 characters selected", "Space", "done & next", "?"):
        assert text in texts
    bar = line.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (76, 200)
    line.show_progress(0, 0)
    line.show_hints((("Q", "quit"),))
    assert "Q" in _texts(line)
    assert "Space" not in _texts(line)


def test_saved_is_told_by_sign_and_words(qtbot: QtBot) -> None:
    line = _line(qtbot)
    line.show_saved()
    assert _sentence(line).text() == "● All changes saved"
    assert _sentence(line).property("role") == "good"
    line.show_saved(read_only=True)
    assert line.words().startswith("Read only")
    assert _sentence(line).text().startswith("○ ")


def test_a_message_stands_for_a_while(qtbot: QtBot) -> None:
    line = _line(qtbot)
    line._fading.setInterval(60)
    assert status_line._SHOWN_MS == 6000
    line.show_saved()
    line.show_message("12 articles imported.", "plain")
    line.show_saved()
    assert line.words() == "12 articles imported."
    qtbot.waitUntil(lambda: line.words() == "All changes saved", timeout=2000)


def test_a_warning_gives_way_to_the_next_act(qtbot: QtBot) -> None:
    line = _line(qtbot)
    line.show_saved()
    line.show_message("This is marked ACTOR already.", "warning")
    assert _sentence(line).text() == "⚠ This is marked ACTOR already."
    assert _sentence(line).property("role") == "warning"
    line.show_saved()
    assert line.words() == "All changes saved"


def test_a_long_message_is_cut_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    line = _line(qtbot, 700)
    words = "The file <b>articles</b> could not be read: " + "because " * 60
    line.show_message(words, "warning")
    said = _sentence(line)
    assert said.text().endswith("…")
    assert "&lt;b&gt;" in said.toolTip()
    assert line.width() == 700
    assert "Space" not in _texts(line)  # the keys give way to what happened
    line.show_saved()
    assert "Space" in _texts(line)

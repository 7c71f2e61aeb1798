"""Letters and lines: what is chosen shows at once, keeps the place, and is remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui import memory
from annotator.ui.acts import views
from annotator.ui.canvas.measures import Measures, Reading
from annotator.ui.dialogs.reading import ReadingDialog
from tests.ui.real_window import window_on

_TEXT = "\n\n".join(["The minister spoke at length about the water of the river. " * 6] * 40)


def test_choices_are_told_one_by_one_and_can_be_taken_back(qtbot: QtBot) -> None:
    holder = ReadingDialog(QApplication.activeWindow(), Reading(), 1.0)  # type: ignore[arg-type]
    qtbot.addWidget(holder)
    told: list[Reading] = []
    zooms: list[float] = []
    holder.changed.connect(told.append)
    holder.zoomed.connect(zooms.append)
    holder.lines.setValue(1.5)
    holder.column.setValue(holder.column.minimum())
    assert (told[-1].line_height, told[-1].characters) == (1.5, 0)
    assert "window" in holder.column.text()
    holder.size_of_letters.setValue(150)
    assert zooms == [1.5]
    first = next(one for one in holder.findChildren(QPushButton) if "first" in one.text())
    first.click()
    assert told[-1] == Reading()
    assert zooms[-1] == 1.0
    assert (holder.lines.value(), holder.column.value()) == (2.0, 68)


def test_the_page_changes_at_once_keeps_its_place_and_remembers(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(tmp_path, qtbot, {"long": _TEXT}, width=1400) as window:
        view = window.view
        window.run_named("focus-mode")
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not view.lane_layout or not view.lane_layout.unsettled(0, 1))
        view.show_stretch(len(_TEXT) // 2, len(_TEXT) // 2 + 5)
        offset, pixels, _ = view.place()
        assert view.lane_layout is not None
        before = view.lane_layout.measures
        window.run_named("lines-closer")
        window.run_named("column-narrower")
        after = view.lane_layout.measures
        assert after.line_pitch < before.line_pitch
        assert after.column < before.column
        assert view.place()[:2] == (offset, pixels)
        views.read_as(window, Reading("DejaVu Sans", 1.6, 0))
        assert view.lane_layout.measures.column > before.column
        again = Settings(window.settings.path)
        assert memory.reading_of(again) == Reading("DejaVu Sans", 1.6, 0)


def test_nothing_unreadable_can_be_remembered() -> None:
    assert Reading("", 9.0, 5000).within_reason() == Reading("", 3.0, 160)
    assert Reading("", 0.1, 1).within_reason() == Reading("", 1.2, 30)
    assert Reading("", 2.0, 0).within_reason().characters == 0


def test_lanes_fit_at_every_line_height(qtbot: QtBot) -> None:
    for height in (1.2, 1.7, 2.0, 3.0):
        measures = Measures.fitting(800, zoom=1.0, reading=Reading("", height, 68))
        for lanes in range(14):
            box = 24.0
            lead = measures.lead(box, measures.line_pitch)
            tall = measures.tall(box, measures.line_pitch, lanes)
            lowest = lead + box + 1 + 4 * min(lanes, 12) - 1
            assert lowest <= tall + lead  # never in the words of the line below


def test_focus_brings_back_only_what_was_there(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(tmp_path, qtbot, {"one": "A text."}) as window:
        window.show_right(False)
        window.run_named("focus-mode")
        assert not window.articles.isVisible()
        window.run_named("focus-mode")
        assert window.articles.isVisible()
        assert not window.inspector.isVisible()

"""The map beside the scroll bar: it shows what lies where, and leads there."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.editing import marking
from annotator.ui import theme
from annotator.ui.canvas.map_rows import MapRows
from annotator.ui.window import MainWindow
from tests.ui.real_window import window_on

_PARAGRAPH = "The minister spoke at length about the water of the river and of its fish. " * 3
_TEXT = "\n\n".join([_PARAGRAPH] * 80)


def _mark(number: int, start: int, end: int) -> Annotation:
    return Annotation(
        id=number,
        article_id=1,
        label_id=number % 3,
        annotator_id=1,
        fragments=((start, end),),
        number=number,
        name=f"s{number}",
    )


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 200)), max_size=12),
    st.integers(1, 60),
)
def test_a_row_has_the_labels_of_its_stretch(stretches: list[tuple[int, int]], height: int) -> None:
    marks = [_mark(number, start, start + long) for number, (start, long) in enumerate(stretches)]
    rows = MapRows(height, lambda share: round(share * 1000))
    for number, row in rows.look(range(height), AnnotationSet(1, marks), hits=[(400, 410)]):
        start, end = rows.edges[number], max(rows.edges[number + 1], rows.edges[number] + 1)
        here = [one for one in marks if one.start < end and start < one.end]
        assert {label for label, _ in row.labels} == {one.label_id for one in here}
        assert all(0.4 < strength <= 1 for _, strength in row.labels)
        assert row.hit == (end > 400 and start < 410)
    for one in marks:
        touched = set(rows.rows_of(one.start, min(one.end, 1000)))
        for number in range(height):
            if rows.edges[number] < one.end and one.start < rows.edges[number + 1]:
                assert number in touched


def _drawn(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.view.mini_map.is_drawn)
    QApplication.processEvents()


def _colored(window: MainWindow, label: int) -> list[int]:
    """At which heights of the map a label is seen."""
    color = theme.current().line(window.opened().codebook.labels[label])
    image = window.view.mini_map._picture.toImage()
    return [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).hue() == color.hue() and image.pixelColor(x, y).alpha() > 60
               for x in range(image.width()))
    ]  # fmt: skip


def test_the_map_shows_what_is_marked_and_found_and_leads_there(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(tmp_path, qtbot, {"long": _TEXT}) as window:
        view, article = window.view, window.reading()
        qtbot.waitUntil(lambda: not view.lane_layout or not view.lane_layout.unsettled(0, 1))
        _drawn(window, qtbot)
        assert view.mini_map.accessibleName() == "Map of the article"
        assert _colored(window, 0) == []
        project = window.opened()
        place = _TEXT.index("minister", len(_TEXT) * 3 // 4)
        marking.mark(project, article, project.codebook.labels[0], ((place, place + 8),))
        _drawn(window, qtbot)
        (height,) = {y // 3 for y in _colored(window, 0)} or {-1}
        assert abs(height * 3 - view.mini_map.height() * place / len(_TEXT)) < 40
        seen = view.verticalScrollBar().value()
        at = QPoint(5, _colored(window, 0)[0])
        QTest.mouseClick(view.mini_map, Qt.MouseButton.LeftButton, pos=at)
        assert view.verticalScrollBar().value() > seen
        assert view.boxes(place, place + 8)
        project.undo()
        _drawn(window, qtbot)
        assert _colored(window, 0) == []
        window.search.open()
        window.search.start("minister")
        _drawn(window, qtbot)
        accent = theme.current().accent
        image = view.mini_map._picture.toImage()
        assert sum(image.pixelColor(5, y) == accent for y in range(image.height())) > 60
        window.run_named("mini-map")
        assert not view.mini_map.isVisible()
        window.run_named("mini-map")
        assert view.mini_map.isVisible()
        assert view.mini_map.x() >= view.viewport().geometry().right()


def test_findings_of_the_checks_stand_on_the_map_while_their_article_does(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(tmp_path, qtbot, {"long": _TEXT, "other": "A text."}) as window:
        project, article = window.opened(), window.reading()
        place = _TEXT.index("minister")  # and the blank after it
        marking.mark(project, article, project.codebook.labels[0], ((place, place + 9),))
        window.run_named("checks")
        qtbot.waitUntil(lambda: bool(window.view.mini_map._findings))
        _drawn(window, qtbot)
        warning = theme.current().warning
        image = window.view.mini_map._picture.toImage()
        assert any(image.pixelColor(2, y) == warning for y in range(image.height()))
        other = next(one for one in project.reader.article_ids() if one != article.id)
        window.show_article(other)
        _drawn(window, qtbot)
        assert not window.view.mini_map._findings

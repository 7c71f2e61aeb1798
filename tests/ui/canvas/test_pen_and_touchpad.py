"""The page under a pen and under two fingers, by the events they send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from annotator.ui.window import MainWindow
from tests.ui.real_window import NONE, window_on
from tests.ui.tablet import PEN, Tablet, tablet_over

_TEXT = "Minister Deniz Aral left Ankara.\n\n" + "The dam will hold, she said. " * 400
_LEFT = Qt.MouseButton.LeftButton
_OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""What the platform without a screen says of windows over others."""


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(tmp_path, qtbot, {"a": _TEXT}, width=900) as made:
        made.view.wake()
        yield made


def _pen(window: MainWindow, kind: QEvent.Type, at: QPointF) -> None:
    ground = window.view.viewport()
    up = kind == QEvent.Type.MouseButtonRelease
    event = QMouseEvent(
        kind,
        at,
        at,
        ground.mapToGlobal(at),
        Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT,
        Qt.MouseButton.NoButton if up else _LEFT,
        NONE,
        PEN,
    )
    QApplication.sendEvent(ground, event)


def _middle(window: MainWindow, word: str) -> QPointF:
    start = _TEXT.index(word)
    (box,) = window.view.boxes(start, start + len(word))
    return QPointF(box.center())


def _stroke(window: MainWindow, *points: QPointF) -> None:
    _pen(window, QEvent.Type.MouseButtonPress, points[0])
    for point in points[1:]:
        _pen(window, QEvent.Type.MouseMove, point)
    _pen(window, QEvent.Type.MouseButtonRelease, points[-1])


def test_a_stroke_of_the_pen_takes_whole_words(window: MainWindow) -> None:
    _stroke(window, _middle(window, "Deniz"), _middle(window, "Aral"))
    selected = window.view.selection()
    assert selected is not None
    assert _TEXT[slice(*selected)] == "Deniz Aral"
    QTest.keyClick(window.view, Qt.Key.Key_1)
    (mark,) = window.opened().reader.annotations(window.reading().id)
    assert mark.text_in(_TEXT) == "Deniz Aral"


def test_a_tap_of_an_unsteady_pen_is_no_stroke(window: MainWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    _stroke(window, _middle(window, "Deniz"), _middle(window, "Aral"))
    QTest.keyClick(window.view, Qt.Key.Key_1)
    window.view.select_annotation(None)
    place = _middle(window, "Aral")
    _stroke(window, place, place + QPointF(3, 1), place + QPointF(1, 2))
    mark = window.view.selected_annotation()
    assert mark is not None
    assert mark.text_in(_TEXT) == "Deniz Aral"


def test_the_pen_takes_hold_of_an_edge_from_further_away(window: MainWindow) -> None:
    _stroke(window, _middle(window, "Deniz"), _middle(window, "Aral"))
    QTest.keyClick(window.view, Qt.Key.Key_1)
    end = _TEXT.index(" left")
    edge = window.view.edge_box(end, before=True)
    beside = QPointF(edge.left() + 8, edge.center().y())
    _stroke(window, beside, _middle(window, "left"), _middle(window, "left"))
    (mark,) = window.opened().reader.annotations(window.reading().id)
    assert mark.text_in(_TEXT) == "Deniz Aral left"


@pytest.fixture
def tablet(window: MainWindow) -> Iterator[Tablet]:
    """A tablet with its pen over the page."""
    with tablet_over(window.view.viewport()) as made:
        yield made


def test_the_pen_of_a_tablet_selects_what_it_is_drawn_over(
    window: MainWindow, tablet: Tablet
) -> None:
    tablet.stroke(_middle(window, "Deniz"), _middle(window, "left"), _middle(window, "Aral"))
    selected = window.view.selection()
    assert selected is not None
    assert _TEXT[slice(*selected)] == "Deniz Aral"
    place = _middle(window, "dam")
    for _ in range(2):
        tablet.stroke(place, place + QPointF(2, 1))
    selected = window.view.selection()
    assert selected is not None
    assert _TEXT[slice(*selected)] == "dam"


@_OFFSCREEN
def test_the_pen_above_the_tablet_shows_what_a_mark_is(
    window: MainWindow, tablet: Tablet, qtbot: QtBot
) -> None:
    tablet.stroke(_middle(window, "Deniz"), _middle(window, "Aral"))
    QTest.keyClick(window.view, Qt.Key.Key_1)
    tablet.move(_middle(window, "dam"))
    assert window.view.toolTip() == ""
    tablet.move(_middle(window, "Deniz"))
    (mark,) = window.opened().reader.annotations(window.reading().id)
    assert window.view.page is not None
    assert window.view.page.marks.hovered == mark.id
    tablet.move(_middle(window, "Deniz") + QPointF(1, 0))
    qtbot.waitUntil(QToolTip.isVisible)
    assert "ACTOR" in QToolTip.text()
    QToolTip.hideText()


@_OFFSCREEN
def test_the_button_of_the_pen_opens_the_menu_of_what_it_points_at(
    window: MainWindow, tablet: Tablet
) -> None:
    tablet.stroke(_middle(window, "Deniz"), _middle(window, "Aral"))
    QTest.keyClick(window.view, Qt.Key.Key_1)
    window.view.select_annotation(None)
    place = _middle(window, "Deniz")
    tablet.press(place, Qt.MouseButton.RightButton)
    menu = QApplication.activePopupWidget()
    tablet.lift(place)
    assert isinstance(menu, QMenu)
    mark = window.view.selected_annotation()
    assert mark is not None
    assert mark.text_in(_TEXT) == "Deniz Aral"
    titles = [action.text() for action in menu.actions()]
    menu.close()
    assert "Mark as LOCATION" in titles
    assert "Remove the selected mark" in titles


def test_two_fingers_scroll_by_pixels(window: MainWindow) -> None:
    bar = window.view.verticalScrollBar()
    for pixels in (-7, -30, -2):
        _scroll(window, pixels)
    assert bar.value() == 39
    _scroll(window, 9)
    assert bar.value() == 30


_PHASES = Qt.ScrollPhase
_CTRL = Qt.KeyboardModifier.ControlModifier


def _scroll(
    window: MainWindow,
    pixels: int,
    phase: Qt.ScrollPhase = _PHASES.ScrollUpdate,
    held: Qt.KeyboardModifier = NONE,
    *,
    in_pixels: bool = True,
) -> None:
    ground = window.view.viewport()
    middle = QPointF(ground.rect().center())
    turn = QWheelEvent(
        middle,
        ground.mapToGlobal(middle),
        QPoint(0, pixels if in_pixels else 0),
        QPoint(0, pixels * 2),
        Qt.MouseButton.NoButton,
        held,
        phase,
        False,
    )
    QApplication.sendEvent(ground, turn)


@pytest.mark.parametrize("in_pixels", [True, False])
def test_ctrl_pressed_while_the_page_glides_on_does_not_zoom(
    window: MainWindow, in_pixels: bool
) -> None:
    bar, zoom = window.view.verticalScrollBar(), window.view.zoom
    size = window.view.document().defaultFont().pixelSize()
    _scroll(window, 0, _PHASES.ScrollBegin, in_pixels=in_pixels)
    _scroll(window, -40, in_pixels=in_pixels)
    _scroll(window, -40, _PHASES.ScrollMomentum, in_pixels=in_pixels)
    before = bar.value()
    for _ in range(8):
        _scroll(window, -40, _PHASES.ScrollMomentum, _CTRL, in_pixels=in_pixels)
    _scroll(window, 0, _PHASES.ScrollEnd, _CTRL, in_pixels=in_pixels)
    assert window.view.zoom == zoom
    assert window.view.document().defaultFont().pixelSize() == size
    assert bar.value() >= before + 100  # and it does glide on


def test_two_fingers_with_ctrl_zoom_and_what_glides_on_of_that_does_not_scroll(
    window: MainWindow,
) -> None:
    bar, zoom = window.view.verticalScrollBar(), window.view.zoom
    _scroll(window, 0, _PHASES.ScrollBegin, _CTRL)
    for _ in range(6):
        _scroll(window, 20, held=_CTRL)
    larger = window.view.zoom
    assert larger > zoom
    for _ in range(6):
        _scroll(window, -20, _PHASES.ScrollMomentum)  # Ctrl was let go of
    assert window.view.zoom == larger
    assert bar.value() == 0
    _scroll(window, 0, _PHASES.ScrollBegin)
    _scroll(window, -20)
    assert bar.value() == 20


def test_fingers_drawn_apart_make_letters_larger_about_the_same_place(window: MainWindow) -> None:
    before = window.view.zoom
    kinds = Qt.NativeGestureType
    values = [0.0, *[0.02] * 20, 0.0]
    for kind, value in zip(
        [kinds.BeginNativeGesture, *[kinds.ZoomNativeGesture] * 20, kinds.EndNativeGesture],
        values,
        strict=True,
    ):
        _pinch(window, kind, value)
    assert window.view.zoom > before * 1.3
    for _ in range(20):
        _pinch(window, kinds.ZoomNativeGesture, -0.02)
    assert window.view.zoom == pytest.approx(before, rel=0.1)


def _pinch(window: MainWindow, kind: Qt.NativeGestureType, value: float) -> None:
    ground = window.view.viewport()
    middle = QPointF(ground.rect().center())
    pad = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, pad, 2, middle, middle, middle, value, QPointF())
    QApplication.sendEvent(ground, event)

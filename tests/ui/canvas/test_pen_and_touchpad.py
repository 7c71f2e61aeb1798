"""The page under a pen and under two fingers, by the events they send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.window import MainWindow
from tests.ui.real_window import NONE, window_on

_TEXT = "Minister Deniz Aral left Ankara.\n\n" + "The dam will hold, she said. " * 400
_PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)
_LEFT = Qt.MouseButton.LeftButton


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
        _PEN,
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


def test_two_fingers_scroll_by_pixels(window: MainWindow) -> None:
    bar = window.view.verticalScrollBar()
    for pixels in (-7, -30, -2):
        _scroll(window, pixels)
    assert bar.value() == 39
    _scroll(window, 9)
    assert bar.value() == 30


def _scroll(window: MainWindow, pixels: int) -> None:
    ground = window.view.viewport()
    middle = QPointF(ground.rect().center())
    turn = QWheelEvent(
        middle,
        ground.mapToGlobal(middle),
        QPoint(0, pixels),
        QPoint(0, pixels * 2),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(ground, turn)


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

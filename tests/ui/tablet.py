"""A pen on a tablet, by the events that the driver of one gives to Qt.

They enter where the platform's own do, so that Qt makes of them what it makes of a real
pen's: a QTabletEvent first and, as no widget here takes it, mouse events of a stylus. Qt
has no public call for that; the private one is looked up in its library.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import PySide6
import pytest
import shiboken6
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtWidgets import QApplication, QWidget

PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    2,
)
_HANDLE = (
    "_ZN22QWindowSystemInterface17handleTabletEventEP7QWindowPK15QPointingDevice"
    "RK7QPointFS7_6QFlagsIN2Qt11MouseButtonEEdddddiS8_INS9_16KeyboardModifierEE"
)
_PLATFORM_MAKES_MOUSE = "_ZN29QWindowSystemInterfacePrivate11TabletEvent24platformSynthesizesMouseE"
_NOTHING = Qt.MouseButton.NoButton


class _Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


class Tablet:
    """Moves the pen over a widget; points are those of the widget."""

    def __init__(self, handle: Any, over: QWidget) -> None:
        self._handle = handle
        self._over = over
        self._down = _NOTHING

    def move(self, to: QPointF) -> None:
        """Move the pen, drawing or above the tablet."""
        over = self._over
        window = over.window()
        pressure = 0.5 if self._down != _NOTHING else 0.0
        self._handle(
            shiboken6.getCppPointer(window.windowHandle())[0],
            shiboken6.getCppPointer(PEN)[0],
            _Point(*over.mapTo(window, to).toTuple()),
            _Point(*over.mapToGlobal(to).toTuple()),
            self._down.value,
            pressure,
            *(0.0, 0.0, 0.0, 0.0),
            0,
            0,
        )
        QApplication.processEvents()

    def press(self, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Set the tip down, or press the button of the barrel."""
        self._down = button
        self.move(at)

    def lift(self, at: QPointF) -> None:
        """Lift the tip, or let go of the button."""
        self._down = _NOTHING
        self.move(at)

    def stroke(self, *points: QPointF) -> None:
        """Draw from point to point."""
        self.press(points[0])
        for point in points[1:]:
            self.move(point)
        self.lift(points[-1])


@contextmanager
def tablet_over(widget: QWidget) -> Iterator[Tablet]:
    """A tablet whose pen is over a widget; skips where Qt's library has no such call."""
    name = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"
    if not sys.platform.startswith("linux") or not name.exists():
        pytest.skip("Qt's library is looked into on Linux only")
    library = ctypes.CDLL(str(name))
    try:
        handle = getattr(library, _HANDLE)
        makes_mouse = ctypes.c_bool.in_dll(library, _PLATFORM_MAKES_MOUSE)
    except (AttributeError, ValueError):
        pytest.skip("this Qt takes events of tablets in another way")
    point = ctypes.POINTER(_Point)
    handle.argtypes = [
        *(ctypes.c_void_p, ctypes.c_void_p, point, point, ctypes.c_int),
        *[ctypes.c_double] * 5,
        *(ctypes.c_int, ctypes.c_int),
    ]
    handle.restype = ctypes.c_bool
    before, makes_mouse.value = makes_mouse.value, False  # as on X11
    try:
        yield Tablet(handle, widget)
    finally:
        makes_mouse.value = before

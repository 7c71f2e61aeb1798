"""The grounds that scroll areas draw on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def lay_ground(
    area: QAbstractScrollArea, cursor: Qt.CursorShape = Qt.CursorShape.ArrowCursor
) -> QWidget:
    """Give a scroll area a viewport made here, and return it.

    Asked for a viewport that Qt made itself, the binding looks for its true class among
    all widget classes and sets each of them up: a tenth of the whole start.
    """
    ground = QWidget(area)
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.setAutoFillBackground(True)
    ground.setCursor(cursor)
    area.setViewport(ground)
    return ground

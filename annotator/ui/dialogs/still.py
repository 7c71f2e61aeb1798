"""Boxes that stand in a part that scrolls: the wheel turned over one moves the part."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class StillCombo(QComboBox):
    """Changed by key or by choosing, never by the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class StillSpin(QSpinBox):
    """As above."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

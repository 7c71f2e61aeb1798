"""The wheel and two fingers on a touchpad: scrolling, and with Ctrl larger letters.

What a movement of the fingers began as it stays while the page glides on: Ctrl pressed
for the next key must not make letters jump, nor may the rest of a zoom scroll.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_NOTCH = 120
"""What one notch of a wheel turns by, in eighths of a degree."""


class Wheel(QObject):
    """Follows one movement at a time."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._zooms = False
        """Whether the movement is one that zooms."""
        self._turned = 0
        """How far it turned since the last step; a touchpad tells of small turns."""

    def turn(self, event: QWheelEvent) -> None:
        """Scroll or zoom by what was turned."""
        event.accept()
        phase = event.phase()
        if phase == Qt.ScrollPhase.ScrollBegin:
            self._turned = 0
        if phase == Qt.ScrollPhase.ScrollMomentum:
            if not self._zooms:
                self._scroll(event)
            return
        if phase == Qt.ScrollPhase.ScrollEnd:
            return
        self._zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._zooms:
            self._zoom(event.angleDelta().y())
        else:
            self._scroll(event)

    def _zoom(self, turned: int) -> None:
        self._turned += turned
        if abs(self._turned) >= _NOTCH:
            self._view.set_zoom(self._view.zoom * (1.1 if self._turned > 0 else 1 / 1.1))
            self._turned = 0

    def _scroll(self, event: QWheelEvent) -> None:
        if event.pixelDelta().y():
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() - event.pixelDelta().y())
        else:  # past QTextEdit, which has a zoom of its own
            QAbstractScrollArea.wheelEvent(self._view, event)

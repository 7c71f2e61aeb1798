"""Two fingers drawn apart or together on a touchpad: larger or smaller letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QNativeGestureEvent

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_STEP = 0.05


class Pinch(QObject):
    """Zooms the page by what the fingers have done, in steps the eye can follow."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._drawn = 0.0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.NativeGesture or not isinstance(event, QNativeGestureEvent):
            return False
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.BeginNativeGesture:
            self._drawn = 0.0
        elif kind == Qt.NativeGestureType.ZoomNativeGesture:
            self._drawn += event.value()
            if abs(self._drawn) >= _STEP:
                self._view.set_zoom(self._view.zoom * (1 + self._drawn))
                self._drawn = 0.0
        return True

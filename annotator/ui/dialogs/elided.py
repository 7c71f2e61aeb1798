"""A line of text that is cut in the middle where there is too little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from annotator.ui.models.wording import tooltip


class Elided(QLabel):
    """Shows as much of a text as there is room for; the tooltip has all of it."""

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__()
        self.whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def _cut(self) -> None:
        room = self.contentsRect().width()
        cut = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideMiddle, room)
        self.setText(cut)
        self.setToolTip(tooltip(self.whole) if cut != self.whole else "")

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.whole) + 4
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

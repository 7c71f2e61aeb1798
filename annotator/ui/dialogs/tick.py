"""A box to tick that can be seen on every ground of both themes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from annotator.ui import theme

_BOX = 16
_APART = 9
_RING = 3


class Tick(QCheckBox):
    """A QCheckBox in the window's own colours."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(
            _BOX + 2 * _RING + _APART + words.width(), max(_BOX, words.height()) + 2 * _RING
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _BOX - _RING if mirrored else _RING
        box = QRectF(left, (self.height() - _BOX) / 2, _BOX, _BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        if self.hasFocus():
            painter.setPen(QPen(colors.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 6, 6)
        painter.setPen(QPen(colors.accent if on else colors.quiet, 1))
        painter.setBrush(colors.accent if on else colors.page)
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark = QPen(colors.page, 2)
            mark.setCapStyle(Qt.PenCapStyle.RoundCap)
            mark.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(mark)
            middle = box.center()
            painter.drawPolyline(
                [middle + QPointF(-3.5, 0), middle + QPointF(-1, 2.8), middle + QPointF(3.8, -3)]
            )
        painter.setPen(colors.ink if self.isEnabled() else colors.quiet)
        taken = _BOX + _RING + _APART
        room = self.rect().adjusted(0 if mirrored else taken, 0, -taken if mirrored else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextShowMnemonic), self.text())

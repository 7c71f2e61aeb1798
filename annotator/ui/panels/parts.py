"""Small parts that the sections of a panel share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from annotator.domain.codebook import Label
from annotator.ui import theme

INDENT = 8
"""Room left and right of words, so that they line up with those inside rows and buttons."""


def plain(label: QLabel) -> QLabel:
    """A label that shows its words as they are: what a text says is never markup."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def heading(text: str, parent: QWidget) -> QLabel:
    """A small quiet heading over a group."""
    label = plain(QLabel(text.upper(), parent))
    label.setProperty("role", "heading")
    return label


def quiet(text: str, parent: QWidget) -> QLabel:
    """Secondary words."""
    label = plain(QLabel(text, parent))
    label.setProperty("role", "quiet")
    return label


def draw_swatch(painter: QPainter, box: QRectF, color: QColor) -> None:
    """The colour of a label, as a small square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(box, 3, 3)
    painter.restore()


class Swatch(QWidget):
    """Shows the colour of a label. Its name always stands beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.setFixedSize(self.sizeHint())

    def show_label(self, label: Label | None) -> None:
        self._label = label
        self.setVisible(label is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(12, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._label is not None:
            painter = QPainter(self)
            draw_swatch(painter, QRectF(self.rect()), theme.current().line(self._label))
            painter.end()

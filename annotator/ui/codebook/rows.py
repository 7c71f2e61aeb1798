"""A label with the letters that choose it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.domain.codebook import Label
from annotator.ui import theme
from annotator.ui.models.wording import tooltip, worded
from annotator.ui.panels.parts import draw_swatch

_WIDTH = 196
_CAP = 28.0
_LEFT = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)


class LabelRow(QPushButton):
    """Swatch, name and letters of one label."""

    def __init__(self, label: Label, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = label
        self.code = code
        self.best = False
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tooltip(label.definition or label.name))
        self.setAccessibleName(f"{label.name}, {' '.join(code)}")

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 26)

    def show_typed(self, typed: str) -> None:
        """Show which of its letters were typed."""
        self._typed = typed
        self.update()

    def show_best(self, best: bool) -> None:
        """Show whether Enter takes it."""
        self.best = best
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.best or self.underMouse():
            painter.setPen(QPen(now.accent, 1.5) if self.best else Qt.PenStyle.NoPen)
            painter.setBrush(now.chosen)
            painter.drawRoundedRect(box, 5, 5)
        cap = QRectF(box.left() + 2, box.center().y() - 9, _CAP, 18)
        painter.setPen(QPen(now.hairline, 1))
        painter.setBrush(now.page)
        painter.drawRoundedRect(cap, 4, 4)
        font = theme.ui_font(larger=-1, bold=True)
        painter.setFont(font)
        code = self.code.upper()
        metrics = QFontMetricsF(font)
        x = cap.center().x() - metrics.horizontalAdvance(code) / 2
        for at, sign in enumerate(code):
            painter.setPen(now.accent if at < len(self._typed) else now.quiet)
            painter.drawText(QRectF(x, cap.top(), 20, cap.height()), _LEFT, sign)
            x += metrics.horizontalAdvance(sign)
        draw_swatch(
            painter, QRectF(cap.right() + 7, box.center().y() - 5, 10, 10), now.line(self.label)
        )
        room = box.adjusted(_CAP + 26, 0, -4, 0)
        painter.setFont(theme.ui_font())
        painter.setPen(now.ink)
        name = QFontMetricsF(theme.ui_font()).elidedText(
            worded(self.label.name), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, _LEFT, name)
        painter.end()

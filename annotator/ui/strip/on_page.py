"""The keys of the options shown where they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui import theme
from annotator.ui.strip.question import Option

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_HEIGHT = 17.0


class KeysOnPage(QWidget):
    """Lies over the page, lets the mouse through, and shows a key at each option's place."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._options: list[Option] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        self.hide()

    def show_keys(self, options: Sequence[Option]) -> None:
        """Show the keys of those options that stand on the page; none hides them all."""
        self._options = [one for one in options if one.at is not None and one.key]
        self.setGeometry(self._view.viewport().rect())
        self.setVisible(bool(self._options))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.ui_font(larger=-1, bold=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for option in self._options:
            assert option.at is not None
            place = self._view.cursor_box(option.at[0])
            if place.bottom() < 0 or place.top() > self.height():
                continue
            key = option.key.upper()
            wide = max(_HEIGHT, metrics.horizontalAdvance(key) + 9)
            top = max(1.0, place.top() - _HEIGHT * 0.55)
            cap = QRectF(max(1.0, place.left() - wide * 0.5), top, wide, _HEIGHT)
            painter.setPen(QPen(now.accent, 1.2))
            painter.setBrush(now.page)
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(now.accent)
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
        painter.end()

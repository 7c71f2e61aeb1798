"""The chip that offers the labels beside words selected by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from annotator.domain.codebook import Codebook
from annotator.ui import theme

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_MOST = 9


class LabelChip(QFrame):
    """A row of label buttons floating over the page. It never takes the focus."""

    label_chosen = Signal(object)

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 4, 4)
        self._row.setSpacing(2)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Labels for the selected words"))
        self.hide()
        view.verticalScrollBar().valueChanged.connect(self.hide)

    def offer(self, codebook: Codebook) -> None:
        """Show the labels under the selection's end."""
        words = self._view.selection()
        if words is None:
            return
        while (item := self._row.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.deleteLater()
        labels = [label for label in codebook.labels if not label.retired][:_MOST]
        for label in labels:
            button = QToolButton(self)
            button.setProperty("role", "flat")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(_swatch(theme.current().line(label)))
            name = label.name.capitalize()
            button.setText(f"{name}  {label.key}" if label.key else name)
            button.setAccessibleName(self.tr("Mark as {0}").format(label.name))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(
                lambda _checked=False, which=label.id: self.label_chosen.emit(which)
            )
            self._row.addWidget(button)
        self.adjustSize()
        self._stand_at(words)
        self.show()
        self.raise_()

    def _stand_at(self, words: tuple[int, int]) -> None:
        box = self._view.cursor_box(words[1], before=True)
        room = self._view.viewport()
        x = max(4, min(int(box.left()) - 12, room.width() - self.width() - 4))
        y = int(box.bottom()) + 14
        if y + self.height() > room.height():
            first = self._view.cursor_box(words[0])
            y = max(4, int(first.top()) - self.height() - 8)
        self.move(QPoint(x, y))


def _swatch(color: QColor) -> QIcon:
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(1, 1, 10, 10, 3, 3)
    painter.end()
    return QIcon(picture)

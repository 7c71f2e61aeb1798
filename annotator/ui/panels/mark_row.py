"""How one mark looks in the list of marks: colour, words, and its label in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.codebook import Label
from annotator.ui import theme
from annotator.ui.canvas.header import is_right_to_left
from annotator.ui.models.annotations import LABEL
from annotator.ui.models.wording import worded
from annotator.ui.panels.parts import draw_swatch

_LEFT = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def row_height() -> int:
    """The height every row has."""
    return round(QFontMetricsF(theme.ui_font()).lineSpacing()) + 8


class MarkDelegate(QStyledItemDelegate):
    """Draws a mark on one line."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        label = index.data(LABEL)
        if not isinstance(label, Label):
            return
        now = theme.current()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.chosen)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.mixed(now.chosen, now.pane, 0.5))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        draw_swatch(painter, QRectF(box.left() + 8, box.center().y() - 5, 10, 10), now.line(label))
        small = theme.ui_font(larger=-1)
        name = QFontMetricsF(small).elidedText(
            worded(label.name), Qt.TextElideMode.ElideRight, box.width() / 3
        )
        inner = box.adjusted(26, 0, -8, 0)
        painter.setFont(small)
        painter.setPen(now.quiet)
        painter.drawText(inner, _RIGHT, name)
        font = theme.ui_font()
        words = str(index.data())
        room = inner.width() - QFontMetricsF(small).horizontalAdvance(name) - 10
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(now.ink)
        flags = _LEFT
        if is_right_to_left(words):
            flags |= int(Qt.TextFlag.TextForceRightToLeft)
        painter.drawText(QRectF(inner.left(), inner.top(), room, inner.height()), flags, shown)
        painter.restore()

"""How a place in an article looks in a list: its words in the middle of their line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.editing.found_places import Place
from annotator.ui import theme
from annotator.ui.canvas.header import is_right_to_left
from annotator.ui.models.found_places import HEADED, PLACE

_TITLE = 150.0
_BOX = 14.0
_MIDDLE = 0.42
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlaceRow(QStyledItemDelegate):
    """Draws the article's title where it begins, then the words with what surrounds them."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(400, round(QFontMetricsF(theme.ui_font()).lineSpacing()) + 11)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place = index.data(PLACE)
        if not isinstance(place, Place):
            return
        now = theme.current()
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        inner = box.adjusted(10, 0, -10, 0)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            _draw_tick(painter, inner, on=Qt.CheckState(ticked) == Qt.CheckState.Checked)
            inner.setLeft(inner.left() + _BOX + 12)
        if index.data(HEADED):
            painter.setFont(theme.ui_font(larger=-1, bold=True))
            painter.setPen(now.quiet)
            title = QFontMetricsF(painter.font()).elidedText(
                place.title, Qt.TextElideMode.ElideRight, _TITLE
            )
            painter.drawText(
                QRectF(inner.left(), inner.top(), _TITLE, inner.height()), _START, title
            )
        inner.setLeft(inner.left() + _TITLE + 14)
        _draw_line(painter, inner, place)
        painter.restore()


def _draw_line(painter: QPainter, box: QRectF, place: Place) -> None:
    now = theme.current()
    plain, strong = theme.ui_font(), theme.ui_font(bold=True)
    metrics = QFontMetricsF(strong)
    words = metrics.elidedText(place.words, Qt.TextElideMode.ElideMiddle, box.width() * 0.5)
    width = metrics.horizontalAdvance(words)
    left = box.left() + box.width() * _MIDDLE - width / 2
    left = max(box.left() + 20, left)
    backwards = is_right_to_left(f"{place.words}{place.before}{place.after}")
    one, other = (place.after, place.before) if backwards else (place.before, place.after)
    # a blank is kept where there is one, and none is made where a word goes on
    apart = [4.0 if side[edge].isspace() else 0.0 for side, edge in _sides(one, other)]
    first = QRectF(box.left(), box.top(), max(0.0, left - apart[0] - box.left()), box.height())
    right = left + width + apart[1]
    second = QRectF(right, box.top(), max(0.0, box.right() - right), box.height())
    small = QFontMetricsF(plain)
    cut_left, cut_right = Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight
    painter.setFont(plain)
    painter.setPen(now.quiet)
    # what is cut is what lies farther from the words, in either direction of writing
    before = small.elidedText(one.strip(), cut_right if backwards else cut_left, first.width())
    after = small.elidedText(other.strip(), cut_left if backwards else cut_right, second.width())
    painter.drawText(first, _END, before)
    painter.drawText(second, _START, after)
    painter.setFont(strong)
    painter.setPen(now.ink)
    painter.drawText(QRectF(left, box.top(), width + 2, box.height()), _START, words)


def _sides(one: str, other: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """What stands on the left and on the right, and which of its ends is at the words."""
    return (one or " ", -1), (other or " ", 0)


def _draw_tick(painter: QPainter, box: QRectF, *, on: bool) -> None:
    now = theme.current()
    square = QRectF(box.left(), box.center().y() - _BOX / 2, _BOX, _BOX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.accent if on else now.quiet, 1))
    painter.setBrush(now.accent if on else now.page)
    painter.drawRoundedRect(square, 3, 3)
    if on:
        painter.setPen(QPen(now.page, 1.8))
        low = QPointF(square.center().x() - 1, square.bottom() - 4)
        painter.drawLine(QPointF(square.left() + 3, square.center().y()), low)
        painter.drawLine(low, QPointF(square.right() - 3, square.top() + 4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

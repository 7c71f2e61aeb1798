"""One row of the command palette: title with its matched letters bold, group, key."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.text.offsets import OffsetMap
from annotator.ui import theme
from annotator.ui.dialogs.wording import key_words

GROUP = Qt.ItemDataRole.UserRole + 1
HINT = Qt.ItemDataRole.UserRole + 2
PLACES = Qt.ItemDataRole.UserRole + 3
"""Offsets (code points) of the letters of the title that were matched."""

ROW_HEIGHT = 36
_SIDE = 14
_APART = 12
_KEY_PAD = 6
_KEY_HEIGHT = 19


class PaletteRow(QStyledItemDelegate):
    """Paints a row of the palette. Mirrored where the window reads from right to left."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002  all rows are alike
    ) -> QSize:
        tall = max(ROW_HEIGHT, option.fontMetrics.height() + 16)
        return QSize(0, tall)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.chosen)
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), 5, 5)
        room = rect.adjusted(_SIDE + 2, 0, -_SIDE - 2, 0)
        room = self._hint(painter, option, room, str(index.data(HINT) or ""))
        room = self._quiet(painter, option, room, str(index.data(GROUP) or ""))
        self._title(painter, option, room, index)
        painter.restore()

    def _title(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = theme.current()
        font: QFont = option.font
        bold = QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        title = " ".join(str(index.data(Qt.ItemDataRole.DisplayRole)).splitlines())
        shown = QFontMetrics(bold).elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(shown, font)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.NoWrap)
        wrapping.setTextDirection(option.direction)
        layout.setTextOption(wrapping)
        matched = QTextCharFormat()
        matched.setFontWeight(QFont.Weight.Bold)
        matched.setForeground(colors.accent)
        layout.setFormats(
            [_range(start, length, matched) for start, length in _units(shown, index.data(PLACES))]
        )
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        painter.setPen(colors.ink)
        top = room.top() + (room.height() - line.height()) / 2
        painter.setClipRect(room)
        layout.draw(painter, QPointF(room.left(), top))
        painter.setClipping(False)

    def _quiet(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, words: str
    ) -> QRect:
        metrics: QFontMetrics = option.fontMetrics
        most = room.width() // 3
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(words)
        painter.setFont(option.font)
        painter.setPen(theme.current().quiet)
        place = _far_end(option, room, width)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return _without(option, room, width + _APART if words else 0)

    def _hint(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, hint: str
    ) -> QRect:
        """A key as a chip; anything else that is said about an entry as quiet words."""
        if not hint:
            return room
        if not QKeySequence(hint).toString():
            return self._quiet(painter, option, room, hint)
        font = QFont(option.font)
        font.setPixelSize(11)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        words = key_words(hint)
        width = max(metrics.horizontalAdvance(words) + 2 * _KEY_PAD, _KEY_HEIGHT)
        place = _far_end(option, room, width)
        place = QRect(place.left(), place.center().y() - _KEY_HEIGHT // 2, width, _KEY_HEIGHT)
        _draw_key(painter, place, words, font)
        return _without(option, room, width + _APART)


def _draw_key(painter: QPainter, place: QRect, words: str, font: QFont) -> None:
    colors = theme.current()
    painter.setFont(font)
    painter.setBrush(colors.page)
    painter.setPen(QPen(theme.mixed(colors.quiet, colors.hairline, 0.15), 1))
    cap = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(cap, 4, 4)
    painter.drawLine(
        QPointF(cap.left() + 3, cap.bottom() - 0.9), QPointF(cap.right() - 3, cap.bottom() - 0.9)
    )
    painter.setPen(QColor(colors.quiet))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _far_end(option: QStyleOptionViewItem, room: QRect, width: int) -> QRect:
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return QRect(room.left(), room.top(), width, room.height())
    return QRect(room.right() - width + 1, room.top(), width, room.height())


def _without(option: QStyleOptionViewItem, room: QRect, width: int) -> QRect:
    if option.direction == Qt.LayoutDirection.RightToLeft:
        return room.adjusted(width, 0, 0, 0)
    return room.adjusted(0, 0, -width, 0)


def _units(shown: str, places: object) -> list[tuple[int, int]]:
    """Matched letters of the shown title as start and length in UTF-16 units."""
    if not isinstance(places, tuple):
        return []
    units = OffsetMap.utf16(shown)
    return [
        (units.to_unit(place), units.to_unit(place + 1) - units.to_unit(place))
        for place in places
        if place < len(shown)
    ]


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    stretch = QTextLayout.FormatRange()
    stretch.start = start
    stretch.length = length
    stretch.format = look
    return stretch

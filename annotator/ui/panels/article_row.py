"""How one article looks in the list: status, title, source and date, marks, flag."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.status import Progress
from annotator.store.listing import ArticleRow
from annotator.ui import theme
from annotator.ui.canvas.header import is_right_to_left, joined, short_date
from annotator.ui.models.articles import ROW

_LEFT = 36.0
_RIGHT = 16.0


def row_height() -> int:
    """The height every row has: two lines of title and one of facts."""
    bold, plain = QFontMetricsF(theme.ui_font(bold=True)), QFontMetricsF(theme.ui_font())
    return round(bold.lineSpacing() * 2 + plain.lineSpacing() + 22)


class ArticleDelegate(QStyledItemDelegate):
    """Draws an ArticleRow. State is told by shape and words as well as by colour."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW)
        now = theme.current()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, now.chosen)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.mixed(now.chosen, now.pane, 0.5))
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), now.accent)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.hairline)
        if isinstance(row, ArticleRow):
            self._draw(painter, box, row)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRectF, row: ArticleRow) -> None:
        now = theme.current()
        bold, plain = theme.ui_font(bold=True), theme.ui_font(larger=-0.4)
        line = QFontMetricsF(bold).lineSpacing()
        width = box.width() - _LEFT - _RIGHT
        top = box.top() + 10
        draw_status(painter, QPointF(box.left() + 18, top + line / 2), row.progress)
        painter.setPen(now.ink)
        used = _draw_title(
            painter, row.title or row.name, QRectF(box.left() + _LEFT, top, width, 0)
        )
        painter.setFont(plain)
        painter.setPen(now.quiet)
        facts = QRectF(box.left() + _LEFT, top + used + 3, width, line)
        count = str(row.marks) if row.marks else "–"
        painter.drawText(facts, int(_END), count)
        room = width - QFontMetricsF(plain).horizontalAdvance(count) - 10
        if row.flagged:
            room -= 16
            draw_flag(painter, QPointF(facts.right() - (width - room) + 4, facts.center().y()))
        said = joined(row.source, short_date(row.published))
        shown = QFontMetricsF(plain).elidedText(said, Qt.TextElideMode.ElideRight, room)
        painter.setPen(now.quiet)
        painter.drawText(facts, int(_START), shown)


_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_status(painter: QPainter, centre: QPointF, progress: Progress) -> None:
    """An empty ring, a half-filled one, or a full disc."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = {
        Progress.TODO: now.quiet,
        Progress.IN_PROGRESS: now.accent,
        Progress.DONE: now.good,
    }[progress]
    ring = QRectF(centre.x() - 3.5, centre.y() - 3.5, 7, 7)
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(color if progress is Progress.DONE else QColor(Qt.GlobalColor.transparent))
    painter.drawEllipse(ring)
    if progress is Progress.IN_PROGRESS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_flag(painter: QPainter, foot: QPointF) -> None:
    """A small flag on its pole."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.warning, 1.3))
    painter.drawLine(foot + QPointF(0, 5), foot + QPointF(0, -5))
    painter.setBrush(now.warning)
    painter.drawPolygon(
        QPolygonF([foot + QPointF(0, -5), foot + QPointF(7, -2.5), foot + QPointF(0, 0)])
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _draw_title(painter: QPainter, title: str, box: QRectF) -> float:
    """Up to two lines, the second elided; returns the height used."""
    font = theme.ui_font(bold=True)
    metrics = QFontMetricsF(font)
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    right_to_left = is_right_to_left(title)
    side = _END if right_to_left else _START
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    if first.isValid():
        first.setLineWidth(box.width())
    layout.endLayout()
    length = first.textLength() if first.isValid() else 0
    units = title.encode("utf-16-le")
    head = units[: length * 2].decode("utf-16-le", "ignore").rstrip()
    rest = units[length * 2 :].decode("utf-16-le", "ignore").strip()
    painter.setFont(font)
    line = QRectF(box.left(), box.top(), box.width(), metrics.lineSpacing())
    painter.drawText(line, int(side), head)
    if not rest:
        return metrics.lineSpacing()
    line.translate(0, metrics.lineSpacing())
    shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(line, int(side), shown)
    return metrics.lineSpacing() * 2

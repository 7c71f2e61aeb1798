"""How one article looks in the list: status, title, source and date, marks, flag."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.status import Progress
from annotator.store.listing import ArticleRow
from annotator.text.offsets import OffsetMap
from annotator.ui import theme
from annotator.ui.canvas.header import is_right_to_left, joined, short_date
from annotator.ui.models.articles import ROW

_LEFT = 36.0
_RIGHT = 16.0
_GAP = 2.0


def row_height() -> int:
    """The height every row has: two lines of title and one of facts."""
    plain = QFontMetricsF(theme.ui_font())
    return round(_letters().title_metrics.lineSpacing() * 2 + plain.lineSpacing() + 18)


class _Letters:
    """The two faces of a row with their measures, made once for a face of the chrome."""

    def __init__(self, chrome: QFont) -> None:
        self.chrome = chrome
        self.title = theme.ui_font(bold=True)
        self.title_metrics = QFontMetricsF(self.title)
        self.facts = theme.ui_font(larger=-0.4)
        self.facts_metrics = QFontMetricsF(self.facts)


_made: _Letters | None = None


def _letters() -> _Letters:
    global _made
    chrome = QGuiApplication.font()
    if _made is None or _made.chrome != chrome:
        _made = _Letters(chrome)
    return _made


class ArticleDelegate(QStyledItemDelegate):
    """Draws an ArticleRow. State is told by shape and words as well as by colour.

    The open article stands on its own ground; the row the keyboard is at has an outline.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.open_id: int | None = None
        """The article on the page."""

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
        view = option.widget
        assert isinstance(view, QAbstractItemView)
        painter.save()
        if isinstance(row, ArticleRow) and row.id == self.open_id:
            theme.fill(painter, box, now.chosen)
        elif _is_under_mouse(view, index):
            theme.fill(painter, box, theme.mixed(now.chosen, now.pane, 0.5))
        theme.fill(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.hairline)
        if view.hasFocus() and index == view.currentIndex():
            painter.setPen(QPen(now.accent, 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        if isinstance(row, ArticleRow):
            _draw(painter, box, row)
        painter.restore()


def _is_under_mouse(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> bool:
    ground = view.viewport()
    return ground.underMouse() and index == view.indexAt(ground.mapFromGlobal(QCursor.pos()))


def _draw(painter: QPainter, box: QRectF, row: ArticleRow) -> None:
    """Status, title and facts, in the middle of the row's height."""
    letters = _letters()
    title_high, facts_high = (
        letters.title_metrics.lineSpacing(),
        letters.facts_metrics.lineSpacing(),
    )
    title = " ".join((row.title or row.name).split())
    width = box.width() - _LEFT - _RIGHT
    lines = _title_lines(title, width, letters)
    high = title_high * len(lines) + _GAP + facts_high
    top = box.top() + (box.height() - 1 - high) / 2
    draw_status(painter, QPointF(box.left() + 18, top + title_high / 2), row.progress)
    painter.setFont(letters.title)
    painter.setPen(theme.current().ink)
    flags = _START | (int(Qt.TextFlag.TextForceRightToLeft) if is_right_to_left(title) else 0)
    line = QRectF(box.left() + _LEFT, top, width, title_high)
    for words in lines:
        painter.drawText(line, flags, words)
        line.translate(0, title_high)
    line.setHeight(facts_high)
    line.translate(0, _GAP)
    _draw_facts(painter, line, row, letters)


def _draw_facts(painter: QPainter, box: QRectF, row: ArticleRow, letters: _Letters) -> None:
    """Source and date, the flag if it is up, and how many marks there are."""
    metrics = letters.facts_metrics
    painter.setFont(letters.facts)
    painter.setPen(theme.current().quiet)
    count = str(row.marks) if row.marks else "–"
    painter.drawText(box, _END, count)
    room = box.width() - metrics.horizontalAdvance(count) - 10
    said = joined(row.source, short_date(row.published))
    if row.unanswered:
        open_ = f"?{row.unanswered}"
        painter.setPen(theme.current().warning)
        painter.drawText(box.adjusted(0, 0, -(box.width() - room), 0), _END, open_)
        painter.setPen(theme.current().quiet)
        room -= metrics.horizontalAdvance(open_) + 8
    if row.flagged:
        room -= 18
    shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, _START, shown)
    if row.flagged:
        draw_flag(painter, QPointF(box.left() + room + 6, box.center().y()))


_START = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_END = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


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


def _title_lines(title: str, width: float, letters: _Letters) -> tuple[str, ...]:
    """A title broken into at most two lines, the second cut short where it must be."""
    layout = QTextLayout(title, letters.title)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    if first.isValid():
        first.setLineWidth(width)
    layout.endLayout()
    taken = first.textLength() if first.isValid() else 0
    cut = OffsetMap.utf16(title).to_offset(taken)
    head, rest = title[:cut].rstrip(), title[cut:].strip()
    if not rest:
        return (head,)
    return head, letters.title_metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)

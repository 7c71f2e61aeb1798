"""The article at a glance, beside the scroll bar: where its marks, search hits and the
findings of checks lie.

Each label has a lane of its own in the map, beside its colour. The map is a picture
made a few rows at a time while the program idles; scrolling only moves the frame that
shows which part of the article is seen. Clicking or dragging goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Codebook
from annotator.ui import counts, theme
from annotator.ui.canvas.map_rows import MapRow, MapRows
from annotator.ui.canvas.measures import MAP_WIDTH as WIDTH

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_AFTER_MS = 120
_ROWS_A_TURN = 24
_INSET = 2
_MOST_LANES = 5


class MiniMap(QWidget):
    """Stands between the page and its scroll bar."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._rows: MapRows | None = None
        self._picture = QPixmap()
        self._findings: tuple[tuple[int, int], ...] = ()
        self._checked = view.page
        """The page that the findings are about."""
        self._waiting: list[range] = []
        self._drawing = view.page
        """The page that `_waiting` is about."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER_MS)
        self._later.timeout.connect(self._begin)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._draw_some)
        self.setAccessibleName(self.tr("Map of the article"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Where marks, search hits and findings lie; click to go there"))
        view.shown_anew.connect(self.draw_anew)
        view.changed_look.connect(self._follow)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        view.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.draw_anew())
        view.installEventFilter(self)
        theme.changes.changed.connect(self.draw_anew)
        self._stand()
        self.draw_anew()

    def draw_anew(self) -> None:
        """Draw the whole map again, in a moment; what is there stays until then."""
        self._later.start()

    def show_findings(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Show where checks found fault with the open article."""
        found = tuple(sorted(stretches, key=itemgetter(1)))
        if found != self._findings:
            self._findings, self._checked = found, self._view.page
            self.draw_anew()

    def is_drawn(self) -> bool:
        """Whether nothing waits to be drawn."""
        return not self._later.isActive() and not self._turns.isActive()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._stand)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), now.page)
        painter.fillRect(QRectF(0, 0, 1, self.height()), now.hairline)
        if not self._picture.isNull():
            painter.drawPixmap(0, 0, self._picture)
        top, bottom = self._seen()
        frame = QRectF(1.5, top + 0.5, self.width() - 2.0, max(6.0, bottom - top) - 1)
        wash = QColor(now.ink)
        wash.setAlpha(22)
        painter.setBrush(wash)
        painter.setPen(theme.mixed(now.quiet, now.page, 0.55))
        painter.drawRect(frame)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    # -- parts ---------------------------------------------------------------------------

    def _stand(self) -> None:
        ground = self._view.viewport().geometry()
        self.setGeometry(ground.right() + 1, ground.top(), WIDTH, ground.height())

    def _seen(self) -> tuple[float, float]:
        bar = self._view.verticalScrollBar()
        whole = max(1, bar.maximum() + bar.pageStep())
        scale = self.height() / whole
        return bar.value() * scale, (bar.value() + bar.pageStep()) * scale

    def _go_to(self, y: float) -> None:
        bar = self._view.verticalScrollBar()
        whole = bar.maximum() + bar.pageStep()
        bar.setValue(round(y / max(1, self.height()) * whole - bar.pageStep() / 2))

    def _follow(self, start: int, end: int) -> None:
        if (
            self._rows is not None
            and self._drawing is self._view.page
            and not self._later.isActive()
        ):
            self._waiting.append(self._rows.rows_of(start, end))
            self._turns.start()

    def resizeEvent(self, _event: object) -> None:
        self.draw_anew()

    def _begin(self) -> None:
        self._waiting = []
        page, layout = self._view.page, self._view.lane_layout
        if page is not self._checked:
            self._findings, self._checked = (), page
        if page is None or layout is None or self.height() < 1:
            self._rows, self._picture = None, QPixmap()
            self.setAccessibleDescription("")
            self.update()
            return
        if not page.article.annotations.is_whole:
            self._later.start()
            return
        bar = self._view.verticalScrollBar()
        whole = max(bar.maximum() + bar.pageStep(), 1)
        self._rows = MapRows(self.height(), lambda share: self._view.offset_near(share * whole))
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        self._picture = picture
        self._drawing = page
        self._waiting = [
            range(row, min(row + _ROWS_A_TURN, self.height()))
            for row in range(0, self.height(), _ROWS_A_TURN)
        ]
        self._turns.start()

    def _draw_some(self) -> None:
        page, rows = self._view.page, self._rows
        if page is None or page is not self._drawing or rows is None or not self._waiting:
            self._turns.stop()
            return
        waiting = self._waiting.pop(0)
        if len(waiting) > _ROWS_A_TURN:
            self._waiting.insert(0, waiting[_ROWS_A_TURN:])
            waiting = waiting[:_ROWS_A_TURN]
        labels = [one for one in page.marks.codebook.labels if not one.retired]
        lanes = {one.id: index % _MOST_LANES for index, one in enumerate(labels)}
        wide = (WIDTH - 1 - 2 * _INSET) / max(1, min(len(labels), _MOST_LANES))
        painter = QPainter(self._picture)
        for number, row in rows.look(
            waiting, page.article.annotations, hits=page.hits, findings=self._findings
        ):
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(QRectF(0, number, WIDTH, 1), Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            _draw_row(painter, number, row, page.marks.codebook, lanes=lanes, wide=wide)
        painter.end()
        self.update(0, waiting.start - 1, WIDTH, len(waiting) + 2)
        if not self._waiting:
            self._turns.stop()
            self.setAccessibleDescription(counts.of_marks_here(len(page.article.annotations)))


def _draw_row(
    painter: QPainter,
    number: int,
    row: MapRow,
    codebook: Codebook,
    *,
    lanes: dict[int, int],
    wide: float,
) -> None:
    now = theme.current()
    for label_id, strength in row.labels:
        color = QColor(now.line(codebook.label(label_id)))
        color.setAlphaF(strength)
        left = 1 + _INSET + lanes.get(label_id, 0) * wide
        painter.fillRect(QRectF(left, number, max(1.0, wide - 0.5), 1), color)
    if row.finding:
        painter.fillRect(QRectF(1, number, 3, 2), now.warning)
    if row.hit:
        painter.fillRect(QRectF(1, number, WIDTH - 1, 1), now.accent)

"""The page's own text layout: paragraphs laid out when they are seen.

A QAbstractTextDocumentLayout under a stock QTextEdit: selection, caret, clipboard
and screen-reader text stay Qt's, while line pitch (room for the lanes), furniture
and laziness are ours. Blocks not yet seen have estimated heights; an exact height
replaces the estimate when a block is laid out.

What Qt relies on, each learnt by breaking it:
- ``blockBoundingRect(b).topLeft()`` is the origin of ``b.layout()``, or the caret
  and the mouse disagree; ``layout.setPosition`` says the same to screen readers.
- It is called in the middle of ``setPlainText``, before ``documentChanged``.
- ``documentSizeChanged`` may not be emitted while drawing.
- On each resize QTextEdit claims that the whole document changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextOption,
)

from annotator.ui.canvas.geometry import position_at
from annotator.ui.canvas.heights import Heights
from annotator.ui.canvas.measures import LANE, LANES_IN_LINE, Measures


class PagePainter(Protocol):
    """Draws what is not text."""

    def paint_header(self, painter: QPainter) -> None: ...

    def paint_behind(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None: ...

    def paint_under(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None: ...

    def formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]: ...


class LaneLayout(QAbstractTextDocumentLayout):
    """Lays out a plain document in one column with room for lanes under each line."""

    shifted = Signal(float, float)
    """A block above `y` (first) grew by pixels (second): what is shown should stay."""

    def __init__(
        self,
        document: QTextDocument,
        measures: Measures,
        *,
        kind_of: Callable[[int], str],
        lanes_in: Callable[[int, int], int],
    ) -> None:
        """`kind_of` tells a block's kind by its number ("text", "heading", "furniture",
        "blank" or "gap"), `lanes_in` the lanes in use between two document positions."""
        super().__init__(document)
        self.measures = measures
        self.painter: PagePainter | None = None
        self.header_height = 0.0
        self._kind_of = kind_of
        self._lanes_in = lanes_in
        self._heights = Heights([0.0])
        self._exact: set[int] = set()
        self._known: tuple[int, int] = (-1, -1)
        self._width = measures.column
        self._announce = QTimer(self)
        self._announce.setSingleShot(True)
        self._announce.setInterval(0)
        self._announce.timeout.connect(self._say_size)

    # -- what the view asks ------------------------------------------------------

    def remeasure(self, measures: Measures, header_height: float) -> None:
        """Lay out afresh at other measures."""
        self.measures = measures
        if self.document().defaultFont() != measures.text_font:
            self.document().setDefaultFont(measures.text_font)
        self.header_height = header_height
        self._estimate()
        self._announce.start()

    def relay(self, block_number: int) -> bool:
        """Lay a block out again if it was; returns whether its height changed."""
        if block_number not in self._exact:
            return False
        self._exact.discard(block_number)
        before = self._heights[block_number]
        self.lay_out(block_number)
        return self._heights[block_number] != before

    def block_top(self, block_number: int) -> float:
        return self.header_height + self._heights.top(block_number)

    def block_at(self, y: float) -> int:
        """The number of the block at a height of the page."""
        return self._heights.at(y - self.header_height)

    def lay_out(self, block_number: int) -> QTextBlock:
        """Make sure a block is laid out, and stands where it is; returns it."""
        block = self.document().findBlockByNumber(block_number)
        if block_number not in self._exact:
            self._exact.add(block_number)
            height = self._set(block, self._kind_of(block_number))
            grown = self._heights.set(block_number, height)
            if grown:
                self.shifted.emit(self.block_top(block_number), grown)
                self._announce.start()
        block.layout().setPosition(QPointF(self.measures.left, self.block_top(block_number)))
        return block

    def unsettled(self, start: int, count: int) -> list[int]:
        """Up to `count` blocks from `start` on that are not laid out yet."""
        found: list[int] = []
        for number in range(start, len(self._heights)):
            if number not in self._exact:
                found.append(number)
                if len(found) == count:
                    break
        return found

    # -- what Qt asks -------------------------------------------------------------

    def documentChanged(self, _position: int, _removed: int, _added: int) -> None:
        document = self.document()
        state = (document.revision(), document.characterCount())
        if state != self._known:
            self._known = state
            self._estimate()
            self._announce.start()

    def documentSize(self) -> QSizeF:
        bottom = self.header_height + self._heights.total() + self.measures.line_pitch * 2
        return QSizeF(self.measures.left + self.measures.column, math.ceil(bottom))

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        number = block.blockNumber()
        if not block.isValid() or len(self._heights) != self.document().blockCount():
            return QRectF(self.measures.left, self.header_height, self.measures.column, 1.0)
        self.lay_out(number)
        return QRectF(
            self.measures.left,
            self.block_top(number),
            self.measures.column,
            self._heights[number],
        )

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # type: ignore[override]
        if len(self._heights) != self.document().blockCount():
            return 0
        block = self.lay_out(self.block_at(point.y()))
        layout = block.layout()
        inside = point - layout.position()
        if not layout.lineCount():
            return block.position()
        lead = layout.lineAt(0).y()  # the space a line has above its text
        low, high = 0, layout.lineCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            if layout.lineAt(middle).y() - lead <= inside.y():
                low = middle
            else:
                high = middle - 1
        line = layout.lineAt(low)
        if accuracy == Qt.HitTestAccuracy.ExactHit and not (
            line.naturalTextRect().contains(inside)
        ):
            return -1
        return block.position() + position_at(layout, line, inside.x())

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if len(self._heights) != self.document().blockCount() or self.painter is None:
            return
        clip = QRectF(context.clip)
        if clip.isNull():
            clip = QRectF(QPointF(0, 0), self.documentSize())
        if clip.top() < self.header_height:
            self.painter.paint_header(painter)
        number = self.block_at(clip.top())
        while number < len(self._heights) and self.block_top(number) <= clip.bottom():
            block = self.lay_out(number)
            self.painter.paint_behind(painter, block, clip)
            ranges = _selected(block, context, context.palette)
            block.layout().draw(painter, QPointF(0, 0), ranges, clip)
            self.painter.paint_under(painter, block, clip)
            here = context.cursorPosition - block.position()
            if 0 <= here < block.length():
                block.layout().drawCursor(painter, QPointF(0, 0), here, 2)
            number += 1

    # -- setting a block ------------------------------------------------------------

    def _set(self, block: QTextBlock, kind: str) -> float:
        """Break a block into lines; returns its height with the gap below it."""
        measures = self.measures
        quiet = kind in ("furniture", "blank", "gap")
        height = self._break(block, measures.furniture_pitch if quiet else measures.line_pitch)
        return self._gap(kind) if kind in ("blank", "gap") else height

    def _break(self, block: QTextBlock, pitch: float) -> float:
        layout = block.layout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(QFontMetricsF(self.measures.text_font).horizontalAdvance("m") * 4)
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats(self.painter.formats(block) if self.painter else [])
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.measures.column)
            start = block.position() + line.textStart()
            lanes = self._lanes_in(start, start + line.textLength())
            extra = max(0, lanes - LANES_IN_LINE) * LANE
            tall = max(pitch, line.height() + 6)
            line.setPosition(QPointF(0, y + (tall - line.height()) * 0.4))
            y += tall + extra
        layout.endLayout()
        return y

    def _gap(self, kind: str) -> float:
        return self.measures.paragraph_gap if kind == "blank" else 4.0 * self.measures.scale

    # -- heights ----------------------------------------------------------------------

    def _estimate(self) -> None:
        """Guess every block's height from its length."""
        document = self.document()
        measures = self.measures
        wide = QFontMetricsF(measures.text_font).averageCharWidth() * 1.02
        per_line = max(1.0, measures.column / wide)
        heights = []
        block = document.begin()
        number = 0
        while block.isValid():
            kind = self._kind_of(number)
            if kind in ("blank", "gap"):
                heights.append(self._gap(kind))
            else:
                pitch = measures.furniture_pitch if kind == "furniture" else measures.line_pitch
                heights.append(pitch * max(1, math.ceil((block.length() - 1) / per_line)))
            block = block.next()
            number += 1
        self._heights = Heights(heights or [0.0])
        self._exact = set()

    def _say_size(self) -> None:
        self.documentSizeChanged.emit(self.documentSize())


def _selected(
    block: QTextBlock,
    context: QAbstractTextDocumentLayout.PaintContext,
    palette: QPalette,
) -> list[QTextLayout.FormatRange]:
    ranges = []
    first, last = block.position(), block.position() + block.length()
    for selection in context.selections:
        start = max(first, selection.cursor.selectionStart())
        end = min(last, selection.cursor.selectionEnd())
        if start < end:
            chosen = QTextLayout.FormatRange()
            chosen.start = start - first
            chosen.length = end - start
            ink = QTextCharFormat()
            ink.setBackground(palette.highlight())
            ink.setForeground(palette.highlightedText())
            chosen.format = ink
            ranges.append(chosen)
    return ranges

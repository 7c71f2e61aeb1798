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
    QTextLine,
    QTextOption,
)

from annotator.ui.canvas.blocks import Blocks
from annotator.ui.canvas.heights import Heights
from annotator.ui.canvas.measures import Measures

EMPTY = ("blank", "gap")
"""Kinds of blocks that are only a distance."""
_OVERHANG = 24.0
"""How far the lanes of a block reach into the next one, at most."""
_BESIDE = 8.0
"""How far handles and tints reach beyond the column."""


class PagePainter(Protocol):
    """Draws what is not text."""

    def paint_header(self, painter: QPainter) -> None: ...

    def paint_behind(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None: ...

    def paint_under(self, painter: QPainter) -> None: ...

    def formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]: ...

    def place_at(self, block: QTextBlock, line: QTextLine, x: float) -> int: ...

    def is_blank(self, block: QTextBlock, place: int) -> bool: ...


class LaneLayout(QAbstractTextDocumentLayout):
    """Lays out a plain document in one column with room for lanes under each line."""

    shifted = Signal(float, float)
    """A block above `y` (first) grew by pixels (second): what is shown should stay."""

    def __init__(
        self,
        document: QTextDocument,
        measures: Measures,
        *,
        blocks: Blocks,
        lanes_in: Callable[[int, int], int],
    ) -> None:
        """`blocks` are those the document will have, `lanes_in` tells the lanes in use
        between two document positions."""
        super().__init__(document)
        self.measures = measures
        self.painter: PagePainter | None = None
        self.header_height = 0.0
        self._blocks = blocks
        self._lanes_in = lanes_in
        self._heights = Heights([0.0])
        self._exact: set[int] = set()
        self._known: tuple[int, int] = (-1, -1)
        self._width = measures.column
        self._announce = QTimer(self)
        self._announce.setSingleShot(True)
        self._announce.setInterval(0)
        self._announce.timeout.connect(self._say_size)

    def let_go(self) -> None:
        """Know no article any more: another one is shown."""
        self.painter = None
        self._lanes_in = lambda _start, _end: 0
        self._announce.stop()

    # -- what the view asks ------------------------------------------------------

    def remeasure(self, measures: Measures, header_height: float, *, afresh: bool = False) -> None:
        """Lay out at other measures; a column that only moves keeps its lines.

        With `afresh` it does not: letters have other colours.
        """
        before, self.measures = self.measures, measures
        if self.document().defaultFont() != measures.text_font:
            self.document().setDefaultFont(measures.text_font)
        self.header_height = header_height
        if afresh or not measures.breaks_like(before):
            self._estimate()
        self._announce.start()

    def relay(self, start: int, end: int) -> bool:
        """Give the lines between two document positions the room their lanes need now;
        returns whether any has moved."""
        document = self.document()
        number = document.findBlock(start).blockNumber()
        last = document.findBlock(max(start, end - 1)).blockNumber()
        moved = False
        while 0 <= number <= last:
            if number in self._exact and self._blocks.kind_of(number) not in EMPTY:
                moved |= self._regrow(number, start, end)
            number += 1
        return moved

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
            height = self._set(block, self._blocks.kind_of(block_number))
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
        state = (document.blockCount(), document.characterCount())
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
        if self.painter is None:
            return block.position()
        place = self.painter.place_at(block, line, inside.x())
        at_end = place == line.textStart() + line.textLength()
        if at_end and low + 1 < layout.lineCount() and self.painter.is_blank(block, place - 1):
            place -= 1  # after the blank that a line's break swallowed is the line below
        return block.position() + place

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if len(self._heights) != self.document().blockCount() or self.painter is None:
            return
        clip = QRectF(context.clip)
        if clip.isNull():
            clip = QRectF(QPointF(0, 0), self.documentSize())
        if clip.top() < self.header_height:
            self.painter.paint_header(painter)
        if clip.left() > self.measures.left + self.measures.column + _BESIDE:
            return  # only the margin is painted
        number = self.block_at(clip.top() - _OVERHANG)
        while number < len(self._heights) and self.block_top(number) <= clip.bottom() + 2:
            block = self.lay_out(number)
            self.painter.paint_behind(painter, block, clip)
            ranges = _selected(block, context, context.palette)
            block.layout().draw(painter, QPointF(0, 0), ranges, clip)
            self.painter.paint_under(painter)
            here = context.cursorPosition - block.position()
            if 0 <= here < block.length():
                block.layout().drawCursor(painter, QPointF(0, 0), here, 2)
            number += 1

    # -- setting a block ------------------------------------------------------------

    def _set(self, block: QTextBlock, kind: str) -> float:
        """Break a block into lines; returns its height with the gap below it."""
        height = self._break(block, self._pitch(kind))
        return self._gap(kind) if kind in EMPTY else height

    def _pitch(self, kind: str) -> float:
        measures = self.measures
        quiet = kind == "furniture" or kind in EMPTY
        return measures.furniture_pitch if quiet else measures.line_pitch

    def _break(self, block: QTextBlock, pitch: float) -> float:
        measures = self.measures
        layout = block.layout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(QFontMetricsF(measures.text_font).horizontalAdvance("m") * 4)
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
            line.setLineWidth(measures.column)
            height = line.height()
            line.setPosition(QPointF(0, y + measures.lead(height, pitch)))
            y += self._tall(block, line, pitch)
        layout.endLayout()
        return y

    def _tall(self, block: QTextBlock, line: QTextLine, pitch: float) -> float:
        start = block.position() + line.textStart()
        lanes = self._lanes_in(start, start + line.textLength())
        return self.measures.tall(line.height(), pitch, lanes)

    def _regrow(self, number: int, start: int, end: int) -> bool:
        """Make room in the lines of one block that meet a stretch, and move those below."""
        block = self.document().findBlockByNumber(number)
        layout = block.layout()
        pitch = self._pitch(self._blocks.kind_of(number))
        measures = self.measures
        count = layout.lineCount()
        first = layout.lineForTextPosition(max(0, start - block.position()))
        index = first.lineNumber() if first.isValid() else 0
        grown = 0.0
        moved = False
        while index < count:
            line = layout.lineAt(index)
            if grown:
                line.setPosition(QPointF(line.x(), line.y() + grown))
            elif block.position() + line.textStart() >= end:
                break
            if block.position() + line.textStart() < end:
                top = line.y() - measures.lead(line.height(), pitch)
                below = self._heights[number]
                if index + 1 < count:
                    after = layout.lineAt(index + 1)
                    below = after.y() - measures.lead(after.height(), pitch) + grown
                else:
                    below += grown
                more = self._tall(block, line, pitch) - (below - top)
                moved |= bool(more)
                grown += more
            index += 1
        if not moved:
            return False
        self._heights.set(number, self._heights[number] + grown)
        self.shifted.emit(self.block_top(number), grown)
        self._announce.start()
        return True

    def _gap(self, kind: str) -> float:
        return self.measures.paragraph_gap if kind == "blank" else 4.0 * self.measures.scale

    # -- heights ----------------------------------------------------------------------

    def _estimate(self) -> None:
        """Guess every block's height from its length."""
        measures = self.measures
        wide = QFontMetricsF(measures.text_font).averageCharWidth() * 1.02
        per_line = max(1.0, measures.column / wide)
        pitches = {kind: self._pitch(kind) for kind in ("text", "heading", "furniture")}
        pitches |= {kind: self._gap(kind) for kind in EMPTY}
        count = self.document().blockCount()
        known = zip(self._blocks.kinds[:count], self._blocks.lengths, strict=False)
        heights = [pitches[kind] * (length // per_line + 1.0) for kind, length in known]
        heights += [measures.line_pitch] * (count - len(heights))
        self._heights = Heights(heights)
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

"""Where on the page a stretch of text lies, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
_BLANKS = " \t\u2028"
_BELOW = 60.0
"""How far below its words a line may have something to draw, at most."""


class Piece(msgspec.Struct, frozen=True):
    """One unbroken run of marked words within a line, in page coordinates."""

    left: float
    right: float
    top: float
    bottom: float
    """Top and bottom of the words' own box, without the lanes."""
    starts: bool
    ends: bool
    """Whether the stretch begins and ends in this line."""

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)


class LineBox(msgspec.Struct, frozen=True):
    """A visible line: its document positions and its text line."""

    start: int
    end: int
    ink_end: int
    """Where the blanks begin that the line's break swallowed."""
    layout: QTextLayout
    line: QTextLine
    bidi: bool
    left: float
    top: float
    bottom: float

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Where document positions [start, end) lie in this line, from the left; nothing
        for blanks at its end."""
        first, last = max(start, self.start), min(end, self.ink_end)
        if first >= last:
            return []
        return [
            Piece(
                left=self.left + left,
                right=self.left + right,
                top=self.top,
                bottom=self.bottom,
                starts=first == start,
                ends=last == end,
            )
            for left, right in self._runs(first, last)
        ]

    def edge(self, position: int, *, before: bool) -> float:
        """Where on the page the edge of a character lies: the character that begins at a
        position, or with `before` the one that ends there."""
        into = position - self.start + self.line.textStart()
        if self.bidi:
            first = int(self.layout.previousCursorPosition(into)) if before else into
            last = into if before else int(self.layout.nextCursorPosition(into))
            for run in self.line.glyphRuns(first, last - first):
                box = run.boundingRect()
                return self.left + (box.left() if run.isRightToLeft() != before else box.right())
        return self.left + x_of(self.line, into)

    def _runs(self, first: int, last: int) -> list[tuple[float, float]]:
        into = self.line.textStart() - self.start
        if not self.bidi:
            return [(x_of(self.line, first + into), x_of(self.line, last + into))]
        # In mixed directions a logical stretch may be several visual ones; the glyph
        # runs know where each lies.
        boxes = sorted(
            (run.boundingRect().left(), run.boundingRect().right())
            for run in self.line.glyphRuns(first + into, last - first)
        )
        joined: list[tuple[float, float]] = []
        for left, right in boxes:
            if joined and left <= joined[-1][1] + 1.0:
                joined[-1] = (joined[-1][0], max(joined[-1][1], right))
            else:
                joined.append((left, right))
        return joined


def lines(
    block: QTextBlock,
    top: float,
    bottom: float,
    *,
    words: Callable[[int, int], str],
    bidi: bool,
) -> Iterator[LineBox]:
    """The lines of a laid-out block that have something between two heights of the page.

    `words` gives the text between two document positions, `bidi` says whether the block
    has letters that run right to left.
    """
    layout = block.layout()
    origin = layout.position()
    count = layout.lineCount()
    for index in range(_first_below(layout, top - origin.y() - _BELOW), count):
        line = layout.lineAt(index)
        y = origin.y() + line.y()
        if y > bottom + 1:
            return
        start = block.position() + line.textStart()
        end = start + line.textLength()
        tail = words(max(start, end - 32), end)
        blanks = len(tail) - len(tail.rstrip(_BLANKS))
        if blanks == len(tail) < end - start:
            whole = words(start, end)
            blanks = len(whole) - len(whole.rstrip(_BLANKS))
        yield LineBox(
            start=start,
            end=end,
            ink_end=end - blanks,
            layout=layout,
            line=line,
            bidi=bidi,
            left=origin.x(),
            top=y,
            bottom=y + line.height(),
        )


def line_of(
    block: QTextBlock,
    position: int,
    *,
    before: bool,
    words: Callable[[int, int], str],
    bidi: bool,
) -> LineBox | None:
    """The line of a laid-out block that has the character beginning at a document
    position, or with `before` the one ending there; None in a block without lines."""
    layout = block.layout()
    inside = position - block.position()
    line = layout.lineForTextPosition(max(0, inside - before))
    if not line.isValid():
        return None
    y = layout.position().y() + line.y() + line.height() / 2
    there = lines(block, y, y, words=words, bidi=bidi)
    start = block.position() + line.textStart()
    return next((box for box in there if box.start == start), None)


def is_bidi(text: str) -> bool:
    """Whether a text has letters that run right to left, or marks that make others do so."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def _first_below(layout: QTextLayout, y: float) -> int:
    """The first line whose box ends below a height of the layout."""
    low, high = 0, layout.lineCount()
    while low < high:
        middle = (low + high) // 2
        line = layout.lineAt(middle)
        if line.y() + line.height() < y:
            low = middle + 1
        else:
            high = middle
    return low


def position_at(layout: QTextLayout, line: QTextLine, x: float) -> int:
    """The caret's place nearest to `x`, never inside a character.

    Between characters ``xToCursor`` jumps to the end of the run when it meets a
    combining mark, and on characters it does so exactly at the mark's edge. So the
    character under `x`, or a hair beside it, is asked for, and its nearer side taken.
    """
    for hair in (0.0, 0.5, -0.5):
        at = int(line.xToCursor(x + hair, QTextLine.CursorPosition.CursorOnCharacter))
        after = int(layout.nextCursorPosition(at))
        left, right = sorted((x_of(line, at), x_of(line, after)))
        if left - 1 <= x <= right + 1:
            break
    end = line.textStart() + line.textLength()
    last = line.lineNumber() == layout.lineCount() - 1
    if after > end or (after == end and not last and layout.text()[end - 1 : end].isspace()):
        return at
    return after if abs(x_of(line, after) - x) < abs(x_of(line, at) - x) else at


def x_of(line: QTextLine, position: int) -> float:
    """Where the caret stands in a line, relative to its layout."""
    found: Any = line.cursorToX(position)  # the binding returns the position along with it
    return float(found[0] if isinstance(found, tuple) else found)

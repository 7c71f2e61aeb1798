"""Where on the page a stretch of text lies, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)


class Piece(msgspec.Struct, frozen=True):
    """One unbroken run of marked words within a line, in page coordinates."""

    left: float
    right: float
    top: float
    bottom: float
    """Top and bottom of the words' own box, without the lanes."""
    starts: bool
    ends: bool
    """Whether the stretch begins and ends in this piece."""

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)


class LineBox(msgspec.Struct, frozen=True):
    """A visible line: its document positions and its text line."""

    start: int
    end: int
    line: QTextLine
    bidi: bool
    text: str
    left: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.line.height()

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Where document positions [start, end) lie in this line; nothing for blanks
        at its end."""
        first, last = max(start, self.start), min(end, self.end)
        while last > first and self.text[last - self.start - 1] in " \t\u2028":
            last -= 1
        if first >= last:
            return
        offset = self.line.textStart() - self.start
        for left, right in self._runs(first + offset, last + offset):
            yield Piece(
                left=self.left + left,
                right=self.left + right,
                top=self.top,
                bottom=self.bottom,
                starts=first == start,
                ends=last == end,
            )

    def _runs(self, first: int, last: int) -> list[tuple[float, float]]:
        if not self.bidi:
            return [(x_of(self.line, first), x_of(self.line, last))]
        # In mixed directions a logical stretch may be several visual ones; the glyph
        # runs know where each lies.
        boxes = sorted(
            (run.boundingRect().left(), run.boundingRect().right())
            for run in self.line.glyphRuns(first, last - first)
        )
        joined: list[tuple[float, float]] = []
        for left, right in boxes:
            if joined and left <= joined[-1][1] + 1.0:
                joined[-1] = (joined[-1][0], max(joined[-1][1], right))
            else:
                joined.append((left, right))
        return joined


def lines(block: QTextBlock, top: float, bottom: float) -> Iterator[LineBox]:
    """The lines of a laid-out block that lie between two heights of the page."""
    layout = block.layout()
    origin = layout.position()
    text = block.text()
    bidi = _RIGHT_TO_LEFT.search(text) is not None
    count = layout.lineCount()
    low, high = 0, count
    while low < high:  # the first line that reaches below `top`
        middle = (low + high) // 2
        if origin.y() + layout.lineAt(middle).rect().bottom() + 40 < top:
            low = middle + 1
        else:
            high = middle
    for index in range(low, count):
        line = layout.lineAt(index)
        if origin.y() + line.y() > bottom:
            return
        start = line.textStart()
        yield LineBox(
            start=block.position() + start,
            end=block.position() + start + line.textLength(),
            line=line,
            bidi=bidi,
            text=text[start : start + line.textLength()]
            if text.isascii() or len(text) == block.length() - 1
            else _utf16_slice(text, start, line.textLength()),
            left=origin.x(),
            top=origin.y() + line.y(),
        )


def _utf16_slice(text: str, start: int, length: int) -> str:
    """A slice counted in UTF-16 units; an astral character keeps both its places."""
    units: list[str] = []
    for character in text:
        units.append(character)
        if character > "\uffff":
            units.append(character)
    return "".join(units[start : start + length])


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

"""Where on the page a stretch of text lies, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
BLANKS = " \t\u2028"
_ASKED = 4
"""Places within a run that are asked whether its carets are off."""
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


class Run(msgspec.Struct, frozen=True):
    """Characters of a line that lie side by side in one direction, relative to the layout."""

    start: int
    end: int
    left: float
    right: float
    right_to_left: bool
    shift: float = 0.0
    """How far from where they are drawn carets stand within the run, see `_shifted`."""

    def edge(self, line: QTextLine, position: int) -> float:
        """Where the caret stands beside a character of the run, at its ends too."""
        if position == self.start:
            return self.right if self.right_to_left else self.left
        if position == self.end:
            return self.left if self.right_to_left else self.right
        return x_of(line, position) - self.shift


class LineBox(msgspec.Struct, frozen=True):
    """A visible line: its document positions and its text line."""

    start: int
    end: int
    ink_end: int
    """Where the blanks begin that the line's break swallowed."""
    line: QTextLine
    runs: tuple[Run, ...]
    """The runs of a line that has letters of both directions, else none."""
    left: float
    top: float
    bottom: float

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Where document positions [start, end) lie in this line, from the left; nothing
        for blanks at its end."""
        first, last = max(start, self.start), min(end, self.ink_end)
        if first >= last:
            return []
        into = self.line.textStart() - self.start
        return [
            Piece(
                left=self.left + left,
                right=self.left + right,
                top=self.top,
                bottom=self.bottom,
                starts=first == start,
                ends=last == end,
            )
            for left, right in self._spread(first + into, last + into)
        ]

    def edge(self, position: int, *, before: bool) -> float:
        """Where on the page the edge of a character lies: the character that begins at a
        position, or with `before` the one that ends there."""
        into = position - self.start + self.line.textStart()
        for run in self.runs:
            if run.start + before <= into < run.end + before:
                return self.left + run.edge(self.line, into)
        return self.left + x_of(self.line, into)

    def _spread(self, first: int, last: int) -> list[tuple[float, float]]:
        if not self.runs:
            return [(x_of(self.line, first), x_of(self.line, last))]
        # In mixed directions a logical stretch may be several visual ones.
        boxes = []
        for run in self.runs:
            if first < run.end and run.start < last:
                one = run.edge(self.line, max(first, run.start))
                boxes.append(tuple(sorted((one, run.edge(self.line, min(last, run.end))))))
        joined: list[tuple[float, float]] = []
        for left, right in sorted(boxes):
            if joined and left <= joined[-1][1] + 1.0:
                joined[-1] = (joined[-1][0], max(joined[-1][1], right))
            else:
                joined.append((left, right))
        return joined


def runs_of(block: QTextBlock, line: QTextLine, words: str) -> tuple[Run, ...]:
    """The runs of a line of a block; `words` is its text up to the blanks that its break
    swallowed, an astral character counting as two.

    Qt's glyph runs know where each run lies, and cursorToX where a character lies
    within one; each of them is wrong about the other. A tab has no glyphs.
    """
    boxes: dict[tuple[float, float, bool], int] = {}
    flag = QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
    for glyphs in line.glyphRuns(-1, -1, flag):
        box = glyphs.boundingRect()
        key = (box.left(), box.right(), glyphs.isRightToLeft())
        first = min(glyphs.stringIndexes(), default=line.textStart())
        boxes[key] = min(first, boxes.get(key, first))
    begun = sorted((start, *key) for key, start in boxes.items())
    for index, character in enumerate(words, line.textStart()):
        if character == "\t":
            left, right = sorted((x_of(line, index), x_of(line, index + 1)))
            begun.append((index, left, right, False))
    begun.sort()
    ends = [start for start, *_ in begun[1:]] + [line.textStart() + len(words)]
    runs = [
        Run(start, end, left, right, backwards)
        for (start, left, right, backwards), end in zip(begun, ends, strict=True)
        if start < end
    ]
    if len(words) < line.textLength():
        backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
        runs = _shifted(line, runs, right_to_left=backwards)
    return tuple(runs)


def _shifted(line: QTextLine, runs: list[Run], *, right_to_left: bool) -> list[Run]:
    """The runs of a line whose break swallowed blanks, with how far carets are off there.

    Where a line ends against the direction of its paragraph, Qt draws its last runs as
    if the blanks were none, and has their carets stand as if the blanks lay between.
    """
    for index in reversed(range(len(runs))):
        run = runs[index]
        against = run.right_to_left != right_to_left
        within = not against and index > 0 and runs[index - 1].right_to_left != right_to_left
        if not against and not within:
            break  # as is all before
        if run.end - run.start > 1:  # else its edges are all there is
            shift = _shift(line, run)
            if shift == 0 or (shift < 0) != right_to_left:
                break
            runs[index] = msgspec.structs.replace(run, shift=shift)
    return runs


def _shift(line: QTextLine, run: Run) -> float:
    """How far carets within a run stand from the glyphs: what most of some places say, as
    neither is right within a ligature or a character of several parts."""
    step = max(1, (run.end - run.start) // (_ASKED + 1))
    said: list[float] = []
    for place in range(run.start + step, run.end, step):
        boxes = [glyphs.boundingRect() for glyphs in line.glyphRuns(run.start, place - run.start)]
        if boxes and run.right_to_left:
            said.append(x_of(line, place) - min(box.left() for box in boxes))
        elif boxes:
            said.append(x_of(line, place) - max(box.right() for box in boxes))
    agree = max(said, key=lambda one: sum(abs(one - other) < 0.5 for other in said), default=0.0)
    return agree if abs(agree) >= 1.0 else 0.0


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
        blanks = len(tail) - len(tail.rstrip(BLANKS))
        if blanks == len(tail) < end - start:
            whole = words(start, end)
            blanks = len(whole) - len(whole.rstrip(BLANKS))
        yield LineBox(
            start=start,
            end=end,
            ink_end=end - blanks,
            line=line,
            runs=runs_of(block, line, utf16(words(start, end - blanks))) if bidi else (),
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


def utf16(text: str) -> str:
    """A text in which an astral character keeps both its places."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(one * 2 if one > "\uffff" else one for one in text)


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


def position_at(
    line: QTextLine, x: float, character: Callable[[int], tuple[int, int]], runs: tuple[Run, ...]
) -> int:
    """The caret's place nearest to `x`, never inside a character, relative to the layout.

    ``xToCursor`` jumps to the end of the run when it meets a combining mark, is off by
    a character within ligatures that run right to left, and cuts flags in two. Where
    carets stand, ``cursorToX`` does know, and along a run they only go one way: so the
    place is searched for. `character` says where the one at a place begins and ends.
    """
    if not runs:
        start = line.textStart()
        end = start + line.textLength()
        runs = (Run(start, end, x_of(line, start), x_of(line, end), False),)
    run = min(runs, key=lambda one: max(one.left - x, x - one.right, 0.0))
    low, high = run.start, run.end
    while high - low > 1:
        middle = (low + high) // 2
        there = run.edge(line, middle)
        if (there >= x) if run.right_to_left else (there <= x):
            low = middle
        else:
            high = middle
    at, after = character(low)
    at, after = max(at, run.start), min(after, run.end)
    nearer = abs(run.edge(line, after) - x) < abs(run.edge(line, at) - x)
    return after if nearer else at


def x_of(line: QTextLine, position: int) -> float:
    """Where the caret stands in a line, relative to its layout."""
    found: Any = line.cursorToX(position)  # the binding returns the position along with it
    return float(found[0] if isinstance(found, tuple) else found)

"""Where the letters of jump-marks stand on the page, and how they look.

A letter's chip stands over the beginning of its words, in the room between the
lines; a second place that begins at the same word has its chip at its end. Chips
that would overlap are moved apart along the line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol
from unicodedata import bidirectional

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from annotator.ui import theme
from annotator.ui.canvas.geometry import LineBox

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_APART = 2.0
_HEIGHT = 14.0
_LIFT = 9.0
"""How far a chip stands above the box of its line."""
_SECOND = 9.0
"""What a second letter adds to a chip's width."""
_LONG = 48
"""Longer stretches are told by their edges, so that the page stays a page."""
_RIGHT_TO_LEFT = frozenset(("R", "AL"))


class Placed(Protocol):
    """A stretch of the text, in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def longer(self) -> tuple[int, int] | None: ...


class Hint(msgspec.Struct):
    """One chip, and what it stands for, on the viewport."""

    letters: str
    chip: QRectF
    words: list[QRectF]
    """The boxes of short stretches; of long ones only the edges are shown."""
    beyond: list[QRectF]
    """What the longer reading adds."""
    edges: list[QRectF]
    first: bool
    """Whether this is the place that a label key marks at once."""


class _Lines:
    """The lines on screen, looked up by position."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._boxes: list[LineBox] = []
        self._scrolled = view.verticalScrollBar().value()
        assert view.page is not None
        self._to_qt = view.page.positions.to_qt
        layout = view.lane_layout
        assert layout is not None
        top, bottom = float(self._scrolled), float(self._scrolled + view.viewport().height())
        number, count = layout.block_at(top), view.document().blockCount()
        while number < count and layout.block_top(number) <= bottom:
            self._boxes += view.page.marks.lines(layout.lay_out(number), top, bottom)
            number += 1
        self._starts = [box.start for box in self._boxes]

    def pieces(self, start: int, end: int) -> list[tuple[QRectF, LineBox]]:
        """The boxes of a stretch of the text on the viewport, with their lines."""
        first, last = self._to_qt(start), self._to_qt(end)
        found: list[tuple[QRectF, LineBox]] = []
        for index in range(max(0, bisect_right(self._starts, first) - 1), len(self._boxes)):
            line = self._boxes[index]
            if line.start >= last:
                break
            found += [
                (piece.box.translated(0, -self._scrolled), line)
                for piece in line.pieces(first, last)
            ]
        return found

    def edge(self, offset: int, *, before: bool) -> QRectF:
        """The caret's box at an offset."""
        return self._view.cursor_box(offset, before=before)


def placed(view: ArticleView, targets: Sequence[Placed], letters: Sequence[str]) -> list[Hint]:
    """Chips for the places, none over another."""
    if view.page is None or view.lane_layout is None:
        return []
    seen = _Lines(view)
    text = view.page.article.text
    hints: list[Hint] = []
    begun: set[int] = set()
    for number, (target, letter) in enumerate(zip(targets, letters, strict=True)):
        at_end = target.start in begun
        begun.add(target.start)
        long = target.end - target.start > _LONG
        span = (target.end - 1, target.end) if at_end else (target.start, target.start + 1)
        pieces = seen.pieces(*(span if long else (target.start, target.end)))
        if not pieces:
            continue
        edges = (
            [seen.edge(target.start, before=False), seen.edge(target.end, before=True)]
            if long
            else []
        )
        hints.append(
            Hint(
                letters=letter,
                chip=_chip(view, text, target, pieces, letter, at_end=at_end),
                words=[] if long else [box for box, _ in pieces],
                beyond=_beyond(seen, target),
                edges=edges,
                first=number == 0,
            )
        )
    _move_apart(hints, float(view.viewport().width()))
    return hints


def paint(painter: QPainter, hints: Iterable[Hint], *, typed: str, scale: float) -> None:
    """Draw the chips that what was typed so far can still mean."""
    now = theme.current()
    wash = QColor(now.accent)
    wash.setAlpha(34 if now.dark else 22)
    line = QColor(now.accent)
    line.setAlpha(150)
    live = [hint for hint in hints if hint.letters.startswith(typed)]
    for hint in live:
        for box in hint.words:
            painter.fillRect(box.adjusted(-1, 0, 1, 1), wash)
        for box in hint.edges:
            painter.fillRect(QRectF(box.left() - 0.5, box.top(), 1.5, box.height()), line)
        painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine))
        for box in hint.beyond:
            painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font(scale))
    for hint in live:
        _draw_chip(painter, hint, typed)


def _draw_chip(painter: QPainter, hint: Hint, typed: str) -> None:
    now = theme.current()
    strong = hint.first or len(hint.letters) == 1
    painter.setPen(QPen(now.accent, 1.6 if hint.first else 1.0))
    painter.setBrush(now.accent if strong else now.page)
    painter.drawRoundedRect(hint.chip, 4, 4)
    painter.setPen(now.page if strong else now.accent)
    painter.drawText(hint.chip, Qt.AlignmentFlag.AlignCenter, hint.letters[len(typed) :])


def _chip(
    view: ArticleView,
    text: str,
    target: Placed,
    pieces: list[tuple[QRectF, LineBox]],
    letters: str,
    *,
    at_end: bool,
) -> QRectF:
    scale = min(view.zoom, 1.5)
    width = (_HEIGHT + _SECOND * (len(letters) - 1)) * scale
    box, line = pieces[-1] if at_end else pieces[0]
    character = text[target.end - 1] if at_end else text[target.start]
    backwards = bidirectional(character) in _RIGHT_TO_LEFT
    x = box.right() if at_end != backwards else box.left()
    if line.runs:  # the stretch may lie in several pieces; its edge is in one of them
        offset = target.end if at_end else target.start
        x = view.edge_box(offset, before=at_end).left()
    if at_end != backwards:
        x -= width
    return QRectF(x, max(0.0, box.top() - _LIFT * scale), width, _HEIGHT * scale)


def _beyond(seen: _Lines, target: Placed) -> list[QRectF]:
    if target.longer is None or target.longer[1] - target.longer[0] > _LONG:
        return []
    start, end = target.longer
    parts = [(start, target.start), (target.end, end)]
    return [box for part in parts if part[0] < part[1] for box, _ in seen.pieces(*part)]


def _move_apart(hints: list[Hint], width: float) -> None:
    """Chips of one line side by side, in their order, within the page."""
    rows: dict[int, list[Hint]] = {}
    for hint in hints:
        rows.setdefault(round(hint.chip.top()), []).append(hint)
    for row in rows.values():
        row.sort(key=lambda hint: hint.chip.left())
        right = 0.0
        for hint in row:
            hint.chip.moveLeft(max(hint.chip.left(), right))
            right = hint.chip.right() + _APART
        left = width
        for hint in reversed(row):
            hint.chip.moveRight(min(hint.chip.right(), left))
            left = hint.chip.left() - _APART


def _font(scale: float) -> QFont:
    font = theme.ui_font(bold=True)
    font.setPixelSize(max(8, round(10.5 * min(scale, 1.5))))
    return font

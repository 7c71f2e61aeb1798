"""Where the letters of jump-marks stand on the page, and how they look.

A letter's chip stands over the beginning of its words, in the room between the
lines; a second place that begins at the same word has its chip at its end. Chips
that would overlap are moved apart along the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol
from unicodedata import bidirectional

import msgspec
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.ui import theme

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_APART = 2.0
_HEIGHT = 14.0
_LIFT = 9.0
"""How far a chip stands above the box of its line."""
_BESIDES = frozenset(("R", "AL"))


class Placed(Protocol):
    """A stretch of the text, in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def longer(self) -> tuple[int, int] | None: ...


class Hint(msgspec.Struct):
    """One chip, and the boxes of the words it stands for, on the viewport."""

    letters: str
    chip: QRectF
    words: list[QRectF]
    beyond: list[QRectF]
    """What the longer reading adds."""
    first: bool
    """Whether this is the place that a label key marks at once."""


def placed(view: ArticleView, targets: Sequence[Placed], letters: Sequence[str]) -> list[Hint]:
    """Chips for the places, none over another."""
    metrics = QFontMetricsF(_font(view.zoom))
    hints: list[Hint] = []
    begun: set[int] = set()
    for number, (target, letter) in enumerate(zip(targets, letters, strict=True)):
        words = view.boxes(target.start, target.end)
        if not words:
            continue
        at_end = target.start in begun
        begun.add(target.start)
        width = max(_HEIGHT, metrics.horizontalAdvance(letter) + 8) * min(view.zoom, 1.5)
        hints.append(
            Hint(
                letters=letter,
                chip=_chip(view, target, words, width, at_end=at_end),
                words=words,
                beyond=_beyond(view, target),
                first=number == 0,
            )
        )
    _move_apart(hints, float(view.viewport().width()))
    return hints


def paint(painter: QPainter, hints: Iterable[Hint], *, typed: str, scale: float) -> None:
    """Draw the chips that what was typed so far can still mean."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wash = QColor(now.accent)
    wash.setAlpha(34 if now.dark else 22)
    line = QColor(now.accent)
    line.setAlpha(120)
    live = [hint for hint in hints if hint.letters.startswith(typed)]
    for hint in live:
        for box in hint.words:
            painter.fillRect(box.adjusted(-1, 0, 1, 1), wash)
        painter.setPen(QPen(line, 1, Qt.PenStyle.DotLine))
        for box in hint.beyond:
            painter.drawLine(box.bottomLeft(), box.bottomRight())
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
    view: ArticleView, target: Placed, words: list[QRectF], width: float, *, at_end: bool
) -> QRectF:
    assert view.page is not None
    text = view.page.article.text
    height = _HEIGHT * min(view.zoom, 1.5)
    letter = text[target.end - 1] if at_end else text[target.start]
    backwards = bidirectional(letter) in _BESIDES
    box = words[-1] if at_end else words[0]
    caret = view.cursor_box(target.end if at_end else target.start, before=at_end).left()
    x = caret if box.left() - 2 <= caret <= box.right() + 2 else box.left()
    if at_end != backwards:
        x -= width
    top = box.top() - _LIFT * min(view.zoom, 1.5)
    return QRectF(x, max(0.0, top), width, height)


def _beyond(view: ArticleView, target: Placed) -> list[QRectF]:
    if target.longer is None:
        return []
    start, end = target.longer
    return [*view.boxes(start, target.start), *view.boxes(target.end, end)]


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

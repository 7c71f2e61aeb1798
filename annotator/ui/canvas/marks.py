"""Draws the marks: tint behind the words, lines in lanes below them.

Tints are never blended: an inner mark's tint covers the outer one's. Long marks
are told by their line alone unless they are selected. Each label has a dash
pattern beside its colour. What lies deeper than the last lane is counted ("+3").
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextBlock

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.codebook import Codebook
from annotator.ui import theme
from annotator.ui.canvas.geometry import LineBox, Piece, is_bidi, lines
from annotator.ui.canvas.lanes import Lanes
from annotator.ui.canvas.measures import MOST_LANES, STROKE, Measures
from annotator.ui.canvas.positions import Positions

LONG = 72
"""Marks longer than this many code points have no tint unless they are selected."""
_DASHES: tuple[tuple[int, ...], ...] = (
    (),
    (6, 2),
    (24, 3),
    (3, 3),
    (12, 3, 3, 3),
    (9, 5),
    (4, 2, 1, 2),
    (16, 2, 2, 2, 2, 2),
)
_JOIN = (2, 3)
"""The rule between the fragments of one mark."""


def dash_pattern(position: int) -> tuple[int, ...]:
    """Lengths drawn and left out, in turn; () is an unbroken line."""
    return _DASHES[position % len(_DASHES)]


class Preview(msgspec.Struct):
    """A mark whose edge is being dragged, shown as it would be."""

    annotation_id: int
    fragments: tuple[tuple[int, int], ...]


class Seen(msgspec.Struct):
    """An annotation in one line."""

    annotation: Annotation
    pieces: list[Piece]


class Marks:
    """What is marked in the open article, and how it is shown."""

    def __init__(
        self,
        annotations: AnnotationSet,
        codebook: Codebook,
        text: str,
        positions: Positions,
        lanes: Lanes,
        measures: Measures,
    ) -> None:
        self.annotations = annotations
        self.measures = measures
        self.codebook = codebook
        self.positions = positions
        self.lanes = lanes
        self.selected: int | None = None
        self.hovered: int | None = None
        self.preview: Preview | None = None
        self._text = text
        self._bidi: dict[int, bool] = {}
        self._labels: dict[int, tuple[QColor, QColor, tuple[int, ...]]] = {}
        self._tiles: dict[tuple[int, tuple[int, ...], int, float], QPixmap] = {}
        self._seen: list[tuple[LineBox, list[Seen]]] = []

    def restyle(self, codebook: Codebook) -> None:
        """Take over another codebook, or another theme."""
        self.codebook = codebook
        self._labels.clear()
        self._tiles.clear()

    # -- where things lie ------------------------------------------------------------

    def words(self, start: int, end: int) -> str:
        """The text between two document positions."""
        to_offset = self.positions.to_offset
        return self._text[to_offset(start) : to_offset(end)]

    def bidi(self, block: QTextBlock) -> bool:
        """Whether a block has letters that run right to left."""
        number = block.blockNumber()
        known = self._bidi.get(number)
        if known is None:
            start = block.position()
            known = is_bidi(self.words(start, start + block.length()))
            self._bidi[number] = known
        return known

    def lines(self, block: QTextBlock, top: float, bottom: float) -> list[LineBox]:
        """The lines of a block that have something between two heights of the page."""
        return list(lines(block, top, bottom, words=self.words, bidi=self.bidi(block)))

    def fragments(self, annotation: Annotation) -> tuple[tuple[int, int], ...]:
        """The fragments as shown: those of the drag while an edge is being dragged."""
        if self.preview is not None and self.preview.annotation_id == annotation.id:
            return self.preview.fragments
        return annotation.fragments

    # -- painting: first behind the words of a block, then below them ------------------

    def paint_behind(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None:
        """Tints, outer marks first so that inner ones cover them."""
        self._seen = [
            (line, self._in(line)) for line in self.lines(block, clip.top(), clip.bottom())
        ]
        for _, there in self._seen:
            for seen in sorted(there, key=_length, reverse=True):
                one = seen.annotation
                if _length(seen) > LONG and one.id not in (self.selected, self.hovered):
                    continue
                tint = self._style(one)[1]
                for piece in seen.pieces:
                    theme.fill(painter, piece.box.adjusted(-1, -1, 1, 1), tint)

    def paint_under(self, painter: QPainter) -> None:
        """Lines in lanes of the block that was begun, and the handles of the selected mark."""
        height = self.measures.lane
        for line, there in self._seen:
            hidden: list[Piece] = []
            for seen in there:
                lane = self.lanes.of(seen.annotation.id)
                if lane >= MOST_LANES:
                    hidden += seen.pieces[:1]
                else:
                    self._paint_line(painter, line, seen, line.bottom + 1 + lane * height)
            if hidden:
                self._draw_count(painter, hidden)
        self._seen = []

    def _paint_line(self, painter: QPainter, line: LineBox, seen: Seen, top: float) -> None:
        annotation = seen.annotation
        color, _, dashes = self._style(annotation)
        selected = annotation.id == self.selected
        stroke = self.measures.stroke
        if stroke != STROKE:
            dashes = tuple(length * stroke // STROKE for length in dashes)
        thick = stroke + stroke // STROKE if selected else stroke
        for piece in seen.pieces:
            right = round(piece.right) - piece.ends
            self._draw(painter, piece.left, right, top, thick, color, dashes)
        fragments = self.fragments(annotation)
        to_qt = self.positions.to_qt
        for (_, end), (start, _) in pairwise(fragments):
            for piece in line.pieces(to_qt(end), to_qt(start)):
                self._draw(painter, piece.left, round(piece.right), top, 1, color, _JOIN)
        if selected:
            first, last = to_qt(fragments[0][0]), to_qt(fragments[-1][1])
            if line.start <= first < line.end:
                _draw_handle(painter, line, line.edge(first, before=False), top, color)
            if line.start < last <= line.end:
                _draw_handle(painter, line, line.edge(last, before=True), top, color)

    def _draw(
        self,
        painter: QPainter,
        left: float,
        right: int,
        top: float,
        height: int,
        color: QColor,
        dashes: tuple[int, ...],
    ) -> None:
        """A line from whole pixel to whole pixel, and never too short to be seen."""
        first = round(left)
        box = QRectF(first, round(top), max(2, right - first), height)
        if not dashes:
            theme.fill(painter, box, color)
            return
        ratio = painter.device().devicePixelRatioF()
        key = (color.rgba(), dashes, height, ratio)
        tile = self._tiles.get(key)
        if tile is None:
            tile = self._tiles[key] = _dashed(color, dashes, height, ratio)
        painter.drawTiledPixmap(box, tile, QPointF(0, 0))

    def _draw_count(self, painter: QPainter, hidden: list[Piece]) -> None:
        """How many marks of a line have no lane of their own."""
        font = theme.ui_font(larger=-3)
        painter.setFont(font)
        painter.setPen(theme.current().quiet)
        left = min(piece.left for piece in hidden)
        below = hidden[0].bottom + 1 + MOST_LANES * self.measures.lane
        painter.drawText(QPointF(round(left), round(below) + font.pixelSize()), f"+{len(hidden)}")

    def _style(self, annotation: Annotation) -> tuple[QColor, QColor, tuple[int, ...]]:
        style = self._labels.get(annotation.label_id)
        if style is None:
            label = self.codebook.label(annotation.label_id)
            now = theme.current()
            style = (now.line(label), now.tint(label), dash_pattern(label.position))
            self._labels[annotation.label_id] = style
        return style

    def _in(self, line: LineBox) -> list[Seen]:
        """What is marked in a line, in reading order."""
        start, end = self.positions.to_offset(line.start), self.positions.to_offset(line.end)
        found = self.annotations.between(start, max(end, start + 1))
        if self.preview is not None:
            dragged = self.annotations.find(self.preview.annotation_id)
            if dragged is not None and dragged not in found:
                found.append(dragged)
        to_qt = self.positions.to_qt
        return [
            Seen(
                one,
                [
                    piece
                    for first, last in self.fragments(one)
                    if first < end and start < last
                    for piece in line.pieces(to_qt(first), to_qt(last))
                ],
            )
            for one in found
        ]


def _length(seen: Seen) -> int:
    fragments = seen.annotation.fragments
    return fragments[-1][1] - fragments[0][0]


def _dashed(color: QColor, dashes: tuple[int, ...], height: int, ratio: float) -> QPixmap:
    """One period of a dashed line."""
    tile = QPixmap(round(sum(dashes) * ratio), round(height * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(QColor(0, 0, 0, 0))
    painter = QPainter(tile)
    x = 0
    for index, length in enumerate(dashes):
        if index % 2 == 0:
            theme.fill(painter, QRectF(x, 0, length, height), color)
        x += length
    painter.end()
    return tile


def _draw_handle(painter: QPainter, line: LineBox, x: float, top: float, color: QColor) -> None:
    theme.fill(painter, QRectF(round(x) - 1, line.top, 2, round(top) - line.top + 3), color)

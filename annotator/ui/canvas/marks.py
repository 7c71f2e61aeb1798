"""Draws the marks: tint behind the words, lines in lanes below them.

Tints are never blended: an inner mark's tint covers the outer one's. Long marks
are told by their line alone unless they are selected. Each label has a dash
pattern beside its colour.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QTextBlock

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.codebook import Codebook
from annotator.ui import theme
from annotator.ui.canvas.geometry import LineBox, Piece, lines
from annotator.ui.canvas.lanes import Lanes
from annotator.ui.canvas.measures import LANE
from annotator.ui.canvas.positions import Positions

LONG = 72
"""Marks longer than this many code points have no tint unless they are selected."""
MOST_LANES = 8
"""Deeper marks share the last lane, which then carries a "+n"."""
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 2),
    (24, 3),
    (3, 3),
    (12, 3, 3, 3),
    (9, 5),
    (4, 2, 1, 2),
    (16, 2, 2, 2, 2, 2),
)


def dash_pattern(position: int) -> tuple[float, ...]:
    """Lengths drawn and left out, in turn; () is an unbroken line."""
    return _DASHES[position % len(_DASHES)]


class Preview(msgspec.Struct):
    """A mark whose edge is being dragged, shown as it would be."""

    annotation_id: int
    fragments: tuple[tuple[int, int], ...]


class Marks(msgspec.Struct):
    """What is marked in the open article, and how it is shown."""

    annotations: AnnotationSet
    codebook: Codebook
    positions: Positions
    lanes: Lanes
    selected: int | None = None
    hovered: int | None = None
    preview: Preview | None = None
    _labels: dict[int, tuple[QColor, QColor, tuple[float, ...]]] = msgspec.field(
        default_factory=dict
    )

    def restyle(self, codebook: Codebook) -> None:
        """Take over another codebook, or another theme."""
        self.codebook = codebook
        self._labels.clear()

    def paint_behind(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None:
        """Tints, outer marks first so that inner ones cover them."""
        for line in lines(block, clip.top(), clip.bottom()):
            shown = self._between(line)
            for annotation in sorted(shown, key=lambda one: one.start - one.end):
                strong = annotation.id in (self.selected, self.hovered)
                if annotation.end - annotation.start > LONG and not strong:
                    continue
                tint = self._style(annotation)[1]
                for piece in self._pieces(annotation, line):
                    painter.fillRect(piece.box.adjusted(-1, -1, 1, 1), tint)

    def paint_under(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None:
        """Lines in lanes, and the handles of the selected mark."""
        for line in lines(block, clip.top(), clip.bottom()):
            hidden = 0
            for annotation in self._between(line):
                color, _, dashes = self._style(annotation)
                lane = self.lanes.of(annotation.id)
                hidden += lane >= MOST_LANES
                selected = annotation.id == self.selected
                for piece in self._pieces(annotation, line):
                    top = piece.bottom + 1 + min(lane, MOST_LANES) * LANE
                    _draw_line(painter, piece, top, color, dashes, thick=selected)
                    if selected:
                        _draw_handles(painter, piece, top, color)
                if len(annotation.fragments) > 1:
                    self._join(painter, annotation, line, color, lane)
            if hidden:
                painter.setPen(theme.current().quiet)
                painter.setFont(theme.ui_font(larger=-3))
                below = line.bottom + MOST_LANES * LANE + 8
                painter.drawText(QRectF(line.left, below - 8, 60, 12), 0, f"+{hidden}")

    def fragments(self, annotation: Annotation) -> tuple[tuple[int, int], ...]:
        """The fragments as shown: those of the drag while an edge is being dragged."""
        if self.preview is not None and self.preview.annotation_id == annotation.id:
            return self.preview.fragments
        return annotation.fragments

    def color(self, annotation: Annotation) -> QColor:
        return self._style(annotation)[0]

    def _style(self, annotation: Annotation) -> tuple[QColor, QColor, tuple[float, ...]]:
        style = self._labels.get(annotation.label_id)
        if style is None:
            label = self.codebook.label(annotation.label_id)
            now = theme.current()
            style = (now.line(label), now.tint(label), dash_pattern(label.position))
            self._labels[annotation.label_id] = style
        return style

    def _between(self, line: LineBox) -> list[Annotation]:
        start, end = self.positions.to_offset(line.start), self.positions.to_offset(line.end)
        found = self.annotations.between(start, max(end, start + 1))
        if self.preview is not None:
            dragged = self.annotations.find(self.preview.annotation_id)
            if dragged is not None and dragged not in found:
                found.append(dragged)
        return found

    def _pieces(self, annotation: Annotation, line: LineBox) -> list[Piece]:
        to_qt = self.positions.to_qt
        return [
            piece
            for start, end in self.fragments(annotation)
            for piece in line.pieces(to_qt(start), to_qt(end))
        ]

    def _join(
        self, painter: QPainter, annotation: Annotation, line: LineBox, color: QColor, lane: int
    ) -> None:
        """A thin dashed rule across the gaps of a discontinuous mark."""
        fragments = self.fragments(annotation)
        to_qt = self.positions.to_qt
        top = line.bottom + 1.5 + min(lane, MOST_LANES) * LANE
        for (_, end), (start, _) in pairwise(fragments):
            for piece in line.pieces(to_qt(end), to_qt(start)):
                _draw_dashes(painter, piece.left, piece.right, top, 1.0, color, (2, 3))


def _draw_line(
    painter: QPainter,
    piece: Piece,
    top: float,
    color: QColor,
    dashes: tuple[float, ...],
    *,
    thick: bool,
) -> None:
    height = 3.0 if thick else 2.0
    right = piece.right - (1.0 if piece.ends else 0.0)
    if dashes:
        _draw_dashes(painter, piece.left, right, top, height, color, dashes)
    else:
        painter.fillRect(QRectF(piece.left, top, right - piece.left, height), color)


def _draw_dashes(
    painter: QPainter,
    left: float,
    right: float,
    top: float,
    height: float,
    color: QColor,
    dashes: tuple[float, ...],
) -> None:
    x = left
    index = 0
    while x < right:
        length = dashes[index % len(dashes)]
        if index % 2 == 0:
            painter.fillRect(QRectF(x, top, min(length, right - x), height), color)
        x += length
        index += 1


def _draw_handles(painter: QPainter, piece: Piece, top: float, color: QColor) -> None:
    for at, there in ((piece.left - 1, piece.starts), (piece.right - 1, piece.ends)):
        if there:
            painter.fillRect(QRectF(at, piece.top, 2.0, top - piece.top + 3), color)

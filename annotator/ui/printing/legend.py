"""What the marks mean: each label that is used, as its marks look."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from annotator.domain.codebook import Codebook, Label
from annotator.editing.held import OpenArticle
from annotator.ui import theme
from annotator.ui.canvas.marks import dash_pattern
from annotator.ui.canvas.measures import Measures
from annotator.ui.models.wording import worded

_PAD = 5.0
_APART = 16.0
_ROW = 22.0
_BELOW = 12.0


class Legend:
    """Stands between the header and the text."""

    def __init__(self, article: OpenArticle, codebook: Codebook, measures: Measures) -> None:
        self._measures = measures
        counted = Counter(one.label_id for one in article.annotations)
        used = [label for label in codebook.labels if counted[label.id]]
        metrics = QFontMetricsF(measures.small_font)
        self._entries: list[tuple[Label, str, QRectF]] = []
        x, y = measures.left, 0.0
        for label in used:
            words = f"{worded(label.name)} {counted[label.id]}"
            width = metrics.horizontalAdvance(words) + 2 * _PAD
            if x > measures.left and x + width > measures.left + measures.column:
                x, y = measures.left, y + _ROW
            self._entries.append((label, words, QRectF(x, y, width, metrics.height() + 3)))
            x += width + _APART
        self.height = y + _ROW + _BELOW if used else 0.0
        """Room it takes; none when nothing is marked."""

    def draw(self, painter: QPainter, top: float) -> None:
        """Draw it with its upper edge at a height."""
        now = theme.current()
        painter.setFont(self._measures.small_font)
        for label, words, place in self._entries:
            box = place.translated(QPointF(0, top))
            painter.fillRect(box, now.tint(label))
            line = QRectF(box.left(), box.bottom() + 1, box.width(), 1.6)
            pattern_line(painter, line, now.line(label), dash_pattern(label.position))
            painter.setPen(now.ink)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


def pattern_line(painter: QPainter, line: QRectF, color: QColor, dashes: tuple[int, ...]) -> None:
    """A line in a label's pattern, as shapes that print at any resolution."""
    if not dashes:
        painter.fillRect(line, color)
        return
    x, index = line.left(), 0
    while x < line.right():
        length = min(float(dashes[index % len(dashes)]), line.right() - x)
        if index % 2 == 0:
            painter.fillRect(QRectF(x, line.top(), length, line.height()), color)
        x += dashes[index % len(dashes)]
        index += 1

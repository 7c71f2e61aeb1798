"""What the page shows beside the text itself: header, marks, cards, search hits.

The layout calls it block by block while Qt paints; it keeps no widget of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QFont,
    QPainter,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.codebook import Codebook
from annotator.editing.project import OpenArticle
from annotator.text.offsets import grapheme_start, next_grapheme
from annotator.ui import theme
from annotator.ui.canvas.blocks import Blocks
from annotator.ui.canvas.cards import Cards
from annotator.ui.canvas.geometry import BLANKS, Run, position_at, runs_of, utf16
from annotator.ui.canvas.header import Header
from annotator.ui.canvas.lanes import Lanes
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.measures import Measures
from annotator.ui.canvas.positions import Positions, shown

_SHORT = 80
_HEADING_MARK = re.compile(r"\[HH\]\s*")


class Page:
    """The open article as it is painted."""

    def __init__(self, article: OpenArticle, codebook: Codebook, measures: Measures) -> None:
        self.article = article
        self.measures = measures
        self.positions = Positions(article.text)
        self.lanes = Lanes(article.annotations)
        self.marks = Marks(
            article.annotations, codebook, article.text, self.positions, self.lanes, measures
        )
        self.cards = Cards(article, codebook)
        self.header = Header(article.article)
        self.shown = shown(article.text)
        self.blocks = Blocks.of(article.article, article.text, self.shown)
        self.hits: list[tuple[int, int]] = []
        self.current_hit = -1

    def remeasure(self, measures: Measures) -> float:
        """Take over other measures; returns the height of the header."""
        self.measures = self.marks.measures = measures
        return self.header.lay_out(measures)

    def restyle(self, codebook: Codebook) -> None:
        """Take over another codebook or theme."""
        self.marks.restyle(codebook)
        self.cards.restyle(codebook)

    def follow(self, changes: list[Change]) -> list[tuple[int, int]]:
        """Take over changed annotations; returns the stretches that look different."""
        stretches = [
            (value.start, value.end)
            for change in changes
            for value in (change.before, change.after)
            if isinstance(value, Annotation)
        ]
        if self.marks.selected is not None and self.marks.selected not in self.article.annotations:
            self.marks.selected = None
        return self.lanes.refresh(stretches)

    def say_words(self, words: str) -> bool:
        """Say in the header how long the text is; returns whether its height changed."""
        return not self.header.say_words(words, self.measures)

    def describe(self, annotation_id: int) -> str:
        """An annotation in words: label, text, answers; "" when it is gone."""
        annotation = self.article.annotations.find(annotation_id)
        if annotation is None:
            return ""
        label = self.marks.codebook.label(annotation.label_id)
        words = self.article.text_of(annotation)
        short = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
        answers = "".join(f"\n{name}: {value}" for name, value in annotation.answers if value)
        return f"{label.name}: {short}{answers}"

    def lanes_in(self, start: int, end: int) -> int:
        """Lanes in use between two document positions."""
        to_offset = self.positions.to_offset
        return self.lanes.deepest(to_offset(start), to_offset(end))

    # -- what the layout asks while painting ----------------------------------------

    def paint_header(self, painter: QPainter) -> None:
        self.header.paint(painter)

    def paint_behind(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None:
        self.marks.paint_behind(painter, block, clip)
        if self.hits:
            self._paint_hits(painter, block, clip)
        quiet = self.blocks.kind_of(block.blockNumber()) == "furniture"
        painter.setPen(theme.current().quiet if quiet else theme.current().ink)

    def paint_under(self, painter: QPainter) -> None:
        self.marks.paint_under(painter)
        painter.setPen(theme.current().ink)

    def formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        """Letters of headings and furniture; plain text needs none."""
        kind = self.blocks.kind_of(block.blockNumber())
        if kind in ("furniture", "gap", "blank"):
            return [_letters(0, block.length(), self.measures.furniture_font)]
        if kind == "heading":
            marker = _HEADING_MARK.match(block.text())
            split = marker.end() if marker else 0
            return [
                _letters(0, split, self.measures.furniture_font, quiet=True),
                _letters(split, block.length() - split, self.measures.heading_font),
            ]
        return []

    def place_at(self, block: QTextBlock, line: QTextLine, x: float) -> int:
        """The caret's place in a line that is nearest to `x`, relative to the block."""
        to_qt, to_offset = self.positions.to_qt, self.positions.to_offset
        text, begin = self.article.text, block.position()

        def character(place: int) -> tuple[int, int]:
            start = grapheme_start(text, to_offset(begin + place))
            return to_qt(start) - begin, to_qt(next_grapheme(text, start)) - begin

        runs: tuple[Run, ...] = ()
        if self.marks.bidi(block):
            start = begin + line.textStart()
            words = self.marks.words(start, start + line.textLength())
            runs = runs_of(block, line, utf16(words.rstrip(BLANKS)))
        return position_at(line, x, character, runs)

    def is_blank(self, block: QTextBlock, place: int) -> bool:
        """Whether a place of a block has a blank."""
        start = block.position() + place
        return self.marks.words(start, start + 1).isspace()

    def _paint_hits(self, painter: QPainter, block: QTextBlock, clip: QRectF) -> None:
        now = theme.current()
        to_qt, to_offset = self.positions.to_qt, self.positions.to_offset
        for line in self.marks.lines(block, clip.top(), clip.bottom()):
            begin, end = to_offset(line.start), to_offset(line.end)
            index = bisect_right(self.hits, begin, key=itemgetter(1))  # hits never overlap
            while index < len(self.hits) and self.hits[index][0] < end:
                start, last = self.hits[index]
                for piece in line.pieces(to_qt(start), to_qt(last)):
                    if index == self.current_hit:
                        theme.fill(painter, piece.box, now.selection)
                    theme.fill(
                        painter,
                        QRectF(piece.left, piece.top - 2, piece.right - piece.left, 2),
                        now.accent,
                    )
                index += 1


def _letters(
    start: int, length: int, font: QFont, *, quiet: bool = False
) -> QTextLayout.FormatRange:
    letters = QTextCharFormat()
    letters.setFont(font)
    if quiet:
        letters.setForeground(theme.solid(theme.current().quiet))
    found = QTextLayout.FormatRange()
    found.start = start
    found.length = length
    found.format = letters
    return found

"""An article laid out for paper: drawn by the page's own code, broken between lines.

Lengths are CSS pixels (1/96 inch), whatever the device prints. Everything is drawn in
the light theme; what colour says on screen, dash patterns and numbers say in black and
white: a claim's number stands beside the line it begins in and on its card.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import msgspec
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextDocument,
)

from annotator.domain.codebook import Codebook
from annotator.domain.reading_order import reading_order
from annotator.editing.held import OpenArticle
from annotator.ui import theme
from annotator.ui.canvas import card_painting
from annotator.ui.canvas.cards import Card
from annotator.ui.canvas.header import is_right_to_left
from annotator.ui.canvas.lane_layout import LaneLayout
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.measures import Measures
from annotator.ui.canvas.page import Page
from annotator.ui.printing.edges import Edges
from annotator.ui.printing.legend import Legend, pattern_line
from annotator.ui.printing.notes import notes_of

ZOOM = 0.74
"""Letters of 13 pixels, near ten points."""
_SIDE, _TOP, _BOTTOM = 28.0, 52.0, 68.0
_APART = 6.0
_BLOCKS_A_STEP = 40
_CLAIMS_A_STEP = 200


class Sheet(msgspec.Struct):
    """One sheet of paper: what stretch of the page stands on it, and which cards."""

    top: float
    bottom: float
    cards: list[Card]


class Paper:
    """An article on sheets of one size. `lay_out` first, then `draw` each sheet."""

    def __init__(self, article: OpenArticle, codebook: Codebook, size: QSizeF) -> None:
        self._article = article
        self._codebook = codebook
        self._size = size
        self._room = size.height() - _TOP - _BOTTOM
        self.sheets: list[Sheet] = []
        self._numbers: dict[int, int] = {}
        self._beside: list[tuple[float, str]] = []
        with theme.lent("light"):
            self._measures = _unhinted(Measures.fitting(size.width() - 2 * _SIDE, zoom=ZOOM))
            self._page = Page(article, codebook, self._measures)
            self._page.marks = _PrintedMarks(
                article.annotations,
                codebook,
                article.text,
                self._page.positions,
                self._page.lanes,
                self._measures,
            )
            header = self._page.remeasure(self._measures)
            self._legend = Legend(article, codebook, self._measures)
            self._document = QTextDocument()
            self._document.setDocumentMargin(0)
            self._document.setDefaultFont(self._measures.text_font)
            self._layout = LaneLayout(
                self._document,
                self._measures,
                blocks=self._page.blocks,
                lanes_in=self._page.lanes_in,
            )
            self._layout.header_height = header + self._legend.height
            self._layout.painter = self._page
            self._document.setDocumentLayout(self._layout)
            self._document.setPlainText(self._page.shown)
        self._notes: QTextDocument | None = None

    @property
    def count(self) -> int:
        """Sheets in all, once laid out."""
        return len(self.sheets) + (self._notes.pageCount() if self._notes else 0)

    # -- laying out -------------------------------------------------------------------

    def lay_out(self) -> Iterator[tuple[int, int]]:
        """Lay out a few paragraphs a step; tells how many of how many are laid out."""
        blocks = self._document.blockCount()
        edges = Edges(self._room, self._layout.header_height)
        for first in range(0, blocks, _BLOCKS_A_STEP):
            with theme.lent("light"):
                for number in range(first, min(blocks, first + _BLOCKS_A_STEP)):
                    self._take_in(edges, number)
            yield first, blocks
        self.sheets = [Sheet(top, bottom, []) for top, bottom in edges.stretches()]
        yield from self._place_cards(blocks)
        with theme.lent("light"):
            self._notes = notes_of(
                self._article,
                self._codebook,
                self._numbers,
                QSizeF(self._size.width() - 2 * (_SIDE + self._measures.left), self._room),
                self._measures.small_font,
            )

    def _take_in(self, edges: Edges, number: int) -> None:
        block = self._layout.lay_out(number)
        top = self._layout.block_top(number)
        kind = self._page.blocks.kind_of(number)
        if kind in ("blank", "gap"):
            edges.add_gap(self._layout.block_top(number + 1) - top)
            return
        layout = block.layout()
        lead = layout.lineAt(0).y() if layout.lineCount() else 0.0
        tops = [top + layout.lineAt(index).y() - lead for index in range(layout.lineCount())]
        below = self._layout.block_top(number + 1)
        for here, following in zip(tops, [*tops[1:], below], strict=True):
            edges.add_line(following - here, with_next=kind == "heading")

    def _line_top(self, offset: int) -> float:
        """The height of the line an offset lies in."""
        position = self._page.positions.to_qt(offset)
        block = self._layout.lay_out(self._document.findBlock(position).blockNumber())
        layout = block.layout()
        line = layout.lineForTextPosition(position - block.position())
        lead = layout.lineAt(0).y() if layout.lineCount() else 0.0
        return layout.position().y() + (line.y() - lead if line.isValid() else 0.0)

    def _place_cards(self, blocks: int) -> Iterator[tuple[int, int]]:
        """Number the claims; stand each card at its line, or below those before it, or on
        the next sheet."""
        claims = sorted(
            (one for one in self._article.annotations if self._page.cards.carries(one)),
            key=reading_order,
        )
        self._numbers = {one.id: number for number, one in enumerate(claims, start=1)}
        starts = sorted({one.start for one in claims[::_CLAIMS_A_STEP]})
        made: list[Card] = []
        for first, end in pairwise([*starts, len(self._article.text) + 1]):
            with theme.lent("light"):
                made += self._page.cards.between(first, end, self._measures, self._line_top)
            yield blocks, blocks
        tops: dict[int, float] = {}
        lines: dict[float, list[str]] = {}
        for count, one in enumerate(claims):
            tops[one.id] = self._line_top(one.start)
            lines.setdefault(tops[one.id], []).append(str(self._numbers[one.id]))
            if count % _CLAIMS_A_STEP == 0:
                yield blocks, blocks
        self._beside = sorted((top, " ".join(numbers)) for top, numbers in lines.items())
        waiting = [
            msgspec.structs.replace(card, name=f"{self._numbers[card.annotation_id]}  {card.name}")
            for card in made
        ]
        index = 0
        while index < len(self.sheets) or waiting:
            if index == len(self.sheets):  # more cards than text: sheets for them alone
                end_of_text = self.sheets[-1].bottom if self.sheets else 0.0
                self.sheets.append(Sheet(end_of_text, end_of_text + self._room, []))
            waiting = self._fill(self.sheets[index], waiting, tops)
            index += 1

    def _fill(self, sheet: Sheet, waiting: list[Card], tops: dict[int, float]) -> list[Card]:
        """Stand cards on a sheet; returns those that belong or do not fit on it."""
        free = sheet.top
        for place, card in enumerate(waiting):
            y = max(free, tops[card.annotation_id])
            height = card.box.height()
            too_low = y + height > sheet.top + self._room
            if tops[card.annotation_id] >= sheet.bottom or (too_low and free > sheet.top):
                return waiting[place:]
            if too_low:  # alone on the sheet, and begins at its foot
                y = max(sheet.top, sheet.top + self._room - height)
            box = QRectF(card.box)
            box.moveTop(y)
            sheet.cards.append(msgspec.structs.replace(card, box=box))
            free = y + height + _APART
        return []

    # -- drawing ------------------------------------------------------------------------

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw one sheet, counted from 0."""
        with theme.lent("light"):
            painter.save()
            if number < len(self.sheets):
                self._draw_sheet(painter, number)
            elif self._notes is not None:
                self._draw_notes(painter, self._notes, number - len(self.sheets))
            painter.restore()
            self._draw_foot(painter, number)

    def _draw_sheet(self, painter: QPainter, number: int) -> None:
        sheet = self.sheets[number]
        painter.translate(_SIDE, _TOP - sheet.top)
        width = self._size.width() - 2 * _SIDE
        clip = QRectF(0, sheet.top, width, sheet.bottom - sheet.top - 0.5)
        painter.save()
        painter.setClipRect(clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        self._layout.draw(painter, context)
        if not number:
            self._legend.draw(painter, self._layout.header_height - self._legend.height)
        painter.restore()
        self._draw_numbers(painter, sheet)
        for card in sheet.cards:
            card_painting.paint(painter, card, selected=False)

    def _draw_numbers(self, painter: QPainter, sheet: Sheet) -> None:
        """The numbers of the claims that begin in a line, beside it."""
        font = QFont(self._measures.small_font)
        font.setPixelSize(max(7, round(9 * ZOOM + 1)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.current().ink)
        right = self._measures.left - 8
        side = Qt.AlignmentFlag.AlignRight
        if is_right_to_left(self._article.text):
            right = self._measures.left + self._measures.column + 8 + right
            side = Qt.AlignmentFlag.AlignLeft
        first = bisect_left(self._beside, (sheet.top, ""))
        for top, numbers in self._beside[first:]:
            if top >= sheet.bottom:
                break
            box = QRectF(right - self._measures.left + 8, top, self._measures.left - 8, 20)
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), numbers)

    def _draw_notes(self, painter: QPainter, notes: QTextDocument, number: int) -> None:
        painter.translate(_SIDE + self._measures.left, _TOP - number * self._room)
        clip = QRectF(0, number * self._room, notes.textWidth(), self._room)
        painter.setClipRect(clip)
        notes.drawContents(painter, clip)

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        """Title and source, and which sheet of how many."""
        article = self._article.article
        font = QFont(self._measures.small_font)
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(theme.current().quiet)
        left = _SIDE + self._measures.left
        box = QRectF(left, self._size.height() - 46, self._size.width() - 2 * left, 16)
        middle = Qt.AlignmentFlag.AlignVCenter
        counted = f"{number + 1} / {self.count}"
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | middle), counted)
        said = " · ".join(one for one in (article.title or article.name, article.source) if one)
        said = QFontMetricsF(font).elidedText(
            " ".join(said.split()), Qt.TextElideMode.ElideRight, box.width() - 90
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | middle), said)


class _PrintedMarks(Marks):
    """Marks whose dashes are drawn and not tiled: a printer has finer dots than any tile."""

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
        pattern_line(painter, QRectF(left, top, right - left, height * ZOOM), color, dashes)


def _unhinted(measures: Measures) -> Measures:
    """The same measures with letters that keep their true widths at every resolution."""
    fonts = {}
    for name in ("text_font", "heading_font", "furniture_font", "title_font", "small_font"):
        font = QFont(getattr(measures, name))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        fonts[name] = font
    return msgspec.structs.replace(measures, **fonts)

"""The margin beside the text: which cards are seen, painting them, and the hairlines.

A hairline goes from the row of a card to the mark it names: out of the card into the
gutter, down or up there, and along the blank between two lines of text, so that it
never runs through words. Marks without a card are joined the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.status import Status
from annotator.ui import theme
from annotator.ui.canvas.card_pictures import CardPictures
from annotator.ui.canvas.cards import Card

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_REACH = 600.0
"""Pixels above the window from which cards of few claims may still reach into it."""
_CHAIN = 8000
"""Code points above the first one seen in which claims may push cards down."""
_ROUND = 5.0
_BELOW = 5.0
"""Pixels below the words at which a hairline runs."""


class Margin:
    """The cards of one view."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self.every_link = False
        """Whether the links of all claims on screen are drawn, not only the selected one's."""
        self._pictures = CardPictures()
        self._outline: tuple[int, int] | None = None
        self._tops: dict[int, float] = {}
        self._laid_out: tuple[float, ...] = ()
        """What the heights in `_tops` hold for."""

    def paint(self, exposed: QRect) -> None:
        """Draw the cards and hairlines that meet a part of the viewport."""
        view = self._view
        if view.page is None or view.lane_layout is None:
            return
        painter = QPainter(view.viewport())
        painter.setClipRect(exposed)
        y = view.verticalScrollBar().value()
        painter.translate(0, -y)
        clip = QRectF(exposed).translated(0, y)
        cards = self._seen()
        for card in cards:
            if card.box.intersects(clip):
                selected = card.annotation_id == view.page.marks.selected
                self._pictures.paint(painter, card, selected=selected)
        self._paint_links(painter, cards)
        self._paint_outline(painter, clip)
        painter.end()

    def update(self) -> None:
        """Paint the margin afresh: a card may stand elsewhere once more of the text is seen."""
        layout = self._view.lane_layout
        if layout is not None and layout.measures.cards_left:
            left = int(layout.measures.cards_left) - 4
            viewport = self._view.viewport()
            viewport.update(left, 0, viewport.width() - left, viewport.height())

    def follow(self, changes: list[Change]) -> None:
        """Paint afresh what a change may have moved or named otherwise."""
        self._tops.clear()
        if self._view.page is not None and any(map(self._told_on_a_card, changes)):
            self._view.page.cards.forget()
        if any(isinstance(one.value, Relation | EntityLink | Entity) for one in changes):
            self._view.viewport().update()
        elif any(self._carries(value) for one in changes for value in (one.before, one.after)):
            self.update()

    def selected(self, annotation: Annotation) -> None:
        """A mark was selected, or is no longer: its links come or go."""
        page = self._view.page
        if page is None:
            return
        if self._carries(annotation) or page.article.annotations.relations_of(annotation.id):
            self._view.viewport().update()

    def show_every_link(self, every: bool) -> None:
        """Draw the links of all claims on screen, or of the selected one alone."""
        self.every_link = every
        self._view.viewport().update()

    def show_outline(self, stretch: tuple[int, int] | None) -> None:
        """Draw a frame around a stretch: the fragment in hand. None draws none."""
        if stretch != self._outline:
            self._outline = stretch
            self._view.viewport().update()

    def card_at(self, point: QPointF) -> int | None:
        """The annotation whose card lies under a point of the viewport."""
        on_page = self._view.on_page(point)
        for card in self._seen():
            if card.box.contains(on_page):
                return card.annotation_id
        return None

    # -- cards ------------------------------------------------------------------------

    def _told_on_a_card(self, change: Change) -> bool:
        """Whether what a card says may be another after a change: not for a mark by itself."""
        if isinstance(change.value, Status):
            return False
        page, before = self._view.page, change.before
        if page is None or not isinstance(change.value, Annotation):
            return True
        if self._carries(change.value):
            return True
        # a mark that was there before may stand on a card as the other end of a link
        return before is not None and bool(page.article.annotations.relations_of(change.value.id))

    def _carries(self, value: object) -> bool:
        page = self._view.page
        return page is not None and isinstance(value, Annotation) and page.cards.carries(value)

    def _seen(self) -> list[Card]:
        view = self._view
        page, layout = view.page, view.lane_layout
        if page is None or layout is None or not layout.measures.cards_left:
            return []
        measures = layout.measures
        laid_out = (float(id(layout)), layout.documentSize().height(), measures.column,
                    measures.scale)  # fmt: skip
        if laid_out != self._laid_out:
            self._tops.clear()
            self._laid_out = laid_out
        height = float(view.viewport().height())
        start = page.cards.above(self._offset_at(-_REACH), _CHAIN)
        end = self._offset_at(height) + 1
        return page.cards.between(start, end, layout.measures, self._top_of, page.marks.selected)

    def _paint_outline(self, painter: QPainter, clip: QRectF) -> None:
        page, layout = self._view.page, self._view.lane_layout
        if self._outline is None or page is None or layout is None:
            return
        first, last = map(page.positions.to_qt, self._outline)
        document = self._view.document()
        painter.setPen(QPen(theme.current().accent, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in range(
            document.findBlock(first).blockNumber(), document.findBlock(last).blockNumber() + 1
        ):
            if layout.block_top(number) > clip.bottom():
                return
            for line in page.marks.lines(layout.lay_out(number), clip.top(), clip.bottom()):
                for piece in line.pieces(first, last):
                    painter.drawRoundedRect(piece.box.adjusted(-2, -2, 2, 2), 3, 3)

    def _top_of(self, offset: int) -> float:
        """The page height of a line; asked of the layout once as long as nothing moves."""
        found = self._tops.get(offset)
        if found is None:
            found = self._tops[offset] = self._view.line_top(offset)
        return found

    def _offset_at(self, y: float) -> int:
        """The first or last code point of the line at a height of the viewport."""
        view = self._view
        page, layout = view.page, view.lane_layout
        if page is None or layout is None:
            return 0
        height = view.verticalScrollBar().value() + y
        if height <= 0:
            return 0
        x = 0.0 if y < 0 else layout.measures.left + layout.measures.column
        position = layout.hitTest(QPointF(x, height), Qt.HitTestAccuracy.FuzzyHit)
        return page.positions.to_offset(max(0, position))

    # -- hairlines --------------------------------------------------------------------

    def _paint_links(self, painter: QPainter, cards: list[Card]) -> None:
        page, layout = self._view.page, self._view.lane_layout
        assert page is not None
        assert layout is not None
        chosen = page.marks.selected
        with_card = {card.annotation_id for card in cards}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gutter = layout.measures.cards_left or layout.measures.left + layout.measures.column + 20
        for card in cards:
            linked = {link.child_id for link in card.links if link.child_id is not None}
            if card.annotation_id == chosen or chosen in linked or self.every_link:
                for number, link in enumerate(card.links, start=1):
                    whose = card.annotation_id == chosen or self.every_link
                    if link.child_id is not None and (whose or link.child_id == chosen):
                        row = card.row(number)
                        start = QPointF(card.box.left(), row.center().y())
                        self._draw(painter, start, link.child_id, gutter - 8 - 4 * (number % 3),
                                   link.line or card.color)  # fmt: skip
        for relation in page.article.annotations.relations_of(chosen) if chosen else ():
            head = page.article.annotations.find(relation.head_id)
            if head is not None and head.id not in with_card:
                place = self._end_of(head)
                color = theme.current().line(page.marks.codebook.label(head.label_id))
                self._draw(painter, place, relation.child_id, gutter - 8, color)

    def _draw(
        self, painter: QPainter, start: QPointF, child_id: int, gutter: float, color: QColor
    ) -> None:
        """One hairline from a point of the page to the end of a mark."""
        page = self._view.page
        child = page.article.annotations.find(child_id) if page else None
        if child is None:
            return
        end = self._end_of(child)
        path = QPainterPath(start)
        steps = [QPointF(gutter, start.y()), QPointF(gutter, end.y()), end]
        if abs(start.y() - end.y()) < 1:
            steps = [QPointF(gutter, start.y()), end]
        before = start
        for corner, after in zip(steps, [*steps[1:], None], strict=True):
            if after is None:
                path.lineTo(corner)
                break
            path.lineTo(_towards(corner, before, _ROUND))
            path.quadTo(corner, _towards(corner, after, _ROUND))
            before = corner
        painter.setPen(QPen(color, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(end, 2.6, 2.6)

    def _end_of(self, annotation: Annotation) -> QPointF:
        """Just below the last word of a mark, in page coordinates."""
        view = self._view
        box = view.cursor_box(annotation.end, before=True)
        box.translate(0, view.verticalScrollBar().value())
        return QPointF(box.left(), box.bottom() + _BELOW)


def _towards(corner: QPointF, other: QPointF, by: float) -> QPointF:
    """A point `by` pixels from a corner on the way to another one, or half way."""
    dx, dy = other.x() - corner.x(), other.y() - corner.y()
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return corner
    part = min(by, length / 2) / length
    return QPointF(corner.x() + dx * part, corner.y() + dy * part)

"""The margin beside the text: which cards are seen, and painting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change
from annotator.ui.canvas import cards

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_REACH = 600.0
"""Cards of claims that begin up to this many pixels above may still be seen, pushed down."""


class Margin:
    """The cards of one view."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view

    def paint(self, exposed: QRect) -> None:
        """Draw the cards that meet a part of the viewport."""
        view = self._view
        if view.page is None or view.lane_layout is None:
            return
        if not view.lane_layout.measures.cards_left:
            return
        painter = QPainter(view.viewport())
        y = view.verticalScrollBar().value()
        painter.translate(0, -y)
        clip = QRectF(exposed).translated(0, y)
        scale = view.lane_layout.measures.scale
        for card in self._seen():
            if card.box.intersects(clip):
                selected = card.annotation_id == view.page.marks.selected
                cards.paint(painter, card, selected=selected, scale=scale)
        painter.end()

    def update(self) -> None:
        """Paint the margin afresh: a card may stand elsewhere once more of the text is seen."""
        layout = self._view.lane_layout
        if layout is not None and layout.measures.cards_left:
            left = int(layout.measures.cards_left) - 4
            viewport = self._view.viewport()
            viewport.update(left, 0, viewport.width() - left, viewport.height())

    def follow(self, changes: list[Change]) -> None:
        """Paint the margin afresh if a change can be seen in it."""
        page = self._view.page
        if page is not None and any(
            isinstance(value, Relation)
            or (isinstance(value, Annotation) and page.cards.carries(value))
            for change in changes
            for value in (change.before, change.after)
        ):
            self.update()

    def selected(self, annotation: Annotation) -> None:
        """Paint the margin afresh if an annotation that was or is selected has a card."""
        page = self._view.page
        if page is not None and page.cards.carries(annotation):
            self.update()

    def card_at(self, point: QPointF) -> int | None:
        """The annotation whose card lies under a point of the viewport."""
        on_page = self._view.on_page(point)
        for card in self._seen():
            if card.box.contains(on_page):
                return card.annotation_id
        return None

    def _seen(self) -> list[cards.Card]:
        view = self._view
        page, layout = view.page, view.lane_layout
        if page is None or layout is None:
            return []
        top = view.verticalScrollBar().value() - _REACH
        bottom = top + _REACH + view.viewport().height()
        document = view.document()
        first = document.findBlockByNumber(layout.block_at(max(0.0, top)))
        last = document.findBlockByNumber(layout.block_at(bottom))
        start = page.positions.to_offset(first.position())
        end = page.positions.to_offset(last.position() + last.length()) + 1
        return page.cards.between(start, end, layout.measures, view.line_top)

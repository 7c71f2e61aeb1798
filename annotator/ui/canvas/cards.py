"""Margin cards: one beside the first line of each claim.

A claim is an annotation whose label can be the head of a relation (CLAIM by
default): a card shows its answers and whom it is linked to. Cards never overlap;
one that would is pushed down.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.codebook import Codebook
from annotator.ui import theme
from annotator.ui.canvas.measures import CARD_WIDTH, Measures

_PAD = 12.0
_ROW = 21.0
_APART = 8.0


class Card(msgspec.Struct, frozen=True):
    """What one card says, and where it stands on the page."""

    annotation_id: int
    name: str
    answers: str
    links: tuple[tuple[str, str], ...]
    """Relation in words ("holder") and the words at its other end."""
    color: QColor
    box: QRectF


class Cards:
    """The cards of the open article, placed when asked."""

    def __init__(
        self, annotations: AnnotationSet, codebook: Codebook, words: Callable[[Annotation], str]
    ) -> None:
        self._annotations = annotations
        self._codebook = codebook
        self._words = words

    def restyle(self, codebook: Codebook) -> None:
        self._codebook = codebook

    def carries(self, annotation: Annotation) -> bool:
        """Whether an annotation has a card."""
        return any(annotation.label_id in kind.heads for kind in self._codebook.relation_types)

    def between(
        self,
        start: int,
        end: int,
        measures: Measures,
        top_of: Callable[[int], float],
    ) -> list[Card]:
        """Cards of claims that begin in [start, end), top to bottom, pushed apart.

        `top_of` gives the page height of the line an offset lies in.
        """
        if not measures.cards_left:
            return []
        cards: list[Card] = []
        free = 0.0
        for annotation in self._annotations.between(start, end):
            if annotation.start < start or not self.carries(annotation):
                continue
            label = self._codebook.label(annotation.label_id)
            links = self._links(annotation)
            scale = min(measures.scale, 1.25)
            height = (_PAD * 1.4 + _ROW * (1 + len(links))) * scale
            y = max(top_of(annotation.start), free)
            cards.append(
                Card(
                    annotation_id=annotation.id,
                    name=label.name.capitalize(),
                    answers=" · ".join(value for _, value in annotation.answers if value),
                    links=links,
                    color=theme.current().line(label),
                    box=QRectF(measures.cards_left, y, CARD_WIDTH * scale, height),
                )
            )
            free = y + height + _APART * scale
        return cards

    def _links(self, annotation: Annotation) -> tuple[tuple[str, str], ...]:
        links = []
        for relation in self._annotations.relations_of(annotation.id):
            if relation.head_id != annotation.id:
                continue
            other = self._annotations.find(relation.child_id)
            if other is not None:
                kind = self._codebook.relation_type(relation.type_id)
                links.append((kind.name, self._words(other)))
        return tuple(links)


def paint(painter: QPainter, card: Card, *, selected: bool, scale: float) -> None:
    """Draw one card."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = card.color if selected else now.hairline
    painter.setPen(QPen(edge, 1.5 if selected else 1.0))
    painter.setBrush(now.page)
    painter.drawRoundedRect(card.box.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(card.color)
    bar = QRectF(card.box.left(), card.box.top() + 5, 3.0, card.box.height() - 10)
    painter.drawRoundedRect(bar, 1.5, 1.5)
    font = theme.ui_font(bold=True)
    font.setPixelSize(max(7, round(12 * min(scale, 1.25))))
    inner = card.box.adjusted(_PAD, _PAD * 0.55, -_PAD, -_PAD * 0.5)
    row = QRectF(inner.left(), inner.top(), inner.width(), _ROW * min(scale, 1.25))
    _words(painter, row, card.name, font, card.color)
    used = QFontMetricsF(font).horizontalAdvance(card.name) + 14
    _words(painter, row.adjusted(used, 0, 0, 0), card.answers, font, card.color, right=True)
    font.setBold(False)
    for relation, words in card.links:
        row.translate(0, _ROW * min(scale, 1.25))
        _words(painter, row, _spoken(relation), font, now.quiet)
        lead = QFontMetricsF(font).horizontalAdvance(_spoken(relation)) + 7
        _words(painter, row.adjusted(lead, 0, 0, 0), words, font, now.ink)
    painter.restore()


def _spoken(relation: str) -> str:
    known = {
        "holder": QCoreApplication.translate("Cards", "by"),
        "addressee": QCoreApplication.translate("Cards", "to"),
        "about": QCoreApplication.translate("Cards", "about"),
    }
    return known.get(relation, relation)


def _words(
    painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor, *, right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

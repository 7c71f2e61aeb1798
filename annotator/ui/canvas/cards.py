"""Margin cards: one beside the first line of each claim.

A claim is an annotation whose label can be the head of a relation (CLAIM by
default): a card shows its answers and whom it is linked to, by what they are called
in the text and by the entity they mean. Cards never overlap; one that would is pushed
down. The card of the selected claim stands at its own line whatever stands around it:
those above are then pushed up instead.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook, RelationType
from annotator.editing.held import OpenArticle
from annotator.editing.linking import UNMARKED, is_holder, unmarked_end
from annotator.ui import theme
from annotator.ui.canvas.measures import CARD_WIDTH, Measures
from annotator.ui.models.wording import worded

PAD = 12.0
ROW = 21.0
_APART = 8.0
_SAID = 2
"""Answers a card has room for; the inspector shows them all."""
CHAINED = 60
"""Claims above the first one seen whose cards may reach down to it."""


class CardLink(msgspec.Struct, frozen=True):
    """One row of a card: the relation in a word, and who or what is at its other end.

    `child_id` is the mark there, None where there is none; `missing` tells that
    somebody is still to be chosen.
    """

    relation: str
    words: str
    child_id: int | None = None
    line: QColor | None = None
    tint: QColor | None = None
    missing: bool = False


class Card(msgspec.Struct, frozen=True):
    """What one card says, and where it stands on the page."""

    annotation_id: int
    name: str
    answers: str
    links: tuple[CardLink, ...]
    color: QColor
    box: QRectF
    scale: float

    def row(self, number: int) -> QRectF:
        """The box of a row; 0 is the first line, then the links."""
        inner = self.box.adjusted(PAD, PAD * 0.55 * self.scale, -PAD, 0)
        height = ROW * self.scale
        return QRectF(inner.left(), inner.top() + number * height, inner.width(), height)


class Cards:
    """The cards of the open article, placed when asked."""

    def __init__(self, article: OpenArticle, codebook: Codebook) -> None:
        self._article = article
        self._codebook = codebook
        self._heads: frozenset[int] = frozenset()
        self._holds: dict[int, RelationType] = {}
        self._made: dict[int, Card] = {}
        self._measured = (0.0, 0.0)
        self.restyle(codebook)

    def restyle(self, codebook: Codebook) -> None:
        """Take over another codebook or theme."""
        self._codebook = codebook
        self.forget()
        kinds = [kind for kind in codebook.relation_types if not kind.retired]
        self._heads = frozenset(head for kind in codebook.relation_types for head in kind.heads)
        self._holds = {
            head: kind for kind in reversed(kinds) if is_holder(kind) for head in kind.heads
        }

    def forget(self) -> None:
        """What the cards say may have changed."""
        self._made.clear()

    def carries(self, annotation: Annotation) -> bool:
        """Whether an annotation has a card."""
        return annotation.label_id in self._heads

    def between(
        self,
        start: int,
        end: int,
        measures: Measures,
        top_of: Callable[[int], float],
        selected: int | None = None,
    ) -> list[Card]:
        """Cards of the claims that begin in [start, end), top to bottom, pushed apart.

        `top_of` gives the page height of the line an offset lies in.
        """
        if not measures.cards_left:
            return []
        scale = min(measures.scale, 1.25)
        apart = _APART * scale
        claims = [
            one
            for one in self._article.annotations.between(start, end)
            if one.start >= start and self.carries(one)
        ]
        tops = [top_of(one.start) for one in claims]
        if (measures.scale, measures.cards_left) != self._measured:
            self.forget()
            self._measured = (measures.scale, measures.cards_left)
        cards = [self._at(one, measures, top) for one, top in zip(claims, tops, strict=True)]
        free = 0.0
        for place, card in enumerate(cards):
            if card.box.top() < free:
                cards[place] = _moved(card, free)
            free = cards[place].box.bottom() + apart
        at = next((n for n, one in enumerate(claims) if one.id == selected), None)
        if at is not None:
            _make_way(cards, at, tops, apart)
        return cards

    def above(self, start: int, reach: int) -> int:
        """Where to begin so that cards pushed down from above `start` are met: `CHAINED`
        claims up, and at least `reach` code points."""
        before = self._article.annotations.between(max(0, start - reach), start)
        claims = [one for one in before if self.carries(one)]
        return claims[-CHAINED].start if len(claims) >= CHAINED else max(0, start - reach)

    def _at(self, annotation: Annotation, measures: Measures, top: float) -> Card:
        """The card of a claim at a height; what it says is put together once."""
        card = self._made.get(annotation.id)
        if card is None:
            card = self._made[annotation.id] = self._card(annotation, measures, top)
        return card if card.box.top() == top else _moved(card, top)

    def _card(self, annotation: Annotation, measures: Measures, top: float) -> Card:
        label = self._codebook.label(annotation.label_id)
        links = self.links_of(annotation)
        scale = min(measures.scale, 1.25)
        height = (PAD * 1.3 + ROW * (1 + len(links))) * scale
        kinds = {kind.name for kind in self._codebook.relation_types}
        said = [
            value
            for name, value in annotation.answers
            if value and not (name in kinds and value in UNMARKED)
        ]
        return Card(
            annotation_id=annotation.id,
            name=worded(label.name),
            answers=" · ".join(said[:_SAID]),
            links=links,
            color=theme.current().line(label),
            box=QRectF(measures.cards_left, top, CARD_WIDTH * scale, height),
            scale=scale,
        )

    def links_of(self, annotation: Annotation) -> tuple[CardLink, ...]:
        """The rows about whom a claim is linked to; whoever holds it comes first."""
        annotations = self._article.annotations
        now = theme.current()
        found: list[tuple[int, CardLink]] = []
        held = False
        holds = self._holds.get(annotation.label_id)
        for relation in annotations.relations_of(annotation.id):
            other = annotations.find(relation.child_id)
            if relation.head_id != annotation.id or other is None:
                continue
            kind = self._codebook.relation_type(relation.type_id)
            held |= holds is not None and kind.id == holds.id
            label = self._codebook.label(other.label_id)
            link = CardLink(
                spoken(kind.name), self._words(other), other.id, now.line(label), now.tint(label)
            )
            found.append((kind.position, link))
        for kind in self._codebook.relation_types:
            said = unmarked_end(annotation, kind)
            if said:
                held |= holds is not None and kind.id == holds.id
                found.append((kind.position, CardLink(spoken(kind.name), spoken_end(said))))
        if holds is not None and not held:
            choose = QCoreApplication.translate("Cards", "choose holder…")
            link = CardLink(spoken(holds.name), choose, missing=True)
            found.append((holds.position, link))
        return tuple(link for _, link in sorted(found, key=lambda one: one[0]))

    def _words(self, annotation: Annotation) -> str:
        """A mark's words, and the entity it means where that is called otherwise."""
        words = " ".join(self._article.text_of(annotation).split())
        entity = self._article.entity_of(annotation.id)
        return words if entity is None or entity.name == words else f"{words} → {entity.name}"


def spoken(relation: str) -> str:
    """A relation as the word that stands before its other end."""
    known = {
        "holder": QCoreApplication.translate("Cards", "by"),
        "addressee": QCoreApplication.translate("Cards", "to"),
        "about": QCoreApplication.translate("Cards", "about"),
    }
    return known.get(relation, relation)


def spoken_end(end: str) -> str:
    """The author, or nobody named, in words."""
    known = {
        "author": QCoreApplication.translate("Cards", "the author"),
        "no one named": QCoreApplication.translate("Cards", "no one named"),
    }
    return known.get(end, end)


def _moved(card: Card, top: float) -> Card:
    box = QRectF(card.box)
    box.moveTop(top)
    return msgspec.structs.replace(card, box=box)


def _make_way(cards: list[Card], at: int, tops: list[float], apart: float) -> None:
    """Put one card at its own line, those above and below out of its way."""
    cards[at] = _moved(cards[at], tops[at])
    for place in range(at - 1, -1, -1):
        lowest = cards[place + 1].box.top() - apart - cards[place].box.height()
        if cards[place].box.top() <= lowest:
            break
        cards[place] = _moved(cards[place], lowest)
    for place in range(at + 1, len(cards)):
        free = cards[place - 1].box.bottom() + apart
        cards[place] = _moved(cards[place], max(tops[place], free))

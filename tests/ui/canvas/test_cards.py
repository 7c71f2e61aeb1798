"""Margin cards: aligned with their claims, never over one another, saying who holds them."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook, Label
from annotator.domain.entity import Entity, EntityLink
from annotator.editing.coding import default_codebook
from annotator.editing.held import KnownEntities, OpenArticle
from annotator.editing.in_hand import Hand
from annotator.ui.canvas.article_view import ArticleView
from annotator.ui.canvas.cards import Card

_SENTENCE = "Aral said the dam number {0} would surely hold. "


class _Reader:
    """Entities without a file."""

    def __init__(self, *known: Entity) -> None:
        self._known = known

    def entities(self) -> list[Entity]:
        return list(self._known)


def _label(book: Codebook, name: str) -> Label:
    found = book.label_named(name)
    assert found is not None
    return found


def _view(qtbot: QtBot, claims: int, *, a_line: bool = False) -> tuple[ArticleView, OpenArticle]:
    """An article with so many claims, each held by the actor before it but the last."""
    book = default_codebook()
    between = "\n" if a_line else ""
    text = between.join(_SENTENCE.format(number) for number in range(claims))
    marks, relations = [], []
    holder = book.relation_type_named("holder")
    assert holder is not None
    at = 0
    for number in range(claims):
        actor = text.index("Aral", at)
        start = text.index("the dam", at)
        at = text.index("hold", start) + 4
        for place, (first, last, label) in enumerate(
            ((actor, actor + 4, "ACTOR"), (start, at, "CLAIM"))
        ):
            marks.append(
                Annotation(
                    id=1 + 2 * number + place, article_id=1, label_id=_label(book, label).id,
                    annotator_id=1, fragments=((first, last),), number=1 + 2 * number + place,
                    name=f"s{number}{place}", answers=(("category", "pledge"), ("stance", "pro")),
                )
            )  # fmt: skip
        if number < claims - 1:
            relations.append(
                Relation(id=1 + number, article_id=1, type_id=holder.id, head_id=2 + 2 * number,
                         child_id=1 + 2 * number, annotator_id=1, number=number, name=f"r{number}")
            )  # fmt: skip
    article = OpenArticle(
        Article(id=1, name="a", text_sha256="0" * 64, length=len(text)),
        text,
        AnnotationSet(1, marks, relations, [EntityLink(annotation_id=1, entity_id=9)]),
        KnownEntities(_Reader(Entity(id=9, name="Deniz Aral")), Hand()),  # type: ignore[arg-type]
    )
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.show_article(article, book)
    return view, article


def _cards(view: ArticleView) -> list[Card]:
    return view.margin._seen()


def _apart(cards: list[Card]) -> bool:
    boxes = sorted((card.box.top(), card.box.bottom()) for card in cards)
    return all(one[1] <= other[0] for one, other in itertools.pairwise(boxes))


def test_a_card_says_category_stance_and_who_holds_the_claim(qtbot: QtBot) -> None:
    view, _ = _view(qtbot, 2)
    first, last = _cards(view)
    assert (first.name, first.answers) == ("Claim", "pledge · pro")
    assert [(one.relation, one.words) for one in first.links] == [("by", "Aral → Deniz Aral")]
    assert last.links[0].missing


def test_cards_stand_at_their_lines_where_there_is_room(qtbot: QtBot) -> None:
    view, article = _view(qtbot, 3, a_line=True)
    for card in _cards(view)[:1]:
        claim = article.annotations.find(card.annotation_id)
        assert claim is not None
        assert abs(card.box.top() - view.line_top(claim.start)) < 1


def test_two_hundred_cards_never_overlap_wherever_one_looks(qtbot: QtBot) -> None:
    view, _ = _view(qtbot, 200)
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum() + 1, max(1, bar.maximum() // 7)):
        bar.setValue(value)
        cards = _cards(view)
        assert cards
        assert _apart(cards)


def test_the_selected_claims_card_stands_at_its_own_line_and_the_others_make_way(
    qtbot: QtBot,
) -> None:
    view, article = _view(qtbot, 12)
    chosen = article.annotations.find(2 * 8)
    assert chosen is not None
    view.select_annotation(chosen.id)
    cards = _cards(view)
    own = next(card for card in cards if card.annotation_id == chosen.id)
    assert abs(own.box.top() - view.line_top(chosen.start)) < 1
    assert _apart(cards)


def test_a_click_on_a_card_finds_its_claim(qtbot: QtBot) -> None:
    view, _ = _view(qtbot, 3)
    card = _cards(view)[1]
    y = view.verticalScrollBar().value()
    inside = QPointF(card.box.center().x(), card.box.center().y() - y)
    assert view.margin.card_at(inside) == card.annotation_id


def test_selecting_a_claim_draws_a_hairline_from_its_card_to_the_holder(qtbot: QtBot) -> None:
    view, _ = _view(qtbot, 2)
    layout = view.lane_layout
    assert layout is not None
    left = round(layout.measures.left + layout.measures.column) + 1
    right = round(layout.measures.cards_left) - 1

    def gutter() -> set[int]:
        picture = view.viewport().grab().toImage()
        return {picture.pixel(x, y) for x in range(left, right) for y in range(picture.height())}

    plain = gutter()
    view.select_annotation(2)
    drawn = gutter()
    assert len(plain) == 1
    assert len(drawn) > 1
    view.select_annotation(None)
    assert gutter() == plain
    view.margin.show_every_link(True)
    assert len(gutter()) > 1

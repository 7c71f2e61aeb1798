"""Pictures of margin cards, so that scrolling need not draw their words again and again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from annotator.ui import theme
from annotator.ui.canvas import card_painting
from annotator.ui.canvas.cards import Card

_MOST = 80
"""Pictures kept: more than a large screen shows at once."""

_EDGE = 2
"""Pixels around a card for its frame."""


class CardPictures:
    """What each card looked like when it was painted last."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, bool], tuple[object, QPixmap]] = {}

    def paint(self, painter: QPainter, card: Card, *, selected: bool) -> None:
        """Paint a card where it stands, at the nearest pixel of the screen."""
        ratio = painter.device().devicePixelRatioF()
        picture = self._picture(card, ratio, selected=selected)
        left = round((card.box.left() - _EDGE) * ratio) / ratio
        top = round((card.box.top() - _EDGE) * ratio) / ratio
        painter.drawPixmap(QPointF(left, top), picture)

    def _picture(self, card: Card, ratio: float, *, selected: bool) -> QPixmap:
        size = card.box.size()
        says = (card.name, card.answers, card.links, card.color.rgba(), card.scale,
                size.width(), size.height(), ratio, id(theme.current()))  # fmt: skip
        key = (card.annotation_id, selected)
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] != says:
            kept = (says, _painted(card, ratio, selected=selected))
        self._kept[key] = kept  # the newest last
        while len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return kept[1]


def _painted(card: Card, ratio: float, *, selected: bool) -> QPixmap:
    wide, high = card.box.width() + 2 * _EDGE, card.box.height() + 2 * _EDGE
    picture = QPixmap(round(wide * ratio) + 1, round(high * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.translate(_EDGE - card.box.left(), _EDGE - card.box.top())
    card_painting.paint(painter, card, selected=selected)
    painter.end()
    return picture

"""How a margin card looks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.ui import theme
from annotator.ui.canvas.cards import Card, CardLink

_CHIP_PAD = 7.0
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


def paint(painter: QPainter, card: Card, *, selected: bool) -> None:
    """Draw one card."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = card.box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(card.color if selected else now.hairline, 1.5 if selected else 1.0))
    painter.setBrush(now.page)
    painter.drawRoundedRect(box, 7, 7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(card.color)
    painter.save()
    bar = QRectF(box.left(), box.top(), 3.5, box.height())
    painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
    painter.drawRoundedRect(box, 7, 7)
    painter.restore()
    bold = _font(card.scale, bold=True)
    row = card.row(0)
    _words(painter, row, card.name, bold, card.color)
    used = QFontMetricsF(bold).horizontalAdvance(card.name) + 14
    _words(painter, row.adjusted(used, 0, 0, 0), card.answers, bold, card.color, right=True)
    for number, link in enumerate(card.links, start=1):
        _paint_link(painter, card.row(number), link, card.scale)
    painter.restore()


def _paint_link(painter: QPainter, row: QRectF, link: CardLink, scale: float) -> None:
    now = theme.current()
    font = _font(scale)
    metrics = QFontMetricsF(font)
    _words(painter, row, link.relation, font, now.quiet)
    rest = row.adjusted(metrics.horizontalAdvance(link.relation) + 7, 0, 0, 0)
    if link.tint is not None and link.line is not None:
        wide = min(rest.width(), metrics.horizontalAdvance(link.words) + 2 * _CHIP_PAD)
        chip = QRectF(rest.left(), rest.center().y() - row.height() * 0.44, wide,
                      row.height() * 0.88)  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(link.tint)
        painter.drawRoundedRect(chip, 5, 5)
        inner = chip.adjusted(_CHIP_PAD, 0, -_CHIP_PAD + 1, 0)
        _words(painter, inner, link.words, font, now.ink)
        return
    if not link.missing:
        _words(painter, rest, link.words, font, now.ink)
        return
    font.setItalic(True)
    _words(painter, rest, link.words, font, now.quiet)
    used = QFontMetricsF(font).horizontalAdvance(link.words) + 8
    key = QCoreApplication.translate("Cards", "H")
    side = row.height() * 0.78
    cap = QRectF(rest.left() + used, rest.center().y() - side / 2, side, side)
    if cap.right() <= row.right():
        painter.setPen(QPen(now.hairline, 1))
        painter.setBrush(now.pane)
        painter.drawRoundedRect(cap, 4, 4)
        small = _font(scale * 0.85, bold=True)
        painter.setFont(small)
        painter.setPen(now.quiet)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)


def _font(scale: float, *, bold: bool = False) -> QFont:
    font = theme.ui_font(bold=bold)
    font.setPixelSize(max(7, round(12 * scale)))
    return font


def _words(
    painter: QPainter, box: QRectF, text: str, font: QFont, color: QColor, *, right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = int(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    painter.drawText(box, side | _MIDDLE, shown)

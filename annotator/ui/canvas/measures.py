"""How big things are on the page, at one zoom and width."""

from __future__ import annotations

import math

import msgspec
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.ui import theme

BASE_PIXELS = 17.5
COLUMN_CHARACTERS = 68
LINE_HEIGHT = 2.0
CARD_WIDTH = 204.0
CARD_GAP = 24.0
LANE = 4.0
STROKE = 2
MAP_WIDTH = 14
"""The map beside the scroll bar."""
MOST_LANES = 12
"""Lanes a line grows for; what lies deeper is counted below them ("+3")."""
COUNT_ROOM = 12.0
"""Room for that count."""


class Reading(msgspec.Struct, frozen=True):
    """How the reader likes to read."""

    family: str = ""
    """The face of the text; "" for the program's own."""
    line_height: float = LINE_HEIGHT
    """From line to line, in sizes of the letters."""
    characters: int = COLUMN_CHARACTERS
    """The widest column; 0 for as wide as the window."""

    def within_reason(self) -> Reading:
        """The nearest that can be read."""
        wide = min(160, max(30, self.characters)) if self.characters > 0 else 0
        height = min(3.0, max(1.2, round(self.line_height, 2)))
        return Reading(self.family, height, wide)


_USUAL = Reading()


class Measures(msgspec.Struct, frozen=True):
    """Lengths are device-independent pixels."""

    text_font: QFont
    heading_font: QFont
    furniture_font: QFont
    title_font: QFont
    small_font: QFont
    line_pitch: float
    furniture_pitch: float
    paragraph_gap: float
    left: float
    column: float
    cards_left: float
    """Where margin cards begin, 0 when there is no room for them."""
    scale: float

    @property
    def stroke(self) -> int:
        """How thick the line of a mark is; it grows with the letters, and never thins."""
        return max(STROKE, round(STROKE * self.scale))

    @property
    def lane(self) -> float:
        """From the line of one lane to that of the next."""
        return LANE / STROKE * self.stroke

    def shown_characters(self) -> int:
        """How many characters of usual width the column takes."""
        return round(self.column / QFontMetricsF(self.text_font).averageCharWidth())

    def lead(self, height: float, pitch: float) -> float:
        """Room above the words of a line whose own box has a height."""
        return max(3.0, float(round((pitch - height) * 0.4)))

    def tall(self, height: float, pitch: float, lanes: int) -> float:
        """How tall a line is with its lanes, which may reach up to the next line's words."""
        lead = self.lead(height, pitch)
        room = 0.0
        if lanes:
            room = min(lanes, MOST_LANES) * self.lane - (lead - 1.5)
            room += COUNT_ROOM if lanes > MOST_LANES else 0.0
        return max(pitch, lead + height + 3.0, math.ceil(lead + height + room))

    def breaks_like(self, other: Measures) -> bool:
        """Whether lines break, and stand apart, as they do at other measures."""
        moved = msgspec.structs.replace(other, left=self.left, cards_left=self.cards_left)
        return self == moved

    @classmethod
    def fitting(cls, width: float, *, zoom: float, reading: Reading = _USUAL) -> Measures:
        """Measures for a page `width` wide, read at a zoom as the reader likes it."""
        pixels = BASE_PIXELS * zoom
        family = reading.family
        text_font = theme.serif_font(pixels, family)
        heading_font = theme.serif_font(pixels * 0.98, family)
        heading_font.setBold(True)
        title_font = theme.serif_font(pixels * 1.42, family)
        title_font.setBold(True)
        small_font = theme.ui_font()
        small_font.setPixelSize(max(7, round(13 * zoom)))
        furniture_font = theme.ui_font()
        furniture_font.setPixelSize(max(7, round(12 * zoom)))
        characters = reading.characters or width
        ideal = QFontMetricsF(text_font).averageCharWidth() * characters
        cards = (CARD_GAP + CARD_WIDTH) * min(zoom, 1.25)
        margin = min(56.0, max(16.0, width * 0.06))
        column = max(120.0, min(ideal, width - 2 * margin))
        cards_left = 0.0
        if width >= min(ideal, width * 0.94) * 0.64 + cards + margin + 14:
            column = min(ideal, width - margin - cards - 14)
            cards_left = margin + column + CARD_GAP * min(zoom, 1.25)
        spare = width - (margin + column + (cards if cards_left else margin))
        if spare > 160:  # a very wide page: do not glue the text to its left edge
            margin += (spare - 160) / 2
            cards_left += (spare - 160) / 2 if cards_left else 0.0
        return cls(
            text_font=text_font,
            heading_font=heading_font,
            furniture_font=furniture_font,
            title_font=title_font,
            small_font=small_font,
            line_pitch=round(pixels * reading.line_height),
            furniture_pitch=round(18 * zoom),
            paragraph_gap=round(13 * zoom),
            left=float(round(margin)),
            column=float(round(column)),
            cards_left=float(round(cards_left)),
            scale=zoom,
        )

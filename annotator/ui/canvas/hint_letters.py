"""The letters that jump-marks are given: one each for the likeliest, two for the rest.

They lie on the home row of the keyboard that is typed on, and what is in reach of it,
and are never letters that mean something else while jump-marks are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.ui.keyboards import letter_at


class Hand(NamedTuple):
    """Places of one way of typing: the home row, and what is in reach of it."""

    singles: str
    """Keys that stand alone, the easiest first."""
    prefixes: str
    """Keys that wait for a second one; as many as `_PREFIXES` do."""
    seconds: str
    """What the second key may be, the easiest first."""


_PREFIXES = 2
HANDS = {
    "both": Hand("FJDKSLA;", "GHRUTY", "FJDKSLA;GHRUEIWOTYVNCM"),
    "left": Hand("FDSA", "GRTE", "FDSAGREWTQVCXZB"),
    "right": Hand("JKL;", "HUNP", "JKL;HUIOYPNM"),
}
"""Places by the letter that a QWERTY keyboard has there."""


class HintKeys(NamedTuple):
    """Which keys jump-marks have."""

    hand: str = "both"
    """Which hand types, see `HANDS`."""
    layout: str = "qwerty"
    """The keyboard, see `keyboards`."""
    labels: Mapping[str, str] = {}
    """Letters that mark, with the key of the label they mark with; jump-marks have none
    of them."""

    def letter_at(self, place: str) -> str:
        """The letter on a key told by its place, on whatever keyboard."""
        return letter_at(self.layout, place)


_USUAL = HintKeys()


def letters_for(count: int, keys: HintKeys = _USUAL) -> list[str]:
    """Letters for the first `count` marks, best first; fewer when they run out.

    As long as the home row suffices, nothing takes two keys.
    """
    hand = HANDS.get(keys.hand, HANDS["both"])
    singles = _on(keys, hand.singles)
    prefixes = _on(keys, hand.prefixes)[:_PREFIXES]
    row = singles + prefixes
    if count <= len(row):
        return row[:count]
    pairs = [first + second for first in prefixes for second in _on(keys, hand.seconds)]
    return [*singles, *pairs][:count]


def _on(keys: HintKeys, places: Iterable[str]) -> list[str]:
    """The letters at some places that jump-marks may have."""
    letters = (keys.letter_at(place) for place in places)
    return [one for one in letters if "A" <= one <= "Z" and one not in keys.labels]

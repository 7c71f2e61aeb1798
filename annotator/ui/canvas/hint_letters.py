"""The letters that jump-marks are given: one each for the likeliest, two for the rest."""

from __future__ import annotations

from typing import NamedTuple


class Hand(NamedTuple):
    """Keys of one way of typing: the home row, and what is in reach of it."""

    singles: str
    """Keys that stand alone, the easiest first."""
    prefixes: str
    """Keys that wait for a second one."""
    seconds: str
    """What the second key may be, the easiest first."""


HANDS = {
    "both": Hand("FJDKSLA", "GH", "FJDKSLAGHRUEIWOTYVNCM"),
    "left": Hand("FDSA", "GR", "FDSAGREWTQVCXZB"),
    "right": Hand("JKL", "HU", "JKLHUIOYPNM"),
}
"""Latin keys by their place on a QWERTY keyboard."""


def letters_for(count: int, hand: str = "both") -> list[str]:
    """Letters for the first `count` marks, best first; fewer when they run out.

    As long as the home row suffices, nothing takes two keys.
    """
    keys = HANDS.get(hand, HANDS["both"])
    row = keys.singles + keys.prefixes
    if count <= len(row):
        return list(row[:count])
    pairs = [first + second for first in keys.prefixes for second in keys.seconds]
    return [*keys.singles, *pairs][:count]

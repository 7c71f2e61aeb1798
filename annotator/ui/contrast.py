"""Whether a label's colour can be seen, and told from others, by everyone.

Contrast is WCAG 2.2's ratio of relative luminance; 3:1 is what success criterion
1.4.11 asks of graphical objects. Colour blindness is simulated with the matrices of
Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), severity 1.0, on linear light. How far two colours
are apart is their distance in Oklab (Björn Ottosson, 2020).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as encoded for the screen."""

LEAST_CONTRAST = 3.0
LEAST_DISTANCE = 0.03
"""In Oklab; below it two thin lines are hard to tell apart."""

_MACHADO: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
KINDS_OF_SIGHT = ("", *_MACHADO)
""" "" is sight without a deficiency."""


def rgb(color: str) -> Rgb:
    """A colour written as #rrggbb."""
    return (
        int(color[1:3], 16) / 255,
        int(color[3:5], 16) / 255,
        int(color[5:7], 16) / 255,
    )


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def least_contrast(color: str, grounds: Iterable[str]) -> float:
    """The worst contrast of a colour on some grounds."""
    return min(contrast(rgb(color), rgb(ground)) for ground in grounds)


def seen_with(color: Rgb, sight: str) -> Rgb:
    """What a colour looks like with a deficiency of sight (linear light, clipped)."""
    red, green, blue = (_linear(part) for part in color)
    if not sight:
        return red, green, blue
    seen = [r * red + g * green + b * blue for r, g, b in _MACHADO[sight]]
    return _clipped(seen[0]), _clipped(seen[1]), _clipped(seen[2])


def distance(one: str, other: str, sight: str = "") -> float:
    """How far apart two colours are for an eye, in Oklab."""
    first = _oklab(seen_with(rgb(one), sight))
    second = _oklab(seen_with(rgb(other), sight))
    return math.dist(first, second)


def alike(color: str, others: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names of colours that look like this one, each with the sight they do so for."""
    found = []
    for name, other in others.items():
        for sight in KINDS_OF_SIGHT:
            if distance(color, other, sight) < LEAST_DISTANCE:
                found.append((name, sight))
                break
    return found


def _luminance(color: Rgb) -> float:
    red, green, blue = (_linear(part) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _clipped(part: float) -> float:
    return min(1.0, max(0.0, part))


def _oklab(linear: Rgb) -> Rgb:
    red, green, blue = linear
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )

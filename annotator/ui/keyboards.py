"""Layouts of Latin keyboards: which letter each place of the three rows has.

A place is named by the letter that a QWERTY keyboard has there. The rows are those of
the layouts as X11 and Windows ship them (xkeyboard-config: us, de, fr, us(dvorak),
us(colemak), fr(bepo), tr(f)). A Turkish Q keyboard has its letters A to Z but I where
QWERTY has them, and I is told by its place.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

_PLACES = "QWERTYUIOPASDFGHJKL;ZXCVBNM,./"
_QWERTY = "qwerty"

LAYOUTS: Mapping[str, str] = {
    _QWERTY: _PLACES,
    "qwertz": "QWERTZUIOPASDFGHJKLÖYXCVBNM,.-",
    "azerty": "AZERTYUIOPQSDFGHJKLMWXCVBN,;:!",
    "dvorak": "',.PYFGCRLAOEUIDHTNS;QJKXBMWVZ",
    "colemak": "QWFPGJLUY;ARSTDHNEIOZXCVBKM,./",
    "bepo": "BÉPOÈ^VDLJAUIE,CTSRNÀYX.K'QGHF",
    "turkish-f": "FGĞıODRNHPUİEAÜTKMLYJÖVCÇZSB.,",
}
"""Letters of a layout, in the order of the places. What is not A to Z is written as it
stands on the key."""

NAMES: Mapping[str, str] = {
    _QWERTY: "QWERTY",
    "qwertz": "QWERTZ",
    "azerty": "AZERTY",
    "dvorak": "Dvorak",
    "colemak": "Colemak",
    "bepo": "BÉPO",
    "turkish-f": "Türkçe F",
}
"""What is written on a layout's box; the same in every language."""

_LANGUAGES = {
    QLocale.Language.French: "azerty",
    QLocale.Language.German: "qwertz",
    QLocale.Language.Luxembourgish: "qwertz",
    QLocale.Language.SwissGerman: "qwertz",
    QLocale.Language.Czech: "qwertz",
    QLocale.Language.Slovak: "qwertz",
    QLocale.Language.Hungarian: "qwertz",
    QLocale.Language.Slovenian: "qwertz",
    QLocale.Language.Croatian: "qwertz",
    QLocale.Language.Bosnian: "qwertz",
    QLocale.Language.Serbian: "qwertz",
    QLocale.Language.Albanian: "qwertz",
}
_TERRITORIES = {
    QLocale.Country.Belgium: "azerty",
    QLocale.Country.Canada: _QWERTY,
    QLocale.Country.Switzerland: "qwertz",
    QLocale.Country.Liechtenstein: "qwertz",
}
"""Where the country says more than the language."""


def letter_at(layout: str, place: str) -> str:
    """What a layout has at a place, "" for a place that is none."""
    at = _PLACES.find(place) if place else -1
    return LAYOUTS.get(layout, _PLACES)[at] if at >= 0 else ""


def usual_in(locale: QLocale) -> str:
    """The layout that is usual where people speak and live like that."""
    there = _TERRITORIES.get(locale.territory())
    return there or _LANGUAGES.get(locale.language(), _QWERTY)


def agreeing(heard: Mapping[str, str], *first: str) -> str:
    """A layout that has the letters heard at their places, one of the `first` where it
    does; "" for none."""
    for layout in (*first, *LAYOUTS):
        if all(letter_at(layout, place) == letter for place, letter in heard.items()):
            return layout
    return ""

"""Comparing texts as readers do, and finding words with true offsets.

Alike are: upper and lower case with dotted and dotless i, letters with and
without accents, straight and curly quotation marks, all dashes, all blanks (a
CR LF pair is one), ß and ss, Arabic letters with and without marks and hamza,
digits of all scripts. Invisible characters are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right

from annotator.text.graphemes import grapheme_end, grapheme_start

# What neither case folding nor decomposition makes alike.
_LETTERS = {
    **dict.fromkeys("ıIİ", "i"),
    **dict.fromkeys("‘’‚‛ʼʻʹ′`´＇‹›", "'"),
    **dict.fromkeys("“”„‟«»″〝〞＂״", '"'),
    **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    **dict.fromkeys("ةە", "ه"),
    **dict.fromkeys("ک", "ك"),
    **dict.fromkeys("йЙ", "й"),
    "ـ": "",
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "þ": "th",
    "Þ": "th",
    **dict.fromkeys("øØ", "o"),
    **dict.fromkeys("đĐðÐ", "d"),
    **dict.fromkeys("łŁ", "l"),
    **dict.fromkeys("ħĦ", "h"),
}
_INVISIBLE = frozenset({"Cf", "Me"})


class _Table(dict[int, str]):
    """What each code point folds to, worked out when first met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_character(chr(point))
        return folded


class Folded:
    """The comparison form of a text, and the way back to the text itself."""

    __slots__ = ("_at", "_from", "_widths", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = fold_key(source)
        self._from, self._at, self._widths = array("q"), array("q"), array("q")
        odd = "".join(c for c in set(source) if len(_TABLE[ord(c)]) != 1)
        if not odd and "\r\n" not in source:
            return
        gained = 0
        for match in re.finditer(f"\r(?=\n)|[{re.escape(odd)}]" if odd else "\r(?=\n)", source):
            place = match.start()
            width = 0 if source[place] == "\r" else len(_TABLE[ord(source[place])])
            self._from.append(place)
            self._at.append(place + gained)
            self._widths.append(width)
            gained += width - 1

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the source that a stretch of the comparison form came from.

        A character that became two is taken whole; marks on the last one are
        taken with it.
        """
        first, _ = self._origin(start)
        if end <= start:
            return first, first
        last = self._origin(end - 1)[0] + 1
        whole = grapheme_end(self.source, last)
        return first, whole if not fold_key(self.source[last:whole]) else last

    def divides(self, start: int, end: int) -> bool:
        """Whether a stretch of the comparison form cuts through a character of the source."""
        if not (self._origin(start)[1] and self._origin(end)[1]):
            return True
        first, last = self.to_source(start, end)
        whole = grapheme_start(self.source, first), grapheme_end(self.source, last)
        return whole != (first, last)

    def _origin(self, index: int) -> tuple[int, bool]:
        """The source character behind a folded one; whether that one is its first."""
        which = bisect_right(self._at, index) - 1
        if which < 0:
            return index, True
        into = index - self._at[which]
        if into < self._widths[which]:
            return self._from[which], into == 0
        return self._from[which] + 1 + into - self._widths[which], True


def fold(text: str) -> Folded:
    """The comparison form of a text, with the way back."""
    return Folded(text)


def fold_key(text: str) -> str:
    """The comparison form alone: equal keys are texts a reader takes for the same."""
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    return text.translate(_TABLE)


def find_all(text: str | Folded, needle: str, *, limit: int | None = None) -> list[tuple[int, int]]:
    """Every place that reads like `needle`, as code points (start, end), in order.

    Places do not overlap and never cut a character the reader sees in two. At most
    `limit` are given. A needle of nothing visible is found nowhere.
    """
    hay = text if isinstance(text, Folded) else fold(text)
    key = fold_key(needle)
    found: list[tuple[int, int]] = []
    place = hay.text.find(key) if key else -1
    while place >= 0 and (limit is None or len(found) < limit):
        end = place + len(key)
        if hay.divides(place, end):
            place = hay.text.find(key, place + 1)
            continue
        found.append(hay.to_source(place, end))
        place = hay.text.find(key, end)
    return found


def _fold_character(character: str) -> str:
    special = _LETTERS.get(character)
    if special is not None:
        return special
    if character.isspace() or character.isdecimal():
        return " " if character.isspace() else str(unicodedata.decimal(character))
    if unicodedata.category(character) in _INVISIBLE or _is_accent(character):
        return ""
    # Hangul would fall into letters, and half of a pair cannot be normalised.
    if "\uac00" <= character <= "\ud7a3" or "\ud800" <= character <= "\udfff":
        return character
    plain = unicodedata.normalize("NFKD", character).casefold()
    letters = (c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    return "".join(_LETTERS.get(c, " " if c.isspace() else c) for c in letters)


def _is_accent(character: str) -> bool:
    """Accents, Hebrew points, Arabic vowel marks; not the vowel signs of Indic scripts."""
    order = unicodedata.combining(character)
    return 10 <= order <= 36 or order >= 200 or "\ufe00" <= character <= "\ufe0f"


_TABLE = _Table()

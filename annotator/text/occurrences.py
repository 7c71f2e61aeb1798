"""Where the same words stand again in a text, as whole words of any script."""

from __future__ import annotations

from collections.abc import Iterator

Stretch = tuple[int, int]

_GLUED = frozenset("وفبلكسهםבלכמהוש")
"""Letters that Arabic and Hebrew write onto the word they go before."""
_MOST_GLUED = 3
_WITHOUT_BLANKS = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def occurrences(text: str, words: str) -> Iterator[Stretch]:
    """Every place that holds exactly these words, as whole words; places do not overlap."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if begins_word(text, at) and ends_word(text, end):
            yield at, end
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)


def begins_word(text: str, at: int) -> bool:
    """Whether a word can begin at a code point: none goes before it but glued letters."""
    if at == 0 or not text[at - 1].isalnum() or _without_blanks(text[at : at + 1]):
        return True
    for back in range(1, _MOST_GLUED + 1):
        place = at - back
        if place < 0 or text[place] not in _GLUED:
            return place < 0 or not text[place].isalnum()
    return False


def ends_word(text: str, at: int) -> bool:
    """Whether a word can end before a code point."""
    return at >= len(text) or not text[at].isalnum() or _without_blanks(text[at - 1])


def _without_blanks(character: str) -> bool:
    return any(first <= character <= last for first, last in _WITHOUT_BLANKS)

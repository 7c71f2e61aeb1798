"""Short runs of words that tell which story a text is, and how alike two texts are.

A text is taken as the set of its pairs of neighbouring words, without regard to case and
signs (Broder, "On the resemblance and containment of documents", 1997, calls such runs
shingles). Where writing sets no blanks between words, as in Chinese, Japanese, Thai, Lao,
Khmer and Burmese, runs of three letters stand for pairs of words, which have two letters
each for the most part.
"""

from __future__ import annotations

import re
from itertools import pairwise

_WORD = re.compile(r"\w+")
_LETTERS = 3
# Thai, Lao, Tibetan, Burmese, Khmer; kana; Han with its extensions
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_PIECE = re.compile(rf"(?P<run>[{UNSPACED}]+)|(?:(?![{UNSPACED}])\w)+")
_RUN = re.compile(f"[{UNSPACED}]")


def shingles(text: str) -> set[str]:
    """The shingles of a text; empty for one of fewer than two words."""
    folded = text.casefold()
    if _RUN.search(folded) is None:
        return _pairs(_WORD.findall(folded))
    found: set[str] = set()
    words: list[str] = []
    for piece in _PIECE.finditer(folded):
        run = piece["run"]
        if run is None:
            words.append(piece[0])
            continue
        found |= _pairs(words)
        words = []
        found.update(run[at : at + _LETTERS] for at in range(len(run) - _LETTERS + 1))
    return found | _pairs(words)


def resemblance(one: str, other: str) -> float:
    """How alike two texts are: shingles in both as a share of those in either, 0 to 1."""
    mine, yours = shingles(one), shingles(other)
    either = len(mine | yours)
    return len(mine & yours) / either if either else float(one == other)


def _pairs(words: list[str]) -> set[str]:
    return set(map(" ".join, pairwise(words)))

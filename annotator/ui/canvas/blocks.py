"""The paragraphs of an article as a QTextDocument will have them, told from the text alone.

Asking Qt for each of thirty thousand blocks would take longer than everything else
that opening a book does.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

import msgspec

from annotator.domain.article import Article
from annotator.text.zones import ZoneKind

_RARE_BREAKS = "\u2029\ufdd0\ufdd1"
"""Where a QTextDocument begins a new block, beside line ends."""


class Blocks(msgspec.Struct, frozen=True):
    """One entry a block."""

    kinds: list[str]
    """"text", "heading", "furniture", "blank" (a gap between paragraphs) or "gap" (a
    small one between lines of furniture)."""
    lengths: list[int]
    """Code points, without the break."""

    def kind_of(self, number: int) -> str:
        return self.kinds[number] if number < len(self.kinds) else "text"

    @classmethod
    def of(cls, article: Article, text: str, shown: str) -> Blocks:
        """The blocks of an article's text; `shown` is the text as Qt has it."""
        for rare in _RARE_BREAKS:
            shown = shown.replace(rare, "\n")
        pieces = shown.split("\n")
        kinds = ["blank" if not one or one.isspace() else "text" for one in pieces]
        lengths = list(map(len, pieces))
        if article.zones:
            _furnish(kinds, lengths, article, text)
        return cls(kinds, lengths)


def _furnish(kinds: list[str], lengths: list[int], article: Article, text: str) -> None:
    """Tell which blocks a zone covers, and which gaps are small."""
    starts = [0, *accumulate(length + 1 for length in lengths)]
    taken: set[int] = set()
    for zone in sorted(article.zones):
        start = zone.start - text.count("\r\n", 0, zone.start)
        end = zone.end - text.count("\r\n", 0, zone.end)
        number = max(0, bisect_right(starts, start) - 1)
        if start >= starts[number] + lengths[number]:
            number += 1
        while number < len(kinds) and starts[number] < end:
            if kinds[number] == "text" and number not in taken:
                kinds[number] = "heading" if zone.kind is ZoneKind.HEADING else "furniture"
                taken.add(number)
            number += 1
    for number in range(1, len(kinds)):
        if kinds[number] == "blank" and kinds[number - 1] in ("furniture", "gap"):
            kinds[number] = "gap"
    following = ""
    for number in range(len(kinds) - 1, -1, -1):
        if kinds[number] == "gap" and following not in ("furniture", "gap"):
            kinds[number] = "blank"  # small only where more furniture follows
        following = kinds[number]

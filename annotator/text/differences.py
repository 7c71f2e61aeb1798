"""Where two tellings of one story differ, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from annotator.text.shingles import UNSPACED

_TOKEN = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+|\s+|[^\w\s]")
_MOST = 20_000
"""Words of either text beyond which the rest is taken as it stands, without a look."""


class Piece(NamedTuple):
    """A stretch of a text that the other one has too, or has not."""

    text: str
    shared: bool


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, which joined again are the texts; blanks do not count."""
    mine, yours = _TOKEN.findall(one), _TOKEN.findall(other)
    words, others = (
        [token for token in some if not token.isspace()][:_MOST] for some in (mine, yours)
    )
    only: tuple[set[int], set[int]] = (set(), set())
    for tag, first, last, start, end in SequenceMatcher(None, words, others).get_opcodes():
        if tag != "equal":
            only[0].update(range(first, last))
            only[1].update(range(start, end))
    return list(_pieces(mine, only[0])), list(_pieces(yours, only[1]))


def _pieces(tokens: Sequence[str], only: set[int]) -> Iterator[Piece]:
    """Tokens joined where they are of one kind; `only` numbers the words of this text alone."""
    own: list[bool] = []
    word = 0
    for token in tokens:
        if token.isspace():  # between two words of this text alone, it is one of them
            own.append(word in only and word - 1 in only)
        else:
            own.append(word in only)
            word += 1
    for alone, some in groupby(zip(tokens, own, strict=True), key=lambda pair: pair[1]):
        yield Piece("".join(token for token, _ in some), not alone)

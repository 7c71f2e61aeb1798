"""Where the tokens of a file are in the text they were cut from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.domain.span import Fragment

_TREEBANK = {
    "``": re.compile(r"\s*(``|[\"“„«])"),
    "''": re.compile(r"\s*(''|[\"”“»])"),
    "-LRB-": re.compile(r"\s*(\()"),
    "-RRB-": re.compile(r"\s*(\))"),
    "-LSB-": re.compile(r"\s*(\[)"),
    "-RSB-": re.compile(r"\s*(\])"),
    "-LCB-": re.compile(r"\s*(\{)"),
    "-RCB-": re.compile(r"\s*(\})"),
}
"""How the Penn Treebank writes quotes and brackets, and what they were."""


class NotNext(ValueError):
    """A token does not come next in its text; `number` counts tokens from 0."""

    def __init__(self, number: int, token: str) -> None:
        super().__init__(f"the token '{token[:60]}' does not come next in the text it is from")
        self.number = number


def token_places(tokens: Iterable[str], text: str, base: int = 0) -> list[Fragment]:
    """Where tokens are in a text, one after the other, with nothing but blanks between.

    A "_" in a token may stand for a blank, and the Penn Treebank's signs for quotes and
    brackets for those themselves. `base` is added to each place. Raises NotNext.
    """
    places: list[Fragment] = []
    at = 0
    for number, token in enumerate(tokens):
        found = text.find(token, at)
        if found < 0 or text[at:found].strip():
            pattern = re.escape(token).replace("_", r"[_\s]")
            meant = _TREEBANK.get(token) or re.compile(rf"\s*({pattern})")
            match = meant.match(text, at)
            if match is None:
                raise NotNext(number, token)
            found, at = match.span(1)
        else:
            at = found + len(token)
        places.append((base + found, base + at))
    return places

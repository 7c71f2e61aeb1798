"""The lines of a news text, and which of them are prose."""

from __future__ import annotations

import re
from typing import NamedTuple

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_PIECE = re.compile(f"[^{LINE_ENDS}]+|\r\n|[{LINE_ENDS}]")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔։।][\"”’»“)\]」』]*$")
# Scripts that say in one character what others say in two or three.
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_PROSE_WITH_STOP = 40
_PROSE = 120


class Line(NamedTuple):
    """A line that is not blank: where it is without outer blanks, and what it says."""

    start: int
    end: int
    text: str
    after_blank: bool

    @property
    def is_prose(self) -> bool:
        """Long enough for a paragraph: with a full stop, or simply long."""
        width = len(self.text) + 2 * len(_WIDE.findall(self.text))
        return width >= _PROSE or (width >= _PROSE_WITH_STOP and self.ends_sentence)

    @property
    def ends_sentence(self) -> bool:
        """Whether the last character is the stop of a sentence, quotes aside."""
        return _SENTENCE_END.search(self.text) is not None


def lines(text: str) -> list[Line]:
    """Every line that is not blank, in order."""
    found: list[Line] = []
    ends = 2
    for match in _PIECE.finditer(text):
        piece = match.group()
        inked = piece.strip()
        if not inked:
            ends += piece[0] in LINE_ENDS
            continue
        start = match.start() + len(piece) - len(piece.lstrip())
        found.append(Line(start, start + len(inked), inked, after_blank=ends > 1))
        ends = 0
    return found

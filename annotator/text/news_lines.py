"""The lines of a news text, and which of them are prose."""

from __future__ import annotations

import re
from typing import NamedTuple

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_PIECE = re.compile(f"[^{LINE_ENDS}]*(?:\r\n|[{LINE_ENDS}])|[^{LINE_ENDS}]+")
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
        if len(self.text) >= _PROSE:
            return True
        width = len(self.text) + 2 * len(_WIDE.findall(self.text))
        return width >= _PROSE or (width >= _PROSE_WITH_STOP and self.ends_sentence)

    @property
    def ends_sentence(self) -> bool:
        """Whether the last character is the stop of a sentence, quotes aside."""
        return _SENTENCE_END.search(self.text) is not None


def lines(text: str) -> list[Line]:
    """Every line that is not blank, in order."""
    found: list[Line] = []
    at, ends = 0, 2
    for line in _with_ends(text):
        inked = line.strip()
        if inked:
            start = at if line[0] == inked[0] else at + len(line) - len(line.lstrip())
            found.append(Line(start, start + len(inked), inked, ends > 1))
            ends = 0
        ends += line[-1] in LINE_ENDS
        at += len(line)
    return found


def _with_ends(text: str) -> list[str]:
    """The lines of a text with their ends; `splitlines` knows three more ends than we do."""
    if any(one in text for one in "\x1c\x1d\x1e"):
        return _PIECE.findall(text)
    return text.splitlines(keepends=True)

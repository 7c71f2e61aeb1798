"""Code points to and from other ways of counting the same text.

The program counts Unicode code points everywhere; Qt, Java and JavaScript count
UTF-16 units, some tools count UTF-8 bytes or grapheme clusters, people count
lines and columns. Nothing here changes a text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from annotator.text.graphemes import (
    cluster_runs,
    grapheme_end,
    grapheme_start,
    next_grapheme,
    previous_grapheme,
)

__all__ = [
    "LineIndex",
    "OffsetMap",
    "grapheme_end",
    "grapheme_start",
    "line_and_column",
    "next_grapheme",
    "previous_grapheme",
]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]+")
_PAIRS = re.compile("(?:\r\n)+")
_QT = re.compile("(?:\r\n)+|[\U00010000-\U0010ffff]+")
_UTF8 = "[\u0080-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+"
_LINE_END = re.compile("\r\n|[\n\r]")


class _Run(NamedTuple):
    """Adjacent characters that are not one code point and one unit each."""

    start: int
    end: int
    points: int
    units: int


class OffsetMap:
    """One text in two measures: code points and some other unit.

    A character here is what the other unit cannot divide further: a code point,
    a CR LF pair, a grapheme cluster. An offset or unit inside a character goes to
    that character's start. Beyond the ends, both ways answer the nearest end.
    """

    __slots__ = ("_points", "_run_offsets", "_run_units", "_runs", "_units", "length")

    length: int

    def __init__(self, size: int, runs: Iterable[_Run]) -> None:
        self._runs: list[_Run] = []
        self._run_offsets = array("q")
        self._run_units = array("q")
        gained = 0
        for run in runs:
            self._runs.append(run)
            self._run_offsets.append(run.start)
            self._run_units.append(run.start + gained)
            count = (run.end - run.start) // run.points
            gained += count * (run.units - run.points)
        self._points = size
        self.length = size + gained

    @classmethod
    def utf16(cls, text: str) -> OffsetMap:
        """UTF-16 code units, as Java, JavaScript and WebAnno count."""
        # with its mark of two bytes, since this codec alone need not be looked up
        if text.isascii() or len(text.encode("utf-16", "surrogatepass")) == 2 * len(text) + 2:
            return cls(len(text), ())
        return cls(len(text), (_Run(*m.span(), 1, 2) for m in _ASTRAL.finditer(text)))

    @classmethod
    def qt(cls, text: str) -> OffsetMap:
        """Positions of a QTextDocument: UTF-16 units, a CR LF pair being one."""
        if "\r\n" not in text:
            return cls.utf16(text)
        return cls(
            len(text),
            (
                _Run(*m.span(), 2, 1) if text[m.start()] == "\r" else _Run(*m.span(), 1, 2)
                for m in _QT.finditer(text)
            ),
        )

    @classmethod
    def utf8(cls, text: str) -> OffsetMap:
        """Bytes of the text in UTF-8, without a byte order mark."""
        if text.isascii():
            return cls(len(text), ())
        return cls(
            len(text),
            (_Run(*m.span(), 1, _utf8_width(text[m.start()])) for m in re.finditer(_UTF8, text)),
        )

    @classmethod
    def line_feeds(cls, text: str) -> OffsetMap:
        """Code points of the text with every CR LF pair as one LF."""
        if "\r\n" not in text:
            return cls(len(text), ())
        return cls(len(text), (_Run(*m.span(), 2, 1) for m in _PAIRS.finditer(text)))

    @classmethod
    def graphemes(cls, text: str) -> OffsetMap:
        """Extended grapheme clusters: what a reader calls one character."""
        if text.isascii() and "\r" not in text:
            return cls(len(text), ())
        return cls(
            len(text), (_Run(start, end, end - start, 1) for start, end in cluster_runs(text))
        )

    def to_unit(self, offset: int) -> int:
        """The unit at which the character holding this code point starts."""
        if offset <= 0:
            return 0
        if offset >= self._points:
            return self.length
        index = bisect_right(self._run_offsets, offset) - 1
        if index < 0:
            return offset
        run = self._runs[index]
        unit = self._run_units[index]
        if offset < run.end:
            return unit + (offset - run.start) // run.points * run.units
        return unit + (run.end - run.start) // run.points * run.units + offset - run.end

    def to_offset(self, unit: int) -> int:
        """The code point at which the character holding this unit starts."""
        if unit <= 0:
            return 0
        if unit >= self.length:
            return self._points
        index = bisect_right(self._run_units, unit) - 1
        if index < 0:
            return unit
        run = self._runs[index]
        into = unit - self._run_units[index]
        width = (run.end - run.start) // run.points * run.units
        if into < width:
            return run.start + into // run.units * run.points
        return run.end + into - width


class LineIndex:
    """Lines of one text, for repeated questions. Lines end at LF, CR LF or CR."""

    __slots__ = ("_size", "_starts")

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._starts = array("q", [0])
        self._starts.extend(m.end() for m in _LINE_END.finditer(text))

    @property
    def count(self) -> int:
        """How many lines there are; a final line end opens one more, empty line."""
        return len(self._starts)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both counted from 1."""
        offset = min(max(offset, 0), self._size)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The code point at a line and column, both from 1, kept inside that line."""
        line = min(max(line, 1), len(self._starts))
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else self._size
        return min(start + max(column, 1) - 1, end)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a code point, both counted from 1, asked once."""
    return LineIndex(text).line_and_column(offset)


def _utf8_width(character: str) -> int:
    if character < "\u0800":
        return 2
    return 3 if character < "\U00010000" else 4

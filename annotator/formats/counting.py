"""The ways in which files count places in a text, as code points of the text we keep."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from annotator.domain.span import Fragment
from annotator.formats.format import OffsetUnit
from annotator.text.graphemes import cluster_runs

_UNIT_WORDS = {
    OffsetUnit.CODE_POINT: "characters (code points)",
    OffsetUnit.UTF16: "UTF-16 units",
    OffsetUnit.BYTE: "bytes of UTF-8",
    OffsetUnit.GRAPHEME: "characters as readers see them (grapheme clusters)",
}


class Counting(msgspec.Struct, frozen=True):
    """What offsets count, over which line ends, from where, and whether ends are included.

    `line_ends` is "" for those of the text, "\\n" or "\\r\\n" where a file counted them
    so. `shift` is what counting from 1, or a byte order mark, adds to every offset.
    """

    unit: OffsetUnit = OffsetUnit.CODE_POINT
    line_ends: str = ""
    shift: int = 0
    inclusive: bool = False

    def __str__(self) -> str:
        words = [_UNIT_WORDS[self.unit]]
        if self.line_ends:
            ends = "CR LF" if self.line_ends == "\r\n" else "LF"
            words.append(f"with line ends as {ends}")
        if self.shift == 1:
            words.append("from 1")
        elif self.shift:
            words.append("after a byte order mark")
        if self.inclusive:
            words.append("ends included")
        return ", ".join(words)


class Ruler:
    """One text measured in one way of counting."""

    def __init__(self, text: str, counting: Counting) -> None:
        self._size = len(text)
        self._shift = counting.shift
        self._added = 1 if counting.inclusive else 0
        plain = counting.unit is OffsetUnit.CODE_POINT or text.isascii()
        with_cr = counting.unit is OffsetUnit.GRAPHEME and "\r" in text
        self._marks = None if plain and not counting.line_ends and not with_cr else array("q", [0])
        if self._marks is not None:
            at = 0
            for width in _widths(text, counting):
                at += width
                self._marks.append(at)

    def place(self, start: int, end: int) -> Fragment | None:
        """A fragment in code points; None where it lies outside or within a character."""
        first = self._offset(start - self._shift)
        last = self._offset(end - self._shift + self._added)
        if first is None or last is None or last < first:
            return None
        return first, last

    def nearest(self, start: int) -> int:
        """About where a place of the file is, in code points, kept inside the text."""
        unit = start - self._shift
        if self._marks is not None:
            unit = bisect_left(self._marks, unit)
        return min(max(unit, 0), self._size)

    def _offset(self, unit: int) -> int | None:
        if self._marks is None:
            return unit if 0 <= unit <= self._size else None
        at = bisect_left(self._marks, unit)
        return at if at < len(self._marks) and self._marks[at] == unit else None


def countings(text: str, first: Counting) -> Iterator[Counting]:
    """Every way of counting that differs for this text, `first` first, then the likely ones."""
    yield first
    units = [OffsetUnit.CODE_POINT]
    if not text.isascii():
        if any(one > "\uffff" for one in text):
            units.append(OffsetUnit.UTF16)
        units.append(OffsetUnit.BYTE)
        if next(iter(cluster_runs(text)), None) is not None:
            units.append(OffsetUnit.GRAPHEME)
    line_ends = [""]
    if "\r\n" in text:
        line_ends.append("\n")
    if text.count("\n") > text.count("\r\n"):
        line_ends.append("\r\n")
    for inclusive in (False, True):
        for base in (0, 1):
            for ends in line_ends:
                for unit in units:
                    shifts = (3, 1) if base and unit is OffsetUnit.BYTE else (base,)
                    for shift in shifts:
                        counting = Counting(unit, ends, shift, inclusive)
                        if counting != first:
                            yield counting


def _widths(text: str, counting: Counting) -> Iterator[int]:
    """How much of the unit each code point takes; a cluster counts at its last code point."""
    unit = counting.unit
    within: set[int] = set()
    if unit is OffsetUnit.GRAPHEME:
        for start, end in cluster_runs(text):
            within.update(range(start, end - 1))
    for at, one in enumerate(text):
        if one == "\r" and counting.line_ends == "\n" and text[at + 1 : at + 2] == "\n":
            yield 0
        elif one == "\n" and counting.line_ends == "\r\n" and (at == 0 or text[at - 1] != "\r"):
            yield 1 if unit is OffsetUnit.GRAPHEME else 2
        elif unit is OffsetUnit.UTF16:
            yield 2 if one > "\uffff" else 1
        elif unit is OffsetUnit.BYTE:
            yield len(one.encode("utf-8", "surrogatepass"))
        else:
            yield 0 if at in within else 1

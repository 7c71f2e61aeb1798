"""The whole article in one narrow column of pixels: what lies at each height of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

import msgspec

from annotator.domain.annotation_set import AnnotationSet

Stretch = tuple[int, int]

_FAINT = 0.45
"""How strong the least of a label shows; what covers all of a row shows fully."""


class MapRow(msgspec.Struct, frozen=True):
    """One row of pixels."""

    labels: tuple[tuple[int, float], ...]
    """Labels used there by their id, and how strongly each is to be drawn, up to 1."""
    hit: bool
    """Whether a search found something there."""
    finding: bool
    """Whether a check found fault with something there."""


class MapRows:
    """The rows of one article at one height; worked out in slices, a few rows at a time."""

    def __init__(self, height: int, offset_at: Callable[[float], int]) -> None:
        """`offset_at` gives the offset at a share (0 to 1) of the page's height."""
        self.height = height
        self._offset_at = offset_at
        self.edges: list[int] = []
        """Where rows begin, as far down as was looked; asked of the layout, which takes time."""

    def rows_of(self, start: int, end: int) -> range:
        """The rows in which a stretch of the text lies, among those looked at already."""
        looked = len(self.edges) - 1
        if looked < 1:
            return range(0)
        first = max(0, bisect_right(self.edges, start) - 1)
        last = bisect_right(self.edges, max(start, end - 1))
        return range(min(first, looked - 1), min(max(last, first + 1), looked))

    def _reach(self, row: int) -> None:
        """Find out where rows begin, down to this one."""
        known = len(self.edges)
        self.edges += [self._offset_at(one / self.height) for one in range(known, row + 1)]

    def look(
        self,
        rows: range,
        annotations: AnnotationSet,
        *,
        hits: Sequence[Stretch] = (),
        findings: Sequence[Stretch] = (),
    ) -> Iterator[tuple[int, MapRow]]:
        """What lies in some rows."""
        self._reach(rows.stop)
        for row in rows:
            start, end = self.edges[row], max(self.edges[row + 1], self.edges[row] + 1)
            covered: dict[int, int] = {}
            for one in annotations.between(start, end):
                share = min(end, one.end) - max(start, one.start)
                covered[one.label_id] = covered.get(one.label_id, 0) + share
            strengths = (
                (label, _FAINT + (1 - _FAINT) * min(1.0, share / (end - start)))
                for label, share in covered.items()
            )
            yield (
                row,
                MapRow(
                    labels=tuple(sorted(strengths)),
                    hit=_meets(hits, start, end),
                    finding=_meets(findings, start, end),
                ),
            )


def _meets(stretches: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether one of some stretches, in the order of their ends, meets [start, end)."""
    index = bisect_right(stretches, start, key=itemgetter(1))
    return index < len(stretches) and stretches[index][0] < end

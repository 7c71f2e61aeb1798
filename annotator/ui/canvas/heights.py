"""Block heights with running sums: which block lies at y, and where a block begins.

A Fenwick tree (Fenwick 1994): change one height, ask a prefix sum, and find the
block at a height, each in O(log n), so a book scrolls like a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


class Heights:
    """Heights in pixels, one a block."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        size = len(self._heights)
        sums = list(accumulate(self._heights, initial=0.0))
        self._tree = [0.0, *(sums[i] - sums[i & (i - 1)] for i in range(1, size + 1))]
        self._top_bit = 1 << max(size, 1).bit_length() - 1

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, block: int) -> float:
        return self._heights[block]

    def set(self, block: int, height: float) -> float:
        """Set one height; returns by how much it grew."""
        grown = height - self._heights[block]
        if grown:
            self._heights[block] = height
            index = block + 1
            while index < len(self._tree):
                self._tree[index] += grown
                index += index & -index
        return grown

    def top(self, block: int) -> float:
        """Where a block begins: the sum of the heights before it."""
        total = 0.0
        index = block
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    def total(self) -> float:
        return self.top(len(self._heights))

    def at(self, y: float) -> int:
        """The block that covers height `y`, the first or last when `y` lies outside."""
        index = 0
        left = max(y, 0.0)
        bit = self._top_bit
        while bit:
            candidate = index + bit
            if candidate < len(self._tree) and self._tree[candidate] <= left:
                index = candidate
                left -= self._tree[candidate]
            bit >>= 1
        return min(index, len(self._heights) - 1)

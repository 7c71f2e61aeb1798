"""Running sums of block heights agree with adding them up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.canvas.heights import Heights

_HEIGHTS = st.lists(st.integers(1, 50).map(float), min_size=1, max_size=60)


@given(_HEIGHTS, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 90)), max_size=20))
def test_tops_and_total_are_sums(heights: list[float], edits: list[tuple[int, int]]) -> None:
    sums = Heights(heights)
    for index, height in edits:
        if index < len(heights):
            assert sums.set(index, float(height)) == height - heights[index]
            heights[index] = float(height)
    for block in range(len(heights)):
        assert sums.top(block) == sum(heights[:block])
    assert sums.total() == sum(heights)


@given(_HEIGHTS, st.floats(-10, 4000, allow_nan=False))
def test_the_block_at_a_height_covers_it(heights: list[float], y: float) -> None:
    sums = Heights(heights)
    block = sums.at(y)
    if y < 0:
        assert block == 0
    elif y >= sums.total():
        assert block == len(heights) - 1
    else:
        assert sums.top(block) <= y < sums.top(block) + heights[block]

"""A span: which code points of a text are meant.

Offsets are Unicode code points, 0-based and half-open, over the article's text
exactly as it is stored; Python's ``text[start:end]`` is the definition.
"""

from __future__ import annotations

from collections.abc import Iterable

Fragment = tuple[int, int]
"""One unbroken stretch: start and end in code points, half-open."""


class InvalidSpan(ValueError):
    """The fragments cannot be a span; the message says why."""


def fragments_of(pairs: Iterable[Fragment], *, length: int | None = None) -> tuple[Fragment, ...]:
    """Check fragments and put them in reading order.

    Raises InvalidSpan for none at all, a negative or fractional offset, an end
    not after its start, fragments that overlap, or (when `length` is given, in
    code points) an end past the text.
    """
    fragments = tuple(sorted((start, end) for start, end in pairs))
    if not fragments:
        raise InvalidSpan("a span needs at least one fragment")
    before = 0
    for start, end in fragments:
        if type(start) is not int or type(end) is not int:
            raise InvalidSpan(f"offsets must be whole numbers, not {start!r} and {end!r}")
        if start < 0:
            raise InvalidSpan(f"start {start} is negative")
        if end <= start:
            raise InvalidSpan(f"end {end} is not after start {start}")
        if start < before:
            raise InvalidSpan(f"fragment {start}-{end} overlaps the one before it")
        before = end
    if length is not None and before > length:
        raise InvalidSpan(f"end {before} is past the text, which has {length} characters")
    return fragments


def covered_text(text: str, fragments: Iterable[Fragment]) -> str:
    """The text of a span: its fragments joined by one space (formats.md, section 3)."""
    return " ".join(text[start:end] for start, end in fragments)


def overlaps(one: Fragment, other: Fragment) -> bool:
    """Whether two stretches share at least one code point."""
    return one[0] < other[1] and other[0] < one[1]


def contains(outer: Fragment, inner: Fragment) -> bool:
    """Whether `inner` lies within `outer` (equal stretches contain each other)."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def crosses(one: Fragment, other: Fragment) -> bool:
    """Whether two stretches overlap while neither contains the other."""
    return overlaps(one, other) and not contains(one, other) and not contains(other, one)

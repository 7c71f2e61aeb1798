"""Extended grapheme clusters (UAX 29): the characters a reader sees.

Every question is answered from the neighbourhood of the place asked about, so a
key press in a text of a million characters costs what it costs in a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from regex import Pattern

# Two neighbours outside this class always have a boundary between them, so
# clusters of more than one code point occur only around its members.
_CLASSES = "".join(
    rf"\p{{GCB={name}}}"
    for name in ("Extend", "ZWJ", "SpacingMark", "Prepend", "RI", "L", "V", "T", "CR")
)
# Wider than the classes above, and three times as quick to look for: most
# texts hold none of these and need no closer look.
_SUSPECT = (
    "[\r\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u200c\u200d\u20d0-\u20ff\u2cef-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\uabff\ud7b0-\ud7ff\ufb1e\ufe00-\ufe2f\uff9e\uff9f\U00010000-\U0010ffff]"
)


class _Patterns(NamedTuple):
    joins: Pattern[str]
    tangle: Pattern[str]
    cluster: Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Made when first asked for: a page of plain letters is painted without them."""
    import regex  # noqa: PLC0415

    return _Patterns(
        joins=regex.compile(f"[{_CLASSES}]"),
        tangle=regex.compile(rf"(?s).?(?:[{_CLASSES}]+(?:.(?=[{_CLASSES}]))?)+.?"),
        cluster=regex.compile(r"\X"),
    )


_STRIDE = 1024
_REACH = 128


def cluster_runs(text: str) -> Iterator[tuple[int, int]]:
    """Every cluster of more than one code point, as (start, end), in order."""
    if not re.search(_SUSPECT, text):
        return
    patterns = _patterns()
    for tangle in patterns.tangle.finditer(text):
        base = tangle.start()
        for cluster in patterns.cluster.finditer(tangle.group()):
            start, end = cluster.span()
            if end - start > 1:
                yield base + start, base + end


def grapheme_start(text: str, offset: int) -> int:
    """The nearest cluster boundary at or before a code point."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    return _around(text, offset)[0]


def grapheme_end(text: str, offset: int) -> int:
    """The nearest cluster boundary at or after a code point."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    start, end = _around(text, offset)
    return start if start == offset else end


def next_grapheme(text: str, offset: int) -> int:
    """Where the cluster after the one at this code point starts; at most the end."""
    if offset >= len(text):
        return len(text)
    return _around(text, max(offset, 0))[1]


def previous_grapheme(text: str, offset: int) -> int:
    """Where the cluster that ends at or holds this code point starts; at least 0."""
    if offset <= 0:
        return 0
    return _around(text, min(offset, len(text)) - 1)[0]


def boundaries(text: str) -> set[int]:
    """Every cluster boundary of a short text, both ends included."""
    found = set(range(len(text) + 1))
    for start, end in cluster_runs(text):
        found.difference_update(range(start + 1, end))
    return found


def _around(text: str, offset: int) -> tuple[int, int]:
    """The cluster that holds the code point at `offset`."""
    left = offset
    while left > 0 and not _parts(text, left):
        left -= 1
    right = offset + 1
    while right < len(text) and not _parts(text, right):
        right += 1
    if right - left == 1:
        return left, right  # plain letters need no pattern, nor the library that has it
    for cluster in _patterns().cluster.finditer(text[left:right]):
        if left + cluster.end() > offset:
            return left + cluster.start(), left + cluster.end()
    return offset, right


def _parts(text: str, offset: int) -> bool:
    """Whether clusters can be told apart here without looking further back.

    No writing needs a thousand joining code points in a row; a text that has them
    is cut there, so that it cannot make every key press read all of it.
    """
    if _certain(text, offset):
        return True
    if offset % _STRIDE:
        return False
    around = range(max(1, offset - _REACH), min(len(text), offset + _REACH))
    return not any(_certain(text, place) for place in around)


def _certain(text: str, offset: int) -> bool:
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return before != "\r" or after != "\n"
    if _joins(after):
        return False
    # A common accent ends its cluster, unless an Indic conjunct may go on.
    accent = "\u0300" <= before <= "\u036f" and not "\u0900" <= after <= "\u1fff"
    return accent or not _joins(before)


def _joins(character: str) -> bool:
    return bool(re.match(_SUSPECT, character)) and bool(_patterns().joins.match(character))

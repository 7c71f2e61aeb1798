"""Offsets in code points as other programs count them."""

from __future__ import annotations

from annotator.formats.format import OffsetUnit
from annotator.text.offsets import OffsetMap


def measured(text: str, unit: OffsetUnit) -> OffsetMap:
    """The map from code points of a text to a unit and back."""
    if unit is OffsetUnit.UTF16:
        return OffsetMap.utf16(text)
    if unit is OffsetUnit.BYTE:
        return OffsetMap.utf8(text)
    if unit is OffsetUnit.GRAPHEME:
        return OffsetMap.graphemes(text)
    return OffsetMap(len(text), ())

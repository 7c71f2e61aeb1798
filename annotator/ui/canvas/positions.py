"""Article offsets to Qt positions and back: the one place where the two meet.

An article counts code points; a QTextDocument counts UTF-16 units and takes CR LF
as one block break. Nothing is ever read back from the widget: the article's string
is the truth, Qt holds a picture of it.
"""

from __future__ import annotations

from annotator.text.offsets import OffsetMap


class Positions:
    """Converts for one text. Both ways are monotone; ends map to ends."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._map = OffsetMap.qt(text)

    def to_qt(self, offset: int) -> int:
        """Code point offset to QTextDocument position."""
        return self._map.to_unit(min(max(offset, 0), self.length))

    def to_offset(self, position: int) -> int:
        """QTextDocument position to code point offset; inside a pair, the pair's start."""
        return self._map.to_offset(min(max(position, 0), self._map.length))


def shown(text: str) -> str:
    """The text as handed to Qt: same positions, nothing Qt would drop or reshape."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"\u200b{text[1:]}" if text.startswith("\ufeff") else text

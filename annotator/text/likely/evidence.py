"""What an article shows of its words: which are ordinary, which are names.

A word met in lower case is an ordinary word wherever a sentence begins with it; a
capital in mid-sentence speaks for a name, also in a title where every word has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotator.text.likely.runs import plain_names
from annotator.text.likely.words import lines

_SLICE = 3_000
"""Code points looked at in one turn: about a millisecond."""
_AROUND = 60_000
"""Code points before and after the reader that are worth looking at."""
_LOWER = re.compile(r"[^\W\d_]+")


class Evidence:
    """Grows piece by piece, so that a book costs the reader nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ordinary: set[str] = set()
        """Words met in lower case."""
        self.names: set[str] = set()
        """Runs of capitalised words met in mid-sentence."""
        self._seen: set[int] = set()

    def look_around(self, offset: int) -> bool:
        """Look at one more piece near an offset; says whether there is more to look at."""
        here = offset // _SLICE
        far = _AROUND // _SLICE
        last = max(0, len(self.text) - 1) // _SLICE
        near = (here + step * side for step in range(far + 1) for side in (1, -1))
        waiting = [one for one in near if 0 <= one <= last and one not in self._seen]
        if not waiting:
            return False
        self._look(waiting[0])
        return len(waiting) > 1

    def look_at(self, start: int, end: int) -> None:
        """Look at everything between two code points, now."""
        for piece in range(max(0, start) // _SLICE, max(0, end - 1) // _SLICE + 1):
            if piece not in self._seen:
                self._look(piece)

    def _look(self, piece: int) -> None:
        self._seen.add(piece)
        start, end = piece * _SLICE, min(len(self.text), (piece + 1) * _SLICE)
        self.learn_words(_LOWER.findall(self.text, start, end))
        self.names.update(plain_names(self.text, lines(self.text, start, end)))

    def learn_words(self, words: Iterable[str]) -> None:
        """Take up words as they stand; those in lower case are ordinary ones."""
        self.ordinary.update(word for word in words if word[0].islower())

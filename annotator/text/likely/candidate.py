"""A stretch that may be marked, with a longer reading of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Stretch = tuple[int, int]


class Kind(StrEnum):
    """Why a stretch is likely."""

    KNOWN = "known"
    NAME = "name"
    ROLE = "role"
    QUOTE = "quote"
    SAID = "said"
    SENTENCE = "sentence"
    CLAUSE = "clause"
    AMOUNT = "amount"


class Candidate(NamedTuple):
    """`start` to `end` are code points, half-open; `longer` holds them and more.

    `doubt` is how many better candidates nearer to the reader it takes to put this
    one back: 0 for a name in mid-sentence.
    """

    start: int
    end: int
    kind: Kind
    doubt: float = 0.0
    longer: Stretch | None = None

    @property
    def stretch(self) -> Stretch:
        return self.start, self.end

    def with_longer(self, start: int, end: int) -> Candidate:
        """The same with a longer reading, if it is longer and there is none yet."""
        if self.longer is not None or (start, end) == self.stretch:
            return self
        if start > self.start or end < self.end:
            return self
        return self._replace(longer=(start, end))

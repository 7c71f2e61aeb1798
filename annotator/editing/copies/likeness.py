"""Finding, among very many texts, the ones that a text is like.

Texts are compared by MinHash sketches of their shingles (Broder, "On the resemblance and
containment of documents", 1997), found again by locality-sensitive hashing in bands
(Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3). With 64 bands of
three rows, a pair of resemblance 0.42, about the least that a fifth of the words changed
leaves, is compared with a probability of 0.99, and a pair of unrelated news articles,
0.03, of 0.002; a sketch tells resemblance to within 0.035 (one standard deviation, at 0.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from annotator.text.shingles import shingles

ALIKE = 0.3
"""The least resemblance of a copy to its original."""

_VALUES = 192
_BANDS = 64
_SEED = 1
_FEWEST = 12
"""Shingles below which a text is only compared as a whole: a sketch of less says nothing."""


class Sketch(NamedTuple):
    """What is kept of a text, some 800 bytes."""

    digest: bytes
    values: Any
    """None of a text too short to be sketched."""


class Like(NamedTuple):
    """The text that one is like, by its key, and how much, 0 to 1."""

    key: int
    share: float


def sketch(text: str) -> Sketch:
    """What `Likeness` needs to know of a text."""
    from rensa import RMinHash  # noqa: PLC0415  only where copies are looked for

    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = shingles(text)
    if len(found) < _FEWEST:
        return Sketch(digest, None)
    values = RMinHash(_VALUES, _SEED)
    values.update(list(found))
    return Sketch(digest, values)


class Likeness:
    """Texts by key, to be asked which of them came first that a text is like.

    Memory is some 9 kB for each text. Keys rise in the order in which texts come.
    """

    def __init__(self) -> None:
        from rensa import RMinHashLSH  # noqa: PLC0415  as above

        self._whole: dict[bytes, int] = {}
        self._index = RMinHashLSH(ALIKE, _VALUES, _BANDS)
        self._sketches: dict[int, Any] = {}

    def first_like(self, one: Sketch) -> Like | None:
        """The first text that it is a copy of, None for a story of its own."""
        same = self._whole.get(one.digest)
        if same is not None:
            return Like(same, 1.0)
        return next(self._near(one), None)

    def all_like(self, one: Sketch) -> list[Like]:
        """Every text that it is a copy of, or that is one of it, the first one first."""
        found = list(self._near(one))
        same = self._whole.get(one.digest)
        if same is not None and all(like.key != same for like in found):
            found.append(Like(same, 1.0))
        return sorted(found)

    def _near(self, one: Sketch) -> Iterator[Like]:
        if one.values is None:
            return
        for key in sorted(self._index.query(one.values)):
            share = self._sketches[key].jaccard(one.values)
            if share >= ALIKE:
                yield Like(key, share)

    def share(self, key: int, one: Sketch) -> float:
        """How much a text is like one that was added, as far as sketches tell."""
        if self._whole.get(one.digest) == key:
            return 1.0
        other = self._sketches.get(key)
        return 0.0 if other is None or one.values is None else float(other.jaccard(one.values))

    def add(self, key: int, one: Sketch) -> None:
        """Have a text to be found from now on."""
        self._whole.setdefault(one.digest, key)
        if one.values is not None:
            self._index.insert(key, one.values)
            self._sketches[key] = one.values

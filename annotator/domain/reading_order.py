"""Annotations in the order they are read, reached by index, place or neighbour.

A sorted list cut into buckets of 1,024 code points. Buckets are sorted when they are
looked into, so that taking in a whole book is one append each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate

from annotator.domain.annotation import Annotation

Key = tuple[int, int, int]

SHIFT = 10
"""A bucket holds what begins in 2 ** 10 code points."""


def reading_order(annotation: Annotation) -> Key:
    """By start, longest first, then as made."""
    fragments = annotation.fragments
    return (fragments[0][0], -fragments[-1][1], annotation.number)


class ReadingOrder:
    """Annotations of one article by start, longest first, then as made."""

    def __init__(self) -> None:
        self._begun: dict[int, list[Annotation]] = {}
        self._size = 0
        self._unsorted: set[int] = set()
        self._ranks: tuple[list[int], list[int]] | None = None
        """The buckets, and how many begin up to the end of each; None to count again."""

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Annotation]:
        return (one for bucket in self._ranked()[0] for one in self._sorted(bucket))

    def __contains__(self, annotation: object) -> bool:
        if not isinstance(annotation, Annotation):
            return False
        return annotation in self._begun.get(annotation.start >> SHIFT, ())

    def copy(self) -> ReadingOrder:
        """The same order, to be changed on its own."""
        made = ReadingOrder()
        made.__dict__.update(
            self.__dict__,
            _begun={bucket: begun.copy() for bucket, begun in self._begun.items()},
            _unsorted=self._unsorted.copy(),
        )
        return made

    def extend(self, annotations: Collection[Annotation]) -> None:
        """Take many annotations in, at the least cost."""
        begun, unsorted = self._begun, self._unsorted
        for annotation in annotations:
            bucket = annotation.fragments[0][0] >> SHIFT
            if bucket in begun:
                begun[bucket].append(annotation)
            else:
                begun[bucket] = [annotation]
            if bucket not in unsorted:
                unsorted.add(bucket)
        self._size += len(annotations)
        self._ranks = None

    def put(self, annotation: Annotation) -> None:
        """Take an annotation in."""
        bucket = annotation.fragments[0][0] >> SHIFT
        self._begun.setdefault(bucket, []).append(annotation)
        self._unsorted.add(bucket)
        self._size += 1
        self._ranks = None

    def drop(self, annotation: Annotation) -> None:
        """Let an annotation go. Raises KeyError or ValueError when it is not there."""
        self._begun[annotation.start >> SHIFT].remove(annotation)
        self._size -= 1
        self._ranks = None

    def nth(self, index: int) -> Annotation:
        """The annotation at an index, from 0. Raises IndexError outside."""
        if not 0 <= index < self._size:
            raise IndexError(index)
        buckets, up_to = self._ranked()
        at = bisect_right(up_to, index)
        before = up_to[at - 1] if at else 0
        return self._sorted(buckets[at])[index - before]

    def index_of(self, annotation: Annotation) -> int:
        """How many come before an annotation, whether it is there or not."""
        return self._rank(reading_order(annotation))

    def following(self, key: Key) -> Annotation | None:
        """The first annotation after a `reading_order` key, round at the end."""
        if not self._size:
            return None
        return self.nth(self._rank(key, after=True) % self._size)

    def preceding(self, key: Key) -> Annotation | None:
        """The last annotation before a `reading_order` key, round at the beginning."""
        if not self._size:
            return None
        return self.nth((self._rank(key) - 1) % self._size)

    def begun_in(self, bucket: int) -> list[Annotation]:
        """Those that begin in a bucket, in no order."""
        return self._begun.get(bucket, [])

    def starting_at(self, offset: int) -> list[Annotation]:
        """The annotations that start at a code point."""
        begun = self._begun.get(offset >> SHIFT, ())
        return sorted((one for one in begun if one.start == offset), key=reading_order)

    def _rank(self, key: Key, *, after: bool = False) -> int:
        """How many come before a key; with `after`, what has that very key counts too."""
        buckets, up_to = self._ranked()
        bucket = key[0] >> SHIFT
        at = bisect_left(buckets, bucket)
        before = up_to[at - 1] if at else 0
        find = bisect_right if after else bisect_left
        return before + find(self._sorted(bucket), key, key=reading_order)

    def _sorted(self, bucket: int) -> list[Annotation]:
        begun = self._begun.get(bucket, [])
        if bucket in self._unsorted:
            begun.sort(key=reading_order)
            self._unsorted.discard(bucket)
        return begun

    def _ranked(self) -> tuple[list[int], list[int]]:
        if self._ranks is None:
            buckets = sorted(self._begun)
            begun = map(self._begun.__getitem__, buckets)
            self._ranks = buckets, list(accumulate(map(len, begun)))
        return self._ranks

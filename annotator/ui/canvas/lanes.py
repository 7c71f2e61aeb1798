"""Which line under the words each annotation gets.

The innermost of overlapping annotations lies nearest to the text (lane 0), what
contains or crosses it lies below: one lane below the lowest of the shorter ones it
overlaps. Lanes depend on the annotations only, never on what is being painted: a
scrolled strip and a full repaint must agree to the pixel. They are worked out when
they are first asked for, so that a book opens no slower than a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet

_Rank = tuple[int, int]


class Lanes:
    """Lane by annotation id, kept up to date with an AnnotationSet."""

    def __init__(self, annotations: AnnotationSet) -> None:
        self._annotations = annotations
        self._lane: dict[int, int] = {}

    def of(self, annotation_id: int) -> int:
        """The lane of an annotation, 0 for one that is gone."""
        known = self._lane.get(annotation_id)
        if known is None:
            annotation = self._annotations.find(annotation_id)
            known = self._find(annotation) if annotation is not None else 0
        return known

    def deepest(self, start: int, end: int) -> int:
        """How many lanes are in use between two offsets, 0 for none."""
        return max(
            (self.of(one.id) + 1 for one in self._annotations.between(start, end)), default=0
        )

    def refresh(self, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Follow a change of the annotations around some stretches.

        Returns every stretch that may look different: those given, and those whose
        annotations have moved to another lane.
        """
        touched = list(stretches)
        waiting: list[tuple[_Rank, int]] = []
        for start, end in touched:
            waiting += [(_rank(one), one.id) for one in self._annotations.between(start, end)]
        heapify(waiting)
        done: set[int] = set()
        while waiting:
            rank, annotation_id = heappop(waiting)
            annotation = self._annotations.find(annotation_id)
            if annotation is None or annotation_id in done:
                continue
            done.add(annotation_id)
            before = self._lane.pop(annotation_id, None)
            if before is None or before == self._find(annotation):
                continue  # never shown, or as it was: nothing longer hangs on it
            touched.append((annotation.start, annotation.end))
            for other in self._annotations.between(annotation.start, annotation.end):
                if _rank(other) > rank:
                    heappush(waiting, (_rank(other), other.id))
        return touched

    def _find(self, wanted: Annotation) -> int:
        """Work out a lane, and first those of the shorter annotations it hangs on."""
        stack = [(wanted, self._shorter(wanted))]
        deepest = {wanted.id: -1}
        while stack:
            annotation, shorter = stack[-1]
            for one in shorter:
                known = self._lane.get(one.id)
                if known is None:
                    stack.append((one, self._shorter(one)))
                    deepest[one.id] = -1
                    break
                deepest[annotation.id] = max(deepest[annotation.id], known)
            else:
                stack.pop()
                lane = self._lane[annotation.id] = deepest[annotation.id] + 1
                if stack:
                    above = stack[-1][0].id
                    deepest[above] = max(deepest[above], lane)
        return self._lane[wanted.id]

    def _shorter(self, annotation: Annotation) -> Iterator[Annotation]:
        """What an annotation overlaps and is longer than, the shortest first."""
        rank = _rank(annotation)
        found = [
            one
            for one in self._annotations.between(annotation.start, annotation.end)
            if _rank(one) < rank
        ]
        return iter(sorted(found, key=_rank))


def _rank(annotation: Annotation) -> _Rank:
    """Shorter ones first, then as made."""
    fragments = annotation.fragments
    return fragments[-1][1] - fragments[0][0], annotation.number

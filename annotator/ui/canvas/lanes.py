"""Which line under the words each annotation gets.

The innermost of overlapping annotations lies nearest to the text (lane 0), what
contains or crosses it lies below. Lanes depend on the annotations only, never on
what is being painted: a scrolled strip and a full repaint must agree to the pixel.
"""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet


class Lanes:
    """Lane by annotation id, kept up to date with an AnnotationSet."""

    def __init__(self, annotations: AnnotationSet) -> None:
        self._annotations = annotations
        self._lane: dict[int, int] = {}
        cluster: list[Annotation] = []
        reach = -1
        for annotation in annotations.in_reading_order():
            if annotation.start >= reach and cluster:
                self._assign(cluster)
                cluster = []
            cluster.append(annotation)
            reach = max(reach, annotation.end)
        self._assign(cluster)

    def of(self, annotation_id: int) -> int:
        return self._lane.get(annotation_id, 0)

    def refresh(self, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Assign lanes again around changed stretches; returns all that may look different."""
        touched = []
        for start, end in stretches:
            cluster, bounds = self._cluster(start, end)
            self._assign(cluster)
            touched.append(bounds)
        return touched

    def deepest(self, start: int, end: int) -> int:
        """How many lanes are in use between two offsets, 0 for none."""
        return max(
            (self.of(one.id) + 1 for one in self._annotations.between(start, end)), default=0
        )

    def _cluster(self, start: int, end: int) -> tuple[list[Annotation], tuple[int, int]]:
        """Everything that overlaps a stretch, directly or through others."""
        while True:
            found = self._annotations.between(start, end)
            low = min((one.start for one in found), default=start)
            high = max((one.end for one in found), default=end)
            if low >= start and high <= end:
                return found, (start, end)
            start, end = min(low, start), max(high, end)

    def _assign(self, cluster: list[Annotation]) -> None:
        if len(cluster) == 1:
            self._lane[cluster[0].id] = 0
            return
        placed: list[Annotation] = []
        for annotation in sorted(cluster, key=lambda one: (one.end - one.start, one.number)):
            below = [
                self._lane[other.id]
                for other in placed
                if other.start < annotation.end and annotation.start < other.end
            ]
            self._lane[annotation.id] = max(below, default=-1) + 1
            placed.append(annotation)

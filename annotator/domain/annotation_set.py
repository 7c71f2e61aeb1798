"""The annotations of one open article, looked up by place.

The set follows changes; it never writes. Lookups by place go through buckets of
1,024 code points, so a window of text finds its marks in time that depends on
what it shows and not on how long the article is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change

_BUCKET = 1024


class AnnotationSet:
    """Annotations and relations of one article.

    Iteration is in the order they were made (`number`).
    """

    def __init__(
        self,
        article_id: int,
        annotations: Iterable[Annotation] = (),
        relations: Iterable[Relation] = (),
    ) -> None:
        self.article_id = article_id
        self._by_id: dict[int, Annotation] = {}
        self._buckets: dict[int, set[int]] = {}
        self.relations: dict[int, Relation] = {relation.id: relation for relation in relations}
        self.highest_number = 0
        for annotation in annotations:
            self._put(annotation)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(sorted(self._by_id.values(), key=lambda one: one.number))

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def find(self, annotation_id: int) -> Annotation | None:
        """The annotation with that id, or None when it is gone."""
        return self._by_id.get(annotation_id)

    def between(self, start: int, end: int) -> list[Annotation]:
        """Annotations whose outer bounds meet [start, end), in reading order, longest first."""
        seen: set[int] = set()
        for bucket in range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1):
            seen |= self._buckets.get(bucket, set())
        found = [self._by_id[one] for one in seen]
        return sorted(
            (one for one in found if one.start < end and start < one.end), key=reading_order
        )

    def at(self, offset: int) -> list[Annotation]:
        """Annotations that mark the code point at `offset`, innermost first."""
        here = [one for one in self.between(offset, offset + 1) if one.covers(offset)]
        return sorted(here, key=lambda one: (one.end - one.start, -one.number))

    def in_reading_order(self) -> list[Annotation]:
        return sorted(self._by_id.values(), key=reading_order)

    def exact(self, fragments: tuple[tuple[int, int], ...]) -> list[Annotation]:
        """Annotations on exactly these fragments."""
        start, end = fragments[0][0], fragments[-1][1]
        return [one for one in self.between(start, end) if one.fragments == fragments]

    def relations_of(self, annotation_id: int) -> list[Relation]:
        """Relations that begin or end at an annotation, in the order they were made."""
        found = [
            relation
            for relation in self.relations.values()
            if annotation_id in (relation.head_id, relation.child_id)
        ]
        return sorted(found, key=lambda relation: relation.number)

    def follow(self, changes: Iterable[Change]) -> list[Change]:
        """Take over the changes of this article; returns those that concerned it."""
        mine = []
        for change in changes:
            value = change.value
            if not isinstance(value, Annotation | Relation) or value.article_id != self.article_id:
                continue
            mine.append(change)
            if isinstance(value, Relation):
                if change.after is None:
                    self.relations.pop(value.id, None)
                else:
                    self.relations[value.id] = value
                continue
            if isinstance(change.before, Annotation):
                self._drop(change.before.id)
            if isinstance(change.after, Annotation):
                self._put(change.after)
        return mine

    def _put(self, annotation: Annotation) -> None:
        self._by_id[annotation.id] = annotation
        self.highest_number = max(self.highest_number, annotation.number)
        for bucket in _buckets_of(annotation):
            self._buckets.setdefault(bucket, set()).add(annotation.id)

    def _drop(self, annotation_id: int) -> None:
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is not None:
            for bucket in _buckets_of(annotation):
                self._buckets[bucket].discard(annotation_id)


def reading_order(annotation: Annotation) -> tuple[int, int, int]:
    """By start, longest first, then as made."""
    return (annotation.start, -annotation.end, annotation.number)


def _buckets_of(annotation: Annotation) -> range:
    return range(annotation.start // _BUCKET, (annotation.end - 1) // _BUCKET + 1)

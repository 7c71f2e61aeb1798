"""The annotations of one open article, looked up by place.

The set follows changes; it never writes. Lookups go through buckets of 1,024 code
points, so a window of text finds its marks in time that depends on what it shows
and not on how long the article is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change
from annotator.domain.entity import EntityLink
from annotator.domain.reading_order import SHIFT, ReadingOrder, reading_order


class AnnotationSet:
    """Annotations, relations and links to entities of one article.

    Iteration is in the order they were made (`number`); `order` has them as they are read.
    """

    def __init__(
        self,
        article_id: int,
        annotations: Iterable[Annotation] = (),
        relations: Iterable[Relation] = (),
        links: Iterable[EntityLink] = (),
    ) -> None:
        self.article_id = article_id
        self.relations: dict[int, Relation] = {}
        self._links: dict[int, list[int]] = {}
        for relation in relations:
            self._tie(relation)
        self.shape = 0
        """Another number whenever marks, links or what they mean are others; answers and
        notes do not count."""
        self._meant: dict[int, tuple[int, ...]] = {}
        for link in links:
            self._mean(link)
        self._hold(annotations)

    def _hold(self, annotations: Iterable[Annotation] = ()) -> None:
        """Have these annotations and no others."""
        self._by_id: dict[int, Annotation] = {}
        self.order = ReadingOrder()
        self.highest_number = 0
        self._names: set[str] = set()
        self._reaching: dict[int, list[Annotation]] = {}
        """What has begun before a bucket and reaches into it."""
        self.take(annotations)

    def take(self, annotations: Iterable[Annotation]) -> None:
        """Have more annotations, many at once; those that are there already stay."""
        there = {one.id: one for one in annotations if one.id not in self._by_id}
        self._by_id.update(there)
        new = there.values()
        self.order.extend(new)
        self.highest_number = max(
            self.highest_number, max(map(attrgetter("number"), new), default=0)
        )
        self._names.update(map(attrgetter("name"), new))
        for annotation in new:
            fragments = annotation.fragments
            if fragments[0][0] >> SHIFT != (fragments[-1][1] - 1) >> SHIFT:
                self._reach(annotation)

    @property
    def is_whole(self) -> bool:
        """Whether all of them are here already."""
        return True

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(sorted(self._by_id.values(), key=attrgetter("number")))

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def find(self, annotation_id: int) -> Annotation | None:
        """The annotation with that id, or None when it is gone."""
        return self._by_id.get(annotation_id)

    def is_named(self, name: str) -> bool:
        """Whether an annotation has that name."""
        return name in self._names

    def label_counts(self) -> Counter[int]:
        """How often each label is used, by its id."""
        return Counter(map(attrgetter("label_id"), self._by_id.values()))

    def between(self, start: int, end: int) -> list[Annotation]:
        """Annotations whose outer bounds meet [start, end), in reading order, longest first."""
        first, last = start >> SHIFT, max(start, end - 1) >> SHIFT
        found = [one for one in self._reaching.get(first, ()) if start < one.fragments[-1][1]]
        for bucket in range(first, last + 1):
            found += [
                one
                for one in self.order.begun_in(bucket)
                if one.fragments[0][0] < end and start < one.fragments[-1][1]
            ]
        if len(found) > 1:
            found.sort(key=reading_order)
        return found

    def at(self, offset: int) -> list[Annotation]:
        """Annotations that mark the code point at `offset`, innermost first."""
        here = [one for one in self.between(offset, offset + 1) if one.covers(offset)]
        return sorted(here, key=lambda one: (one.end - one.start, -one.number))

    def exact(self, fragments: tuple[tuple[int, int], ...]) -> list[Annotation]:
        """Annotations on exactly these fragments."""
        here = self.order.starting_at(fragments[0][0])
        return [one for one in here if one.fragments == fragments]

    def in_reading_order(self) -> list[Annotation]:
        """All of them, by start, longest first. Asking `order` for a few is cheaper."""
        return list(self.order)

    # -- relations ---------------------------------------------------------------------

    def unordered(self) -> list[Annotation]:
        """All annotations in no order that means anything, at the least cost."""
        return list(self._by_id.values())

    def relations_of(self, annotation_id: int) -> list[Relation]:
        """Relations that begin or end at an annotation, in the order they were made."""
        found = [self.relations[one] for one in self._links.get(annotation_id, ())]
        return sorted(found, key=lambda relation: relation.number)

    def entities_of(self, annotation_id: int) -> tuple[int, ...]:
        """Ids of the entities that an annotation means."""
        return self._meant.get(annotation_id, ())

    def meaning(self, entity_ids: Iterable[int]) -> list[Annotation]:
        """Annotations that mean one of some entities, in reading order."""
        wanted = set(entity_ids)
        found = [
            self._by_id[annotation_id]
            for annotation_id, meant in self._meant.items()
            if annotation_id in self._by_id and wanted.intersection(meant)
        ]
        return sorted(found, key=reading_order)

    # -- following ---------------------------------------------------------------------

    def follow(self, changes: Iterable[Change]) -> list[Change]:
        """Take over the changes of this article; returns those that concerned it."""
        mine = []
        for change in changes:
            value = change.value
            if isinstance(value, EntityLink):
                if self._follow_link(change):
                    mine.append(change)
                    self.shape += 1
                continue
            if not isinstance(value, Annotation | Relation) or value.article_id != self.article_id:
                continue
            mine.append(change)
            self.shape += _reshapes(change)
            if isinstance(value, Relation):
                self._untie(value.id)
                if change.after is not None:
                    self._tie(value)
                continue
            if isinstance(change.before, Annotation):
                self._drop(change.before.id)
            if isinstance(change.after, Annotation):
                self._put(change.after)
        return mine

    def _mean(self, link: EntityLink) -> None:
        self._meant[link.annotation_id] = (*self.entities_of(link.annotation_id), link.entity_id)

    def _follow_link(self, change: Change) -> bool:
        """Take over a link; whether it is one of this article's annotations."""
        concerns = False
        for link, there in ((change.before, False), (change.after, True)):
            if not isinstance(link, EntityLink) or (
                link.annotation_id not in self._by_id and link.annotation_id not in self._meant
            ):
                continue
            concerns = True
            meant = self.entities_of(link.annotation_id)
            rest = tuple(one for one in meant if one != link.entity_id)
            self._meant[link.annotation_id] = (*rest, link.entity_id) if there else rest
            if not self._meant[link.annotation_id]:
                del self._meant[link.annotation_id]
        return concerns

    def _put(self, annotation: Annotation) -> None:
        if annotation.id in self._by_id:
            self._drop(annotation.id)
        self._by_id[annotation.id] = annotation
        self._names.add(annotation.name)
        self.highest_number = max(self.highest_number, annotation.number)
        self.order.put(annotation)
        self._reach(annotation)

    def _drop(self, annotation_id: int) -> None:
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is None:
            return
        self._names.discard(annotation.name)
        self.order.drop(annotation)
        for bucket in _reached(annotation):
            self._reaching[bucket].remove(annotation)

    def _reach(self, annotation: Annotation) -> None:
        for bucket in _reached(annotation):
            self._reaching.setdefault(bucket, []).append(annotation)

    def _tie(self, relation: Relation) -> None:
        self.relations[relation.id] = relation
        for end in {relation.head_id, relation.child_id}:
            self._links.setdefault(end, []).append(relation.id)

    def _untie(self, relation_id: int) -> None:
        relation = self.relations.pop(relation_id, None)
        if relation is not None:
            for end in {relation.head_id, relation.child_id}:
                self._links[end].remove(relation_id)


def _reached(annotation: Annotation) -> range:
    """The buckets into which an annotation reaches, without the one it begins in."""
    fragments = annotation.fragments
    return range((fragments[0][0] >> SHIFT) + 1, ((fragments[-1][1] - 1) >> SHIFT) + 1)


def _reshapes(change: Change) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Annotation) or not isinstance(after, Annotation):
        return True
    return (before.fragments, before.label_id) != (after.fragments, after.label_id)

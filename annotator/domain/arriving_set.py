"""The annotations of a long article that is being opened.

Those around a place are read when they are looked for, which is all that a picture needs;
all come slice by slice while nobody waits. Who asks for more than that gets the rest at that
moment: nobody ever sees a part for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.entity import EntityLink
from annotator.domain.span import Fragment

_OF_ALL = frozenset({"_by_id", "order", "highest_number", "_names", "_reaching"})
"""What only all annotations together can tell."""
_AROUND = 20_000
"""Code points each way that are read along with those looked for."""


class ArrivingSet(AnnotationSet):
    """An AnnotationSet that is not whole yet.

    What changes meanwhile may be told by `follow` and be among what arrives as well: a
    change says what there is afterwards, so it does no harm to take it over twice.
    """

    def __init__(
        self,
        article_id: int,
        look: Callable[[int, int], Iterable[Annotation]],
        slices: Iterable[list[Annotation]],
        relations: Iterable[Relation] = (),
        links: Iterable[EntityLink] = (),
    ) -> None:
        """`look` reads all that meet a stretch (code points, half-open); `slices` brings
        every one of the article. What they raise is raised by who asks for more."""
        self._look = look
        self._looked: list[Fragment] = []
        self._there = AnnotationSet(article_id)
        self._coming = AnnotationSet(article_id)
        self._rest: Iterator[list[Annotation]] | None = iter(slices)
        self._why_not: Exception | None = None
        super().__init__(article_id, (), relations, links)

    def _hold(self, annotations: Iterable[Annotation] = ()) -> None:
        """Nothing yet: see `__getattr__`."""

    def __getattr__(self, name: str) -> Any:
        """What is not here before all annotations are."""
        if name not in _OF_ALL:
            raise AttributeError(name)
        while self.take_slice():
            pass
        return self.__dict__[name]

    @property
    def is_whole(self) -> bool:
        return self._rest is None

    def take_slice(self) -> bool:
        """Take in the next slice; whether there may be more. Raises what reading it does."""
        if self._rest is None:
            return False
        if self._why_not is not None:
            raise self._why_not  # a part must not become the whole by being asked again
        try:
            some = next(self._rest, None)
        except Exception as failure:
            self._why_not = failure
            raise
        if some is not None:
            self._coming.take(some)
            return True
        self._rest = None
        self.__dict__.update({name: vars(self._coming)[name] for name in _OF_ALL})
        return False

    def find(self, annotation_id: int) -> Annotation | None:
        """As in the whole set; one that was seen is found before it is whole."""
        if not self.is_whole and annotation_id in self._there:
            return self._there.find(annotation_id)
        return super().find(annotation_id)

    def between(self, start: int, end: int) -> list[Annotation]:
        """As in the whole set; before it is whole, what is around is read at the first look."""
        if self.is_whole:
            return super().between(start, end)
        if not any(low <= start and end <= high for low, high in self._looked):
            low, high = start - _AROUND, end + _AROUND
            self._there.take(self._look(low, high))
            self._looked.append((low, high))
        return self._there.between(start, end)

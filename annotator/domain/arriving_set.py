"""The annotations of a long article that is being opened.

Those at its beginning and around one place are there at once, which is all that the first
picture needs; the others come slice by slice while nobody waits. Who asks for more than is
there gets the rest at that moment: nobody ever sees a part for the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.entity import EntityLink
from annotator.domain.span import Fragment

_OF_ALL = frozenset({"_by_id", "order", "highest_number", "_names", "_reaching"})
"""What only all annotations together can tell."""


class ArrivingSet(AnnotationSet):
    """An AnnotationSet that is not whole yet.

    What changes meanwhile may be told by `follow` and be among what arrives as well: a
    change says what there is afterwards, so it does no harm to take it over twice.
    """

    def __init__(
        self,
        article_id: int,
        stretches: Sequence[Fragment],
        there: Iterable[Annotation],
        rest: Iterable[list[Annotation]],
        relations: Iterable[Relation] = (),
        links: Iterable[EntityLink] = (),
    ) -> None:
        """`there` are all that meet one of `stretches` (code points, half-open); `rest` brings
        every one of the article, in slices. What it raises is raised by who asks for more."""
        self._stretches = stretches
        self._there = AnnotationSet(article_id, there)
        self._coming = AnnotationSet(article_id)
        self._rest: Iterator[list[Annotation]] | None = iter(rest)
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
        """Take in the next slice; whether there may be more. Raises as `rest` does."""
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
        if not self.is_whole and annotation_id in self._there:
            return self._there.find(annotation_id)
        return super().find(annotation_id)

    def between(self, start: int, end: int) -> list[Annotation]:
        if not self.is_whole and any(low <= start and end <= high for low, high in self._stretches):
            return self._there.between(start, end)
        return super().between(start, end)

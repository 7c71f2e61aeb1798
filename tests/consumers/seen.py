"""What a consumer sees of an article, in the terms in which records are compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.formats.record import Record

Marks = Counter[tuple[str, int, int, str]]
"""Pieces of marks: label, start and end in code points, the words there."""

End = tuple[str, int, int]
"""An end of a relation: label and first piece of a mark."""

Links = Counter[tuple[str, End, End]]
"""Relations: label, head and child."""


class Seen(NamedTuple):
    """One article as a consumer has it.

    `article` is its text, or its name where the consumer has no text. `links` is None
    where it reads no relations.
    """

    article: str
    marks: Marks
    links: Links | None = None


def marks_at(text: str, places: Counter[tuple[str, int, int]]) -> Marks:
    """Marks with the words that a text has at their places."""
    return Counter(
        {
            (label, start, end, text[start:end]): number
            for (label, start, end), number in places.items()
        }
    )


def marks_of(record: Record) -> Marks:
    """The marks of a record, piece by piece."""
    return marks_at(
        record.text,
        Counter((span.label, *one) for span in record.spans for one in span.fragments),
    )


def links_of(record: Record) -> Links:
    """The relations of a record."""
    ends = {span.name: end_at(span.label, span.fragments[0]) for span in record.spans}
    return links_between(ends, ((one.label, one.head, one.child) for one in record.relations))


def end_at(label: str, place: Fragment) -> End:
    """The end of a relation at a piece of a mark."""
    return label, place[0], place[1]


def links_between(ends: Mapping[str, End], named: Iterable[tuple[str, str, str]]) -> Links:
    """Relations, as label, head and child, whose ends are given by name."""
    return Counter((label, ends[head], ends[child]) for label, head, child in named)

"""What is marked in one article: all of it, around one place, or slice by slice."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from annotator.domain.annotation import Annotation
from annotator.store import kinds, rows
from annotator.store.asking import Asking, Values

_A_SLICE = 500
"""Annotations read at a time: a few milliseconds."""
_FIRST = -(2**63)


def of_article(kind: kinds.Kind | kinds.Part, *, some: str = "") -> str:
    """The question for what hangs on annotations of one `:article`, in order."""
    return (
        kinds.select(kind, f"{kind.table}.")
        + " JOIN annotations ON annotations.id = annotation_id"
        + f" WHERE article_id = :article{some} ORDER BY 1, 2"
    )


_MEETING = ' AND annotations.start < :end AND annotations."end" > :start'
_NUMBERED = " AND annotations.number BETWEEN :first AND :last"
_QUESTIONS = {
    some: (
        kinds.select(kinds.ANNOTATION) + f" WHERE article_id = :article{some} ORDER BY number, id",
        of_article(kinds.FRAGMENTS, some=some),
        of_article(kinds.ANSWERS, some=some),
    )
    for some in ("", _MEETING, _NUMBERED)
}
_SLICE = f"""
SELECT max(number), count(*) FROM (
    SELECT number FROM annotations WHERE article_id = ? AND number >= ?
    ORDER BY number LIMIT {_A_SLICE}
)
"""  # noqa: S608  constants of this room
_FRAGMENT_COUNT = itemgetter(kinds.ANNOTATION.columns.index("fragment_count"))
_ANSWER_COUNT = itemgetter(kinds.ANNOTATION.columns.index("answer_count"))


def whole(ask: Asking, article_id: int) -> list[Annotation]:
    """An article's annotations in the order they were made."""
    return _read(ask, "", {"article": article_id})


def meeting(ask: Asking, article_id: int, start: int, end: int) -> list[Annotation]:
    """Those whose outer bounds meet [start, end), in the order they were made."""
    return _read(ask, _MEETING, {"article": article_id, "start": start, "end": end})


def in_slices(ask: Asking, article_id: int) -> Iterator[list[Annotation]]:
    """All of them in the order they were made, some hundred at a time.

    Each slice is read when it is asked for, and is what there is at that time.
    """
    first = _FIRST
    while True:
        last, count = ask.all(_SLICE, (article_id, first))[0]
        if not count:
            return
        yield _read(ask, _NUMBERED, {"article": article_id, "first": first, "last": last})
        first = last + 1


def _read(ask: Asking, some: str, values: Values) -> list[Annotation]:
    marks, fragments, answers = _QUESTIONS[some]
    with ask.turn:
        found = ask.all(marks, values)
        several = max(map(_FRAGMENT_COUNT, found), default=1) > 1
        pieces = rows.grouped(ask.all(fragments, values) if several else ())
        asked = max(map(_ANSWER_COUNT, found), default=0) > 0
        said = rows.grouped(ask.all(answers, values) if asked else ())
    return ask.value(rows.annotations_from, found, pieces, said)

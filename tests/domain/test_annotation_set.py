"""What the set answers is what looking at every annotation would."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.arriving_set import ArrivingSet
from annotator.domain.change import Change, added, removed, replaced
from annotator.domain.reading_order import reading_order

_STRETCHES = st.lists(
    st.tuples(st.integers(0, 6000), st.integers(1, 2500), st.integers(1, 3)), max_size=25
)

_number = attrgetter("number")


def _annotation(number: int, start: int, length: int, label: int = 1) -> Annotation:
    return Annotation(
        id=1000 + number,
        article_id=1,
        label_id=label,
        annotator_id=1,
        fragments=((start, start + length),),
        number=number,
        name=f"s{number}",
    )


def _link(number: int, head: int, child: int) -> Relation:
    return Relation(
        id=number,
        article_id=1,
        type_id=1,
        head_id=head,
        child_id=child,
        annotator_id=1,
        number=number,
        name=f"r{number}",
    )


def _changes(
    data: st.DataObject, there: list[Annotation], new: list[Annotation]
) -> tuple[list[Change], list[Annotation]]:
    """Some come, some go, some are moved; and what is left."""
    left = {one.id: one for one in there}
    changes: list[Change] = []
    for one in new:
        changes.append(added(one))
        left[one.id] = one
    for one in list(left.values()):
        what = data.draw(st.sampled_from(("stay", "stay", "go", "move")))
        if what == "go":
            changes.append(removed(one))
            del left[one.id]
        elif what == "move":
            moved = _annotation(one.number, one.start + 700, 40, one.label_id)
            changes.append(replaced(one, moved))
            left[one.id] = moved
    return changes, list(left.values())


@given(_STRETCHES, _STRETCHES, st.data())
def test_every_answer_is_what_looking_at_all_of_them_gives(
    first: list[tuple[int, int, int]], then: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    there = [_annotation(number, *one) for number, one in enumerate(first)]
    new = [_annotation(number, *one) for number, one in enumerate(then, len(first))]
    marks = AnnotationSet(1, there)
    if data.draw(st.booleans()):
        marks.in_reading_order()  # what was sorted once has to stay so
    changes, left = _changes(data, there, new)
    assert marks.follow(changes) == changes
    _answers_for(marks, left, data)


@given(_STRETCHES, _STRETCHES, st.data())
def test_a_set_that_still_arrives_answers_as_a_whole_one(
    first: list[tuple[int, int, int]], then: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    apart = data.draw(st.sampled_from((1, 15)))  # so that a look finds all, or a part
    there = [
        _annotation(number, start * apart, *more) for number, (start, *more) in enumerate(first)
    ]
    new = [_annotation(number, *one) for number, one in enumerate(then, len(first))]
    stored = list(there)

    def slices() -> Iterator[list[Annotation]]:
        """A few at a time, as they stand when they are asked for."""
        after = -1
        while some := sorted((one for one in stored if one.number > after), key=_number)[:3]:
            yield some
            after = some[-1].number

    def look(low: int, high: int) -> list[Annotation]:
        return [one for one in there if one.start < high and low < one.end]

    marks = ArrivingSet(1, look, slices())
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, 90_000))
        end = start + data.draw(st.integers(1, 3000))
        here = look(start, end)
        assert marks.between(start, end) == sorted(here, key=reading_order)
        assert all(marks.find(one.id) == one for one in here)
    assert not marks.is_whole
    for _ in range(data.draw(st.integers(0, 12))):
        marks.take_slice()
    changes, left = _changes(data, there, new)
    stored[:] = left
    marks.follow(changes)  # some of which may have arrived already, or be about to
    _answers_for(marks, left, data)
    assert marks.is_whole


def _answers_for(marks: AnnotationSet, left: list[Annotation], data: st.DataObject) -> None:
    """The set answers whatever is asked as looking at each of `left` does."""
    ordered = sorted(left, key=reading_order)
    assert len(marks) == len(left)
    assert marks.in_reading_order() == ordered
    assert list(marks) == sorted(left, key=lambda one: one.number)
    for order in (marks.order, marks.order.copy()):
        assert len(order) == len(left)
        assert [order.nth(index) for index in range(len(left))] == ordered
        assert [order.index_of(one) for one in ordered] == list(range(len(left)))
        assert all(one in order for one in left)
    assert all(marks.is_named(one.name) for one in left)
    counts = marks.label_counts()
    assert {one: counts[one] for one in (1, 2, 3)} == {
        one: sum(mark.label_id == one for mark in left) for one in (1, 2, 3)
    }
    start = data.draw(st.integers(0, 9000))
    end = start + data.draw(st.integers(1, 3000))
    assert marks.between(start, end) == [
        one for one in ordered if one.start < end and start < one.end
    ]
    key = (start, -end, 0)
    after = [one for one in ordered if reading_order(one) > key] or ordered
    before = [one for one in ordered if reading_order(one) < key] or ordered
    assert marks.order.following(key) == (after[0] if after else None)
    assert marks.order.preceding(key) == (before[-1] if before else None)
    for one in left:
        assert one in marks.exact(one.fragments)


def test_relations_are_found_from_both_ends_and_go_with_their_change() -> None:
    marks = AnnotationSet(1, [_annotation(n, n * 10, 5) for n in range(3)])
    later, sooner, loop = _link(2, 1000, 1001), _link(1, 1002, 1000), _link(3, 1001, 1001)
    marks.follow([added(one) for one in (later, sooner, loop)])
    assert marks.relations_of(1000) == [sooner, later]
    assert marks.relations_of(1001) == [later, loop]
    turned = _link(2, 1001, 1002)
    marks.follow([replaced(later, turned), removed(loop)])
    assert marks.relations_of(1000) == [sooner]
    assert marks.relations_of(1001) == [turned]
    assert set(marks.relations) == {1, 2}

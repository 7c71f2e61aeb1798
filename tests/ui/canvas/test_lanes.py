"""No mark hides another: overlapping marks have lanes of their own, inner ones nearest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.change import added, removed
from annotator.ui.canvas.lanes import Lanes

_STRETCHES = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), min_size=1, max_size=30)


def _annotation(number: int, start: int, length: int) -> Annotation:
    return Annotation(
        id=number,
        article_id=1,
        label_id=1,
        annotator_id=1,
        fragments=((start, start + length),),
        number=number,
        name=f"s{number}",
    )


def _made(stretches: list[tuple[int, int]]) -> list[Annotation]:
    return [_annotation(number, *one) for number, one in enumerate(stretches, 1)]


def _sound(annotations: list[Annotation], lanes: Lanes) -> None:
    for one in annotations:
        for other in annotations:
            if one.id < other.id and one.start < other.end and other.start < one.end:
                assert lanes.of(one.id) != lanes.of(other.id)
                if one.end - one.start < other.end - other.start:
                    assert lanes.of(one.id) < lanes.of(other.id)


@given(_STRETCHES)
def test_overlapping_marks_never_share_a_lane(stretches: list[tuple[int, int]]) -> None:
    annotations = _made(stretches)
    _sound(annotations, Lanes(AnnotationSet(1, annotations)))


@given(_STRETCHES, st.data())
def test_lanes_kept_up_equal_lanes_made_afresh(
    stretches: list[tuple[int, int]], data: st.DataObject
) -> None:
    annotations = _made(stretches)
    half = len(annotations) // 2
    marked = AnnotationSet(1, annotations[:half])
    lanes = Lanes(marked)
    for annotation in annotations[half:]:
        marked.follow([added(annotation)])
        lanes.refresh([(annotation.start, annotation.end)])
    gone = data.draw(st.sampled_from(annotations))
    marked.follow([removed(gone)])
    lanes.refresh([(gone.start, gone.end)])
    left = [one for one in annotations if one is not gone]
    afresh = Lanes(AnnotationSet(1, left))
    assert [lanes.of(one.id) for one in left] == [afresh.of(one.id) for one in left]
    _sound(left, lanes)


def test_a_place_within_an_actor_lies_nearest_to_the_words() -> None:
    actor, place = _annotation(1, 10, 25), _annotation(2, 14, 5)
    lanes = Lanes(AnnotationSet(1, [actor, place]))
    assert (lanes.of(place.id), lanes.of(actor.id)) == (0, 1)
    assert lanes.deepest(0, 50) == 2
    assert lanes.deepest(40, 50) == 0

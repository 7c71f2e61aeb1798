"""What an editor can do to the fragments of a mark, one by one.

A mark of several fragments is one mark: its label, answers, links and note are those
of all of them together.
"""

from __future__ import annotations

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, replaced
from annotator.domain.refusal import Refused
from annotator.domain.span import Fragment, InvalidSpan, fragments_of, overlaps
from annotator.editing.project import OpenArticle, Project


def add(
    project: Project, article: OpenArticle, annotation_id: int, stretch: Fragment
) -> Annotation:
    """Let a mark cover a further stretch; one that meets a fragment makes that longer."""
    before = _found(article, annotation_id)
    start, end = stretch
    apart = []
    for one in before.fragments:
        if overlaps(one, (start, end)) or one[1] == start or one[0] == end:
            start, end = min(start, one[0]), max(end, one[1])
        else:
            apart.append(one)
    after = _with(article, before, (*apart, (start, end)))
    if after.fragments == before.fragments:
        raise Refused("The mark covers these words already.")
    return _write(project, article, "Add a fragment", before, after)


def move(
    project: Project,
    article: OpenArticle,
    annotation_id: int,
    which: int,
    stretch: Fragment,
    *,
    gesture: str = "",
) -> Annotation | None:
    """Give one fragment other edges. Refused where it would meet the next one.

    Moves that share a `gesture` are undone together.
    """
    before = _found(article, annotation_id)
    if not 0 <= which < len(before.fragments):
        raise Refused("That fragment is gone.")
    rest = [one for place, one in enumerate(before.fragments) if place != which]
    if any(overlaps(one, stretch) or one[1] == stretch[0] or one[0] == stretch[1] for one in rest):
        raise Refused("The fragment would meet the next one.")
    after = _with(article, before, (*rest, stretch))
    if after.fragments == before.fragments:
        return None
    key = gesture and f"edge {gesture}"
    return _write(project, article, "Move an edge", before, after, merge_key=key)


def remove(project: Project, article: OpenArticle, annotation_id: int, which: int) -> Annotation:
    """Let a mark cover one fragment less. Refused for its only one."""
    before = _found(article, annotation_id)
    if not 0 <= which < len(before.fragments):
        raise Refused("That fragment is gone.")
    if len(before.fragments) == 1:
        raise Refused("This is the only fragment; remove the mark instead.")
    rest = tuple(one for place, one in enumerate(before.fragments) if place != which)
    return _write(project, article, "Remove a fragment", before, _with(article, before, rest))


def _with(article: OpenArticle, before: Annotation, fragments: tuple[Fragment, ...]) -> Annotation:
    try:
        checked = fragments_of(fragments, length=len(article.text))
    except InvalidSpan as reason:
        raise Refused(f"That cannot be marked: {reason}.") from reason
    for there in article.annotations.exact(checked):
        same = (there.label_id, there.annotator_id) == (before.label_id, before.annotator_id)
        if same and there.id != before.id:
            raise Refused("There is a mark of exactly these words already.")
    return msgspec.structs.replace(before, fragments=checked)


def _write(
    project: Project,
    article: OpenArticle,
    title: str,
    before: Annotation,
    after: Annotation,
    *,
    merge_key: str = "",
) -> Annotation:
    step = Step(
        title=title,
        changes=(replaced(before, after),),
        article_id=article.id,
        merge_key=merge_key,
    )
    project.do(step)
    return after


def _found(article: OpenArticle, annotation_id: int) -> Annotation:
    annotation = article.annotations.find(annotation_id)
    if annotation is None:
        raise Refused("That mark is gone.")
    return annotation

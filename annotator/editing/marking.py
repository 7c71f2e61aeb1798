"""What an editor can do to an article's marks.

Each act decides first (and may refuse), then sends one Step through the project.
Marking begins work: the first mark in an article that is still to do puts it in
progress, in the same step.
"""

from __future__ import annotations

import msgspec

from annotator.domain.annotation import Annotation, Answers, Relation
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.codebook import Label
from annotator.domain.entity import EntityLink
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.domain.span import Fragment, InvalidSpan, fragments_of
from annotator.domain.status import Progress
from annotator.editing.progress import status_change
from annotator.editing.project import OpenArticle, Project


def mark(
    project: Project,
    article: OpenArticle,
    label: Label,
    fragments: tuple[Fragment, ...],
    *,
    answers: Answers | None = None,
) -> Annotation:
    """Put a label on a span. Refused where the same annotator has marked exactly that.

    Without `answers` the mark has the defaults of the codebook.
    """
    fragments = _checked(article, fragments)
    for there in article.annotations.exact(fragments):
        if there.label_id == label.id and there.annotator_id == project.me.id:
            raise Refused(f"This is marked {label.name} already.")
    number = article.annotations.highest_number + 1
    annotation = Annotation(
        id=new_id(),
        article_id=article.id,
        label_id=label.id,
        annotator_id=project.me.id,
        fragments=fragments,
        number=number,
        name=_free_name(article, number),
        answers=defaults(label) if answers is None else answers,
        codebook_version=project.codebook_version,
    )
    project.do(
        Step(
            title=f"Mark {label.name}",
            changes=(added(annotation), *_begin(project, article)),
            article_id=article.id,
        )
    )
    return annotation


def relabel(
    project: Project, article: OpenArticle, annotation_id: int, label: Label
) -> Annotation | None:
    """Give an annotation another label; answers the new label does not ask for are dropped."""
    before = _found(article, annotation_id)
    if before.label_id == label.id:
        return None
    if any(
        other.label_id == label.id and other.annotator_id == before.annotator_id
        for other in article.annotations.exact(before.fragments)
    ):
        raise Refused(f"This is marked {label.name} already.")
    asked = {attribute.name: attribute for attribute in label.attributes}
    kept = tuple(
        (name, value)
        for name, value in before.answers
        if name in asked and (not asked[name].choices or value in asked[name].choices)
    )
    after = msgspec.structs.replace(
        before, label_id=label.id, answers=kept, codebook_version=project.codebook_version
    )
    return _replace(project, article, f"Relabel to {label.name}", before, after)


def move_edges(
    project: Project,
    article: OpenArticle,
    annotation_id: int,
    start: int,
    end: int,
    *,
    gesture: str = "",
) -> Annotation | None:
    """Move the outer edges of an annotation to `start` and `end` (code points).

    Fragments that end up outside are dropped, those cut by an edge are cut. Moves
    that share a `gesture` are undone together.
    """
    before = _found(article, annotation_id)
    inner = [
        (max(start, one), min(end, other))
        for one, other in before.fragments
        if one < end and start < other
    ]
    if not inner:
        raise Refused("The edge cannot move past the other end.")
    inner[0] = (start, inner[0][1])
    inner[-1] = (inner[-1][0], end)
    fragments = _checked(article, tuple(inner))
    if fragments == before.fragments:
        return None
    after = msgspec.structs.replace(before, fragments=fragments)
    return _replace(
        project, article, "Move an edge", before, after, merge_key=gesture and f"edge {gesture}"
    )


def unmark(project: Project, article: OpenArticle, annotation_id: int) -> None:
    """Remove an annotation with the relations and the entity that hang on it, as one step."""
    annotation = _found(article, annotation_id)
    hanging: list[Relation | EntityLink] = [
        *article.annotations.relations_of(annotation_id),
        *(
            EntityLink(annotation_id=annotation_id, entity_id=entity_id)
            for entity_id in article.annotations.entities_of(annotation_id)
        ),
    ]
    name = project.codebook.label(annotation.label_id).name
    project.do(
        Step(
            title=f"Remove {name}",
            changes=(*(removed(one) for one in hanging), removed(annotation)),
            article_id=article.id,
        )
    )


def set_note(project: Project, article: OpenArticle, annotation_id: int, note: str) -> None:
    """Write the note of an annotation."""
    before = _found(article, annotation_id)
    if before.note != note:
        after = msgspec.structs.replace(before, note=note)
        _replace(project, article, "Write a note", before, after)


def set_answer(
    project: Project, article: OpenArticle, annotation_id: int, name: str, value: str
) -> None:
    """Answer one attribute; "" takes the answer away."""
    before = _found(article, annotation_id)
    if before.answer(name) == value:
        return
    known = any(key == name for key, _ in before.answers)
    if known and value:
        answers = tuple((key, value if key == name else old) for key, old in before.answers)
    elif known:
        answers = tuple(one for one in before.answers if one[0] != name)
    else:
        answers = (*before.answers, (name, value))
    after = msgspec.structs.replace(before, answers=answers)
    _replace(project, article, f"Answer {name}", before, after)


def _replace(
    project: Project,
    article: OpenArticle,
    title: str,
    before: Annotation,
    after: Annotation,
    *,
    merge_key: str = "",
) -> Annotation:
    project.do(
        Step(
            title=title,
            changes=(replaced(before, after),),
            article_id=article.id,
            merge_key=merge_key,
        )
    )
    return after


def _begin(project: Project, article: OpenArticle) -> tuple[Change, ...]:
    """The change that puts an article to do in progress, if it is still to do."""
    status = project.status(article.id)
    if status.progress is not Progress.TODO:
        return ()
    begun = msgspec.structs.replace(status, progress=Progress.IN_PROGRESS)
    return (status_change(project, status, begun),)


def _checked(article: OpenArticle, fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    try:
        return fragments_of(fragments, length=len(article.text))
    except InvalidSpan as reason:
        raise Refused(f"That cannot be marked: {reason}.") from reason


def _found(article: OpenArticle, annotation_id: int) -> Annotation:
    annotation = article.annotations.find(annotation_id)
    if annotation is None:
        raise Refused("That mark is gone.")
    return annotation


def defaults(label: Label) -> Answers:
    """The answers that the codebook gives a new mark."""
    return tuple((asked.name, asked.default) for asked in label.attributes if asked.default)


def _free_name(article: OpenArticle, number: int) -> str:
    while article.annotations.is_named(f"s{number}"):
        number += 1
    return f"s{number}"

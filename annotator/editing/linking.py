"""What an editor can do to the links between marks.

A relation goes from its head (a claim) to its child (its holder). Instead of a mark
the other end may be the author of the article, or nobody: that is an answer of the
head under the relation type's name, so it is asked, kept, undone and exported like
every other answer.
"""

from __future__ import annotations

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.codebook import Codebook, RelationType
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing.project import OpenArticle, Project

AUTHOR = "author"
NOBODY = "no one named"
UNMARKED = (AUTHOR, NOBODY)
"""Answers that stand for an end which is no mark."""


_HOLDERS = frozenset(
    ("holder", "speaker", "source", "claimant", "sprecher", "porteur", "locuteur", "hablante",
     "sahip", "صاحب")
)  # fmt: skip
"""What codebooks call the link from a claim to whoever makes it."""


def is_holder(kind: RelationType) -> bool:
    """Whether a relation type, by its name, says who makes a claim."""
    return kind.name.casefold() in _HOLDERS


def types_from(codebook: Codebook, annotation: Annotation) -> list[RelationType]:
    """The relation types that may begin at an annotation, in the codebook's order."""
    return [
        kind
        for kind in codebook.relation_types
        if not kind.retired
        and (_fits(kind.heads, annotation) or (kind.symmetric and _fits(kind.children, annotation)))
    ]


def may_end(kind: RelationType, head: Annotation, child: Annotation) -> bool:
    """Whether the codebook allows this link."""
    if head.id == child.id or head.article_id != child.article_id:
        return False
    forwards = _fits(kind.heads, head) and _fits(kind.children, child)
    backwards = kind.symmetric and _fits(kind.heads, child) and _fits(kind.children, head)
    return forwards or backwards


def ends_of(article: OpenArticle, kind: RelationType, head_id: int) -> list[Relation]:
    """The links of a type that begin at an annotation."""
    found = article.annotations.relations_of(head_id)
    return [one for one in found if one.type_id == kind.id and one.head_id == head_id]


def unmarked_end(annotation: Annotation, kind: RelationType) -> str:
    """AUTHOR or NOBODY where that is the other end, else ""."""
    said = annotation.answer(kind.name)
    return said if said in UNMARKED else ""


def relate(
    project: Project,
    article: OpenArticle,
    kind: RelationType,
    head_id: int,
    child_id: int,
    *,
    instead: bool = False,
) -> Relation | None:
    """Link two annotations; `instead` of whatever the head was linked to by this type.

    Where the codebook allows one link only, the new one takes the place of the old.
    None where they are linked so already. Raises Refused for what is not allowed.
    """
    head, child = _found(article, head_id), _found(article, child_id)
    if not may_end(kind, head, child):
        raise Refused(_why_not(project.codebook, kind, child))
    there = ends_of(article, kind, head_id)
    same = next((one for one in there if one.child_id == child_id), None)
    gone = [one for one in there if one is not same] if instead or kind.per_head == 1 else []
    if kind.per_head > 1 and not instead and same is None and len(there) >= kind.per_head:
        raise Refused(f"There can be no more than {kind.per_head} links {kind.name} from one mark.")
    gone += _too_many_at(article, kind, child_id, head_id)
    changes: list[Change] = [removed(one) for one in gone]
    changes += _answered(head, kind, "")
    relation = same
    if same is None:
        relation = _new(project, article, kind, head_id, child_id)
        changes.append(added(relation))
    if not changes:
        return None
    project.do(Step(title=f"Link {kind.name}", changes=tuple(changes), article_id=article.id))
    return relation


def leave_unmarked(
    project: Project, article: OpenArticle, kind: RelationType, head_id: int, end: str
) -> None:
    """Say that the other end is the author or nobody named; "" takes every end away."""
    head = _found(article, head_id)
    changes: list[Change] = [removed(one) for one in ends_of(article, kind, head_id)]
    changes += _answered(head, kind, end)
    if changes:
        title = f"Answer {kind.name}" if end else f"Unlink {kind.name}"
        project.do(Step(title=title, changes=tuple(changes), article_id=article.id))


def unrelate(project: Project, article: OpenArticle, relation_id: int) -> None:
    """Take a link away."""
    relation = article.annotations.relations.get(relation_id)
    if relation is None:
        raise Refused("That link is gone.")
    name = project.codebook.relation_type(relation.type_id).name
    project.do(Step(title=f"Unlink {name}", changes=(removed(relation),), article_id=article.id))


def change_type(
    project: Project, article: OpenArticle, relation_id: int, kind: RelationType
) -> None:
    """Give a link another type that allows its ends."""
    before = article.annotations.relations.get(relation_id)
    if before is None:
        raise Refused("That link is gone.")
    head, child = _found(article, before.head_id), _found(article, before.child_id)
    if not may_end(kind, head, child):
        raise Refused(_why_not(project.codebook, kind, child))
    if before.type_id != kind.id:
        after = msgspec.structs.replace(before, type_id=kind.id)
        project.do(
            Step(
                title=f"Change a link to {kind.name}",
                changes=(replaced(before, after),),
                article_id=article.id,
            )
        )


# -- deciding -------------------------------------------------------------------------


def _fits(labels: tuple[int, ...], annotation: Annotation) -> bool:
    return not labels or annotation.label_id in labels


def _why_not(codebook: Codebook, kind: RelationType, child: Annotation) -> str:
    name = codebook.label(child.label_id).name
    return f"The codebook allows no link {kind.name} from this mark to {name}."


def _too_many_at(
    article: OpenArticle, kind: RelationType, child_id: int, head_id: int
) -> list[Relation]:
    """Links that have to go because only so many may end at one mark."""
    if not kind.per_child:
        return []
    there = [
        one
        for one in article.annotations.relations_of(child_id)
        if one.type_id == kind.id and one.child_id == child_id and one.head_id != head_id
    ]
    if len(there) < kind.per_child:
        return []
    if kind.per_child > 1:
        raise Refused(f"There can be no more than {kind.per_child} links {kind.name} to one mark.")
    return there


def _answered(head: Annotation, kind: RelationType, end: str) -> list[Change]:
    """The change to the head's answers that makes `end` its unmarked end."""
    said = unmarked_end(head, kind)
    if said == end:
        return []
    rest = tuple(one for one in head.answers if one[0] != kind.name)
    answers = (*rest, (kind.name, end)) if end else rest
    return [replaced(head, msgspec.structs.replace(head, answers=answers))]


def _new(
    project: Project, article: OpenArticle, kind: RelationType, head_id: int, child_id: int
) -> Relation:
    there = article.annotations.relations.values()
    number = max((one.number for one in there), default=0) + 1
    taken = {one.name for one in there}
    name = number
    while f"r{name}" in taken:
        name += 1
    return Relation(
        id=new_id(),
        article_id=article.id,
        type_id=kind.id,
        head_id=head_id,
        child_id=child_id,
        annotator_id=project.me.id,
        number=number,
        name=f"r{name}",
    )


def _found(article: OpenArticle, annotation_id: int) -> Annotation:
    annotation = article.annotations.find(annotation_id)
    if annotation is None:
        raise Refused("That mark is gone.")
    return annotation

"""The likeliest other ends of a claim in an open article, from its actors and links."""

from __future__ import annotations

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook, RelationType
from annotator.editing.holders import Actor, Claims, Ranked, rank, same_actors
from annotator.editing.linking import is_holder, may_end, types_from
from annotator.editing.project import OpenArticle, Project


def holder_type(codebook: Codebook, annotation: Annotation) -> RelationType | None:
    """The relation type that says who makes a claim: one named so, else the first."""
    kinds = types_from(codebook, annotation)
    named = (kind for kind in kinds if is_holder(kind))
    return next(named, kinds[0] if kinds else None)


def likeliest(
    project: Project, article: OpenArticle, kind: RelationType, head: Annotation
) -> list[Ranked]:
    """Everyone a link of this type may end at, once each, likeliest first.

    Holders are ranked by who may have said it, other ends by how near they stand,
    those inside the mark first; whoever the mark is linked to otherwise comes last.
    """
    marks = [
        one
        for one in article.annotations.in_reading_order()
        if may_end(kind, head, one) and one.fragments != head.fragments
    ]
    actors = _actors(article, marks)
    who = {actor.id: actor.who for actor in actors}
    others = _others_of(article, kind, head)
    holds = holder_type(project.codebook, head)
    if holds is not None and holds.id == kind.id:
        held = Claims(_held_before(article, kind, head, who))
        language = article.article.language
        ranked = rank(article.text, head.fragments, actors, language=language, claims=held)
    else:
        ranked = _nearest(head, actors)
    taken = {who[one] for one in others if one in who}
    return [one for one in ranked if one.who not in taken] + [
        one for one in ranked if one.who in taken
    ]


def _nearest(head: Annotation, actors: list[Actor]) -> list[Ranked]:
    """Each once, by the mark nearest to the head; a little nearer counts what follows."""
    found: dict[str, Ranked] = {}
    every: dict[str, list[int]] = {}
    for one in actors:
        every.setdefault(one.who, []).append(one.id)
    for one in actors:
        before, behind = head.start - one.end, one.start - head.end
        away = max(0, before * 1.2 if before > 0 else behind)
        if one.who not in found or found[one.who].score < -away:
            found[one.who] = Ranked(one.id, one.who, -float(away), tuple(every[one.who]))
    return sorted(found.values(), key=lambda one: -one.score)


def _actors(article: OpenArticle, marks: list[Annotation]) -> list[Actor]:
    names = same_actors([article.text_of(one) for one in marks])
    found = []
    for mark, name in zip(marks, names, strict=True):
        meant = article.annotations.entities_of(mark.id)
        who = f"entity {meant[0]}" if meant else name
        found.append(Actor(mark.id, mark.start, mark.end, who))
    by_name = {
        name: actor.who
        for name, actor in zip(names, found, strict=True)
        if actor.who.startswith("entity ")
    }
    return [
        actor
        if actor.who.startswith("entity ")
        else Actor(actor.id, actor.start, actor.end, by_name.get(name, name))
        for name, actor in zip(names, found, strict=True)
    ]


def _held_before(
    article: OpenArticle, kind: RelationType, head: Annotation, who: dict[int, str]
) -> tuple[str, ...]:
    """Whom the claims before this one were linked to, nearest last."""
    annotations = article.annotations
    links = [
        (claim.start, who[one.child_id])
        for one in annotations.relations.values()
        if one.type_id == kind.id and one.child_id in who
        for claim in (annotations.find(one.head_id),)
        if claim is not None and claim.id != head.id and claim.start <= head.start
    ]
    return tuple(name for _, name in sorted(links))


def _others_of(article: OpenArticle, kind: RelationType, head: Annotation) -> set[int]:
    """Marks that the head is linked to by another type."""
    return {
        one.child_id
        for one in article.annotations.relations_of(head.id)
        if one.head_id == head.id and one.type_id != kind.id
    }

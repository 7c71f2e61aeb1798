"""The likeliest other ends of a claim in an open article, from its actors and links."""

from __future__ import annotations

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import RelationType
from annotator.editing.holders import Actor, Claims, Ranked, rank, same_actors
from annotator.editing.linking import may_end
from annotator.editing.project import OpenArticle, Project


def likeliest(
    project: Project, article: OpenArticle, kind: RelationType, head: Annotation
) -> list[Ranked]:
    """Everyone a link of this type may end at, once each, likeliest first.

    For any type but the holder's, whoever holds the claim already comes last.
    """
    marks = [
        one
        for one in article.annotations.in_reading_order()
        if may_end(kind, head, one) and one.fragments != head.fragments
    ]
    actors = _actors(article, marks)
    who = {actor.id: actor.who for actor in actors}
    others = _others_of(article, kind, head)
    ranked = rank(
        article.text,
        head.fragments,
        actors,
        language=article.article.language,
        claims=Claims(_held_before(article, kind, head, who)),
    )
    taken = {who[one] for one in others if one in who}
    return [one for one in ranked if one.who not in taken] + [
        one for one in ranked if one.who in taken
    ]


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

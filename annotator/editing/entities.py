"""What an editor can do to entities: link marks to them, name, merge and split them.

Linking a mark whose words are no name of the entity yet makes them one of its
aliases in the same step: the entities are themselves the memory of what was chosen
for which words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step, added, removed, replaced
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing.project import OpenArticle, Project
from annotator.editing.speech import speech_of
from annotator.text.folding import fold_key
from annotator.text.names import name_key

_LONGEST_ALIAS = 80


def link(
    project: Project,
    article: OpenArticle,
    annotation_ids: Sequence[int],
    entity: Entity,
) -> None:
    """Let marks mean an entity and nothing else; one that is not there yet is added."""
    marks = [_found(article, one) for one in annotation_ids]
    known = project.entities.get(entity.id)
    after = _with_aliases(article, entity, marks)
    changes: list[Change] = []
    if known is None:
        changes.append(added(after))
    elif after != known:
        changes.append(replaced(known, after))
    links: list[Change] = []
    for mark in marks:
        meant = article.annotations.entities_of(mark.id)
        links += [removed(_link(mark.id, one)) for one in meant if one != entity.id]
        if entity.id not in meant:
            links.append(added(_link(mark.id, entity.id)))
    if not links:
        return
    project.do(
        Step(
            title=f"Link to {entity.name}",
            changes=(*changes, *links),
            article_id=article.id,
        )
    )


def unlink(project: Project, article: OpenArticle, annotation_id: int) -> None:
    """Let a mark mean no entity."""
    meant = article.annotations.entities_of(_found(article, annotation_id).id)
    if meant:
        changes = tuple(removed(_link(annotation_id, one)) for one in meant)
        project.do(Step(title="Unlink entity", changes=changes, article_id=article.id))


def same_words(article: OpenArticle, annotation: Annotation) -> list[Annotation]:
    """The other marks of an article with the same label and the same name in their words."""
    key = name_key(article.text_of(annotation))
    return [
        one
        for one in article.annotations.in_reading_order()
        if one.id != annotation.id
        and one.label_id == annotation.label_id
        and name_key(article.text_of(one)) == key
    ]


def change(project: Project, after: Entity) -> None:
    """Write what was edited of an entity. Raises Refused for one without a name."""
    before = _known(project, after.id)
    name = " ".join(after.name.split())
    if not name:
        raise Refused("An entity needs a name.")
    aliases = tuple(dict.fromkeys(one for one in map(str.strip, after.aliases) if one))
    after = msgspec.structs.replace(after, name=name, aliases=aliases)
    if after != before:
        project.do(Step(title=f"Change {after.name}", changes=(replaced(before, after),)))


def merge(project: Project, kept_id: int, other_ids: Iterable[int]) -> Entity:
    """Make several entities one: it keeps its own facts and takes names and mentions."""
    kept = before = _known(project, kept_id)
    changes: list[Change] = []
    linked = {one.annotation_id for one in project.reader.links_of(kept_id)}
    for other_id in other_ids:
        if other_id == kept_id:
            continue
        other = _known(project, other_id)
        kept = _joined(kept, other)
        for one in project.reader.links_of(other_id):
            changes.append(removed(one))
            if one.annotation_id not in linked:
                linked.add(one.annotation_id)
                changes.append(added(_link(one.annotation_id, kept_id)))
        changes.append(removed(other))
    if not changes:
        raise Refused("Choose two entities or more to make them one.")
    title = f"Merge into {kept.name}"
    project.do(Step(title=title, changes=(replaced(before, kept), *changes)))
    return kept


def split(project: Project, entity_id: int, annotation_ids: Iterable[int], name: str) -> Entity:
    """Give some mentions of an entity to a new one."""
    entity = _known(project, entity_id)
    name = " ".join(name.split())
    if not name:
        raise Refused("An entity needs a name.")
    there = {one.annotation_id for one in project.reader.links_of(entity_id)}
    going = [one for one in dict.fromkeys(annotation_ids) if one in there]
    if not going:
        raise Refused("Choose the mentions that are somebody else.")
    new = Entity(id=new_id(), name=name, kind=entity.kind)
    changes: list[Change] = [added(new)]
    for one in going:
        changes += [removed(_link(one, entity_id)), added(_link(one, new.id))]
    project.do(Step(title=f"Split {entity.name}", changes=tuple(changes)))
    return new


def remove(project: Project, entity_id: int) -> None:
    """Remove an entity; marks that meant it mean nothing any more."""
    entity = _known(project, entity_id)
    links = [removed(one) for one in project.reader.links_of(entity_id)]
    project.do(Step(title=f"Remove {entity.name}", changes=(*links, removed(entity))))


# -- deciding -------------------------------------------------------------------------


def _with_aliases(article: OpenArticle, entity: Entity, marks: Sequence[Annotation]) -> Entity:
    names = {name_key(name) for name in (entity.name, *entity.aliases)}
    speech = speech_of(article.article.language, article.text)
    fresh = []
    for mark in marks:
        words = " ".join(article.text_of(mark).split())
        key = name_key(words)
        if not key or key in names or len(words) > _LONGEST_ALIAS:
            continue
        if speech.is_pronoun(fold_key(words)):
            continue
        names.add(key)
        fresh.append(words)
    if not fresh:
        return entity
    return msgspec.structs.replace(entity, aliases=(*entity.aliases, *fresh))


def _joined(kept: Entity, other: Entity) -> Entity:
    """`kept` with the names of `other`, and with what only `other` knew."""
    names = {name_key(name) for name in (kept.name, *kept.aliases)}
    aliases = list(kept.aliases)
    for name in (other.name, *other.aliases):
        if name_key(name) not in names:
            names.add(name_key(name))
            aliases.append(name)
    known = {name for name, _ in kept.more}
    placed = kept.latitude is not None and kept.longitude is not None
    where = kept if placed else other
    return msgspec.structs.replace(
        kept,
        aliases=tuple(aliases),
        kind=kept.kind or other.kind,
        note="\n".join(dict.fromkeys(note for note in (kept.note, other.note) if note)),
        more=(*kept.more, *(one for one in other.more if one[0] not in known)),
        latitude=where.latitude,
        longitude=where.longitude,
        precision=where.precision,
        country=kept.country or other.country,
        chain=kept.chain or other.chain,
    )


def _link(annotation_id: int, entity_id: int) -> EntityLink:
    return EntityLink(annotation_id=annotation_id, entity_id=entity_id)


def _known(project: Project, entity_id: int) -> Entity:
    entity = project.entities.get(entity_id)
    if entity is None:
        raise Refused("That entity is gone.")
    return entity


def _found(article: OpenArticle, annotation_id: int) -> Annotation:
    annotation = article.annotations.find(annotation_id)
    if annotation is None:
        raise Refused("That mark is gone.")
    return annotation

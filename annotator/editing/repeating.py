"""Marking the same words wherever they stand, as one act.

Marks made so are those of the annotator at work. They do not begin work on articles
that nobody has opened: these stay to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Step, added
from annotator.domain.codebook import Label
from annotator.domain.identity import new_ids
from annotator.domain.refusal import Refused
from annotator.editing.found_places import Place
from annotator.editing.marking import defaults
from annotator.editing.project import OpenArticle, Project
from annotator.editing.watching import Cancelled, Watch
from annotator.store.parts import Part
from annotator.store.reader import Reader


def unmarked(
    project: Project, label: Label, places: Iterable[Place], annotations: Sequence[Annotation]
) -> list[Place]:
    """Places of one article that this annotator has not marked with this label yet."""
    there = {
        one.fragments
        for one in annotations
        if one.label_id == label.id and one.annotator_id == project.me.id
    }
    return [place for place in places if ((place.start, place.end),) not in there]


def covered(
    label: Label, places: Iterable[Place], annotations: Sequence[Annotation]
) -> Iterator[Place]:
    """Places of one article that lie within a mark of that label, whoever made it."""
    stretches = [
        fragment for one in annotations if one.label_id == label.id for fragment in one.fragments
    ]
    for place in places:
        if any(start <= place.start and place.end <= end for start, end in stretches):
            yield place


def mark_places(
    project: Project, article: OpenArticle, label: Label, places: Sequence[Place]
) -> int:
    """Mark places of the open article, as one step; returns how many."""
    waiting = unmarked(project, label, places, list(article.annotations))
    changes = tuple(_changes(project, label, article.id, waiting, list(article.annotations)))
    if not changes:
        raise Refused(f"All of these are marked {label.name} already.")
    project.do(
        Step(
            title=f"Mark {label.name} at {len(changes)} places",
            changes=changes,
            article_id=article.id,
        )
    )
    return len(changes)


def mark_places_everywhere(
    project: Project, label: Label, places: Sequence[Place], watch: Watch
) -> int:
    """Mark places of many articles, as one step; returns how many.

    `places` are ordered by article. May run in a worker thread. Raises Cancelled, and
    then nothing was marked.
    """
    made = 0

    def parts() -> Iterator[Part]:
        nonlocal made
        seen = 0
        for article_id, some in groupby(places, key=lambda place: place.article_id):
            mine = list(some)
            if not watch(seen, len(places), mine[0].title):
                raise Cancelled
            seen += len(mine)
            there = reader.annotations(article_id)
            waiting = unmarked(project, label, mine, there)
            changes = list(_changes(project, label, article_id, waiting, there))
            made += len(changes)
            yield Part(changes)

    with closing(Reader.open(project.path)) as reader:
        project.bulk(f"Mark {label.name} at {len(places)} places", parts())
    return made


def _changes(
    project: Project,
    label: Label,
    article_id: int,
    places: Iterable[Place],
    there: Sequence[Annotation],
) -> Iterator[Change]:
    taken = {one.name for one in there}
    number = max((one.number for one in there), default=0)
    ids = new_ids()
    for place in places:
        number += 1
        suffix = number
        while f"s{suffix}" in taken:
            suffix += 1
        name = f"s{suffix}"
        taken.add(name)
        yield added(
            Annotation(
                id=next(ids),
                article_id=article_id,
                label_id=label.id,
                annotator_id=project.me.id,
                fragments=((place.start, place.end),),
                number=number,
                name=name,
                answers=defaults(label),
                codebook_version=project.codebook_version,
            )
        )

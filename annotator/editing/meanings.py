"""The entities of records, as entities of a project: found again, or added.

An entity that was exported by a project keeps its id on the way, so it is found again
in whatever project it comes to. One that another program named ("e1") is found again
by all that is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, added
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.identity import new_id
from annotator.formats.record import EntityRecord, Record

if TYPE_CHECKING:
    from annotator.editing.merging import There

_OURS = re.compile(r"e([1-9]\d{11,18})")
_LARGEST = 2**63 - 1


class Meanings:
    """What the marks of an import mean. Nothing that is there is changed."""

    def __init__(self, reader: There) -> None:
        self._reader = reader
        self._known: dict[int, Entity] | None = None
        self._linked: dict[int, set[int]] = {}

    def written(self) -> None:
        """Hear that the links so far are written: the reader tells of them."""
        self._linked.clear()

    def add(
        self,
        record: Record,
        article_id: int,
        spans: Mapping[str, Annotation],
        changes: list[Change],
    ) -> None:
        """Add the entities that a record's marks mean, and the links to them."""
        if not record.entities:
            return
        links = self._reader.entity_links(article_id)
        for link in links:
            self._linked.setdefault(link.annotation_id, set()).add(link.entity_id)
        ids = {one.id: self._entity(one, changes) for one in record.entities}
        for span in record.spans:
            mark = spans[span.name].id
            if span.entity and not self._linked.get(mark):
                entity_id = ids[span.entity]
                self._linked[mark] = {entity_id}
                changes.append(added(EntityLink(annotation_id=mark, entity_id=entity_id)))

    def _entity(self, record: EntityRecord, changes: list[Change]) -> int:
        if self._known is None:
            self._known = {one.id: one for one in self._reader.entities()}
        ours = _OURS.fullmatch(record.id)
        wanted = int(ours.group(1)) if ours and int(ours.group(1)) <= _LARGEST else 0
        if wanted in self._known:
            return wanted
        facts = {name: getattr(record, name) for name in record.__struct_fields__ if name != "id"}
        if not wanted:
            for one in self._known.values():
                if one == Entity(id=one.id, **facts):
                    return one.id
        entity = Entity(id=wanted or new_id(), **facts)
        self._known[entity.id] = entity
        changes.append(added(entity))
        return entity.id

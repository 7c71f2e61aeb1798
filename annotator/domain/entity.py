"""Entity: the person, body or place that many spans mean."""

from __future__ import annotations

import msgspec


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is free text ("person", "place"); coordinates are WGS 84 degrees."""

    id: int
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""


class EntityLink(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation means an entity."""

    annotation_id: int
    entity_id: int

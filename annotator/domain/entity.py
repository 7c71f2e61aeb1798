"""Entity: the person, body or place that many spans mean."""

from __future__ import annotations

import msgspec


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is free text ("person", "place"); coordinates are WGS 84 degrees.

    `country` is an ISO 3166-1 alpha-2 code, or whatever was given. `chain` are the
    administrative areas a place lies in, the widest first. `precision` says how
    exactly the coordinates are known, in the project's own code.
    """

    id: int
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""
    chain: tuple[str, ...] = ()
    precision: str = ""


class EntityLink(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation means an entity."""

    annotation_id: int
    entity_id: int

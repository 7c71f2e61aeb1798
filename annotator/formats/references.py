"""Entities where a file only refers to them: an id, what other bases call it, a name.

brat's normalisations and NIF's `itsrdf:taIdentRef` are such. The id of an entity goes as a
reference of its own; what other bases call it ("Wikipedia:534366", an address) is kept as
the fact `reference` of the entity, so that it is written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from annotator.formats.format import Loss
from annotator.formats.record import EntityRecord, Record

_REFERENCE = "reference"
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""A reference that is an address, as RDF can write it."""


def references(entity: EntityRecord, fits: Callable[[str], object]) -> tuple[str, list[str]]:
    """Its id, "" where that is among the rest, and what other bases call it.

    `fits` says whether a format can write a reference; what does not fit stays out.
    """
    others = [value for name, value in entity.more if name == _REFERENCE and fits(value)]
    return "" if entity.id in others else entity.id, others


def referred(own: str, others: Iterable[str], name: str) -> EntityRecord:
    """The entity that references are to: `own` its id, "" for none; `others` in other bases.

    One of them there must be.
    """
    kept = tuple(dict.fromkeys(one for one in others if one))
    key = own or kept[0]
    return EntityRecord(
        id=key,
        name=name.strip() or _shown(key),
        more=tuple((_REFERENCE, one) for one in kept),
    )


def unlike(found: Iterable[EntityRecord]) -> tuple[EntityRecord, ...]:
    """Each entity once, as it was first referred to."""
    by_id: dict[str, EntityRecord] = {}
    for one in found:
        by_id.setdefault(one.id, one)
    return tuple(by_id.values())


def details_lost(record: Record, fits: Callable[[str], object]) -> Iterator[Loss]:
    """What is known of entities beyond their names and the references that `fits`."""
    for one in record.entities:
        known: list[tuple[str, object]] = [
            (name, getattr(one, name))
            for name in one.__struct_fields__
            if name not in ("id", "name", "more")
        ]
        known += [pair for pair in one.more if pair[0] != _REFERENCE or not fits(pair[1])]
        for name, value in known:
            if value not in ("", (), None):
                yield Loss(record.name, "detail of an entity", f"{one.name} {name}: {value}")


def _shown(key: str) -> str:
    """A name for what has none: the last part of its address or reference."""
    last = unquote(key.rstrip("/#").replace("#", "/").rpartition("/")[2])
    return last.rpartition(":")[2].replace("_", " ").strip() or key.strip() or "?"

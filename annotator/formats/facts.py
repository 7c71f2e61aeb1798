"""What is known of an article, as the keys and values that other programs carry along."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from annotator.formats.format import FACTS
from annotator.formats.record import Record

_TEXTS = tuple(one for one in FACTS if one not in ("keywords", "more"))


def facts_of(record: Record) -> dict[str, object]:
    """Every fact that is not empty, in the usual order; keywords as a list."""
    found: dict[str, object] = {
        name: getattr(record, name) for name in _TEXTS if getattr(record, name)
    }
    if record.keywords:
        found["keywords"] = list(record.keywords)
    for name, value in record.more:
        found.setdefault(name, value)
    return found


def even_facts_of(record: Record) -> dict[str, object]:
    """The same keys for every record, empty where nothing is known; further facts in `more`.

    For readers that make a table of all lines and choke on the holes.
    """
    found: dict[str, object] = {name: getattr(record, name) for name in _TEXTS}
    return found | {"keywords": list(record.keywords), "more": dict(record.more)}


def with_facts(
    record: Record, given: Mapping[str, Any], passed_over: Collection[str] = ()
) -> Record:
    """The record knowing what a mapping says: known names as such, others as further facts."""
    fields: dict[str, Any] = {}
    more: list[tuple[str, str]] = []
    for name, value in given.items():
        if name in passed_over or value in ("", None, [], {}):
            continue
        if name in _TEXTS and isinstance(value, str | int | float):
            fields[name] = as_text(value)
        elif name == "keywords":
            fields[name] = _words(value)
        elif name == "more" and isinstance(value, dict):
            more += [(key, as_text(one)) for key, one in value.items()]
        else:
            more.append((name, as_text(value)))
    if more:
        fields["more"] = tuple(more)
    return msgspec.structs.replace(record, **fields) if fields else record


def as_text(value: object) -> str:
    """A JSON value as text: strings as they are, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str) and value.startswith("["):
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)
    if isinstance(value, list):
        return tuple(as_text(one) for one in value)
    return tuple(one.strip() for one in as_text(value).split(",") if one.strip())

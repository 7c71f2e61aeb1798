"""Changes as the bytes of a journal part: JSON by the names of fields, compressed.

Each change is an object of one entry, the kind of its value with before and after.
A field that is added to a kind later finds its default when an old part is read.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import msgspec

from annotator.domain.change import Change, Value
from annotator.store.kinds import KINDS

_LEVEL = 1
"""Of compression: three times as fast as the usual 6, for a tenth more room."""

_NAMES: dict[type[Value], str] = {kind.type: kind.name.replace(" ", "_") for kind in KINDS}


def _entry(kind: type[Value]) -> Any:
    """Before and after of one kind of value."""
    return tuple[kind | None, kind | None] | msgspec.UnsetType  # type: ignore[valid-type]


_Entry = msgspec.defstruct(
    "_Entry",
    [(name, _entry(kind), msgspec.UNSET) for kind, name in _NAMES.items()],
)
_BOTH = attrgetter("before", "after")
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(list[_Entry])  # type: ignore[valid-type]


def pack(changes: Sequence[Change]) -> bytes:
    """The bytes of changes."""
    entries = [
        {_NAMES[type(before or after)]: (before, after)} for before, after in map(_BOTH, changes)
    ]
    return zlib.compress(_ENCODER.encode(entries), _LEVEL)


def unpack(part: bytes) -> tuple[Change, ...]:
    """The changes of a part. Raises zlib.error or msgspec.DecodeError for damaged bytes."""
    return tuple(_change(entry) for entry in _DECODER.decode(zlib.decompress(part)))


def _change(entry: Any) -> Change:
    for name in entry.__struct_fields__:
        found = getattr(entry, name)
        if found is not msgspec.UNSET:
            return Change(*found)
    raise msgspec.ValidationError("a change of an unknown kind")

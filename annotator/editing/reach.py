"""What an act reaches: which later acts cannot stay without it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.change import Change, Value
from annotator.store.kinds import KINDS

Key = tuple[str, tuple[object, ...]]
"""The kind of a value and what tells it from others of the kind."""

_KINDS = {kind.type: kind for kind in KINDS}


class Reach:
    """What an act, and those taken back with it, touch."""

    def __init__(self) -> None:
        self.touched: set[Key] = set()
        self.added: set[object] = set()
        self.needed: set[object] = set()

    def take(self, changes: Iterable[Change]) -> None:
        """Count an act in."""
        for change in changes:
            if isinstance(change.value, Annotator):
                continue  # whoever did something later stays
            self.touched.update(_keys(change.value))
            if change.before is None:
                self.added.update(_own(change.value))
            else:
                self.needed.update(_named_in(change.before))

    def is_met_by(self, changes: Iterable[Change]) -> bool:
        """Whether a later act changes, uses or takes away what this needs as it was."""
        return any(
            not self.touched.isdisjoint(_keys(change.value))
            or (change.after is not None and not self.added.isdisjoint(_named_in(change.after)))
            or (change.after is None and not self.needed.isdisjoint(_own(change.value)))
            for change in changes
        )


def key_of(value: Value) -> Key:
    """What tells a value from every other one."""
    kind = _KINDS[type(value)]
    return kind.name, kind.row(value)[: kind.keys]


def _keys(value: Value) -> list[Key]:
    """What tells a value from others; for a mark or a link, its name in the article as well."""
    found = [key_of(value)]
    if isinstance(value, Annotation | Relation) and value.name:
        found.append((f"name of {found[0][0]}", (value.article_id, value.name)))
    return found


def _own(value: Value) -> tuple[object, ...]:
    """The id that others name a value by, none for what has none."""
    own = getattr(value, "id", None)
    return () if own is None else (own,)


def _named_in(value: Value) -> set[object]:
    """The ids of other values that a value names."""
    found: set[object] = set()
    for name, field in msgspec.structs.asdict(value).items():
        if name.endswith("_id"):
            found.add(field)
        elif name in ("heads", "children"):
            found.update(field)
    return found

"""Codebooks as files give them: by name, told together into one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotator.domain.codebook import Codebook, Label, RelationType


def joined(one: Codebook, other: Codebook, ids: Iterator[int]) -> Codebook:
    """The first codebook, and what only the second has; ids are fresh, ends follow names."""
    labels = list(one.labels)
    names = {label.name: label.id for label in labels}
    of_other: dict[int, int] = {}
    for label in other.labels:
        if label.name not in names:
            names[label.name] = next(ids)
            labels.append(_label(label, names[label.name], len(labels)))
        of_other[label.id] = names[label.name]
    kinds = list(one.relation_types)
    known = {kind.name for kind in kinds}
    for kind in other.relation_types:
        if kind.name not in known:
            known.add(kind.name)
            kinds.append(_kind(kind, next(ids), len(kinds), of_other))
    return Codebook(tuple(labels), tuple(kinds))


def _label(label: Label, label_id: int, position: int) -> Label:
    return msgspec.structs.replace(label, id=label_id, position=position, parent_id=None)


def _kind(kind: RelationType, kind_id: int, position: int, ids: dict[int, int]) -> RelationType:
    return msgspec.structs.replace(
        kind,
        id=kind_id,
        position=position,
        heads=tuple(ids[one] for one in kind.heads if one in ids),
        children=tuple(ids[one] for one in kind.children if one in ids),
    )

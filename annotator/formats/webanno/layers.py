"""The layers that the head of a WebAnno TSV file declares, and their columns."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

_MACHINE = (
    ".Token",
    ".Sentence",
    ".Lemma",
    ".Stem",
    ".POS",
    ".MorphologicalFeatures",
    ".Dependency",
)
_LABELS = ("label", "value", "entity", "identifier", "category", "PosValue")


class Column(msgspec.Struct, frozen=True):
    """One column: a feature, a slot's roles or targets, or a relation's source."""

    name: str
    kind: str


class Layer(msgspec.Struct, frozen=True):
    """A layer: `kind` is SP, CH or RL; `first` is its first column, counted from 0."""

    kind: str
    name: str
    columns: tuple[Column, ...]
    first: int

    @property
    def label(self) -> int:
        """Which of its columns is the label: one that is called so, else the first feature."""
        names = [one.name if one.kind == "feature" else "" for one in self.columns]
        if self.kind == "CH":  # the other column says how a link goes on
            return names.index("referenceType") if "referenceType" in names else 0
        for known in _LABELS:
            if known in names:
                return names.index(known)
        return next((at for at, one in enumerate(names) if one), -1)

    @property
    def short(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    @property
    def is_machine(self) -> bool:
        """Whether it describes tokens, and is nobody's marks."""
        return self.name.endswith(_MACHINE)


def layers_of(lines: Iterable[str]) -> list[Layer]:
    """The layers of `#T_` lines, in the order of their columns."""
    found: list[Layer] = []
    first = 0
    for line in lines:
        kind, _, rest = line.removeprefix("#T_").partition("=")
        name, *features = rest.strip().split("|")
        columns: list[Column] = []
        at = 0
        while at < len(features):
            feature = features[at]
            if feature.startswith("ROLE_"):
                columns.append(Column(feature.partition(":")[2], "roles"))
                columns.append(Column(feature, "targets"))
                at += 1  # the type of the targets, which has no column
            elif feature.startswith("BT_"):
                columns.append(Column(feature[3:], "source"))
            elif feature:
                columns.append(Column(feature, "feature"))
            at += 1
        if not columns:
            columns.append(Column("", "feature"))
        found.append(Layer(kind, name, tuple(columns), first))
        first += len(columns)
    return found

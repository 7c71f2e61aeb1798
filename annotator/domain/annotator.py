"""Annotator: whoever marks. A person, a model, or the gold."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class AnnotatorKind(StrEnum):
    PERSON = "person"
    MODEL = "model"
    GOLD = "gold"


class Annotator(msgspec.Struct, frozen=True):
    """`name` is unique in a project; "" is the annotator a file did not name."""

    id: int
    name: str
    kind: AnnotatorKind = AnnotatorKind.PERSON

"""Answers as named features, for formats whose features are identifiers with one value each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from annotator.formats.format import Loss
from annotator.formats.record import Record, SpanRecord

_UNFIT = re.compile(r"\W+", re.ASCII)
BETWEEN = " | "
"""Between several answers to one question."""


def feature(name: str, reserved: Collection[str] = ()) -> str:
    """The name of a question as an identifier that means nothing else."""
    found = _UNFIT.sub("_", name).strip("_") or "feature"
    if found[0].isdigit():
        found = f"f_{found}"
    return f"{found}_" if found in reserved else found


def features_of(span: SpanRecord, reserved: Collection[str] = ()) -> dict[str, str]:
    """Answers by feature, in the order they were given."""
    found: dict[str, str] = {}
    for name, value in span.answers:
        key = feature(name, reserved)
        found[key] = f"{found[key]}{BETWEEN}{value}" if key in found else value
    return found


def feature_losses(record: Record, reserved: Collection[str] = ()) -> Iterator[Loss]:
    """Names of questions that are no identifiers, and questions with several answers."""
    for name in dict.fromkeys(name for span in record.spans for name, _ in span.answers):
        if feature(name, reserved) != name:
            detail = f"{name} becomes {feature(name, reserved)}"
            yield Loss(record.name, "name of a question", detail)
    for span in record.spans:
        names = [name for name, _ in span.answers]
        for name in dict.fromkeys(one for one in names if names.count(one) > 1):
            detail = f"{span.name} {name}: written as one"
            yield Loss(record.name, "several answers to one question", detail)

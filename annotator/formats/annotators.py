"""One article marked by several, told apart for formats that keep each one's work by itself."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotator.formats.format import Loss
from annotator.formats.record import Record


def by_annotator(record: Record) -> Iterator[Record]:
    """A record for each annotator of marks, in the order of their first marks."""
    names = list(dict.fromkeys(span.annotator for span in record.spans))
    if len(names) < 2:
        yield msgspec.structs.replace(record, annotator=names[0] if names else record.annotator)
        return
    for name in names:
        spans = tuple(span for span in record.spans if span.annotator == name)
        own = {span.name for span in spans}
        links = tuple(one for one in record.relations if one.head in own and one.child in own)
        yield msgspec.structs.replace(record, annotator=name, spans=spans, relations=links)


def between_annotators(record: Record) -> Iterator[Loss]:
    """Relations that lead from one annotator's mark to another's."""
    whose = {span.name: span.annotator for span in record.spans}
    for link in record.relations:
        if whose[link.head] != whose[link.child]:
            named = f"{link.name} {link.label}"
            yield Loss(record.name, "relation between marks of two annotators", named)

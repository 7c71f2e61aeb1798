"""Marks put on tokens, for formats that cannot begin or end one within a token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from annotator.domain.span import Fragment
from annotator.formats.fitting import with_spans
from annotator.formats.format import Choice, Loss
from annotator.formats.record import Record, SpanRecord

TOKENS = Choice(
    "tokens",
    "Marks that do not fit tokens",
    (
        ("expand", "Widen them to whole tokens"),
        ("contract", "Narrow them to whole tokens"),
        ("drop", "Leave them out"),
        ("cut", "Cut the tokens where marks begin and end"),
    ),
)


def aligned(record: Record, tokens: Sequence[Fragment], how: str, losses: list[Loss]) -> Record:
    """The record with its marks on tokens; each that had to be changed is told."""
    starts = [start for start, _ in tokens]
    ends = [end for _, end in tokens]
    spans: list[SpanRecord] = []
    for span in record.spans:
        fragments: list[Fragment] = []
        for start, end in span.fragments:
            found = _on_tokens(starts, ends, (start, end), how)
            if found is not None and (not fragments or found[0] >= fragments[-1][1]):
                fragments.append(found)
        if tuple(fragments) != span.fragments:
            words = " ".join(record.text[start:end] for start, end in span.fragments)
            became = " ".join(record.text[start:end] for start, end in fragments)
            said = f"became '{became}'" if fragments else "was left out"
            detail = f"{span.name} {span.label} '{words}' {said}"
            losses.append(Loss(record.name, "mark that does not fit tokens", detail))
        if fragments:
            spans.append(msgspec.structs.replace(span, fragments=tuple(fragments)))
    return with_spans(record, spans, losses)


def _on_tokens(starts: list[int], ends: list[int], fragment: Fragment, how: str) -> Fragment | None:
    start, end = fragment
    if how == "expand":
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    else:
        first, last = bisect_left(starts, start), bisect_right(ends, end) - 1
    if first > last or first >= len(starts) or last < 0:
        return None
    found = (starts[first], ends[last])
    return None if how == "drop" and found != fragment else found

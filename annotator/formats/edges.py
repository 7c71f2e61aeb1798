"""Where marks begin and end in what is trained on: as they were made, trimmed, or on tokens."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from annotator.domain.span import Fragment
from annotator.formats.aligning import aligned
from annotator.formats.fitting import with_spans
from annotator.formats.format import Loss
from annotator.formats.record import Record, SpanRecord
from annotator.formats.tokenizing import tokens_of


class Edges(StrEnum):
    """What is done to the edges of marks."""

    TRIM = "trim"
    """White space at them goes: models train on such marks without complaint, in vain."""
    EXPAND = "expand"
    """They widen to whole tokens."""
    CONTRACT = "contract"
    """They narrow to whole tokens."""
    AS_MARKED = "as-marked"


def with_edges(record: Record, edges: Edges) -> tuple[Record, list[Loss]]:
    """The record with its marks so; each that changed is told. Tokens are `tokens_of`'s."""
    losses: list[Loss] = []
    if edges is Edges.AS_MARKED or not record.spans:
        return record, losses
    if edges is not Edges.TRIM:
        return aligned(record, tokens_of(record.text), str(edges), losses), losses
    spans: list[SpanRecord] = []
    for span in record.spans:
        fragments = tuple(_trimmed(record.text, span.fragments))
        if fragments != span.fragments:
            said = "blanks at its edges went" if fragments else "only blanks, so it was left out"
            losses.append(Loss(record.name, "mark with blanks at its edges", f"{span.name} {said}"))
        if fragments:
            spans.append(msgspec.structs.replace(span, fragments=fragments))
    return with_spans(record, spans, losses), losses


def _trimmed(text: str, fragments: tuple[Fragment, ...]) -> Iterator[Fragment]:
    for start, end in fragments:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        finish = start + len(words.rstrip())
        if begin < finish:
            yield begin, finish

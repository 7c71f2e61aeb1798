"""An article without its furniture: zones cut out of the text, marks moved to where it now is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.domain.span import Fragment
from annotator.formats.format import Loss
from annotator.formats.record import Record, SpanRecord
from annotator.text.zones import Zone, ZoneKind

_MARKER = re.compile(r"\[HH\]\s*")


def without_zones(record: Record) -> tuple[Record, tuple[Loss, ...]]:
    """The record without zones, and what was cut or dropped for it.

    The first title stays, and so do headings, but for their "[HH]". A zone goes
    together with the white space that set it apart. What a span loses to a zone is
    clipped; a span within zones is dropped with its relations.
    """
    cuts = _cuts(record)
    if not cuts:
        return record, ()
    edges = [0, *(edge for cut in cuts for edge in cut), len(record.text)]
    text = "".join(
        record.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    moved = _Moved(cuts)
    losses: list[Loss] = []
    spans: list[SpanRecord] = []
    for span in record.spans:
        fragments = tuple(_kept(text, span.fragments, moved))
        if _size(fragments) != _size(span.fragments):
            sort = "span cut at a zone" if fragments else "span within zones"
            losses.append(Loss(record.name, sort, f"{span.name} {span.label}"))
        if fragments:
            spans.append(msgspec.structs.replace(span, fragments=fragments))
    names = {span.name for span in spans}
    relations = tuple(
        link for link in record.relations if link.head in names and link.child in names
    )
    losses.extend(
        Loss(record.name, "relation of a span within zones", f"{link.name} {link.label}")
        for link in record.relations
        if link not in relations
    )
    bare = msgspec.structs.replace(
        record, text=text, text_sha256="", zones=(), spans=tuple(spans), relations=relations
    )
    return bare, tuple(losses)


def _cuts(record: Record) -> list[Fragment]:
    """What goes: sorted and apart, each zone with the white space after it."""
    text = record.text
    cuts: list[Fragment] = []
    for zone in sorted(record.zones):
        start, end = _furniture(text, zone)
        if end <= start:
            continue
        start = max(start, cuts[-1][1] if cuts else 0)
        end = max(end, start)
        while end < len(text) and text[end].isspace():
            end += 1
        if end == len(text):
            while start > 0 and text[start - 1].isspace():
                start -= 1
        while cuts and start <= cuts[-1][1]:
            start = min(cuts.pop()[0], start)
        cuts.append((start, end))
    return cuts


def _furniture(text: str, zone: Zone) -> Fragment:
    """What of a zone is not for reading."""
    if zone.kind is ZoneKind.TITLE:
        return zone.start, zone.start
    if zone.kind is ZoneKind.HEADING:
        marker = _MARKER.match(text, zone.start, zone.end)
        return zone.start, marker.end() if marker else zone.start
    return zone.start, zone.end


def _kept(text: str, fragments: Iterable[Fragment], moved: _Moved) -> Iterator[Fragment]:
    """The fragments where they are in the new text, freshly cut edges free of white space.

    Fragments that had only a zone between them become one.
    """
    held: Fragment | None = None
    before = 0
    for old_start, old_end in fragments:
        start, end = moved(old_start), moved(old_end)
        if end - start != old_end - old_start:
            start, end = _trimmed(text, start, end)
        if start == end:
            continue
        if held is not None and held[1] == start and before < old_start:
            held = (held[0], end)
        else:
            if held is not None:
                yield held
            held = (start, end)
        before = old_end
    if held is not None:
        yield held


def _trimmed(text: str, start: int, end: int) -> Fragment:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _size(fragments: Iterable[Fragment]) -> int:
    return sum(end - start for start, end in fragments)


class _Moved:
    """Where an offset is once the cuts are gone; within a cut, where the cut was."""

    def __init__(self, cuts: Sequence[Fragment]) -> None:
        self._cuts = cuts
        self._starts = [start for start, _ in cuts]
        self._gone = [0]
        for start, end in cuts:
            self._gone.append(self._gone[-1] + end - start)

    def __call__(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        start, end = self._cuts[at]
        return offset - self._gone[at] - (min(offset, end) - start)

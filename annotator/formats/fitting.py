"""Making a record fit its format: what cannot be held is folded or left out, and told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.span import overlaps
from annotator.formats.format import FACTS, Can, Choice, Format, Loss, WriteOptions
from annotator.formats.record import Answer, Record, RelationRecord, SpanRecord

OVERLAPS = Choice(
    "overlaps",
    "Marks that overlap",
    (
        ("longest", "Keep the longest"),
        ("first", "Keep the one that begins first"),
        ("shortest", "Keep the shortest"),
        ("drop", "Leave all of them out"),
    ),
)
FRAGMENTS = Choice(
    "fragments",
    "Marks in several pieces",
    (
        ("split", "One mark for each piece"),
        ("bounds", "One mark from first to last"),
        ("first", "The first piece only"),
        ("drop", "Leave them out"),
    ),
)

_OF_A_MARK = frozenset((Can.ATTRIBUTES, Can.NOTES, Can.ENTITIES, Can.ANNOTATORS))
_FACT_WORDS = {"more": "further facts", "keywords": "keywords"}


class Fitted(msgspec.Struct, frozen=True):
    """A record all of which its format can hold, and what it lost for that."""

    record: Record
    losses: tuple[Loss, ...]


def fitted(record: Record, form: Format, options: WriteOptions) -> Fitted:
    """The record as the format can hold it."""
    losses: list[Loss] = list(form.losses_of(record))
    holds = form.holding(options)
    losses.extend(_of_marks(record, holds))
    if Can.RELATIONS not in holds:
        record = msgspec.structs.replace(record, relations=())
    if Can.FRAGMENTS not in holds:
        record = _in_one_piece(record, options.choice(FRAGMENTS), losses)
    if Can.OVERLAPS not in holds:
        record = _apart(record, options.choice(OVERLAPS), losses)
    if form.fit is not None:
        record = form.fit(record, options, losses)
    losses.extend(_of_article(record, form))
    if "article_answers" not in form.facts:
        record = msgspec.structs.replace(record, article_answers=())
    if Can.ENTITIES not in holds and record.entities:
        record = _without_entities(record)
    return Fitted(record, tuple(losses))


def _without_entities(record: Record) -> Record:
    spans = tuple(msgspec.structs.replace(span, entity="") for span in record.spans)
    return msgspec.structs.replace(record, entities=(), spans=spans)


def _of_marks(record: Record, holds: frozenset[Can]) -> Iterator[Loss]:
    """What is known of marks and links that no mark can carry, each once."""
    if Can.RELATIONS not in holds:
        for link in record.relations:
            yield Loss(record.name, "relation", f"{link.name} {link.label}")
    if Can.ENTITIES not in holds:
        meant = {span.entity for span in record.spans}
        for one in record.entities:
            if one.id not in meant:
                yield Loss(record.name, "entity that no mark means", f"{one.id} {one.name}")
    if holds >= _OF_A_MARK:
        return
    for span in record.spans:
        if Can.ATTRIBUTES not in holds:
            for name, value in span.answers:
                yield Loss(record.name, "attribute of a mark", f"{span.name} {name}: {value}")
        if Can.NOTES not in holds and span.note:
            yield Loss(record.name, "note of a mark", f"{span.name} {span.note}")
        if Can.ENTITIES not in holds and span.entity:
            yield Loss(record.name, "entity of a mark", f"{span.name} {span.entity}")
        if Can.ANNOTATORS not in holds and span.annotator:
            yield Loss(record.name, "who made a mark", f"{span.name} {span.annotator}")


def _of_article(record: Record, form: Format) -> Iterator[Loss]:
    written = {name for name, _ in record.more} if "more" in form.facts else set()
    for fact in FACTS:
        value = getattr(record, fact)
        if not value or fact in form.facts or fact in written:
            continue
        if fact == "more":
            for name, detail in value:
                yield Loss(record.name, "further fact of an article", f"{name}: {detail[:60]}")
            continue
        said = ", ".join(value) if isinstance(value, tuple) else value
        yield Loss(record.name, f"{_FACT_WORDS.get(fact, fact)} of an article", said)
    if "article_answers" not in form.facts:
        for one in record.article_answers:
            yield Loss(record.name, "answer about an article", f"{one.question}: {one.value}")
    if Can.REJECTED not in form.holds and record.answer in (Answer.REJECT, Answer.IGNORE):
        yield Loss(record.name, "that an article is not accepted", str(record.answer))


def _in_one_piece(record: Record, how: str, losses: list[Loss]) -> Record:
    """Marks in several pieces folded; relations stay with the first piece."""
    if all(len(span.fragments) == 1 for span in record.spans):
        return record
    taken = {span.name for span in record.spans}
    spans: list[SpanRecord] = []
    for span in record.spans:
        if len(span.fragments) == 1:
            spans.append(span)
            continue
        detail = f"{span.name} {span.label}, {len(span.fragments)} pieces"
        losses.append(Loss(record.name, "mark in several pieces", detail))
        if how == "split":
            spans.extend(_split(span, taken))
        elif how == "bounds":
            bounds = (span.fragments[0][0], span.fragments[-1][1])
            spans.append(msgspec.structs.replace(span, fragments=(bounds,)))
        elif how == "first":
            spans.append(msgspec.structs.replace(span, fragments=span.fragments[:1]))
    return with_spans(record, spans, losses)


def _split(span: SpanRecord, taken: set[str]) -> Iterator[SpanRecord]:
    for number, fragment in enumerate(span.fragments):
        name = span.name
        if number:
            name = f"{span.name}.{number}"
            while name in taken:
                name += "'"
            taken.add(name)
        yield msgspec.structs.replace(span, name=name, fragments=(fragment,))


def _apart(record: Record, how: str, losses: list[Loss]) -> Record:
    """Marks that do not overlap, chosen by `how`."""
    kept = apart(record.spans, how)
    if len(kept) == len(record.spans):
        return record
    names = {span.name for span in kept}
    losses.extend(
        Loss(record.name, "mark that overlaps another", f"{span.name} {span.label}")
        for span in record.spans
        if span.name not in names
    )
    return with_spans(record, kept, losses)


def apart(spans: Sequence[SpanRecord], how: str) -> list[SpanRecord]:
    """Those of the marks that do not overlap, in their order; `how` says which give way."""
    ordered = sorted(spans, key=lambda span: (span.fragments[0], len(spans)))
    meeting: set[str] = set()
    reach: SpanRecord | None = None
    for span in ordered:
        if reach is not None and overlaps(_bounds(reach), _bounds(span)):
            meeting |= {reach.name, span.name}
        if reach is None or _bounds(span)[1] > _bounds(reach)[1]:
            reach = span
    if not meeting:
        return list(spans)
    if how == "drop":
        return [span for span in spans if span.name not in meeting]
    rank = {"longest": _longest, "shortest": _shortest, "first": _bounds}[how]
    names: set[str] = set()
    taken: list[tuple[int, int]] = []
    for span in sorted((one for one in spans if one.name in meeting), key=rank):
        bounds = _bounds(span)
        at = bisect_left(taken, bounds)
        if not any(overlaps(bounds, other) for other in taken[max(at - 1, 0) : at + 1]):
            taken.insert(at, bounds)
            names.add(span.name)
    return [span for span in spans if span.name not in meeting or span.name in names]


def _bounds(span: SpanRecord) -> tuple[int, int]:
    return span.fragments[0][0], span.fragments[-1][1]


def _longest(span: SpanRecord) -> tuple[int, int]:
    start, end = _bounds(span)
    return start - end, start


def _shortest(span: SpanRecord) -> tuple[int, int]:
    start, end = _bounds(span)
    return end - start, start


def with_spans(record: Record, spans: Sequence[SpanRecord], losses: list[Loss]) -> Record:
    """The record with other marks; relations that lose an end go, and are told."""
    names = {span.name for span in spans}
    relations: list[RelationRecord] = []
    for link in record.relations:
        if link.head in names and link.child in names:
            relations.append(link)
        else:
            named = f"{link.name} {link.label}"
            losses.append(Loss(record.name, "relation to a mark that was left out", named))
    return msgspec.structs.replace(record, spans=tuple(spans), relations=tuple(relations))

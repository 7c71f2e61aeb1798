"""Finding where marks are: offsets are checked against the words they came with.

A mark that lies where its file says is taken as it is. Where some do not, the way
of counting that explains all of them is looked for (`counting.py`); where there is
none, each that does not fit is moved to the nearest place that has its words. What
is nowhere is left out and listed. Nothing is moved or left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from annotator.domain.annotation import Answers
from annotator.domain.span import Fragment, covered_text
from annotator.formats.counting import Counting, Ruler, countings
from annotator.formats.format import OffsetUnit, ReadOptions
from annotator.formats.record import Placing, RelationRecord, Slip, SpanRecord

_CLEARLY = 0.1
"""By how much another way of counting must fit words better to be taken unasked."""

_ENOUGH = 5
"""Marks without quotes from which something about counting can be learnt."""


class RawSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A mark as its file has it: offsets in the file's unit, `quote` its words, "" for none.

    `entity` is the id of what it means, "" for none.
    """

    name: str
    label: str
    fragments: tuple[Fragment, ...]
    quote: str = ""
    answers: Answers = ()
    note: str = ""
    annotator: str = ""
    entity: str = ""


class Placed(msgspec.Struct, frozen=True):
    """Marks in code points, relations whose ends are there, and how that came about."""

    spans: tuple[SpanRecord, ...]
    relations: tuple[RelationRecord, ...]
    placing: Placing
    notes: tuple[str, ...] = ()


def place(
    text: str,
    raws: Sequence[RawSpan],
    relations: Sequence[RelationRecord],
    options: ReadOptions,
    usual: Counting | None = None,
    *,
    certain: bool = False,
) -> Placed:
    """Where the marks of one text are.

    `usual` is how the format counts; `certain` says that it can count no other way,
    so that marks without quotes are not tried in others.
    """
    usual = usual or Counting()
    if options.offsets is not None:
        usual = msgspec.structs.replace(usual, unit=options.offsets)
    fixed = certain or options.offsets is not None
    counting, notes = _counting(text, raws, usual, fixed=fixed)
    ruler = Ruler(text, counting)
    spans: list[SpanRecord] = []
    moved: list[Slip] = []
    lost: list[Slip] = []
    for raw in raws:
        found = _fits(text, raw, ruler)
        if found is None:
            found, slip = _sought(text, raw, ruler)
            (moved if found else lost).append(slip)
        if found:
            spans.append(_span(raw, found))
    names = {span.name for span in spans}
    kept = tuple(one for one in relations if one.head in names and one.child in names)
    lost.extend(
        Slip(one.name, one.label, "", (), (), "is a relation of a mark that was not found")
        for one in relations
        if one not in kept
    )
    if counting != usual:
        notes.append(f"counts offsets in {counting}")
    placing = Placing(
        counted=str(counting),
        as_they_were=len(spans) - len(moved),
        moved=tuple(moved),
        lost=tuple(lost),
    )
    return Placed(tuple(spans), kept, placing, tuple(notes))


def _counting(
    text: str, raws: Sequence[RawSpan], usual: Counting, *, fixed: bool
) -> tuple[Counting, list[str]]:
    """The way of counting that explains the marks best, and what to say about it."""
    quoted = [raw for raw in raws if raw.quote]
    if not quoted:
        return (usual, []) if fixed else _by_words(text, raws, usual)
    best, most = usual, -1
    for counting in countings(text, usual):
        ruler = Ruler(text, counting)
        fitting = sum(_fits(text, raw, ruler) is not None for raw in quoted)
        if fitting == len(quoted):
            return counting, []
        if fitting > most and (counting == usual or fitting > len(quoted) // 2):
            best, most = counting, fitting
    return best, []


def _by_words(text: str, raws: Sequence[RawSpan], usual: Counting) -> tuple[Counting, list[str]]:
    """The way of counting by which most marks begin and end where words do."""
    if not raws:
        return usual, []
    scores = [(_score(text, raws, Ruler(text, one)), one) for one in countings(text, usual)]
    own = scores[0][0]
    most, best = max(scores, key=lambda pair: pair[0])
    if most <= own or len(raws) < _ENOUGH:
        return usual, []
    if most - own >= _CLEARLY and sum(score == most for score, _ in scores) == 1:
        return best, []
    said = f"has no quotes to check offsets by; they may count {best} rather than {usual}"
    return usual, [said]


def _score(text: str, raws: Sequence[RawSpan], ruler: Ruler) -> float:
    edges = good = 0
    for raw in raws:
        for start, end in raw.fragments:
            edges += 2
            fragment = ruler.place(start, end)
            if fragment is not None and fragment[0] < fragment[1]:
                good += _starts_word(text, fragment[0]) + _ends_word(text, fragment[1])
    return good / edges if edges else 1.0


def _starts_word(text: str, at: int) -> bool:
    return not text[at].isspace() and (
        at == 0 or not (text[at - 1].isalnum() and text[at].isalnum())
    )


def _ends_word(text: str, at: int) -> bool:
    before = text[at - 1]
    return not before.isspace() and (
        at == len(text) or not (before.isalnum() and text[at].isalnum())
    )


def _fits(text: str, raw: RawSpan, ruler: Ruler) -> tuple[Fragment, ...] | None:
    """The fragments of a mark in code points, None where they cannot be, or other words are."""
    fragments = []
    before = 0
    for start, end in sorted(raw.fragments):
        fragment = ruler.place(start, end)
        if fragment is None or fragment[0] == fragment[1] or fragment[0] < before:
            return None
        before = fragment[1]
        fragments.append(fragment)
    if not fragments:
        return None
    found = tuple(fragments)
    if raw.quote and not _same(covered_text(text, found), raw.quote):
        return None
    return found


def _same(covered: str, quote: str) -> bool:
    """Equal but for how white space is written, which several programs fold in quotes."""
    return covered == quote or covered.split() == quote.split()


def _sought(text: str, raw: RawSpan, ruler: Ruler) -> tuple[tuple[Fragment, ...], Slip]:
    """The nearest place that has a mark's words, () for none, and the account of it."""
    was = tuple(sorted(raw.fragments))
    if not raw.quote.strip():
        empty = bool(was) and all(start == end for start, end in was)
        reason = "is empty" if empty else "lies outside the text, and has no words to find it by"
        return (), Slip(raw.name, raw.label, raw.quote, was, (), reason)
    found: tuple[Fragment, ...] = ()
    about = ruler.nearest(was[0][0]) if was else 0
    pieces = _pieces(raw)
    if len(pieces) > 1:
        found = _one_after_the_other(text, pieces, about)
    if not found:
        at = _nearest(text, raw.quote, about)
        found = (at,) if at else ()
    reason = "" if found else "has words that are not in the text"
    return found, Slip(raw.name, raw.label, raw.quote, was, found, reason)


def _pieces(raw: RawSpan) -> list[str]:
    """The words of each fragment, as far as the lengths of fragments tell them apart."""
    sizes = [end - start for start, end in sorted(raw.fragments)]
    if len(sizes) < 2 or sum(sizes) + len(sizes) - 1 != len(raw.quote):
        return [raw.quote]
    pieces = []
    at = 0
    for size in sizes:
        pieces.append(raw.quote[at : at + size])
        at += size + 1
    return pieces


def _one_after_the_other(text: str, pieces: Sequence[str], about: int) -> tuple[Fragment, ...]:
    first = _nearest(text, pieces[0], about)
    if first is None:
        return ()
    found = [first]
    for piece in pieces[1:]:
        at = text.find(piece, found[-1][1])
        if at < 0:
            return ()
        found.append((at, at + len(piece)))
    return tuple(found)


def _nearest(text: str, quote: str, about: int) -> Fragment | None:
    """The occurrence of a quote that begins nearest to a place."""
    found = list(occurrences(text, quote))
    return min(found, key=lambda one: abs(one[0] - about)) if found else None


def occurrences(
    text: str, quote: str, start: int = 0, end: int | None = None
) -> Iterator[Fragment]:
    """Where a quote is in a text from `start` to `end`; else where it is but for white space."""
    end = len(text) if end is None else end
    at = text.find(quote, start, end)
    if at < 0:
        words = [re.escape(word) for word in quote.split()]
        folded = re.compile(r"\s+".join(words))
        yield from (match.span() for match in folded.finditer(text, start, end) if match[0])
        return
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1, end)


def _span(raw: RawSpan, fragments: tuple[Fragment, ...]) -> SpanRecord:
    return SpanRecord(
        name=raw.name,
        label=raw.label,
        fragments=fragments,
        answers=raw.answers,
        note=raw.note,
        annotator=raw.annotator,
        entity=raw.entity,
    )


def unit_of(options: ReadOptions, usual: OffsetUnit) -> Counting:
    """How a format counts that has a unit of its own, unless the user knows better."""
    return Counting(options.offsets or usual)

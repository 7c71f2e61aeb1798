"""Statements and networks as CSV, as Discourse Network Analyzer and its R package have them.

A statement is a mark with answers or outgoing relations: a row with a column for each
question and each relation type, in which the other marks' words stand. A network is a
list of ties: who is linked to what, how, and how often, over all articles.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from annotator.domain.span import covered_text
from annotator.formats.format import Can, Choice, Format, Loss, WriteOptions
from annotator.formats.record import Record, SpanRecord
from annotator.formats.table import guarded

CONCEPT = Choice(
    "concept",
    "Of two linked marks, the one with more answers is",
    (("words", "Its words"), ("answer", "Its first answer, as a concept"), ("label", "Its label")),
)
_COLUMNS = (
    "ID",
    "Document",
    "Title",
    "Author",
    "Source",
    "Section",
    "Date",
    "Type",
    "Coder",
    "Start",
    "Stop",
    "Text",
)


def write_statements(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """A row for each mark that has answers or outgoing relations."""
    _write(out, _statements(records, options))


def write_network(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """A row for each tie, the heaviest first."""
    ties: Counter[tuple[str, ...]] = Counter()
    for record in records:
        by_name = {span.name: span for span in record.spans}
        for link in record.relations:
            head, child = by_name[link.head], by_name[link.child]
            ends = list(_nodes(record, head, child, options.choice(CONCEPT)))
            qualifier = "; ".join(value for _, value in (*head.answers[1:], *child.answers[1:]))
            ties[(ends[0], head.label, link.label, ends[1], child.label, qualifier)] += 1
    heading = ["source", "source label", "relation", "target", "target label", "qualifier"]
    ordered = sorted(ties.items(), key=lambda tie: (-tie[1], tie[0]))
    _write(out, [[*heading, "weight"], *([*tie, str(weight)] for tie, weight in ordered)])


def _write(out: BinaryIO, rows: Iterable[Sequence[str]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    text.detach()


def _statements(records: Iterable[Record], options: WriteOptions) -> Iterator[list[str]]:
    book = options.codebook
    asked = dict.fromkeys(one.name for label in book.labels for one in label.attributes)
    kinds = dict.fromkeys(kind.name for kind in book.relation_types)
    yield [*_COLUMNS, *asked, *(one for one in kinds if one not in asked), "Further"]
    number = 0
    for record in records:
        by_name = {span.name: span for span in record.spans}
        for span in record.spans:
            values: dict[str, list[str]] = {}
            for name, value in span.answers:
                values.setdefault(name, []).append(value)
            for link in record.relations:
                if link.head == span.name:
                    words = _words(record, by_name[link.child])
                    values.setdefault(link.label, []).append(words)
            if not values:
                continue
            number += 1
            row = list(_known(record, span, number))
            row += ["; ".join(values.pop(name, ())) for name in dict.fromkeys([*asked, *kinds])]
            further = (f"{name}: {value}" for name, given in values.items() for value in given)
            yield [*row, "; ".join(further)]


def _known(record: Record, span: SpanRecord, number: int) -> Iterator[str]:
    yield from (str(number), record.name, record.title, record.author, record.source)
    yield from (record.section, record.published, span.label, span.annotator)
    yield from (str(span.fragments[0][0]), str(span.fragments[-1][1]))
    yield covered_text(record.text, span.fragments)


def _nodes(record: Record, head: SpanRecord, child: SpanRecord, how: str) -> Iterator[str]:
    """What the ends of a tie are called: a claim by its category, its holder by name."""
    for one, other in ((head, child), (child, head)):
        if how == "words" or len(one.answers) <= len(other.answers):
            yield _words(record, one)
        else:
            yield one.answers[0][1] if how == "answer" else one.label


def _words(record: Record, span: SpanRecord) -> str:
    return " ".join(covered_text(record.text, span.fragments).split())


def _no_statement(record: Record) -> Iterator[Loss]:
    heads = {link.head for link in record.relations}
    for span in record.spans:
        if not span.answers and span.name not in heads:
            yield Loss(record.name, "mark that is no statement", f"{span.name} {span.label}")


def _no_tie(record: Record) -> Iterator[Loss]:
    tied = {name for link in record.relations for name in (link.head, link.child)}
    for span in record.spans:
        if span.name not in tied:
            yield Loss(record.name, "mark without ties", f"{span.name} {span.label}")


STATEMENTS = Format(
    name="statements",
    title="Statements, as DNA has them (CSV)",
    suffixes=(".csv",),
    holds=frozenset(
        {Can.OVERLAPS, Can.FRAGMENTS, Can.EDGES, Can.RELATIONS, Can.ATTRIBUTES, Can.ANNOTATORS}
    ),
    facts=frozenset({"title", "author", "source", "section", "published"}),
    loses=("marks without answers and outgoing relations", "texts of articles"),
    write=write_statements,
    losses_of=_no_statement,
)
NETWORK = Format(
    name="network",
    title="Network of ties (CSV)",
    suffixes=(".csv",),
    holds=frozenset({Can.OVERLAPS, Can.FRAGMENTS, Can.EDGES, Can.RELATIONS}),
    choices=(CONCEPT,),
    loses=("where a tie was found", "marks without ties"),
    write=write_network,
    losses_of=_no_tie,
)

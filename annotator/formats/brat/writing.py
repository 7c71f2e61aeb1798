"""Writing brat standoff, the same bytes for the same records every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from annotator.domain.span import Fragment, covered_text
from annotator.formats.brat.configuration import OWN_BASE, safe, written
from annotator.formats.file_names import FileNames
from annotator.formats.format import Files, Loss, WriteOptions
from annotator.formats.line_ends import with_lf
from annotator.formats.record import Record, SpanRecord
from annotator.formats.references import details_lost, references

_REFERENCE = re.compile(rf"(?!{OWN_BASE}:)[^\s:]+:\S[^\t\r\n]*")
"""A base and a key in it, as a line can have them."""

_BREAK = re.compile(r"[ \t]*\n\s*")


def write_files(records: Iterable[Record], out: Files, options: WriteOptions) -> None:
    """A text and its annotations for each record, and the configuration for all."""
    labels: dict[str, None] = {}
    kinds: dict[str, None] = {}
    names = FileNames()
    for one in records:
        record = with_lf(one)
        stem = names.free(record.name)
        with out.create(f"{stem}.txt") as file:
            file.write(record.text.encode())
        with out.create(f"{stem}.ann") as file:
            file.write("".join(f"{line}\n" for line in _lines(record)).encode())
        labels.update(dict.fromkeys(span.label for span in record.spans))
        kinds.update(dict.fromkeys(link.label for link in record.relations))
    with out.create("annotation.conf") as file:
        file.write(written(options.codebook, labels, kinds))


def losses_of(record: Record) -> Iterator[Loss]:
    """Names that brat cannot write, marks over line breaks, and what a reference cannot say."""
    yield from details_lost(record, _REFERENCE.fullmatch)
    for name in dict.fromkeys(
        [*(span.label for span in record.spans), *(link.label for link in record.relations)]
    ):
        if safe(name) != name:
            yield Loss(record.name, "name of a label", f"{name} becomes {safe(name)}")
    for span in record.spans:
        if any("\n" in record.text[start:end] for start, end in span.fragments):
            yield Loss(record.name, "line break within a mark", f"{span.name} {span.label}")


def _lines(record: Record) -> Iterator[str]:
    ids = {span.name: f"T{at}" for at, span in enumerate(record.spans, 1)}
    for span in record.spans:
        fragments = tuple(_within_lines(record.text, span))
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        words = covered_text(record.text, fragments)
        yield f"{ids[span.name]}\t{safe(span.label)} {offsets}\t{words}"
    for at, link in enumerate(record.relations, 1):
        ends = f"Arg1:{ids[link.head]} Arg2:{ids[link.child]}"
        yield f"R{at}\t{safe(link.label)} {ends}"
    number = 0
    for span in record.spans:
        for name, value in span.answers:
            number += 1
            shown = "" if value == "yes" else f" {_on_one_line(value)}"
            yield f"A{number}\t{safe(name)} {ids[span.name]}{shown}"
    yield from _references(record, ids)
    noted = [span for span in record.spans if span.note]
    for at, span in enumerate(noted, 1):
        yield f"#{at}\tAnnotatorNotes {ids[span.name]}\t{_on_one_line(span.note)}"


def _references(record: Record, ids: Mapping[str, str]) -> Iterator[str]:
    """Which entity each mark means: by its id here, and as other bases call it."""
    known = {one.id: one for one in record.entities}
    number = 0
    for span in record.spans:
        entity = known.get(span.entity)
        if entity is None:
            continue
        own, others = references(entity, _REFERENCE.fullmatch)
        keys = [f"{OWN_BASE}:{quote(own, safe='')}"] if own else []
        for key in (*keys, *others):
            number += 1
            yield f"N{number}\tReference {ids[span.name]} {key}\t{_on_one_line(entity.name)}"


def _within_lines(text: str, span: SpanRecord) -> Iterator[Fragment]:
    """Pieces that hold no line break; what is only white space goes."""
    for start, end in span.fragments:
        at = start
        for gap in _BREAK.finditer(text, start, end):
            if gap.start() > at:
                yield at, gap.start()
            at = gap.end()
        if at < end:
            yield at, end


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())

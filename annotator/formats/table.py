"""A row for each mark, for people and spreadsheets: CSV and XLSX.

Besides article, label, words and place, a row has the words around the mark, its note
and its answers, one column a question. The text of an article is not in a table: to be
read back, the article must be in the project. A cell that a spreadsheet would take for
a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from annotator.domain.refusal import BadInput, Refused
from annotator.domain.span import covered_text
from annotator.formats import xlsx
from annotator.formats.format import Can, Format, ReadOptions, WriteOptions, extra, whole_file
from annotator.formats.head import Head
from annotator.formats.placing import RawSpan
from annotator.formats.record import Answer, Record, SpanRecord
from annotator.formats.settling import settled
from annotator.formats.tables import workbook
from annotator.text.decoding import Undecodable, decode

_COLUMNS = (
    "article",
    "title",
    "source",
    "published",
    "annotator",
    "mark",
    "label",
    "text",
    "fragments",
    "before",
    "after",
    "note",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AROUND = 40
_ASKED = "? "
"""What the heading of a question's column begins with."""


def _rows(records: Iterable[Record], options: WriteOptions) -> Iterator[list[str]]:
    """The heading and the rows of a table."""
    known = dict.fromkeys(
        asked.name for label in options.codebook.labels for asked in label.attributes
    )
    yield [*_COLUMNS, *(f"{_ASKED}{name}" for name in known), "further answers"]
    for record in records:
        for span in record.spans:
            yield [guarded(cell) for cell in _row(record, span, list(known))]


def _row(record: Record, span: SpanRecord, questions: Sequence[str]) -> Iterator[str]:
    start, end = span.fragments[0][0], span.fragments[-1][1]
    yield from (record.name, record.title, record.source, record.published)
    yield from (span.annotator, span.name, span.label)
    yield covered_text(record.text, span.fragments)
    yield " ".join(f"{one}-{other}" for one, other in span.fragments)
    yield " ".join(record.text[max(0, start - _AROUND) : start].split())
    yield " ".join(record.text[end : end + _AROUND].split())
    yield span.note
    answers: dict[str, list[str]] = {}
    for name, value in span.answers:
        answers.setdefault(name, []).append(value)
    for name in questions:
        yield "\n".join(answers.pop(name, []))
    yield "\n".join(f"{name}: {one}" for name, values in answers.items() for one in values)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that guards it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def write_csv(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text, lineterminator="\r\n").writerows(_rows(records, options))
    text.detach()


def write_xlsx(records: Iterable[Record], out: BinaryIO, options: WriteOptions) -> None:
    """One sheet, every cell a text."""
    xlsx.write(out, "Marks", _rows(records, options))


# -- reading ---------------------------------------------------------------------------


def read_csv(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The marks of a table, by article and annotator."""
    try:
        text = decode(whole_file(source), options.encoding).text
        reader = csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True)
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except Undecodable as undecodable:
        options.refused(BadInput(str(source), None, str(undecodable)))
        return
    except csv.Error as wrong:
        options.refused(BadInput(str(source), None, f"is no CSV: {wrong}"))
        return
    except BadInput as bad:
        options.refused(bad)
        return
    yield from _records(source, rows, options)


def read_xlsx(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The marks of the first sheet, by article and annotator."""
    openpyxl = extra("openpyxl", "xlsx", "Reading XLSX")
    try:
        whole_file(source)
        book = openpyxl.load_workbook(source, read_only=True, data_only=True)
        rows = [
            (number, ["" if cell is None else str(cell) for cell in row])
            for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
            if any(cell is not None for cell in row)
        ]
        book.close()
    except BadInput as bad:
        options.refused(bad)
        return
    except Exception as reason:  # noqa: BLE001  the library raises whatever a damaged file makes it
        said = f"is no XLSX workbook, or a damaged one ({type(reason).__name__})"
        options.refused(BadInput(str(source), None, said))
        return
    yield from _records(source, rows, options)


def _dialect(text: str) -> type[csv.Dialect]:
    """Semicolons or tabs instead of commas, as some spreadsheets write them."""
    heading = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=heading.count)

    return Found


def _records(
    source: Path, rows: Sequence[tuple[int, list[str]]], options: ReadOptions
) -> Iterator[Record]:
    heading = [cell.strip() for cell in rows[0][1]] if rows else []
    missing = [one for one in ("article", "label", "text") if one not in heading]
    if missing:
        said = f"has no column {missing[0]} in its first row"
        options.refused(BadInput(str(source), 1, said))
        return
    by_article: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, row in rows[1:]:
        cells = dict(zip(heading, map(unguarded, row), strict=False))
        by_article.setdefault(cells.get("article", ""), []).append((number, cells))
    for name, marks in by_article.items():
        try:
            yield _record(source, name, marks, options)
        except BadInput as bad:
            options.refused(bad)


def _record(
    source: Path, name: str, marks: list[tuple[int, dict[str, str]]], options: ReadOptions
) -> Record:
    line = marks[0][0]
    text = options.text_of(name)
    if not text:
        said = f"is about the article '{name[:60]}', which is not in the project"
        raise BadInput(str(source), line, said)
    raws = [_raw(source, number, cells) for number, cells in marks]
    told = marks[0][1]
    record = Record(
        name=name,
        text=text,
        title=told.get("title", ""),
        source=told.get("source", ""),
        published=told.get("published", ""),
        answer=Answer.ACCEPT,
        file=str(source),
        line=line,
        size=len(marks),
    )
    return settled(record, raws, [], options)


def _raw(source: Path, number: int, cells: Mapping[str, str]) -> RawSpan:
    fragments = []
    for part in cells.get("fragments", "").split():
        start, _, end = part.partition("-")
        if not (start.isdecimal() and end.isdecimal()):
            raise BadInput(str(source), number, f"fragments hold '{part[:60]}', not start-end")
        fragments.append((int(start), int(end)))
    answers = [
        (key.removeprefix(_ASKED), one)
        for key, value in cells.items()
        if key.startswith(_ASKED)
        for one in value.split("\n")
        if one
    ]
    for line in cells.get("further answers", "").split("\n"):
        asked, colon, value = line.partition(": ")
        if colon:
            answers.append((asked, value))
    return RawSpan(
        name=cells.get("mark", "") or f"row-{number}",
        label=cells.get("label", ""),
        fragments=tuple(fragments) or ((0, len(cells.get("text", ""))),),
        quote=cells.get("text", ""),
        answers=tuple(answers),
        note=cells.get("note", ""),
        annotator=cells.get("annotator", ""),
    )


def _sniff_csv(head: Head) -> int:
    line = head.first_line
    if head.suffix not in (".csv", ".tsv") or b"article" not in line:
        return 0
    return 80 if b"fragments" in line and b"label" in line else 30 if b"label" in line else 0


def _sniff_xlsx(head: Head) -> int:
    if head.suffix != ".xlsx" or not head.data.startswith(b"PK"):
        return 0
    try:
        with workbook.opened(head.path, ReadOptions()) as sheet:
            return 80 if {"article", "label", "fragments"} <= set(sheet.names) else 0
    except (Refused, OSError):
        return 15  # it is refused when it is read, with the reason


_HOLDS = frozenset(Can) - {Can.ENTITIES, Can.RELATIONS, Can.UNMARKED, Can.REJECTED}
_LOSES = ("texts of articles (the article must be in the project to be read back)",)
_FACTS = frozenset({"title", "source", "published"})

CSV = Format(
    name="csv",
    title="Table, a row for each mark (CSV)",
    suffixes=(".csv",),
    holds=_HOLDS,
    facts=_FACTS,
    loses=_LOSES,
    read=read_csv,
    write=write_csv,
    sniff=_sniff_csv,
)
XLSX = Format(
    name="xlsx",
    title="Table, a row for each mark (XLSX)",
    suffixes=(".xlsx",),
    holds=_HOLDS,
    facts=_FACTS,
    loses=_LOSES,
    needs=("openpyxl",),
    extra="xlsx",
    read=read_xlsx,
    write=write_xlsx,
    sniff=_sniff_xlsx,
)

"""Articles in a sheet of a workbook (XLSX). Needs openpyxl."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput, Refused
from annotator.formats import archive
from annotator.formats.columns import Part, guessed
from annotator.formats.format import ReadOptions, extra
from annotator.formats.head import Head
from annotator.formats.sheet import Row, Sheet, cell_of, named
from annotator.formats.tables.delimited import is_heading
from annotator.formats.tables.reading import LIKELY, UNLIKELY, table_format

_LARGEST_STRINGS = 256 * 1024 * 1024
"""Bytes of the texts of a workbook, which the library holds all at once."""

_MOST_COLUMNS = 1_000


@contextlib.contextmanager
def opened(source: Path, options: ReadOptions) -> Iterator[Sheet]:
    """The table in a workbook."""
    openpyxl = extra("openpyxl", "xlsx", "Reading XLSX")
    with archive.opened(source) as held:
        for name in held.names:
            if "sharedstrings" in name.lower() and held.size(name) > _LARGEST_STRINGS:
                raise held.bad("holds more text than is read here from one workbook")
    with contextlib.ExitStack() as closing:
        try:
            book = openpyxl.load_workbook(source, read_only=True, data_only=True)
        except Exception as reason:
            raise _damaged(source, reason) from reason
        closing.callback(book.close)
        yield _chosen(source, book, options)


def _chosen(source: Path, book: Any, options: ReadOptions) -> Sheet:
    """The sheet that is told of, else the first that seems to hold articles, or any rows."""
    titles = [str(one.title) for one in book.worksheets]
    told = options.sheet(source, titles)
    if told and told not in titles:
        there = ", ".join(titles[:12]) + (", …" if len(titles) > 12 else "")
        raise BadInput(str(source), None, f"has no sheet {told}; it has: {there}")
    if told:
        found = _sheet(source, book, titles.index(told), titles, options)
        if found is None:
            raise BadInput(str(source), None, f"holds no rows in the sheet {told}")
        return found
    looking = ReadOptions()  # what cannot be read is told of when the sheet is read
    first: int | None = None
    for at in range(len(titles)):
        try:
            found = _sheet(source, book, at, titles, looking)
        except BadInput:
            found = None
        if found is None:
            continue
        cells = [row.cells for row in found.sample]
        if guessed(found.names, cells).of(Part.TEXT):
            first = at
            break
        first = at if first is None else first
    found = _sheet(source, book, first or 0, titles, options) if titles else None
    if found is None:
        raise BadInput(str(source), None, "holds no rows")
    return found


def _sheet(
    source: Path, book: Any, at: int, titles: Sequence[str], options: ReadOptions
) -> Sheet | None:
    """A sheet of a workbook; None where it holds nothing."""
    rows = _rows(source, book.worksheets[at])
    first = next(rows, None)
    if first is None:
        return None
    number, heading = first
    if is_heading(heading):
        names = named(heading)
    else:
        names = named([""] * len(heading))
        rows = _with(number, heading, rows)
    taken = _taken(rows, names, source, options)
    return Sheet(names, taken, title=titles[at], titles=titles)


def _with(
    number: int, cells: list[str], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield number, cells
    yield from rows


def _rows(source: Path, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that hold anything, by number."""
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [cell_of(cell) for cell in row[:_MOST_COLUMNS]]
            if any(cells):
                yield number, cells
    except BadInput:
        raise
    except Exception as reason:
        raise _damaged(source, reason) from reason


def _damaged(source: Path, reason: Exception) -> BadInput:
    """The library raises whatever a damaged file makes it."""
    said = f"is no XLSX workbook, or a damaged one ({type(reason).__name__})"
    return BadInput(str(source), None, said)


def _taken(
    rows: Iterator[tuple[int, list[str]]],
    names: Sequence[str],
    source: Path,
    options: ReadOptions,
) -> Iterator[Row]:
    for number, fields in rows:
        if any(fields[len(names) :]):
            said = f"the row has cells beyond the {len(names)} columns that are named"
            options.refused(BadInput(str(source), number, said))
            continue
        cells = {name: field for name, field in zip(names, fields, strict=False) if field}
        # Text packs to about a third; the progress of a file is counted in its own bytes.
        yield Row(number, cells, sum(map(len, fields)) // 3)


def _sniff(head: Head) -> int:
    if head.suffix != ".xlsx" or not head.data.startswith(b"PK"):
        return 0
    try:
        with opened(head.path, ReadOptions()) as sheet:
            if {"article", "label", "fragments"} <= set(sheet.names):
                return 0
            cells = [row.cells for row in sheet.sample]
            return LIKELY if guessed(sheet.names, cells).of(Part.TEXT) else UNLIKELY
    except (Refused, OSError):
        return UNLIKELY


ARTICLES_XLSX = table_format(
    "articles-xlsx",
    "Table of articles (XLSX)",
    (".xlsx",),
    opened,
    _sniff,
    needs=("openpyxl",),
    extra="xlsx",
)

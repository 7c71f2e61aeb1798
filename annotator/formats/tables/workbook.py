"""Articles in the first sheet of a workbook (XLSX) that holds anything. Needs openpyxl."""

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
        rows = _first_rows(source, book)
        first = next(rows, None)
        if first is None:
            raise BadInput(str(source), None, "holds no rows")
        number, heading = first
        if is_heading(heading):
            names = named(heading)
        else:
            names = named([""] * len(heading))
            rows = _with(number, heading, rows)
        yield Sheet(names, _taken(rows, names, source, options))


def _with(
    number: int, cells: list[str], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield number, cells
    yield from rows


def _first_rows(source: Path, book: Any) -> Iterator[tuple[int, list[str]]]:
    try:
        for sheet in book.worksheets:
            found = False
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [cell_of(cell) for cell in row[:_MOST_COLUMNS]]
                if any(cells):
                    found = True
                    yield number, cells
            if found:
                return
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

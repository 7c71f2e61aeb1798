"""Articles in a table of delimited text: CSV with commas, semicolons, bars, or tabs (TSV).

Fields are quoted as RFC 4180 has them. Read line by line, in any encoding.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from annotator.domain.refusal import BadInput
from annotator.formats.columns import Part, guessed
from annotator.formats.format import LARGEST, ReadOptions, unreadable
from annotator.formats.head import Head
from annotator.formats.sheet import Row, Sheet, named
from annotator.formats.tables.reading import LIKELY, UNLIKELY, table_format
from annotator.text.decoding import Undecodable, decode

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 64 * 1024
_LONGEST_NAME = 120
_NO_NAME = re.compile(r"https?://|\d{4}-\d\d-\d\d|\d+$")
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line that Excel writes, and reads, to say how fields are set apart."""


@contextlib.contextmanager
def opened(source: Path, options: ReadOptions) -> Iterator[Sheet]:
    """The table in a file of text."""
    csv.field_size_limit(LARGEST)
    with contextlib.ExitStack() as closing:
        try:
            file = closing.enter_context(source.open("rb"))
            encoding, notes = _encoding(file, source, options.encoding)
        except OSError as reason:
            raise unreadable(source, reason) from reason
        whole = io.TextIOWrapper(
            file, encoding, "surrogatepass" if _is_utf(encoding) else "strict", newline=""
        )
        closing.callback(whole.detach)
        beginning = _read_beginning(whole, source, encoding)
        whole.seek(0)
        told = _TOLD.match(beginning)
        delimiter = told[1] if told else delimiter_of(beginning)
        lines = _lines(whole, source, encoding, skip=1 if told else 0)
        rows = _rows(lines, file, source, delimiter, before=1 if told else 0)
        first = next(rows, None)
        if first is None:
            raise BadInput(str(source), None, "is empty")
        number, heading, size = first
        if is_heading(heading):
            names = named(heading)
            yield Sheet(names, _taken(rows, names, source, options), notes)
        else:
            names = named([""] * len(heading))
            ahead = iter([(number, heading, size)])
            yield Sheet(names, _taken(_both(ahead, rows), names, source, options), notes)


_Fields = tuple[int, list[str], int]
"""A row as it stands: the line that it begins on, its fields, the bytes read for it."""


def _both(first: Iterator[_Fields], then: Iterator[_Fields]) -> Iterator[_Fields]:
    yield from first
    yield from then


def _encoding(file: BinaryIO, source: Path, given: str) -> tuple[str, tuple[str, ...]]:
    """The encoding, told or found out by as much of the file as one article may be long."""
    data = file.read(LARGEST)
    more = file.read(1)
    file.seek(0)
    if not data:
        raise BadInput(str(source), None, "is empty")
    if more:
        data = data[: data.rfind(b"\n") + 1] or data
        data += b"\0" if b"\0" in data[:400] and len(data) % 2 else b""
    try:
        decoded = decode(data, given)
    except Undecodable as undecodable:
        raise BadInput(str(source), None, str(undecodable)) from undecodable
    guess = () if decoded.sure else decoded.notes
    return decoded.encoding, tuple(guess)


def _is_utf(encoding: str) -> bool:
    return encoding.lower().startswith("utf")


def _read_beginning(whole: TextIO, source: Path, encoding: str) -> str:
    try:
        return whole.read(_LOOKED_AT)
    except UnicodeError:
        raise BadInput(str(source), None, f"is not {encoding} throughout") from None


def delimiter_of(beginning: str) -> str:
    """What sets the fields apart: that by which most of the first rows have equally many."""
    best, most = ",", (0, 0)
    for one in _DELIMITERS:
        rows: list[list[str]] = []
        with contextlib.suppress(csv.Error):
            for row in csv.reader(io.StringIO(beginning, newline=""), delimiter=one):
                rows.append(row)
                if len(rows) == 20:
                    break
        width = len(rows[0]) if rows else 0
        like = sum(len(row) == width for row in rows)
        if width > 1 and (like, width) > most:
            best, most = one, (like, width)
    return best


def is_heading(cells: Sequence[str]) -> bool:
    """Whether the first row of a table names its columns, rather than being an article."""
    return not any(len(cell) > _LONGEST_NAME or _NO_NAME.match(cell) for cell in cells)


def _lines(whole: TextIO, source: Path, encoding: str, skip: int) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        try:
            line = whole.readline(LARGEST)
        except UnicodeError:
            said = f"is not {encoding} from here on; name the encoding to read it"
            raise BadInput(str(source), number, said) from None
        if not line:
            return
        if len(line) == LARGEST and not line.endswith(("\n", "\r")):
            raise BadInput(str(source), number, f"the line is longer than {LARGEST:,} characters")
        if number > skip:
            yield line


def _rows(
    lines: Iterator[str], file: BinaryIO, source: Path, delimiter: str, before: int
) -> Iterator[_Fields]:
    """Every row that is not blank. What comes after a broken quotation cannot be told apart."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    at = 0
    while True:
        number = before + reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            said = f"is no CSV from here on: {wrong}"
            raise BadInput(str(source), number, said) from wrong
        if any(fields):
            now = file.tell()
            yield number, fields, now - at
            at = now


def _taken(
    rows: Iterator[_Fields], names: Sequence[str], source: Path, options: ReadOptions
) -> Iterator[Row]:
    for number, fields, size in rows:
        if any(fields[len(names) :]):
            said = f"the row has {len(fields)} fields; the table has {len(names)} columns"
            options.refused(BadInput(str(source), number, said))
            continue
        cells = {name: field for name, field in zip(names, fields, strict=False) if field}
        yield Row(number, cells, size)


def _sniff(head: Head) -> int:
    if head.suffix not in ARTICLES_CSV.suffixes or not head.data.strip():
        return 0
    data = head.data[: len(head.data) // 2 * 2] if b"\0" in head.data else head.data
    if len(data) >= _LOOKED_AT - 4 and b"\0" not in data:
        data = data[: data.rfind(b"\n") + 1] or data
    try:
        text = decode(data).text
    except Undecodable:
        return 0
    csv.field_size_limit(LARGEST)
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    if not rows or len(rows[0]) < 2:
        return 0
    names = named(rows[0]) if is_heading(rows[0]) else named([""] * len(rows[0]))
    cells = [dict(zip(names, row, strict=False)) for row in rows[1:]]
    return LIKELY if guessed(names, cells).of(Part.TEXT) else UNLIKELY


ARTICLES_CSV = table_format(
    "articles-csv",
    "Table of articles (CSV, TSV)",
    (".csv", ".tsv", ".tab"),
    opened,
    _sniff,
)

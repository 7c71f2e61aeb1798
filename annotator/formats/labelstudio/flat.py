"""Label Studio's CSV and TSV: a row for each annotation, its regions as JSON in a cell.

They say what its minimal JSON says; relations are in neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.format import Can, Format, ReadOptions
from annotator.formats.head import Head
from annotator.formats.labelstudio.reading import is_marks, records_of
from annotator.formats.record import Record
from annotator.formats.sheet import Row
from annotator.formats.tables import delimited

_KEPT = ("annotation_id", "annotator", "lead_time", "updated_at")
"""Columns that every such table has."""


def read(source: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of a table; what is not text (pictures, sound) is refused."""
    try:
        with delimited.opened(source, options) as sheet:
            empty = {"text": ""} if "text" in sheet.names else {}
            for row in sheet.rows:
                yield from _records(source, row, empty, options)
    except BadInput as bad:
        options.refused(bad)


def _records(
    source: Path, row: Row, empty: dict[str, str], options: ReadOptions
) -> Iterator[Record]:
    task = empty | {name: _value(cell) for name, cell in row.cells.items()}
    try:
        for record in records_of(source, row.number, task, row.size, options):
            yield msgspec.structs.replace(record, line=row.number)
    except BadInput as bad:
        options.refused(BadInput(bad.file, row.number, bad.reason))


def _value(cell: str) -> Any:
    """The regions that a cell holds, else its words."""
    if not cell.startswith("[{"):
        return cell
    try:
        found = msgspec.json.decode(cell)
    except (msgspec.DecodeError, RecursionError):
        return cell
    return found if is_marks(found) else cell


def _sniff(head: Head) -> int:
    if head.suffix not in (".csv", ".tsv"):
        return 0
    columns = head.first_line
    named = all(one.encode() in columns for one in _KEPT)
    return 90 if named and b'""labels""' in head.data and b'""start""' in head.data else 0


LABEL_STUDIO_TABLE = Format(
    name="labelstudio-csv",
    title="Label Studio (CSV, TSV)",
    suffixes=(".csv", ".tsv"),
    holds=frozenset({Can.OVERLAPS, Can.EDGES, Can.UNMARKED}),
    loses=("it is only read",),
    read=read,
    sniff=_sniff,
)

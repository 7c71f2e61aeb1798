"""Articles as rows of a Parquet file. Needs pyarrow."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from annotator.domain.refusal import Refused
from annotator.formats import parquet_rows
from annotator.formats.format import ReadOptions
from annotator.formats.head import Head
from annotator.formats.sheet import Row, Sheet, cells_of
from annotator.formats.tables.reading import table_format

_CERTAIN = 95
"""More than training data in Parquet says of itself by its first bytes alone."""


@contextlib.contextmanager
def opened(source: Path, options: ReadOptions) -> Iterator[Sheet]:  # noqa: ARG001  as every opener
    """The table in a file."""
    with parquet_rows.opened(source) as table:
        rows = (Row(number, cells_of(row), table.row_size) for number, row in table)
        yield Sheet(table.names, rows)


def _sniff(head: Head) -> int:
    if not head.data.startswith(b"PAR1") or not find_spec("pyarrow"):
        return 0
    try:
        with opened(head.path, ReadOptions()) as sheet:
            return 0 if "spans" in sheet.names else _CERTAIN
    except Refused:
        return 0


ARTICLES_PARQUET = table_format(
    "articles-parquet",
    "Table of articles (Parquet)",
    (".parquet",),
    opened,
    _sniff,
    needs=("pyarrow",),
    extra="parquet",
)

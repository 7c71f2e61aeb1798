"""Articles as rows of a Parquet file. Needs pyarrow."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput, Refused
from annotator.formats.format import Can, Format, ReadOptions, extra, unreadable
from annotator.formats.head import Head
from annotator.formats.sheet import Row, Sheet, cells_of
from annotator.formats.tables.facts import FACTS_KEPT
from annotator.formats.tables.reading import reader_of

_ROWS = 200
"""Rows held at a time."""

_CERTAIN = 95
"""More than training data in Parquet says of itself by its first bytes alone."""


@contextlib.contextmanager
def opened(source: Path, options: ReadOptions) -> Iterator[Sheet]:  # noqa: ARG001  as every opener
    """The table in a file."""
    arrow = extra("pyarrow", "parquet", "Reading Parquet")
    parquet = extra("pyarrow.parquet", "parquet", "Reading Parquet")
    try:
        with parquet.ParquetFile(source) as table:
            names = _names(table.schema_arrow)
            yield Sheet(names, _rows(table, source.stat().st_size))
    except arrow.ArrowException as reason:
        said = " ".join(str(reason).split())[:120]
        raise BadInput(str(source), None, f"is no Parquet file: {said}") from reason
    except OSError as reason:
        raise unreadable(source, reason) from reason


def _names(fields: Any, before: str = "") -> list[str]:
    """Columns, with a dot where they lie within others, as `cells_of` names them."""
    names: list[str] = []
    for field in fields:
        name = f"{before}{field.name}"
        inside = list(field.type) if str(field.type).startswith("struct<") else []
        names += _names(inside, f"{name}.") if inside and name.count(".") < 2 else [name]
    return names


def _rows(table: Any, size: int) -> Iterator[Row]:
    number = 0
    each = size // max(1, table.metadata.num_rows)
    for batch in table.iter_batches(_ROWS):
        for row in batch.to_pylist():
            number += 1
            yield Row(number, cells_of(row), each)


def _sniff(head: Head) -> int:
    if not head.data.startswith(b"PAR1") or not find_spec("pyarrow"):
        return 0
    try:
        with opened(head.path, ReadOptions()) as sheet:
            return 0 if "spans" in sheet.names else _CERTAIN
    except Refused:
        return 0


ARTICLES_PARQUET = Format(
    name="articles-parquet",
    title="Table of articles (Parquet)",
    suffixes=(".parquet",),
    loses=("annotations",),
    holds=frozenset({Can.TEXT, Can.UNMARKED}),
    facts=FACTS_KEPT,
    needs=("pyarrow",),
    extra="parquet",
    read=reader_of(opened),
    opens=opened,
    sniff=_sniff,
)

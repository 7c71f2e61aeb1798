"""The rows of a Parquet file, some at a time; whatever the library raises is a refusal.

Needs pyarrow, which comes with the extra `parquet`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.refusal import BadInput
from annotator.formats.format import extra, unreadable

_ROWS = 200
"""Rows held at a time."""


class ParquetRows:
    """An open file. `names` are its columns, with a dot where they lie within others."""

    def __init__(self, source: Path, table: Any) -> None:
        self._source = source
        self._table = table
        self.names = _names(table.schema_arrow)
        self.row_size = source.stat().st_size // max(1, table.metadata.num_rows)
        """Bytes of the file for each row."""

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every row with its number, from 1. Raises BadInput where the file is damaged."""
        number = 0
        batches = self._table.iter_batches(_ROWS)
        while True:
            with _refusing(self._source, number + 1):
                batch = next(batches, None)
                rows = [] if batch is None else batch.to_pylist()
            if batch is None:
                return
            for row in rows:
                number += 1
                yield number, row


@contextlib.contextmanager
def opened(source: Path) -> Iterator[ParquetRows]:
    """A file of rows. Raises BadInput, or Refused where the library is missing."""
    parquet = extra("pyarrow.parquet", "parquet", "Reading Parquet")
    with contextlib.ExitStack() as closing:
        with _refusing(source, None):
            rows = ParquetRows(source, closing.enter_context(parquet.ParquetFile(source)))
        yield rows


@contextlib.contextmanager
def _refusing(source: Path, line: int | None) -> Iterator[None]:
    arrow = extra("pyarrow", "parquet", "Reading Parquet")
    try:
        yield
    except (arrow.ArrowException, ValueError, OverflowError, TypeError, KeyError) as reason:
        said = " ".join(str(reason).split())[:120]
        raise BadInput(str(source), line, f"is no Parquet file: {said}") from reason
    except OSError as reason:
        if reason.strerror:
            raise unreadable(source, reason) from reason
        said = " ".join(str(reason).split())[:120]  # the library's own
        raise BadInput(str(source), line, f"is no Parquet file: {said}") from reason


def _names(fields: Any, before: str = "") -> list[str]:
    names: list[str] = []
    for field in fields:
        name = f"{before}{field.name}"
        inside = list(field.type) if str(field.type).startswith("struct<") else []
        names += _names(inside, f"{name}.") if inside and name.count(".") < 2 else [name]
    return names

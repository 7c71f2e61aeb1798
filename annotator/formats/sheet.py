"""A table as it is read: its columns, and its rows one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from typing import Any, NamedTuple

from annotator.domain.refusal import BadInput
from annotator.formats.columns import Cells

SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 4_000_000
_DEEPEST = 3
"""Objects within objects that become columns (`meta.source.name`)."""


class Row(NamedTuple):
    """A row: its line or number in the file (1-based), its cells, the bytes read for it."""

    number: int
    cells: Cells
    size: int


class Sheet:
    """An open table. `sample` are its first rows, which `rows` gives once more.

    Of a workbook, `titles` are those of all its sheets and `title` is its own.
    """

    def __init__(
        self,
        names: Sequence[str],
        rows: Iterator[Row],
        notes: Sequence[str] = (),
        *,
        title: str = "",
        titles: Sequence[str] = (),
    ) -> None:
        self.names = tuple(names)
        self.notes = tuple(notes)
        self.title = title
        self.titles = tuple(titles)
        self.sample: list[Row] = []
        self._rest = rows
        try:
            self._look_ahead()
        except BadInput as bad:  # it is told of where it stands, after the rows before it
            self._rest = _ending(bad)

    def _look_ahead(self) -> None:
        left = _SAMPLE_CHARACTERS
        for row in self._rest:
            self.sample.append(row)
            left -= sum(map(len, row.cells.values()))
            if left < 0 or len(self.sample) >= SAMPLE_ROWS:
                return

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, once."""
        return chain(self.sample, self._rest)


def _ending(bad: BadInput) -> Iterator[Row]:
    raise bad
    yield


def named(heading: Sequence[str]) -> list[str]:
    """Names for columns, none of them empty or twice there."""
    found: list[str] = []
    for number, cell in enumerate(heading, 1):
        name = plain = " ".join(cell.split()) or f"column {number}"
        count = 1
        while name in found:
            count += 1
            name = f"{plain} {count}"
        found.append(name)
    return found


def cell_of(value: object) -> str:
    """A value as the text of a cell: dates as ISO 8601, lists with semicolons, None as ""."""
    said = ""
    match value:
        case None:
            pass
        case str():
            said = value
        case datetime():
            midnight = value.time().replace(tzinfo=None) == time()
            said = value.date().isoformat() if midnight else value.isoformat()
        case date():
            said = value.isoformat()
        case float() if value.is_integer() and abs(value) < 2**53:
            said = str(int(value))
        case bytes():
            said = value.decode("utf-8", "replace")
        case list() | tuple() if not any(isinstance(one, list | dict) for one in value):
            said = "; ".join(cell_of(one) for one in value)
        case _:
            said = json.dumps(value, ensure_ascii=False, default=str)
    return said


def cells_of(value: dict[str, Any], before: str = "", depth: int = 1) -> dict[str, str]:
    """The cells of an object; objects in it give columns with a dot in their names."""
    cells: dict[str, str] = {}
    for key, one in value.items():
        name = f"{before}{key}"
        if isinstance(one, dict) and one and depth < _DEEPEST:
            cells |= cells_of(one, f"{name}.", depth + 1)
        elif cell := cell_of(one):
            cells[name] = cell
    return cells

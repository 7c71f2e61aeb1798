"""Rows of a table of articles as records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.formats.articles.composed import flat
from annotator.formats.articles.dates import DayFirst, day_first, iso
from annotator.formats.columns import Columns, Part
from annotator.formats.format import FACTS, LARGEST, Can, Format, Opener, Reader, ReadOptions
from annotator.formats.head import Head
from annotator.formats.record import Record
from annotator.formats.sheet import Row, Sheet
from annotator.text.printable import printable
from annotator.text.zones import recognise

LIKELY = 25
"""A table with a column that seems to be the text of articles."""

UNLIKELY = 5
"""A table without one: read where somebody names it, passed over within a folder."""

_TITLE_LENGTH = 160


def _reader_of(opened: Opener) -> Reader:
    """Reads the articles of a table, a row each."""

    def read(source: Path, options: ReadOptions) -> Iterator[Record]:
        try:
            with opened(source, options) as sheet:
                yield from _records(source, sheet, options)
        except BadInput as bad:
            options.refused(bad)

    return read


def table_format(
    name: str,
    title: str,
    suffixes: tuple[str, ...],
    opens: Opener,
    sniff: Callable[[Head], int],
    *,
    needs: tuple[str, ...] = (),
    extra: str = "",
) -> Format:
    """The format of a kind of table of articles, known by what opens it."""
    return Format(
        name=name,
        title=title,
        suffixes=suffixes,
        loses=("annotations",),
        holds=frozenset({Can.TEXT, Can.UNMARKED}),
        facts=frozenset(FACTS),
        needs=needs,
        extra=extra,
        read=_reader_of(opens),
        opens=opens,
        sniff=sniff,
    )


def _records(source: Path, sheet: Sheet, options: ReadOptions) -> Iterator[Record]:
    columns = options.columns(source, sheet.names, [row.cells for row in sheet.sample])
    if not columns.of(Part.TEXT):
        raise BadInput(str(source), None, _no_text(sheet.names))
    dates = columns.of(Part.DATE)
    first = day_first(row.cells.get(name, "") for row in sheet.sample for name in dates)
    making = _Making(source, columns, first, sheet.notes)
    for row in sheet.rows:
        try:
            record = making.record(row)
        except BadInput as bad:
            options.refused(bad)
        else:
            yield record


def _no_text(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:12]) + (", …" if len(names) > 12 else "")
    return f"has no column that is known to be the text of articles; its columns are: {shown}"


class _Making:
    def __init__(
        self, source: Path, columns: Columns, first: DayFirst, notes: tuple[str, ...]
    ) -> None:
        self._source = source
        self._of = {part: columns.of(part) for part in Part}
        self._first = first
        self._notes = notes
        self._name = printable(source.name)[0] or "table"

    def record(self, row: Row) -> Record:
        """The article of a row. Raises BadInput where it has no text."""
        text, notes = printable("\n\n".join(self._all(row, Part.TEXT)))
        if not text.strip():
            raise BadInput(str(self._source), row.number, "the row has no text")
        if len(text) > LARGEST:
            raise BadInput(str(self._source), row.number, "the text of the row is too long")
        shape = recognise(text)
        id_ = self._one(row, Part.ID)
        stem = printable(self._source.stem)[0] or "table"
        keywords = tuple(
            word for cell in self._all(row, Part.KEYWORDS) for word in keywords_of(cell)
        )
        title = self._one(row, Part.TITLE)
        return Record(
            name=id_ or f"{stem}-{row.number}",
            text=text,
            title=title or shape.title or _first_line(text) or id_ or f"{stem}-{row.number}",
            source=self._one(row, Part.SOURCE),
            url=self._one(row, Part.URL),
            published=iso(self._one(row, Part.DATE), self._first),
            language=self._one(row, Part.LANGUAGE),
            author=self._one(row, Part.AUTHOR) or shape.byline,
            place=self._one(row, Part.PLACE) or shape.place,
            section=self._one(row, Part.SECTION),
            keywords=keywords or shape.keywords,
            more=tuple(
                (name, printable(row.cells[name])[0])
                for name in self._of[Part.MORE]
                if row.cells.get(name)
            ),
            zones=shape.zones,
            text_sha256=sha256(text.encode()).hexdigest(),
            source_name=f"{self._name}#{id_ or row.number}",
            file=str(self._source),
            line=row.number,
            size=row.size,
            notes=(*self._notes, *notes),
        )

    def _all(self, row: Row, part: Part) -> list[str]:
        return [row.cells[name] for name in self._of[part] if row.cells.get(name)]

    def _one(self, row: Row, part: Part) -> str:
        return next(
            (said for cell in self._all(row, part) if (said := flat(printable(cell)[0]))), ""
        )


def keywords_of(cell: str) -> tuple[str, ...]:
    """The words of a cell: apart by semicolons, bars or lines if there are any, else by commas."""
    pieces = (
        re.split(r"[;|\n]", cell) if re.search(r"[;|\n]", cell.strip("; |\n")) else cell.split(",")
    )
    return tuple(dict.fromkeys(one for piece in pieces if (one := flat(printable(piece)[0]))))


def _first_line(text: str) -> str:
    line = flat(text.strip().splitlines()[0])
    return line if len(line) <= _TITLE_LENGTH else ""

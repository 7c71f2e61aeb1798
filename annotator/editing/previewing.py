"""A look at files before they are brought in: columns, names and letters."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput, Refused
from annotator.editing.incoming.options import ImportOptions, columns_guessed
from annotator.editing.sources import Sources
from annotator.editing.unpacking import Unpacking
from annotator.editing.watching import Cancelled, Watch
from annotator.formats import format_named
from annotator.formats.columns import Cells, Columns, Part
from annotator.formats.format import LARGEST, Format, ReadOptions
from annotator.formats.plain import PLAIN
from annotator.text.decoding import Undecodable, decode

MOST_FILES = 20
"""Files that are looked at."""

MOST_ROWS = 20
"""Rows of a table that are shown."""

MOST_SHEETS = 50
"""Sheets of a workbook that are looked at."""

_BEGINNING = 300
_MOST_LOOKED_AT = 500


class TableLook(msgspec.Struct, frozen=True):
    """A table of articles: the names of its columns, its first rows, and what is guessed.

    Of a workbook, `title` is that of the sheet, `titles` are those of all its sheets, and
    `sheets` looks at each of them that can be read.
    """

    path: Path
    names: tuple[str, ...]
    rows: tuple[Cells, ...]
    columns: Columns
    title: str = ""
    titles: tuple[str, ...] = ()
    sheets: tuple[TableLook, ...] = ()

    def of_sheet(self, title: str) -> TableLook:
        """The look at another sheet of the workbook; this one where there is none."""
        return next((one for one in self.sheets if one.title == title), self)


class ToldColumns:
    """Columns as something else has them, but for those that somebody tells of."""

    def __init__(
        self,
        told: Sequence[tuple[Part, str]],
        otherwise: Callable[[Path, Sequence[str], Sequence[Cells]], Columns] = columns_guessed,
    ) -> None:
        self._told = tuple(told)
        self._otherwise = otherwise

    def __call__(self, source: Path, names: Sequence[str], rows: Sequence[Cells]) -> Columns:
        """Raises BadInput for a table without a column that is told of."""
        columns = self._otherwise(source, names, rows)
        if missing := columns.missing(self._told):
            there = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
            raise BadInput(str(source), None, f"has no column {missing[0]}; it has: {there}")
        return columns.telling(self._told)


def table_look(path: Path, form: Format, options: ImportOptions) -> TableLook:
    """A look at a table of articles. Raises BadInput, or Refused where a library is missing."""
    assert form.opens is not None
    reading = ReadOptions(encoding=options.encoding, refused=_passed_by, sheet=options.sheet)
    with form.opens(path, reading) as sheet:
        rows = [row.cells for row in sheet.sample]
        columns = options.columns(path, sheet.names, rows)
        shown = tuple(rows[:MOST_ROWS])
        return TableLook(path, sheet.names, shown, columns, sheet.title, sheet.titles)


def with_sheets(look: TableLook, form: Format, options: ImportOptions) -> TableLook:
    """The look at a workbook of several sheets with a look at each of them."""
    if len(look.titles) < 2:
        return look
    found: list[TableLook] = []
    for title in look.titles[:MOST_SHEETS]:
        one = look
        if title != look.title:
            told = msgspec.structs.replace(options, sheet=lambda *_, title=title: title)
            try:
                one = table_look(look.path, form, told)
            except BadInput:  # one that is empty, or cannot be read
                one = TableLook(look.path, (), (), Columns(()), title, look.titles)
        found.append(one)
    return msgspec.structs.replace(look, sheets=tuple(found))


class Looks(msgspec.Struct, frozen=True):
    """What there is to choose about files: tables with columns of their own, and names."""

    tables: tuple[TableLook, ...] = ()
    files: tuple[Path, ...] = ()


def look_for_choices(paths: Sequence[Path], options: ImportOptions, watch: Watch) -> Looks:
    """A look at the first files; of tables with the same columns, only at one.

    Archives stay shut: their tables go by the names of their columns. Raises Cancelled.
    """

    def go_on(path: Path) -> None:
        if not watch(0, 0, path.name):
            raise Cancelled

    forced = format_named(options.format) if options.format else None
    sources = Sources(None, forced, None, _passed_by, go_on)
    tables: dict[frozenset[str], TableLook] = {}
    files: list[Path] = []
    for path, form in islice(sources.files(paths), _MOST_LOOKED_AT):
        go_on(path)
        if len(files) < MOST_FILES:
            files.append(path)
        if form.opens is not None and len(tables) < MOST_FILES:
            with contextlib.suppress(Refused, OSError):  # it is told of when it is brought in
                look = table_look(path, form, options)
                if frozenset(look.names) not in tables:
                    tables[frozenset(look.names)] = with_sheets(look, form, options)
    return Looks(tuple(tables.values()), tuple(files))


class Look(msgspec.Struct, frozen=True):
    """What a file is taken for. `plain` is it as JSON has it."""

    plain: dict[str, object]

    @property
    def lines(self) -> list[str]:
        """It for people, the name of the file first."""
        said = self.plain
        lines = [f"{said['file']}: {said['format'] or 'no format reads it'}"]
        lines += [
            f"    {key}: {said[key]}" for key in ("refusal", "encoding", "begins") if key in said
        ]
        if "sheet" in said:
            lines.append(f"    sheet: {said['sheet']} (of {_several(said['sheets'])})")
        columns = said.get("columns")
        if isinstance(columns, list):
            lines += [f"    {one['part']:9} {one['column']}: {one['first']}" for one in columns]
        names = said.get("names")
        if isinstance(names, dict):
            lines += [f"    {name} = {value}" for name, value in names.items()]
        elif "names" in said:
            lines.append("    the name does not follow the pattern")
        return lines


def preview(paths: Sequence[Path], options: ImportOptions) -> Iterator[Look]:
    """What the first files would be taken for."""
    bad: list[BadInput] = []
    with Unpacking() as unpacking:
        forced = format_named(options.format) if options.format else None
        sources = Sources(None, forced, unpacking, bad.append, lambda _path: None)
        for path, form in islice(sources.files(paths), MOST_FILES):
            yield Look({"file": unpacking.names.name_of(str(path)), **_look(path, form, options)})
        for one in bad:
            yield Look({"file": one.file, "format": "", "refusal": one.reason})


def _look(path: Path, form: Format, options: ImportOptions) -> dict[str, object]:
    found: dict[str, object] = {"format": form.name}
    if options.names is not None:
        facts = options.names.facts(path)
        found["names"] = None if facts is None else dict(facts)
    try:
        if form.opens is not None:
            look = table_look(path, form, options)
            if look.titles:
                found |= {"sheet": look.title, "sheets": list(look.titles)}
            found["columns"] = [
                {"column": name, "part": str(part), "first": _first(look.rows, name)}
                for name, part in look.columns.parts
            ]
        elif form is PLAIN:
            with path.open("rb") as file:
                decoded = decode(file.read(LARGEST), options.encoding)
            sure = "" if decoded.sure or options.encoding else " (guessed)"
            found["encoding"] = decoded.encoding + sure
            found["begins"] = " ".join(decoded.text[:_BEGINNING].split())
    except BadInput as bad:
        found["refusal"] = bad.reason
    except (OSError, Undecodable) as reason:
        found["refusal"] = str(reason)
    return found


def _several(titles: object) -> str:
    return ", ".join(map(str, titles)) if isinstance(titles, list) else ""


def _first(rows: Sequence[Cells], name: str) -> str:
    cell = next((row[name] for row in rows if row.get(name)), "")
    flat = " ".join(cell[:200].split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _passed_by(bad: BadInput) -> None:
    """A row that cannot be read is told of when it is brought in."""

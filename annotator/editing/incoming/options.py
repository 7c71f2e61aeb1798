"""How files are brought in, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput
from annotator.editing.copies.arriving import CameAsCopy, Copies
from annotator.editing.merging import Remark
from annotator.formats.columns import Cells, Columns, guessed
from annotator.formats.format import OffsetUnit
from annotator.formats.name_pattern import NamePattern


def columns_guessed(source: Path, names: Sequence[str], rows: Sequence[Cells]) -> Columns:  # noqa: ARG001
    """The columns of a table of articles by their names and contents."""
    return guessed(names, rows)


def likeliest_sheet(source: Path, titles: Sequence[str]) -> str:  # noqa: ARG001
    """No sheet in particular: the first that seems to hold articles."""
    return ""


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to bring in.

    `format` is a format's name, "" to go by what files look like. `annotator` gets
    what a file gives nobody's name to. `encoding` of plain text, "" to find out.
    `skip_bad` brings in the good files and lines and lists the bad ones; `strict`
    refuses labels and relation types that the codebook lacks. `offsets` is what
    offsets count, None to find out; `repair` moves marks of the native format to
    their words instead of refusing them. `copies` says what becomes of articles that
    tell a story which is there already. `columns` says which column of a table of
    articles is what, from the file, the names of its columns and its first rows; `sheet`
    which sheet of a workbook is read, from the file and the titles of its sheets; `names`
    is a pattern that file names follow, and say something of articles by.
    """

    format: str = ""
    annotator: str = ""
    encoding: str = ""
    skip_bad: bool = False
    strict: bool = False
    offsets: OffsetUnit | None = None
    repair: bool = False
    copies: Copies = Copies.IGNORE
    columns: Callable[[Path, Sequence[str], Sequence[Cells]], Columns] = columns_guessed
    sheet: Callable[[Path, Sequence[str]], str] = likeliest_sheet
    names: NamePattern | None = None


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. Remarks and refusals stand in the order they came up.

    `unchanged` are records that added nothing, `renamed` articles and marks that
    got another name, `passed_over` files that no format reads. Of marks whose
    offsets were checked, `as_they_were` lay where their files say; `moved` were
    found elsewhere, `not_found` nowhere. `copies` are articles that tell a story which
    was there already, where they were looked for; `not_looked_at` counts articles that
    came after there were too many to look at.
    """

    files: int = 0
    articles: int = 0
    annotations: int = 0
    relations: int = 0
    added_labels: tuple[str, ...] = ()
    added_relation_types: tuple[str, ...] = ()
    as_they_were: int = 0
    moved: tuple[Remark, ...] = ()
    not_found: tuple[Remark, ...] = ()
    unchanged: tuple[Remark, ...] = ()
    renamed: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    passed_over: tuple[str, ...] = ()
    refusals: tuple[BadInput, ...] = ()
    copies: tuple[CameAsCopy, ...] = ()
    not_looked_at: int = 0


class NotBroughtIn(BadInput):
    """Files or lines were bad, so nothing was brought in. It reads as the first of `refusals`."""

    def __init__(self, refusals: Sequence[BadInput]) -> None:
        first = refusals[0]
        super().__init__(first.file, first.line, first.reason)
        self.refusals = tuple(refusals)

    def __reduce__(self) -> tuple[type[NotBroughtIn], tuple[object, ...]]:
        return NotBroughtIn, (self.refusals,)

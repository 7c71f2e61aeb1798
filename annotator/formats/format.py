"""What a file format promises: to read records, to write them, and to say what it loses."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Protocol

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.refusal import BadInput, Refused
from annotator.formats.columns import Cells, Columns, guessed
from annotator.formats.head import Head
from annotator.formats.record import Record
from annotator.formats.sheet import Sheet

LARGEST = 32 * 1024 * 1024
"""Bytes of one article, or one line of a file: what is longer is refused unread."""


class OffsetUnit(StrEnum):
    """What offsets in a file count."""

    CODE_POINT = "codepoint"
    UTF16 = "utf16"
    BYTE = "byte"
    GRAPHEME = "grapheme"


class Can(StrEnum):
    """What a format may be able to hold beside labelled stretches of text."""

    OVERLAPS = "marks that overlap"
    FRAGMENTS = "marks in several pieces"
    EDGES = "marks that begin or end within a word"
    RELATIONS = "relations"
    ATTRIBUTES = "answers to questions about marks"
    NOTES = "notes"
    ANNOTATORS = "who made a mark"
    ENTITIES = "whom and what marks mean"
    NAMES = "names of marks"
    UNMARKED = "articles without marks"
    REJECTED = "articles that were rejected or ignored"
    TEXT = "the text exactly as it is"


FACTS = (
    "title",
    "source",
    "url",
    "published",
    "language",
    "author",
    "place",
    "section",
    "keywords",
    "more",
)
"""What is known of an article beyond its text, as fields of a record."""


class Loss(msgspec.Struct, frozen=True):
    """Something an export left out or cut: of which article, what sort, which one."""

    article: str
    sort: str
    detail: str


class Choice(msgspec.Struct, frozen=True):
    """A way of writing that the user may choose.

    `values` are what may be chosen and how each is shown, the first of them being
    what is done unasked.
    """

    name: str
    title: str
    values: tuple[tuple[str, str], ...]

    @property
    def default(self) -> str:
        return self.values[0][0]


def refuse(bad: BadInput) -> None:
    """Stop at the first thing that cannot be read."""
    raise bad


def _no_text(name: str) -> str:  # noqa: ARG001  the shape of a look-up
    return ""


def _guessed(source: Path, names: Sequence[str], rows: Sequence[Cells]) -> Columns:  # noqa: ARG001
    return guessed(names, rows)


def _first_sheet(source: Path, titles: Sequence[str]) -> str:  # noqa: ARG001  as above
    return ""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read.

    `refused` hears of every bad file or line; returning passes over it. `offsets`
    names the unit that a file counts in, None to go by the format and find out.
    `repair` moves marks of the native format to their words instead of refusing
    them. `text_of` gives the text of an article by name, "" for none, to formats
    that hold marks without their texts. `columns` says which column of a table of
    articles is what, from the file, the names of its columns and its first rows.
    `sheet` says which sheet of a workbook is read, from the file and the titles of its
    sheets; "" is the first that seems to hold articles, or any rows at all.
    """

    encoding: str = ""
    refused: Callable[[BadInput], None] = refuse
    offsets: OffsetUnit | None = None
    repair: bool = False
    text_of: Callable[[str], str] = _no_text
    columns: Callable[[Path, Sequence[str], Sequence[Cells]], Columns] = _guessed
    sheet: Callable[[Path, Sequence[str]], str] = _first_sheet


class WriteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to write. Offsets in another unit than code points are for other programs only.

    `codebook` is for formats that describe their labels; `chosen` are the values of
    the format's choices that are not its defaults.
    """

    offsets: OffsetUnit = OffsetUnit.CODE_POINT
    codebook: Codebook = Codebook()
    chosen: tuple[tuple[str, str], ...] = ()

    def choice(self, choice: Choice) -> str:
        """What was chosen, or the default."""
        return dict(self.chosen).get(choice.name, choice.default)


class Files(Protocol):
    """Where a format that makes several files puts them."""

    def create(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A new file; folders of `name`, set apart by "/", are made on the way."""


Reader = Callable[[Path, ReadOptions], Iterator[Record]]
"""Streams the records of a file. Raises BadInput (through `ReadOptions.refused`)."""

Opener = Callable[[Path, ReadOptions], AbstractContextManager[Sheet]]
"""Opens the table in a file; hands rows that cannot be read to `ReadOptions.refused`.

Raises BadInput for a file that holds no table."""

Writer = Callable[[Iterable[Record], BinaryIO, WriteOptions], None]
"""Streams records to an open file. The caller opens, names and closes it."""

FolderWriter = Callable[[Iterable[Record], Files, WriteOptions], None]
"""Streams records to files of a folder."""


def _nothing_lost(record: Record) -> Iterable[Loss]:  # noqa: ARG001  stands for functions that look
    return ()


def _no_companions(path: Path) -> Iterable[Path]:  # noqa: ARG001  as above
    return ()


def _nothing_beside(options: WriteOptions) -> Iterable[tuple[str, bytes]]:  # noqa: ARG001
    return ()


def _no_codebook(path: Path) -> Codebook:  # noqa: ARG001  as above
    return Codebook()


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format.

    `holds` and `facts` (field names of a record) say what a file of it can keep,
    `holds_with` where that hangs on choices; `loses` says in plain words what else
    it cannot, and `losses_of` finds what of one record that is; `fit` folds what
    hangs on the format's own choices, and adds to the losses. `sniff` scores how
    much the beginning of a file looks like this format, 0 for not at all, 10 for a
    suffix and nothing more, 100 for beyond doubt. `companions` are further files
    that belong to one that is read, `codebook` what they say of labels; `beside`
    are files, by suffix, to put next to a written one. `units` are what its offsets
    may count, the usual first. `needs` are modules that an optional extra of the name
    `extra` brings. `opens` gives the columns and rows of a table of articles.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    loses: tuple[str, ...] = ()
    holds: frozenset[Can] = frozenset()
    facts: frozenset[str] = frozenset()
    units: tuple[OffsetUnit, ...] = (OffsetUnit.CODE_POINT,)
    choices: tuple[Choice, ...] = ()
    needs: tuple[str, ...] = ()
    extra: str = ""
    opens: Opener | None = None
    read: Reader | None = None
    write: Writer | None = None
    write_files: FolderWriter | None = None
    sniff: Callable[[Head], int] | None = None
    companions: Callable[[Path], Iterable[Path]] = _no_companions
    codebook: Callable[[Path], Codebook] = _no_codebook
    beside: Callable[[WriteOptions], Iterable[tuple[str, bytes]]] = _nothing_beside
    losses_of: Callable[[Record], Iterable[Loss]] = _nothing_lost
    fit: Callable[[Record, WriteOptions, list[Loss]], Record] | None = None
    holds_with: Callable[[WriteOptions], frozenset[Can]] | None = None

    def holding(self, options: WriteOptions) -> frozenset[Can]:
        """What it can keep when it is written so."""
        return self.holds if self.holds_with is None else self.holds_with(options)

    @property
    def reads(self) -> bool:
        return self.read is not None

    @property
    def installed(self) -> bool:
        """Whether the libraries that it needs are there."""
        return all(find_spec(one) is not None for one in self.needs)

    @property
    def writes(self) -> bool:
        return self.write is not None or self.write_files is not None

    @property
    def in_folder(self) -> bool:
        """Whether it is written as several files in a folder."""
        return self.write_files is not None

    @property
    def cannot_hold(self) -> tuple[str, ...]:
        """All that a file of it cannot keep, in plain words."""
        missing = [str(one) for one in Can if one not in self.holds]
        facts = [one for one in FACTS if one not in self.facts]
        if facts == list(FACTS):
            missing.append("what is known of an article beyond its text")
        elif facts:
            shown = ["further facts" if one == "more" else one for one in facts]
            missing.append(f"of an article: {', '.join(shown)}")
        return (*missing, *self.loses)

    def score(self, head: Head) -> int:
        """How much a file looks like this format."""
        if self.sniff is not None:
            return self.sniff(head)
        return 10 if head.suffix in self.suffixes else 0


def whole_file(source: Path) -> bytes:
    """The bytes of a file. Raises BadInput when it cannot be read, is empty, or is too large."""
    try:
        with source.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as reason:
        raise unreadable(source, reason) from reason
    if len(data) > LARGEST:
        raise BadInput(str(source), None, f"is larger than {LARGEST // 2**20} MiB")
    if not data:
        raise BadInput(str(source), None, "is empty")
    return data


def extra(module: str, name: str, what: str) -> ModuleType:
    """A module that an optional extra brings. Raises Refused, naming what to install."""
    try:
        return importlib.import_module(module)
    except ImportError as missing:
        install = f'pip install "annotator[{name}]"'
        raise Refused(f"{what} needs {module}, which is not installed: {install}") from missing


def unreadable(source: Path, reason: OSError) -> BadInput:
    """The refusal of a file that the system will not let us read."""
    if isinstance(reason, FileNotFoundError):
        return BadInput(str(source), None, "does not exist")
    return BadInput(str(source), None, f"cannot be read: {reason.strerror or reason}")

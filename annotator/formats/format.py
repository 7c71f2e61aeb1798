"""What a file format promises: to read records, to write them, and to say what it loses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.refusal import BadInput
from annotator.formats.record import Record

LARGEST = 32 * 1024 * 1024
"""Bytes of one article, or one line of a file: what is longer is refused unread."""


class OffsetUnit(StrEnum):
    """What offsets in a written file count."""

    CODE_POINT = "codepoint"
    UTF16 = "utf16"
    BYTE = "byte"


class Loss(msgspec.Struct, frozen=True):
    """Something an export left out or cut: of which article, what sort, which one."""

    article: str
    sort: str
    detail: str


def refuse(bad: BadInput) -> None:
    """Stop at the first thing that cannot be read."""
    raise bad


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read. `refused` hears of every bad file or line; returning passes over it."""

    encoding: str = ""
    refused: Callable[[BadInput], None] = refuse


class WriteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to write. Offsets in another unit than code points are for other programs only."""

    offsets: OffsetUnit = OffsetUnit.CODE_POINT


Reader = Callable[[Path, ReadOptions], Iterator[Record]]
"""Streams the records of a file. Raises BadInput (through `ReadOptions.refused`)."""

Writer = Callable[[Iterable[Record], BinaryIO, WriteOptions], None]
"""Streams records to an open file. The caller opens, names and closes it."""


def _nothing_lost(record: Record) -> Iterable[Loss]:  # noqa: ARG001  stands for functions that look
    return ()


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format.

    `loses` says in plain words what a file of it cannot hold; `losses_of` finds
    what of one record that is.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    loses: tuple[str, ...]
    read: Reader | None = None
    write: Writer | None = None
    losses_of: Callable[[Record], Iterable[Loss]] = _nothing_lost

    @property
    def reads(self) -> bool:
        return self.read is not None

    @property
    def writes(self) -> bool:
        return self.write is not None


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


def unreadable(source: Path, reason: OSError) -> BadInput:
    """The refusal of a file that the system will not let us read."""
    if isinstance(reason, FileNotFoundError):
        return BadInput(str(source), None, "does not exist")
    return BadInput(str(source), None, f"cannot be read: {reason.strerror or reason}")

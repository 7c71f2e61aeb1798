"""Lines of a file of any size, none of them larger than we are willing to hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from annotator.formats.format import LARGEST

_CHUNK = 1024 * 1024


class Line(msgspec.Struct, frozen=True):
    """One line without its line end. `size` is its bytes in the file, line end and all.

    `data` is None where the line is larger than LARGEST; it was then skipped, not
    held. `ended` is false for a last line that has no line end.
    """

    number: int
    data: bytes | None
    size: int
    ended: bool


def lines_of(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file, ended by LF or CR LF. At most LARGEST bytes are held at a time."""
    number = 0
    while piece := file.readline(_CHUNK):
        number += 1
        held: list[bytes] = [piece]
        size = len(piece)
        while not piece.endswith(b"\n") and (piece := file.readline(_CHUNK)):
            size += len(piece)
            if size <= LARGEST:
                held.append(piece)
            else:
                held.clear()
        ended = piece.endswith(b"\n")
        data = b"".join(held).rstrip(b"\r\n") if size <= LARGEST else None
        yield Line(number, data, size, ended)

"""Files whose bytes are counted and hashed as they are written."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from annotator.editing.training.options import Sent
from annotator.formats.format import Files

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Hashed:
    """Makes files elsewhere, and remembers what was written to each, in order."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.sent: list[Sent] = []

    @contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        """A new file, written onwards."""
        with self._files.create(name) as file:
            through = _Through(file)
            yield cast("BinaryIO", through)
            self.sent.append(Sent(name, through.size, through.hash.hexdigest()))

    def write(self, name: str, data: bytes) -> None:
        """A whole file."""
        with self.create(name) as file:
            file.write(data)


class _Through(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, data: Buffer, /) -> int:
        piece = memoryview(data).cast("B")
        self._file.write(piece)
        self.hash.update(piece)
        self.size += len(piece)
        return len(piece)

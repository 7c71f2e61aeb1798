"""The plain text file whose letters are worth a look before an import. Knows no Qt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from annotator.editing.watching import Cancelled, Watch
from annotator.formats.plain import PLAIN
from annotator.text.decoding import Decoded, Undecodable, decode

_MOST_FILES = 500
_LARGEST = 4 * 2**20
"""Bytes; a look before the import is not worth reading more."""


class TextSample(msgspec.Struct, frozen=True):
    """A plain text file. `sure` is False where its encoding could not be known."""

    path: Path
    data: bytes
    sure: bool

    def read_as(self, encoding: str) -> Decoded:
        """Its text in an encoding, "" to find out. Raises Undecodable."""
        return decode(self.data, encoding)


def look(paths: Sequence[Path], watch: Watch) -> TextSample | None:
    """The first unsure file among files and folders, else the first; None for no plain text.

    Looks at the first 500 files of up to 4 MiB. Raises Cancelled.
    """
    first = None
    for done, path in enumerate(islice(_plain_files(paths), _MOST_FILES)):
        if not watch(done, 0, path.name):
            raise Cancelled
        sample = _sample(path)
        if sample is None:
            continue
        if not sample.sure:
            return sample
        first = first or sample
    return first


def _plain_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            if path.suffix.lower() in PLAIN.suffixes:
                yield path
            continue
        for where, folders, names in os.walk(path):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in PLAIN.suffixes and not name.startswith("."):
                    yield Path(where, name)


def _sample(path: Path) -> TextSample | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None  # the import says so, with the reason
    try:
        sure = decode(data).sure
    except Undecodable:
        return None  # no text, or none in any known encoding: the import says so
    return TextSample(path, data, sure) if data else None

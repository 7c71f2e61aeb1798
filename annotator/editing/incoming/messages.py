"""What the two processes of an import say to each other, and how it goes over a pipe."""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO, NamedTuple

from annotator.domain.refusal import Refused
from annotator.editing.incoming.options import ImportReport
from annotator.store.parts import Ready

_LENGTH = struct.Struct("<Q")


class Here(NamedTuple):
    """The process has started, and can be told what to do."""


class Told(NamedTuple):
    """How far the reading is; see `making.Tell`."""

    done: int
    total: int
    name: str


class Made(NamedTuple):
    """A part that is to be written."""

    part: Ready


class Asked(NamedTuple):
    """A question to the reader within the transaction; the answer goes back."""

    method: str
    values: tuple[Any, ...]


class Done(NamedTuple):
    """All parts were made."""

    report: ImportReport


class Failed(NamedTuple):
    """Nothing is to be brought in."""

    why: Refused


class Broke(NamedTuple):
    """A bug, with its traceback."""

    traceback: str


Message = Here | Told | Made | Asked | Done | Failed | Broke


def put(file: BinaryIO, value: object) -> None:
    """Send a value."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def get(file: BinaryIO) -> bytes:
    """The next value as it was sent. Raises EOFError when there will be none."""
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(length)
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return data


def opened(data: bytes) -> Any:
    """A value that `get` gave; it comes from a process of this very program."""
    return pickle.loads(data)  # noqa: S301

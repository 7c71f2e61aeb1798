"""The beginning of a file, by which formats that share a suffix are told apart."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path

import msgspec

_LONGEST = 64 * 1024


class Head:
    """The first bytes of a file, and its name."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.suffix = path.suffix.lower()
        self.data = data.removeprefix(b"\xef\xbb\xbf")

    @classmethod
    def of(cls, path: Path) -> Head:
        """The head of a file; empty where the file cannot be read."""
        data = b""
        with contextlib.suppress(OSError), path.open("rb") as file:
            data = file.read(_LONGEST)
        return cls(path, data)

    @cached_property
    def text(self) -> str:
        """The bytes as text, whatever cannot be read replaced."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def first_line(self) -> bytes:
        """The first line that is not blank."""
        return self.data.lstrip().partition(b"\n")[0].strip()

    @cached_property
    def object(self) -> dict[str, object]:
        """The JSON object that the first line is, {} when it is none."""
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            found = msgspec.json.decode(self.first_line)
            if isinstance(found, dict):
                return found
        return {}

    def has_key(self, *names: str) -> bool:
        """Whether the bytes hold each of these as a key of some JSON object."""
        return all(f'"{name}"'.encode() in self.data for name in names)

    @cached_property
    def is_json(self) -> bool:
        """Whether this may be JSON: an object or a list of them."""
        return self.data.lstrip()[:1] in (b"{", b"[")

    @cached_property
    def is_xml(self) -> bool:
        return self.data.lstrip()[:1] == b"<"

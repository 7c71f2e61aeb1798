"""A zip archive from anyone: members read by name, within bounds, never unpacked to disk.

    with archive.opened(path) as held:
        for name in held.names:
            data = held.read(name)

What an archive says of itself is checked before anything is inflated, and the bytes
that come out are counted whatever it said. Raises BadInput throughout.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from annotator.domain.refusal import BadInput
from annotator.formats.format import LARGEST, unreadable

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOST_MEMBERS = 20_000
"""A project of articles, each a file or two, stays far below."""

LARGEST_WHOLE = 1024 * 1024 * 1024
"""Bytes that may come out of one archive in all, however it is read."""

HIGHEST_RATIO = 200
"""Bytes out for each byte in; documents pack to a tenth, repetitive ones to a fiftieth."""

_SMALL = 16 * 1024 * 1024
"""Bytes out that do no harm at any ratio."""

_LARGEST_LIST = 16 * 1024 * 1024
"""Bytes of an archive's list of members, which is held whole."""

_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)
"""What `zipfile` raises for an archive that is not what it claims to be."""


class Archive:
    """An open archive. Made by `opened`."""

    def __init__(self, source: str, members: zipfile.ZipFile) -> None:
        self.source = source
        self._zip = members
        self._members = {one.filename: one for one in members.infolist() if not one.is_dir()}
        self._left = LARGEST_WHOLE

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in its own order, with "/" between folders."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """The bytes a member claims to have."""
        return self._members[name].file_size

    def read(self, name: str, *, most: int = LARGEST) -> bytes:
        """A member whole; one that is missing, damaged or larger than `most` is refused."""
        with self.stream(name, most=most) as file:
            return file.read()

    @contextlib.contextmanager
    def stream(self, name: str, *, most: int = LARGEST) -> Iterator[BinaryIO]:
        """A member to be read piece by piece; refused as `read` does, at the latest byte."""
        member = self._members.get(name)
        if member is None:
            raise self.bad(f"holds no {shown(name)}")
        if member.file_size > most:
            raise self.bad(f"{shown(name)} in it is larger than {_words(most)}")
        with contextlib.ExitStack() as closing:
            try:
                inflated = closing.enter_context(self._zip.open(member))
            except _BROKEN as reason:
                raise self._broken(name, reason) from reason
            yield cast("BinaryIO", _Counted(self, name, inflated, most))

    def bad(self, reason: str) -> BadInput:
        """The refusal of this archive for a reason, which follows its name."""
        return BadInput(self.source, None, reason)

    def _broken(self, name: str, reason: Exception) -> BadInput:
        return self.bad(f"is damaged: {shown(name)} in it cannot be read ({_said(reason)})")

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self.bad(f"unpacks to more than {_words(LARGEST_WHOLE)}")


class _Counted(io.RawIOBase):
    """A member as it is inflated, its bytes counted."""

    def __init__(self, archive: Archive, name: str, inflated: IO[bytes], most: int) -> None:
        super().__init__()
        self._archive = archive
        self._name = name
        self._inflated = inflated
        self._most = most

    def readable(self) -> bool:
        return True

    def readall(self) -> bytes:
        pieces: list[bytes] = []
        while piece := self.read(_CHUNK):
            pieces.append(piece)
        return b"".join(pieces)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self.readall()
        try:
            piece = self._inflated.read(min(size, _CHUNK))
        except _BROKEN as reason:
            raise self._archive._broken(self._name, reason) from reason  # noqa: SLF001  its own part
        self._most -= len(piece)
        if self._most < 0:
            raise self._archive.bad(f"{shown(self._name)} in it is larger than it says")
        self._archive._spend(len(piece))  # noqa: SLF001  its own part
        return piece

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


class _Bounded(io.RawIOBase):
    """A file that is never asked for more at once than a list of members may take."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        whole = size is None or size < 0  # asked only near the end, where a comment may be
        piece = self._file.read(_CHUNK if whole else min(size or 0, _LARGEST_LIST + 1))
        if len(piece) > _LARGEST_LIST:
            raise zipfile.BadZipFile("its list of files is too long")
        return piece


@contextlib.contextmanager
def opened(source: Path | str, data: BinaryIO | None = None) -> Iterator[Archive]:
    """An archive: the file `source`, or `data` (an archive within another) called `source`.

    Refused are what is no zip archive or a damaged one, members under a password or
    packed in an unusual way, names that lead out of the archive or stand for two
    members, more than MOST_MEMBERS of them, and far more bytes than could be meant.
    """
    named = str(source)
    with contextlib.ExitStack() as closing:
        try:
            file = data if data is not None else closing.enter_context(Path(source).open("rb"))
        except OSError as reason:
            raise unreadable(Path(source), reason) from reason
        try:
            members = zipfile.ZipFile(cast("IO[bytes]", _Bounded(file)))
        except _BROKEN as reason:
            raise BadInput(named, None, f"is no zip archive ({_said(reason)})") from reason
        closing.enter_context(members)
        if fault := next(_faults(members.infolist()), ""):
            raise BadInput(named, None, fault)
        yield Archive(named, members)


def _faults(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Why an archive is not to be touched, by what it says of itself."""
    if len(members) > MOST_MEMBERS:
        yield f"holds {len(members):,} files; at most {MOST_MEMBERS:,} are read"
    seen: set[str] = set()
    for one in members:
        if leads_out(one.orig_filename):
            yield f"holds {shown(one.orig_filename)}, a name that leads out of the archive"
        if one.filename in seen:
            yield f"holds two files named {shown(one.filename)}"
        seen.add(one.filename)
        if one.flag_bits & _ENCRYPTED:
            yield f"is protected by a password ({shown(one.filename)})"
        if one.compress_type not in _KNOWN:
            yield f"packs {shown(one.filename)} in a way that is not read here"
    inside = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if inside > _SMALL and inside > HIGHEST_RATIO * packed:
        yield f"unpacks to {_words(inside)}, more than {HIGHEST_RATIO} times its size"


def leads_out(name: str) -> bool:
    """Whether a member's name is absolute, climbs, or is none at all, on any system."""
    return (
        not name
        or name.startswith(("/", "\\"))
        or "\0" in name
        or _DRIVE.match(name) is not None
        or ".." in re.split(r"[/\\]", name)
    )


def shown(name: str) -> str:
    """A member's name fit to be shown: printable, and not too long."""
    fit = "".join(one if one.isprintable() else "\ufffd" for one in name)
    return fit if len(fit) <= 80 else "…" + fit[-79:]


def _said(reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return shown(str(reason)) or type(reason).__name__


def _words(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"

"""Zip archives among what is brought in: unpacked for as long as their files are read.

Files stay beside each other as they lay in the archive, so that those that belong
together are found. An archive is bounded as every one is (`formats.archive`); what it
unpacks to is gone when the import ends.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.formats import archive

_CHUNK = 1024 * 1024
_MAGIC = b"PK\x03\x04"


class ShownNames:
    """What files are called for people: within their archive, where they lay in one."""

    def __init__(self) -> None:
        self._archives: list[tuple[str, Path]] = []

    def __len__(self) -> int:
        return len(self._archives)

    def unpacked(self, archive: Path, folder: Path) -> None:
        """Hear of an archive whose files are in a folder."""
        self._archives.append((self.name_of(str(archive)), folder))

    def name_of(self, file: str) -> str:
        """The name of a file for people."""
        for name, folder in reversed(self._archives):
            if file.startswith(str(folder) + os.sep):
                return f"{name}/{Path(file).relative_to(folder).as_posix()}"
            if file == str(folder):
                return name
        return file


class Unpacking:
    """Where archives are unpacked to. Use it in a `with` statement."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.names = ShownNames()

    def __enter__(self) -> Unpacking:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def unpack(
        self, source: Path, refused: Callable[[BadInput], None], go_on: Callable[[], object]
    ) -> Path:
        """A folder with the files of an archive; those that cannot be unpacked are refused.

        `go_on` is called between files, and may raise to stop. Raises BadInput for an
        archive that is not to be touched.
        """
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="annotator-")
        into = Path(self._folder.name, str(len(self.names)))
        into.mkdir()
        self.names.unpacked(source, into)
        with archive.opened(source) as held:
            for name in held.names:
                go_on()
                try:
                    _write(held, name, into)
                except BadInput as bad:
                    refused(bad)
                except (OSError, ValueError) as reason:
                    said = getattr(reason, "strerror", None) or str(reason)
                    what = f"{archive.shown(name)} in it cannot be unpacked here: {said}"
                    refused(BadInput(str(source), None, what))
        return into


def is_zip(path: Path) -> bool:
    """Whether a file is a zip archive by name and beginning."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) in (_MAGIC, b"PK\x05\x06")
    except OSError:
        return False


def _write(held: archive.Archive, name: str, into: Path) -> None:
    to = into.joinpath(*_parts(name))
    to.parent.mkdir(parents=True, exist_ok=True)
    # A name that another member has, but for case on some systems, must not win over it.
    with to.open("xb") as file, held.stream(name, most=archive.LARGEST_WHOLE) as member:
        for piece in _pieces(member.read):
            file.write(piece)


def _pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while piece := read(_CHUNK):
        yield piece


def _parts(name: str) -> list[str]:
    """The folders and the name; names that lead out were refused when it was opened."""
    return [one for one in name.replace("\\", "/").split("/") if one not in ("", ".")]

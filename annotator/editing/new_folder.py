"""Several files that appear together or not at all, in a folder or in a zip."""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import BinaryIO, cast

from annotator.domain.refusal import Refused
from annotator.editing.replacing import replacing
from annotator.formats.format import Files

_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every member of a zip, so that equal contents give equal bytes."""


@contextlib.contextmanager
def new_folder(out: Path | BinaryIO) -> Iterator[Files]:
    """Where several files go: a new or empty folder, a file named .zip, or a stream as a zip.

    Raises Refused for a folder that holds something, or what cannot be written.
    """
    if not isinstance(out, Path):
        with zipfile.ZipFile(cast("BinaryIO", _Onwards(out)), "w") as archive:
            yield _Zip(archive)
        return
    if out.suffix.lower() == ".zip":
        with replacing(out) as file, zipfile.ZipFile(file, "w") as archive:
            yield _Zip(archive)
        return
    with _beside(out.resolve()) as folder:
        yield _Folder(folder)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Refused(f"{path} is there already; name a new or an empty folder, or a .zip file.")
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is not a folder, so {path.name} cannot be made there.")
    part = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        part.mkdir()
        yield part
        if path.exists():
            path.rmdir()
        part.rename(path)
    except OSError as reason:
        raise Refused(f"{path} cannot be written: {reason.strerror or reason}.") from reason
    finally:
        shutil.rmtree(part, ignore_errors=True)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        path = self._folder.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            yield file


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextlib.contextmanager
    def create(self, name: str) -> Iterator[BinaryIO]:
        info = zipfile.ZipInfo(name, _DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._archive.open(info, "w", force_zip64=True) as file:
            yield cast("BinaryIO", file)


class _Onwards:
    """A stream that is only written to, onwards."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

"""A file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from annotator.domain.refusal import Refused


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write beside `path`, then take its place; anything raised leaves `path` as it was.

    A link is followed; what is not an ordinary file (a terminal, a pipe) is written
    to as it is. Raises Refused when the file cannot be written.
    """
    path = path.resolve()
    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file.")
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is not a folder, so {path.name} cannot be written there.")
    aside = path.exists() and not path.is_file()
    target = path if aside else path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with target.open("wb" if aside else "xb") as file:
            yield file
            file.flush()
            if not aside:
                os.fsync(file.fileno())
        if not aside:
            _take_mode(path, target)
            target.replace(path)
    except OSError as reason:
        raise Refused(f"{path} cannot be written: {reason.strerror or reason}.") from reason
    finally:
        if not aside:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)


def _take_mode(path: Path, target: Path) -> None:
    with contextlib.suppress(OSError):
        target.chmod(path.stat().st_mode & 0o777)

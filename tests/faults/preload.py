"""The layer between a program and its files (`disk.c`), compiled where there is a compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).with_name("disk.c")


def missing() -> str:
    """Why it cannot be had here, "" when it can."""
    if not sys.platform.startswith("linux"):
        return "files are only stood before on Linux"
    return "" if _compiler() else "there is no C compiler"


def compiled(folder: Path) -> Path:
    """The layer as a library in a folder."""
    library = folder / "disk.so"
    compiler = _compiler()
    assert compiler is not None
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl", "-lpthread"],
        check=True,
    )
    return library


def environment(library: Path, folder: Path, log: Path | None = None) -> dict[str, str]:
    """The environment of a program whose files in `folder` are stood before."""
    more = {"LD_PRELOAD": str(library), "FAULTS_FOLDER": str(folder)}
    if log is not None:
        more["FAULTS_LOG"] = str(log)
    return {**os.environ, **more}


def _compiler() -> str | None:
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)

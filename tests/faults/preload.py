"""Layers between a program and the system (`disk.c`, `sockets.c`), compiled where that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def missing() -> str:
    """Why it cannot be had here, "" when it can."""
    if not sys.platform.startswith("linux"):
        return "files are only stood before on Linux"
    return "" if _compiler() else "there is no C compiler"


def compiled(folder: Path, source: str = "disk.c") -> Path:
    """A layer as a library in a folder."""
    library = (folder / source).with_suffix(".so")
    compiler = _compiler()
    assert compiler is not None
    made_of = Path(__file__).with_name(source)
    words = [
        compiler,
        "-shared",
        "-fPIC",
        "-O1",
        "-o",
        str(library),
        str(made_of),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(words, check=True)
    return library


def environment(library: Path, folder: Path, log: Path | None = None) -> dict[str, str]:
    """The environment of a program whose files in `folder` are stood before."""
    more = {"LD_PRELOAD": str(library), "FAULTS_FOLDER": str(folder)}
    if log is not None:
        more["FAULTS_LOG"] = str(log)
    return {**os.environ, **more}


def _compiler() -> str | None:
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)

"""Which way the program is started: a command, or the window. Imports next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

COMMANDS = (
    "new",
    "import",
    "copies",
    "export",
    "formats",
    "info",
    "check",
    "backup",
    "restore",
    "codebook",
)
"""Every command, in the order help shows them."""

SAMPLE = "--sample"
"""Asks for the window on the sample project."""

_PROJECT_SUFFIX = ".annotator"


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments are none, one project, or SAMPLE, rather than a command.

    A known command wins over a file of that name; `./name` opens the file.
    """
    if not arguments or list(arguments) == [SAMPLE]:
        return True
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in COMMANDS:
        return False
    path = Path(first)
    return path.exists() or path.suffix == _PROJECT_SUFFIX

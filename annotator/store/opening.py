"""What is done to a project file by whoever holds its lock, before it is written."""

from __future__ import annotations

from pathlib import Path

from annotator.store.migrate import bring_up_to_date
from annotator.store.project_file import beside, set_stranger_aside


def make_ready(path: Path) -> list[str]:
    """Put aside what belongs to another file, and bring an older file up to date.

    Returns what the user should hear of it. Raises CannotOpen.
    """
    said = []
    aside = set_stranger_aside(path)
    if aside is not None:
        said.append(
            f"Work of another file lay beside {path.name}; it was not taken in, "
            f"and is kept as {aside.name}."
        )
    backup = bring_up_to_date(path)
    if backup is not None:
        said.append(f"{path.name} was brought up to date; as it was, it is kept as {backup.name}.")
    return said


def was_left_open(path: Path) -> bool:
    """Whether a program that had the file died on it: work of its lies beside it still."""
    for suffix in ("-wal", "-journal"):
        try:
            if beside(path.resolve(), suffix).stat().st_size:
                return True
        except OSError:
            continue
    return False

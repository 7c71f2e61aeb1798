"""Opening a project for the length of one command."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from annotator.editing.backups import Keeper
from annotator.editing.project import Project
from annotator.settings import Settings, own_name


@contextlib.contextmanager
def opened(path: Path, *, to_read: bool = False) -> Iterator[Project]:
    """The project at `path`; `to_read` works beside a window that has it open.

    Raises CannotOpen, or InUse when it is to be written and another program has it.
    """
    settings = Settings()
    project = Project.open(path, own_name=own_name(settings), read_only=to_read)
    if not to_read:
        project.before_bulk = Keeper(path, settings).before
    try:
        yield project
    finally:
        project.close()

"""Opening a project for the length of one command."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from annotator.editing.project import Project
from annotator.settings import Settings, own_name


@contextlib.contextmanager
def opened(path: Path, *, to_read: bool = False) -> Iterator[Project]:
    """The project at `path`; `to_read` works beside a window that has it open.

    Raises CannotOpen, or InUse when it is to be written and another program has it.
    """
    project = Project.open(path, own_name=own_name(Settings()), read_only=to_read)
    try:
        yield project
    finally:
        project.close()

"""The practice project: one short article to try the keys on, thrown away each time."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from annotator import home
from annotator.domain.change import Step, replaced
from annotator.domain.refusal import Refused
from annotator.editing.exchange import ImportOptions, bring_in, unwatched
from annotator.editing.project import Project

_NAME = "Practice.annotator"


def fresh_practice(own_name: str) -> Path:
    """Make the practice project anew, in a folder of its own; returns its file.

    Raises Refused when it cannot be made.
    """
    folder = home.practice_folder()
    path = folder / _NAME
    try:
        for old in folder.glob("Practice*"):
            with contextlib.suppress(FileNotFoundError, IsADirectoryError):
                old.unlink()
    except OSError as fault:
        raise Refused(f"The practice article cannot be made in {folder}: {fault}.") from fault
    project = Project.create(path, own_name=own_name)
    try:
        articles = sorted((home.resources() / "practice").glob("*.txt"))
        bring_in(project, articles, ImportOptions(), unwatched)
        changes = tuple(
            replaced(one, msgspec.structs.replace(one, language="en", title=one.name, zones=()))
            for one in project.reader.articles()
        )
        project.do(Step(title="Prepare", changes=changes))
        project.writer().forget_history()
    finally:
        project.close()
    return path


def is_practice(path: Path) -> bool:
    """Whether a file is the practice project, which nothing is remembered of."""
    return path.parent == home.practice_folder()

"""Saving a project elsewhere when it cannot be written, or not even read, where it is."""

from __future__ import annotations

import contextlib
from pathlib import Path

from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.watching import Watch, unwatched


def save_copy(project: Project, target: Path, watch: Watch = unwatched) -> list[str]:
    """Copy a project to `target`, which must not exist, with the act that is in hand.

    Where the file cannot be copied whole, the rows that can be read are taken. Returns
    what the user should hear of it. Raises Refused; nothing is left of `target` then.
    """
    from annotator.store.backup import back_up  # noqa: PLC0415  seldom needed
    from annotator.store.rescue import rescue  # noqa: PLC0415
    from annotator.store.store import Store  # noqa: PLC0415

    if target.exists():
        raise Refused(f"{target} exists already; choose another name.")
    said = []
    try:
        back_up(project.path, target)
    except Refused:
        found = rescue(project.path, target, watch)
        said.append("The file could not be copied whole, so its rows were taken over.")
        lost = sum(found.left_out.values())
        if lost:
            said.append(f"{lost:,} rows were left out, because they do not fit.")
        said += found.remarks
    if project.in_hand is not None:
        step, texts, *_ = project.in_hand
        try:
            with contextlib.closing(Store.open(target)) as store:
                store.apply(step, by=project.me.id, texts=texts)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        said.append(f"“{step.title}” is saved in it.")
    return said

"""Saving a project elsewhere when it cannot be written, or not even read, where it is."""

from __future__ import annotations

import contextlib
from pathlib import Path

from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.watching import Watch, unwatched


def save_copy(project: Project, target: Path, watch: Watch = unwatched) -> list[str]:
    """Copy a project to `target`, which must not exist, with the acts that are in hand.

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
    acts = project.hand.acts
    if acts:
        try:
            with contextlib.closing(Store.open(target)) as store:
                for act in acts:
                    store.apply(act.step, by=project.me.id, texts=act.texts)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        what = f"“{acts[0].step.title}” is" if len(acts) == 1 else f"{len(acts):,} acts are"
        said.append(f"{what} saved in it.")
    return said

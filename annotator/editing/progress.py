"""How far an editor is: done and to do, flags, and moving on."""

from __future__ import annotations

import msgspec

from annotator.domain.change import Change, Step, added, replaced
from annotator.domain.status import Progress, Status
from annotator.editing.project import Project


def set_progress(project: Project, article_id: int, progress: Progress) -> None:
    """Say how far this annotator is with an article."""
    before = project.status(article_id)
    if before.progress is not progress:
        after = msgspec.structs.replace(before, progress=progress, answer="")
        _write(project, f"Set to {progress}", before, after)


def set_flag(project: Project, article_id: int, *, flagged: bool, note: str = "") -> None:
    """Raise or lower the flag of an article, with a word on why."""
    before = project.status(article_id)
    after = msgspec.structs.replace(before, flagged=flagged, flag_note=note)
    if after != before:
        _write(project, "Flag" if flagged else "Lower the flag", before, after)


def _write(project: Project, title: str, before: Status, after: Status) -> None:
    project.do(
        Step(
            title=title,
            changes=(status_change(project, before, after),),
            article_id=after.article_id,
        )
    )


def status_change(project: Project, before: Status, after: Status) -> Change:
    """The change from one status to another, whether or not the first was ever written."""
    stored = before in project.statuses(after.article_id)
    return replaced(before, after) if stored else added(after)

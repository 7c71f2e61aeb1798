"""How far the articles are, kept up to date without counting again.

Counting the statuses of 100,000 articles takes longer than a frame; what a step
says about one article is one addition.
"""

from __future__ import annotations

from annotator.domain.article import Article
from annotator.domain.change import Change, Step
from annotator.domain.status import Progress, Status
from annotator.editing.project import Project
from annotator.store.totals import Reached


class ReachedCount:
    """The count for whoever has the project open."""

    def __init__(self) -> None:
        self._project: Project | None = None
        self.now = Reached(0, 0, 0, 0)

    def show(self, project: Project | None) -> None:
        """Count the articles of a project, or of none."""
        self._project = project
        self.now = project.reader.reached(project.me.id) if project else Reached(0, 0, 0, 0)

    def follow(self, step: Step) -> bool:
        """Take over what a step changed; whether there was anything."""
        if self._project is None:
            return False
        if step.bulk or any(_is_count(change) for change in step.changes):
            self.show(self._project)
            return True
        before = self.now
        for change in step.changes:
            if (
                isinstance(change.value, Status)
                and change.value.annotator_id == self._project.me.id
            ):
                self._add(change.before, -1)
                self._add(change.after, 1)
        return self.now != before

    def _add(self, status: object, by: int) -> None:
        if not isinstance(status, Status):
            return
        now = self.now
        self.now = Reached(
            articles=now.articles,
            in_progress=now.in_progress + by * (status.progress is Progress.IN_PROGRESS),
            done=now.done + by * (status.progress is Progress.DONE),
            flagged=now.flagged + by * status.flagged,
        )


def _is_count(change: Change) -> bool:
    """Whether a change makes articles more or fewer."""
    return isinstance(change.value, Article) and (change.before is None or change.after is None)

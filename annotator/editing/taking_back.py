"""Taking back one act of long ago, with what depends on it and nothing else."""

from __future__ import annotations

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.refusal import Stale
from annotator.editing.project import Project
from annotator.editing.reach import Reach
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.store.history import History, JournalRow


class Depending(Stale):
    """What was done later depends on an act; `acts` are those, oldest first."""

    def __init__(self, acts: list[JournalRow]) -> None:
        self.acts = acts
        some = ", ".join(f"“{one.title}”" for one in acts[:3]) + (", …" if len(acts) > 3 else "")
        what = "1 later act depends" if len(acts) == 1 else f"{len(acts):,} later acts depend"
        super().__init__(f"{what} on this one ({some}); nothing was changed.")


def take_back(project: Project, act: JournalRow, watch: Watch = unwatched) -> None:
    """Take back one act alone. Raises Depending when others depend on it, Stale or Refused."""
    try:
        if _names_again(project, act):
            raise Stale("Something has its name by now; nothing was changed.")  # noqa: TRY301
        project.take_back([act.seq])
    except Stale:
        depending = dependents(project.reader.history, act, watch)
        if not depending:
            raise
        raise Depending(depending) from None


def dependents(history: History, act: JournalRow, watch: Watch = unwatched) -> list[JournalRow]:
    """The acts done later that cannot stay without this one, and those on them; oldest first.

    `watch` counts acts looked at. Raises Cancelled, and Damaged.
    """
    reach = Reach()
    for part in history.parts(act.seq):
        reach.take(part)
    found = []
    newest = history.newest()
    for later in history.later(act.seq):
        if not watch(later.seq - act.seq, newest - act.seq + 1, later.title):
            raise Cancelled
        if any(reach.is_met_by(part) for part in history.parts(later.seq)):
            found.append(later)
            for part in history.parts(later.seq):
                reach.take(part)
    return found


def _names_again(project: Project, act: JournalRow) -> bool:
    """Whether taking an act back would bring a name that something else has by now."""
    reader = project.reader
    coming: dict[int, set[tuple[bool, str]]] = {}
    for part in reader.history.parts(act.seq):
        for change in part:
            gone = change.before
            if change.after is None and isinstance(gone, Annotation | Relation) and gone.name:
                named = coming.setdefault(gone.article_id, set())
                named.add((isinstance(gone, Annotation), gone.name))
    for article_id, names in coming.items():
        there = {(True, one.name) for one in reader.annotations(article_id)}
        there |= {(False, one.name) for one in reader.relations(article_id)}
        if names & there:
            return True
    return False

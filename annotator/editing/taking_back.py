"""Taking back one act of long ago, with what depends on it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.change import Change, Value
from annotator.domain.refusal import Stale
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.store.history import History, JournalRow
from annotator.store.kinds import KINDS

Key = tuple[str, tuple[object, ...]]
"""The kind of a value and what tells it from others of the kind."""

_KINDS = {kind.type: kind for kind in KINDS}


class Depending(Stale):
    """What was done later depends on an act; `acts` are those, oldest first."""

    def __init__(self, acts: list[JournalRow]) -> None:
        self.acts = acts
        some = ", ".join(f"“{one.title}”" for one in acts[:3]) + (", …" if len(acts) > 3 else "")
        what = "1 later act depends" if len(acts) == 1 else f"{len(acts):,} later acts depend"
        super().__init__(f"{what} on this one ({some}); nothing was changed.")


class _Reach:
    """What an act, and those taken back with it, touch."""

    def __init__(self) -> None:
        self.touched: set[Key] = set()
        self.added: set[object] = set()
        self.needed: set[object] = set()

    def take(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if isinstance(change.value, Annotator):
                continue  # whoever did something later stays
            self.touched.update(_keys(change.value))
            if change.before is None:
                self.added.update(_own(change.value))
            else:
                self.needed.update(_named_in(change.before))

    def is_met_by(self, changes: Iterable[Change]) -> bool:
        """Whether a later act changes, uses or takes away what this needs as it was."""
        return any(
            not self.touched.isdisjoint(_keys(change.value))
            or (change.after is not None and not self.added.isdisjoint(_named_in(change.after)))
            or (change.after is None and not self.needed.isdisjoint(_own(change.value)))
            for change in changes
        )


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
    reach = _Reach()
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


def _keys(value: Value) -> list[Key]:
    """What tells a value from others; for a mark or a link, its name in the article as well."""
    kind = _KINDS[type(value)]
    found: list[Key] = [(kind.name, kind.row(value)[: kind.keys])]
    if isinstance(value, Annotation | Relation) and value.name:
        found.append((f"name of {kind.name}", (value.article_id, value.name)))
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


def _own(value: Value) -> tuple[object, ...]:
    """The id that others name a value by, none for what has none."""
    own = getattr(value, "id", None)
    return () if own is None else (own,)


def _named_in(value: Value) -> set[object]:
    """The ids of other values that a value names."""
    found: set[object] = set()
    for name, field in msgspec.structs.asdict(value).items():
        if name.endswith("_id"):
            found.add(field)
        elif name in ("heads", "children"):
            found.update(field)
    return found

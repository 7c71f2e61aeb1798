"""Changes to rows: each kind of value on its table, many rows to one statement.

The *before* of a change is part of the statement that removes or replaces the row:
every column, and every row of its parts, must still be as the change says, or
nothing at all is done.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from operator import attrgetter

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from annotator.domain.change import Change, Value
from annotator.domain.refusal import Stale
from annotator.store.kinds import KINDS, Kind, Part
from annotator.store.parts import Added, added, added_of, only_adds
from annotator.store.rows import Row
from annotator.store.schema import METADATA
from annotator.store.statements import adding, removing, replacing


class _Act(Enum):
    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


class _PartShelf:
    """The statements for a table of parts."""

    def __init__(self, part: Part) -> None:
        table = METADATA.tables[part.table]
        self._rows = part.rows_of
        self._add = adding(table, part.columns)
        self._remove = removing(table, part.columns)

    def add(self, connection: Connection, found: Sequence[Row]) -> None:
        if found:
            connection.exec_driver_sql(self._add, list(found))

    def add_of(self, connection: Connection, values: Sequence[Value]) -> None:
        self.add(connection, self._rows(values))

    def remove(self, connection: Connection, values: Sequence[Value]) -> None:
        if found := self._rows(values):
            _hit(connection, self._remove, found)


class _Shelf:
    """The statements for one kind of value."""

    def __init__(self, kind: Kind) -> None:
        table = METADATA.tables[kind.table]
        names = kind.columns
        self.kind = kind
        self._row = kind.row
        self._full_row = kind.full_row
        written = (*names, kind.derived[0]) if kind.derived else names
        self._add = adding(table, written)
        self._remove = removing(table, names)
        self._replace = replacing(table, written, names)
        self.key: Callable[[Value], object] = attrgetter(*names[: kind.keys])
        self._parts = [_PartShelf(part) for part in kind.parts]

    def add(self, connection: Connection, added: Added) -> None:
        connection.exec_driver_sql(self._add, added.rows)
        for part, found in zip(self._parts, added.parts, strict=True):
            part.add(connection, found)

    def remove(self, connection: Connection, changes: Sequence[Change]) -> None:
        values = [change.value for change in changes]
        for part in self._parts:
            part.remove(connection, values)
        _hit(connection, self._remove, [self._row(value) for value in values])

    def replace(self, connection: Connection, changes: Sequence[Change]) -> None:
        before = [change.before for change in changes if change.before is not None]
        after = [change.after for change in changes if change.after is not None]
        for part in self._parts:
            part.remove(connection, before)
        found = [
            (*self._full_row(new), *self._row(old)) for old, new in zip(before, after, strict=True)
        ]
        _hit(connection, self._replace, found)
        for part in self._parts:
            part.add_of(connection, after)


_SHELVES: dict[type[Value], _Shelf] = {kind.type: _Shelf(kind) for kind in KINDS}
_NAMED = {shelf.kind.name: shelf for shelf in _SHELVES.values()}


def add(connection: Connection, found: Sequence[Added]) -> None:
    """Add rows. Raises Stale when something is there already that they would be."""
    with _told():
        for one in found:
            _NAMED[one.kind].add(connection, one)


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Make the changes, in their order. Raises Stale when a row is not as a change says."""
    if only_adds(changes):
        add(connection, added(change.value for change in changes))
        return
    with _told():
        for act, run in _runs(changes):
            kinds = [kind for kind in _SHELVES if kind in run]
            if act is _Act.ADD:
                for kind in kinds:
                    values = [change.value for change in run[kind]]
                    _SHELVES[kind].add(connection, added_of(_SHELVES[kind].kind, values))
            elif act is _Act.REMOVE:
                for kind in reversed(kinds):
                    _SHELVES[kind].remove(connection, run[kind])
            else:
                for kind in kinds:
                    _SHELVES[kind].replace(connection, run[kind])


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What an act ran into is told as Stale."""
    try:
        yield
    except IntegrityError as failure:
        stale = stale_for(failure)
        if stale is None:
            raise
        raise stale from failure


def stale_for(failure: IntegrityError) -> Stale | None:
    """What an act ran into that was there already, or was there no more; None for a bug."""
    words = str(failure.orig)
    if "UNIQUE constraint" in words:
        return Stale("Something of that name is there already; nothing was changed.")
    if "FOREIGN KEY constraint" in words:
        return Stale(
            "What this belongs to is no longer there, or what would go is still in use; "
            "nothing was changed."
        )
    return None


def _runs(changes: Sequence[Change]) -> Iterator[tuple[_Act, dict[type[Value], list[Change]]]]:
    """Changes that can be made together: of one act, and no value replaced twice."""
    current: _Act | None = None
    run: dict[type[Value], list[Change]] = {}
    replaced: set[tuple[type[Value], object]] = set()
    for change in changes:
        before, after = change.before, change.after
        if before is None:
            act, kind, again = _Act.ADD, type(after), False
        elif after is None:
            act, kind, again = _Act.REMOVE, type(before), False
        else:
            act, kind = _Act.REPLACE, type(after)
            key = (kind, _key(before, after))
            again = key in replaced
        if current is not None and (act is not current or again):
            yield current, run
            run = {}
            replaced.clear()
        current = act
        run.setdefault(kind, []).append(change)  # type: ignore[arg-type]
        if act is _Act.REPLACE:
            replaced.add(key)
    if current is not None:
        yield current, run


def _key(before: Value, after: Value) -> object:
    shelf = _SHELVES[type(before)]
    key = shelf.key(before)
    if type(after) is not type(before) or shelf.key(after) != key:
        raise ValueError("a value can only be replaced by another version of itself")
    return key


def _hit(connection: Connection, statement: str, found: Sequence[Row]) -> None:
    if connection.exec_driver_sql(statement, list(found)).rowcount != len(found):
        raise Stale("This was changed in the meantime; nothing was done. Look again, then repeat.")

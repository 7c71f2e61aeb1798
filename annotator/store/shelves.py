"""Changes to rows: each kind of value on its table, many rows to one statement.

The *before* of a change is part of the statement that removes or replaces the row:
every column, and every row of its parts, must still be as the change says, or
nothing at all is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from operator import attrgetter

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from annotator.domain.change import Change, Value
from annotator.domain.refusal import Stale
from annotator.store.kinds import KINDS, Kind, Part
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
        self._part = part
        self._add = adding(table, part.columns)
        self._remove = removing(table, part.columns)

    def add(self, connection: Connection, values: Sequence[Value]) -> None:
        if found := self._rows(values):
            connection.exec_driver_sql(self._add, found)

    def remove(self, connection: Connection, values: Sequence[Value]) -> None:
        if found := self._rows(values):
            _hit(connection, self._remove, found)

    def _rows(self, values: Sequence[Value]) -> list[Row]:
        part = self._part
        listed, fewest, rows = attrgetter(part.listed), part.fewest, part.rows
        some = [value for value in values if len(listed(value)) >= fewest]
        return [row for value in some for row in rows(value)]


class _Shelf:
    """The statements for one kind of value."""

    def __init__(self, kind: Kind) -> None:
        table = METADATA.tables[kind.table]
        names = kind.columns
        self._row = kind.row
        self._full_row = _with(kind.row, kind.derived[1]) if kind.derived else kind.row
        written = (*names, kind.derived[0]) if kind.derived else names
        self._add = adding(table, written)
        self._remove = removing(table, names)
        self._replace = replacing(table, written, names)
        self.key: Callable[[Value], object] = attrgetter(*names[: kind.keys])
        self._parts = [_PartShelf(part) for part in kind.parts]

    def add(self, connection: Connection, changes: Sequence[Change]) -> None:
        values = [change.after for change in changes if change.after is not None]
        connection.exec_driver_sql(self._add, list(map(self._full_row, values)))
        for part in self._parts:
            part.add(connection, values)

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
            part.add(connection, after)


def _with(row: Callable[[Value], Row], derived: Callable[[Value], str]) -> Callable[[Value], Row]:
    return lambda value: (*row(value), derived(value))


_SHELVES: dict[type[Value], _Shelf] = {kind.type: _Shelf(kind) for kind in KINDS}


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Make the changes, in their order. Raises Stale when a row is not as a change says."""
    try:
        for act, run in _runs(changes):
            kinds = [kind for kind in _SHELVES if kind in run]
            if act is _Act.ADD:
                for kind in kinds:
                    _SHELVES[kind].add(connection, run[kind])
            elif act is _Act.REMOVE:
                for kind in reversed(kinds):
                    _SHELVES[kind].remove(connection, run[kind])
            else:
                for kind in kinds:
                    _SHELVES[kind].replace(connection, run[kind])
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
    if all(change.before is None for change in changes):
        for change in changes:
            run.setdefault(type(change.after), []).append(change)  # type: ignore[arg-type]
        if run:
            yield _Act.ADD, run
        return
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

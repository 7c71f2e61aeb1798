"""What a project file says, apart from how it is laid out; and what its journal says it should.

The two are worked out independently: `dump` reads the tables, `Replay` follows the
journal from its beginning. They agree after every act, or an act was lost or done by half.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from pathlib import Path

from annotator.domain.change import Change, inverse
from annotator.store.codec import unpack
from annotator.store.kinds import KINDS
from annotator.store.project_file import connect_reading
from annotator.store.rows import Row

Tables = dict[str, Counter[Row]]
"""Every row of every table of values and their parts."""


def tables(connection: sqlite3.Connection) -> Tables:
    """What the file holds now."""
    found: Tables = {}
    for kind in KINDS:
        names = kind.columns + ((kind.derived[0],) if kind.derived else ())
        found[kind.table] = _rows(connection, kind.table, names)
        for part in kind.parts:
            found[part.table] = _rows(connection, part.table, part.columns)
    return found


def _rows(connection: sqlite3.Connection, table: str, names: tuple[str, ...]) -> Counter[Row]:
    columns = ", ".join(f'"{name}"' for name in names)
    return Counter(connection.execute(f"SELECT {columns} FROM {table}").fetchall())


def dump(path: Path) -> bytes:
    """What a file holds as bytes: the same for the same values, however they came about."""
    with contextlib.closing(connect_reading(path)) as connection:
        lines = [
            f"{table} {row!r}"
            for table, rows in tables(connection).items()
            for row in sorted(rows.elements(), key=repr)
        ]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


class Replay:
    """What a project must hold by its journal, followed as it grows."""

    def __init__(self) -> None:
        self.seq = 0
        self.states: dict[int, str] = {}
        self.tables: Tables = {}
        for kind in KINDS:
            self.tables[kind.table] = Counter()
            for part in kind.parts:
                self.tables[part.table] = Counter()

    def follow(self, connection: sqlite3.Connection) -> list[tuple[int, str]]:
        """Do what the journal has gained; returns seq and kind of each new row."""
        question = "SELECT seq, kind, target, state FROM journal WHERE seq > ? ORDER BY seq"
        news: list[tuple[int, str]] = []
        for seq, kind, target, state in connection.execute(question, (self.seq,)).fetchall():
            assert seq == self.seq + 1, f"act {seq} follows act {self.seq}"
            self.seq = seq
            news.append((seq, kind))
            if kind == "do":
                for one, known in self.states.items():
                    if known == "undone":
                        self.states[one] = "dropped"
                self.states[seq] = "settled" if state == "settled" else "done"
                self._make(_changes(connection, seq))
            else:
                undo = kind == "undo"
                assert self.states[target] == ("done" if undo else "undone"), (seq, kind, target)
                self.states[target] = "undone" if undo else "done"
                changes = _changes(connection, target)
                self._make(inverse(changes) if undo else changes)
        return news

    def compare(self, connection: sqlite3.Connection) -> None:
        """Fail where the tables, or the states of acts, are not as the journal says."""
        found = tables(connection)
        for table, rows in self.tables.items():
            there = +rows
            assert found[table] == there, (
                f"{table}: too many {list((found[table] - there).items())[:3]}, "
                f"too few {list((there - found[table]).items())[:3]}"
            )
        stored = connection.execute("SELECT seq, state FROM journal WHERE kind = 'do'").fetchall()
        assert dict(stored) == self.states

    def _make(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.before is not None:
                self._count(change.before, -1)
            if change.after is not None:
                self._count(change.after, 1)

    def _count(self, value: object, by: int) -> None:
        kind = next(one for one in KINDS if one.type is type(value))
        row = kind.row(value)
        self.tables[kind.table][(*row, kind.derived[1](value)) if kind.derived else row] += by
        for part in kind.parts:
            for row in part.rows(value):
                self.tables[part.table][row] += by


def _changes(connection: sqlite3.Connection, seq: int) -> tuple[Change, ...]:
    question = "SELECT changes FROM journal_part WHERE seq = ? ORDER BY part"
    parts = connection.execute(question, (seq,)).fetchall()
    return tuple(change for (part,) in parts for change in unpack(part))

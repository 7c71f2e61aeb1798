"""Taking the rows out of a project file that is not to be written, into a fresh one.

The file may come from a stranger, with triggers, views or tables of its own making,
or be damaged in places. It is only ever read, table by table, by the columns that
the program knows, without its indexes; what does not fit is left out and counted.
The journal stays behind: nothing in it can be trusted to be what was done.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.refusal import CannotOpen, Refused
from annotator.store import search_index
from annotator.store.agreement import BEFORE_JOURNAL, as_text, sums
from annotator.store.asking import Asking
from annotator.store.failures import cannot_open, refusal_for
from annotator.store.migrate import lead_on, make_empty
from annotator.store.project_file import (
    SCHEMA_VERSION,
    beside,
    connect_reading,
    connect_writing,
    version_of,
)
from annotator.store.repair import repair_rows
from annotator.store.schema import METADATA
from annotator.store.store import Store

_SLICE = 500
_NOT_TAKEN = ("journal", "journal_part", "project", "alembic_version")
_EMPTY = {"TEXT": "", "INTEGER": 0, "REAL": 0.0, "BLOB": b""}

Told = Callable[[int, int, str], bool]
"""Told how many tables are done, of how many, and which is at work; False stops."""


class Rescued(msgspec.Struct, frozen=True):
    """What was taken: rows by table, rows left out by table, and remarks as sentences."""

    taken: dict[str, int]
    left_out: dict[str, int]
    remarks: tuple[str, ...] = ()


def rescue(source: Path, target: Path, told: Told = lambda *_: True) -> Rescued:
    """Make a project at `target`, which must not exist, of the rows of `source`.

    Raises CannotOpen when `source` cannot be read as a project at all, Refused when
    `target` cannot be written or `told` stopped it; nothing is left of `target` then.
    """
    if target.exists():
        raise Refused(f"{target} exists already; choose another name.")
    part = beside(target, ".part")
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        with contextlib.suppress(OSError):
            beside(part, suffix).unlink(missing_ok=True)
    try:
        with contextlib.closing(connect_reading(source)) as reading:
            version = version_of(source, reading)
            if version == SCHEMA_VERSION:
                Store.create(part).close()
            else:  # its rows are led on as those of any file of its version are
                make_empty(part, version)
            with contextlib.closing(connect_writing(part)) as writing:
                found = _Taking(source, reading, writing).run(told)
        lead_on(part)
        with contextlib.closing(connect_writing(part)) as writing:
            found = msgspec.structs.replace(
                found, remarks=(*found.remarks, *_mended(part, writing))
            )
        part.rename(target)
    except sqlite3.Error as failure:
        raise refusal_for(source, failure) or cannot_open(source, failure) from failure
    except OSError as reason:
        raise Refused(f"{target} cannot be written: {reason.strerror or reason}.") from reason
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return found


class _Taking:
    def __init__(
        self, path: Path, reading: sqlite3.Connection, writing: sqlite3.Connection
    ) -> None:
        self._path = path
        self._reading = reading
        self._writing = writing
        self._taken: dict[str, int] = {}
        self._left_out: dict[str, int] = {}
        self._remarks: list[str] = []

    def run(self, told: Told) -> Rescued:
        there = self._tables()
        if "texts" not in there or "articles" not in there:
            raise CannotOpen(f"{self._path.name} holds no articles that could be taken over.")
        made = {row[1] for row in self._writing.execute("PRAGMA main.table_list")}
        names = [name for name in METADATA.tables if name in made and name not in _NOT_TAKEN]
        self._writing.execute("PRAGMA foreign_keys = OFF")
        self._writing.execute("PRAGMA synchronous = OFF")  # nothing has the file's name yet
        self._writing.execute("BEGIN")
        for done, name in enumerate(names):
            if not told(done, len(names), name):
                raise Refused("Stopped; nothing was changed.")
            if name in there:
                self._take(name)
            else:
                self._taken[name] = 0
        self._drop_loose_ends()
        self._writing.execute("COMMIT")
        told(len(names), len(names), "")
        return Rescued(self._taken, self._left_out, tuple(self._remarks))

    def _tables(self) -> set[str]:
        """Real tables; a view or a virtual table of that name would run what it brings."""
        try:
            listed = self._reading.execute("PRAGMA main.table_list").fetchall()
        except sqlite3.DatabaseError as failure:
            raise cannot_open(self._path, failure) from failure
        return {row[1] for row in listed if row[2] == "table" and row[1] in METADATA.tables}

    def _take(self, name: str) -> None:
        table = METADATA.tables[name]
        try:
            known = {
                row[1]
                for row in self._reading.execute(f'PRAGMA main.table_xinfo("{name}")')
                if row[6] == 0  # no hidden or generated column
            }
        except sqlite3.DatabaseError:
            self._remarks.append(f"Nothing of {name} could be read.")
            self._taken[name] = 0
            return
        made = {row[1] for row in self._writing.execute(f'PRAGMA main.table_info("{name}")')}
        # numbers of texts mean nothing outside the index of words: they are given anew
        given = {"id"} if name == "texts" else set()
        listed = [one for one in table.columns if one.name in made and one.name not in given]
        columns = [column.name for column in listed]
        there = [column for column in columns if column in known]
        fill = [_EMPTY.get(str(column.type), "") for column in listed]
        for column in listed:
            if column.nullable:
                fill[columns.index(column.name)] = None
            elif any(
                "LIKE '[%]'" in str(getattr(one, "sqltext", "")) for one in column.constraints
            ):
                fill[columns.index(column.name)] = "[]"
        places = ", ".join("?" * len(columns))
        adding = f'INSERT INTO "{name}" ({_listed(columns)}) VALUES ({places})'  # noqa: S608
        at = {column: there.index(column) for column in there}
        taken = lost = 0
        for rows in self._slices(name, there):
            full = [
                [row[at[one]] if one in at else fill[number] for number, one in enumerate(columns)]
                for row in rows
            ]
            if name == "texts":
                full = [self._own_hash(row) for row in full]
            good = self._add(adding, full)
            taken += good
            lost += len(full) - good
        self._taken[name] = taken
        if lost:
            self._left_out[name] = lost

    def _slices(self, name: str, columns: Sequence[str]) -> Iterator[list[tuple[object, ...]]]:
        """Rows as far as the file gives them."""
        question = f'SELECT {_listed(columns)} FROM main."{name}" NOT INDEXED'  # noqa: S608
        try:
            cursor = self._reading.execute(question)
            while rows := cursor.fetchmany(1 if name == "texts" else _SLICE):
                yield rows
        except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError) as reason:
            self._remarks.append(f"The end of {name} could not be read ({reason}).")

    def _add(self, adding: str, rows: Sequence[Sequence[object]]) -> int:
        try:
            self._writing.execute("SAVEPOINT some")
            self._writing.executemany(adding, rows)
            self._writing.execute("RELEASE some")
        except sqlite3.IntegrityError:
            self._writing.execute("ROLLBACK TO some")
            self._writing.execute("RELEASE some")
        else:
            return len(rows)
        good = 0
        for row in rows:
            with contextlib.suppress(sqlite3.IntegrityError):
                self._writing.execute(adding, row)
                good += 1
        return good

    def _own_hash(self, row: list[object]) -> list[object]:
        """A text under the hash of what it says; its articles follow it in `_drop_loose_ends`."""
        sha256, text = row[0], row[1]
        if isinstance(text, str):
            own = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if own != sha256:
                self._remarks.append(
                    "A text is not the one that was stored; it was taken as it stands, "
                    f"with the articles that have it (SHA-256 {own[:12]}…)."
                )
                self._writing.execute(
                    "CREATE TEMP TABLE IF NOT EXISTS renamed (old TEXT PRIMARY KEY, new TEXT)"
                )
                self._writing.execute(
                    "INSERT OR REPLACE INTO temp.renamed VALUES (?, ?)", (sha256, own)
                )
                return [own, *row[1:]]
        return row

    def _drop_loose_ends(self) -> None:
        """Rows that refer to something that did not come along, and then those on them."""
        if self._writing.execute(
            "SELECT 1 FROM sqlite_temp_schema WHERE name = 'renamed'"
        ).fetchone():
            self._writing.execute(
                "UPDATE articles SET text_sha256 = (SELECT new FROM temp.renamed WHERE old = "
                "text_sha256) WHERE text_sha256 IN (SELECT old FROM temp.renamed)"
            )
        while self._dropped():
            pass

    def _dropped(self) -> int:
        total = 0
        for table in METADATA.tables.values():
            if table.name in _NOT_TAKEN or table.name not in self._taken:
                continue
            for key in table.foreign_keys:
                mine, theirs = key.parent, key.column
                if theirs.table.name not in self._taken:
                    continue
                loose = (
                    f'"{mine.name}" IS NOT NULL AND "{mine.name}" NOT IN '  # noqa: S608
                    f'(SELECT "{theirs.name}" FROM "{theirs.table.name}")'
                )
                if mine.nullable:
                    does = f'UPDATE "{table.name}" SET "{mine.name}" = NULL WHERE {loose}'  # noqa: S608
                else:
                    does = f'DELETE FROM "{table.name}" WHERE {loose}'  # noqa: S608
                gone = self._writing.execute(does).rowcount
                if gone and not mine.nullable:
                    self._taken[table.name] = self._taken.get(table.name, 0) - gone
                    self._left_out[table.name] = self._left_out.get(table.name, 0) + gone
                total += gone
        return total


def _mended(path: Path, writing: sqlite3.Connection) -> list[str]:
    """What follows from the rows, made again; and all of it whole and on disk."""
    writing.execute("PRAGMA foreign_keys = OFF")
    writing.execute("BEGIN")
    said = repair_rows(writing)
    search_index.rebuild(writing)
    taken = as_text(sums(Asking(path, writing)))
    writing.execute("INSERT INTO project VALUES (?, ?)", (BEFORE_JOURNAL, taken))
    writing.execute("COMMIT")
    writing.execute("VACUUM")
    return said


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def free_name(path: Path, said: str) -> Path:
    """A name beside a file, with a word in it, that nothing has yet."""
    stem = f"{path.stem} ({said})"
    found, count = path.with_name(stem + path.suffix), 1
    while os.path.lexists(found):
        count += 1
        found = path.with_name(f"{stem} {count}{path.suffix}")
    return found

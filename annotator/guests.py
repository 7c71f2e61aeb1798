"""Databases of other programs, read as tables and trusted in nothing.

    for row in tables(path, {"DOCUMENTS": ("ID", "Text")})["DOCUMENTS"]: ...

The file is opened as one that never changes, so that no lock or journal is made beside
it and nothing in it is run: no views, triggers or virtual tables are read, and a query
that takes too long or too much is stopped.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.domain.refusal import BadInput

_MAGIC = b"SQLite format 3\0"
_LARGEST_VALUE = 32 * 1024 * 1024
_MOST_ROWS = 5_000_000
_SECONDS = 120.0
_STEPS = 100_000
"""Steps of SQLite's machine between two looks at the clock."""

Row = dict[str, Any]


def is_database(data: bytes) -> bool:
    """Whether a file that begins so is an SQLite database."""
    return data.startswith(_MAGIC)


def names(path: Path) -> frozenset[str]:
    """The names of the tables of a database, in lower case; none where it cannot be read."""
    try:
        with _opened(path) as connection:
            return frozenset(_tables(connection))
    except (BadInput, sqlite3.Error, OverflowError, UnicodeDecodeError):
        return frozenset()


def tables(path: Path, wanted: Mapping[str, Sequence[str]]) -> dict[str, list[Row]]:
    """The rows of each wanted table, by column; a table or column that is not there is left out.

    Raises BadInput for what is no database, a damaged one, or one that is too large.
    """
    with _opened(path) as connection:
        try:
            there = _tables(connection)
            return {
                name: list(_rows(connection, there[name.casefold()], columns))
                for name, columns in wanted.items()
                if name.casefold() in there
            }
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as reason:
            said = "takes too long to read" if "interrupted" in str(reason) else "is damaged"
            raise BadInput(str(path), None, f"{said} ({reason})") from reason


def project_tables(
    path: Path, wanted: Mapping[str, Sequence[str]], *, kind: str, needed: Sequence[str]
) -> dict[str, list[Row]]:
    """As `tables`, of a file that is no such `kind` of project without the `needed` ones.

    Raises BadInput then too.
    """
    held = tables(path, wanted)
    if not held.keys() >= set(needed):
        said = f"is no {kind}: it has no {' and '.join(needed)}"
        raise BadInput(str(path), None, said)
    return held


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as reason:
        said = f"cannot be read: {reason.strerror or reason}"
        raise BadInput(str(path), None, said) from reason
    if magic != _MAGIC:
        raise BadInput(str(path), None, "is no SQLite database")
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        until = time.monotonic() + _SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        yield connection
    finally:
        connection.close()


def _tables(connection: sqlite3.Connection) -> dict[str, tuple[str, dict[str, str]]]:
    """Ordinary tables by name in lower case: the name, and the columns in the same way."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    master = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    for name, sql in master.fetchall():
        if not isinstance(name, str) or "virtual" in str(sql).casefold()[:40]:
            continue
        columns = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
        found[name.casefold()] = (name, {str(one[1]).casefold(): str(one[1]) for one in columns})
    return found


def _rows(
    connection: sqlite3.Connection, table: tuple[str, dict[str, str]], columns: Sequence[str]
) -> Iterator[Row]:
    name, there = table
    known = [one for one in columns if one.casefold() in there]
    if not known:
        return
    listed = ", ".join(_quoted(there[one.casefold()]) for one in known)
    query = f"SELECT {listed} FROM {_quoted(name)} LIMIT {_MOST_ROWS}"  # noqa: S608  names quoted
    for row in connection.execute(query):
        yield dict(zip(known, row, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

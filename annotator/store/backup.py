"""A verified copy of a project, made while it is open."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from pathlib import Path

from annotator.domain.refusal import Refused
from annotator.store.failures import Damaged, refusal_for
from annotator.store.project_file import beside, connect_reading

_PAGES = 2048
"""Pages copied at a time, so that other threads get their turn."""


def back_up(path: Path, target: Path) -> Path:
    """Copy a project to `target`, which must not exist; returns `target`.

    The copy is read again and compared before it gets its name. Raises Damaged when
    the project or the copy is not sound, Refused when it cannot be written.
    """
    if target.exists():
        raise Refused(f"{target} exists already; choose another name for the backup.")
    for suffix in ("-wal", "-journal"):
        if beside(target, suffix).exists():
            # SQLite would take it for the unfinished work of the new file
            raise Refused(f"{beside(target, suffix)} was left by another project; move it away.")
    part = beside(target, ".part")
    part.unlink(missing_ok=True)
    try:
        with contextlib.closing(connect_reading(path)) as source:
            source.execute("BEGIN")  # one moment of the project, for copying and comparing
            with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
                source.backup(copy, pages=_PAGES)
                copy.execute("PRAGMA journal_mode = DELETE")
            _compare(path, source, part)
        _put(part, target)
    except sqlite3.Error as failure:
        refusal = refusal_for(path, failure)
        if refusal is None:
            raise
        raise refusal from failure
    except OSError as reason:
        raise Refused(f"{target} cannot be written: {reason.strerror or reason}.") from reason
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _compare(path: Path, source: sqlite3.Connection, part: Path) -> None:
    with contextlib.closing(connect_reading(part)) as copy:
        faults = [row[0] for row in copy.execute("PRAGMA quick_check(1)")]
        if faults != ["ok"]:
            raise Damaged(f"{path.name} is damaged, so no backup was made ({faults[0]}).")
        if _sum(copy) != _sum(source):
            raise Damaged(f"The backup of {path.name} is not the same as the project.")


def _sum(connection: sqlite3.Connection) -> str:
    """How many rows each table has, and which texts there are, as one hash."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    total = hashlib.sha256()
    for (name,) in names.fetchall():
        count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
        total.update(f"{name} {count[0]}\n".encode())
    for (text,) in connection.execute("SELECT sha256 FROM texts ORDER BY 1"):
        total.update(text.encode())
    return total.hexdigest()


def _put(part: Path, target: Path) -> None:
    """Give the copy its name once it is safely on disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.rename(target)
    with contextlib.suppress(OSError):  # folders cannot be synced everywhere
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

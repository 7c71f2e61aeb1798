"""A verified copy of a project, made while it is open.

SQLite's own backup interface copies a few pages at a time (https://sqlite.org/backup.html),
so whoever writes meanwhile waits for none of it. The thread that copies keeps its priority:
put aside while it holds the interpreter, it would keep a whole window waiting. The copy is
then read again: its pages, its rows against the project's, and each text against the hash
it is kept under.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from annotator.domain.refusal import Refused
from annotator.store.failures import Damaged, refusal_for
from annotator.store.project_file import beside, connect_reading

_PAGES = 64
"""Pages copied at a time, a quarter of a megabyte: an act waits for no more of it."""

_SYNC_EVERY = 4
"""Turns from one sync of the copy to the next. On most disks the sync of an act also waits
for what else was written and not synced: a megabyte, where it could be a gigabyte."""

_RESTARTS = 20
"""How often copying begins anew because the project was written in the older way."""

Told = Callable[[int, int, str], bool]
"""Told how much is done, of how much, and at what; False stops it."""


def back_up(
    path: Path, target: Path, told: Told = lambda *_: True, *, gently: bool = False
) -> Path:
    """Copy a project to `target`, which must not exist; returns `target`.

    The copy is read again and compared before it gets its name. `gently` leaves the
    disk to others half of the time. Raises Damaged when the project or the copy is not
    sound, Refused when it cannot be written or `told` stopped it.
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
            still = source.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            if still:
                # one moment of the project, for copying and comparing; BEGIN alone is none yet
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            _copy(source, part, _Pace(part, told, gently=gently))
            _compare(path, source if still else None, part)
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


class _Pace:
    """Hears each turn of copying: tells of it, syncs now and then, and rests."""

    def __init__(self, part: Path, told: Told, *, gently: bool) -> None:
        self._part = part
        self._told = told
        self._gently = gently
        self._turns = self._restarts = 0
        self._left = sys.maxsize
        self._began = time.monotonic()

    def __call__(self, _status: int, left: int, total: int) -> None:
        if left > self._left:
            self._restarts += 1
            if self._restarts > _RESTARTS:
                raise Refused("The project is written too often to be copied just now.")
        self._left = left
        if not self._told(total - left, total, ""):
            raise Refused("Stopped; no backup was made.")
        self._turns += 1
        if self._turns % _SYNC_EVERY == 0:
            handle = os.open(self._part, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        if self._gently:
            time.sleep(min(0.1, time.monotonic() - self._began))
            self._began = time.monotonic()


def _copy(source: sqlite3.Connection, part: Path, pace: _Pace) -> None:
    with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # it is synced before it gets its name
        source.backup(copy, pages=_PAGES, progress=pace, sleep=0.01)
        copy.execute("PRAGMA journal_mode = DELETE")


def _compare(path: Path, source: sqlite3.Connection | None, part: Path) -> None:
    with contextlib.closing(connect_reading(part)) as copy:
        faults = [row[0] for row in copy.execute("PRAGMA quick_check(1)")]
        if faults != ["ok"]:
            raise Damaged(f"{path.name} is damaged, so no backup was made ({faults[0]}).")
        if source is not None and _sum(copy) != _sum(source):
            raise Damaged(f"The backup of {path.name} is not the same as the project.")
        for sha256, text in copy.execute("SELECT sha256, CAST(text AS BLOB) FROM texts"):
            if hashlib.sha256(text).hexdigest() != sha256:
                raise Damaged(
                    f"{path.name} is damaged, so no backup was made: a text in it is not the "
                    f"one that was stored (SHA-256 {sha256[:12]}…)."
                )


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

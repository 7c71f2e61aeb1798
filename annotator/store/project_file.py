"""A project file: what marks it as one, how it is connected to, and which it is not.

Only SQLite itself ever opens the file: closing any other handle on it would drop
the locks that SQLite holds on it in this process.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

from annotator.domain.refusal import CannotOpen, Foreign, Unsound
from annotator.store.failures import cannot_open
from annotator.store.fingerprint import FINGERPRINTS, fingerprint

APPLICATION_ID = 0x416E6E6F
"""The letters Anno, at offset 68 of the file."""

SCHEMA_VERSION = max(FINGERPRINTS)
"""The version this program writes, in `user_version`."""

BUSY_MS = 5_000
_PAGE_SIZE = 4096

_KEPT_OPEN: dict[tuple[int, int], int] = {}
"""Handles that looked into a file past SQLite, one a file (device and inode); closed, they
would take its locks along."""

_CAREFUL = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    f"PRAGMA busy_timeout = {BUSY_MS}",
)


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read. Raises CannotOpen for a file that cannot be read.

    A folder that cannot be written to is no hindrance: where a program that died
    left work beside the file in it, a copy of both is read.
    """
    _see(path)
    if left_by_another(path):
        return _connect_again(path, "mode=ro&immutable=1")
    try:
        return _connected(path, "mode=ro", reading=True)
    except sqlite3.DatabaseError as failure:
        if _left_over(path, "-journal"):
            if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
                _roll_back(path)
                return _connect_again(path, "mode=ro")
            return _copied(path, failure)
        if not isinstance(failure, sqlite3.OperationalError):
            raise cannot_open(path, failure) from failure
        if _left_over(path, "-wal"):
            return _copied(path, failure)
        return _connect_again(path, "mode=ro&immutable=1")


def connect_writing(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """The connection that writes, in autocommit, for use by several threads in turn.

    `create` is for a file that is still empty. Raises CannotOpen.
    """
    if not create:
        _see(path)
    try:
        return _connected(path, "mode=rw", reading=False, create=create)
    except sqlite3.DatabaseError as failure:
        raise cannot_open(path, failure) from failure


def version_of(path: Path, connection: sqlite3.Connection, *, newest: int = SCHEMA_VERSION) -> int:
    """The schema version of a file. Raises CannotOpen if it is no project, or a newer one."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as failure:
        raise cannot_open(path, failure) from failure
    if application != APPLICATION_ID or version < 1:
        raise CannotOpen(f"{path.name} is not an Annotator project.")
    if version > newest:
        raise CannotOpen(
            f"{path.name} was made by a newer Annotator (version {version} of the file; "
            f"this one knows versions up to {newest})."
        )
    return int(version)


def check_schema(path: Path, connection: sqlite3.Connection, expected: str) -> None:
    """Refuse a file whose tables are not ours to the letter, or that brings its own code.

    A trigger or a view in a file from elsewhere would act with every later write.
    """
    try:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    except sqlite3.DatabaseError as failure:
        raise cannot_open(path, failure) from failure
    for kind, name, _, _ in rows:
        if kind in ("trigger", "view"):
            raise Foreign(
                f"{path.name} holds a {kind} ({name}) that Annotator did not put there, "
                "so it is not opened."
            )
    if fingerprint(rows) != expected:
        raise Foreign(f"{path.name} has other tables than Annotator makes, so it is not opened.")


def check_current(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse what is not a project of the current version, with the tables we make."""
    version = version_of(path, connection)
    if version < SCHEMA_VERSION:
        raise CannotOpen(
            f"{path.name} was made by an older Annotator; open it for writing once "
            "to bring it up to date."
        )
    check_schema(path, connection, FINGERPRINTS[version])


def beside(path: Path, suffix: str) -> Path:
    """The file that belongs to a project file: its name with something behind it."""
    return path.with_name(path.name + suffix)


def _see(path: Path) -> None:
    try:
        if path.is_dir():
            raise CannotOpen(f"{path} is a folder, not an Annotator project.")
        if path.stat().st_size == 0:
            raise Unsound(f"{path.name} is empty, so it is not an Annotator project.")
    except FileNotFoundError:
        raise CannotOpen(f"{path} does not exist.") from None
    except OSError as reason:
        raise CannotOpen(f"{path} cannot be read: {reason.strerror or reason}.") from reason


def _connected(path: Path, how: str, *, reading: bool, create: bool = False) -> sqlite3.Connection:
    address = f"file:{quote(str(path.resolve()))}?{how}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
    )
    try:
        if create:
            connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        for pragma in _CAREFUL:
            connection.execute(pragma)
        if reading:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except UnicodeDecodeError as reason:  # SQLite quotes damaged names as they are
        connection.close()
        failure = sqlite3.DatabaseError("its list of tables is no text")
        failure.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise failure from reason
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_again(path: Path, how: str) -> sqlite3.Connection:
    try:
        return _connected(path, how, reading=True)
    except sqlite3.DatabaseError as failure:
        raise cannot_open(path, failure) from failure


def left_by_another(path: Path) -> bool:
    """Whether the write-ahead file beside a project belongs to another file.

    A file that was closed, or is a backup, says in its header (bytes 18 and 19, "File
    format version numbers" of SQLite's file format) that it has no write-ahead file;
    SQLite takes one that lies there for its own all the same, and writes it in.
    """
    if not _left_over(path, "-wal"):
        return False
    try:
        if sys.platform == "win32":
            with path.open("rb") as file:
                file.seek(18)
                return file.read(2) == b"\x01\x01"
        found = path.stat()
        which = (found.st_dev, found.st_ino)
        if which not in _KEPT_OPEN:
            _KEPT_OPEN[which] = os.open(path, os.O_RDONLY)
        return os.pread(_KEPT_OPEN[which], 2, 18) == b"\x01\x01"
    except OSError:
        return False


def set_stranger_aside(path: Path) -> Path | None:
    """Give a write-ahead file of another project a name of its own; returns it.

    To be called by whoever holds the project's lock, before anything else opens it.
    """
    if not left_by_another(path):
        return None
    stranger = beside(path.resolve(), "-wal")
    aside, count = beside(path.resolve(), "-wal of another file"), 1
    while aside.exists():
        count += 1
        aside = beside(path.resolve(), f"-wal of another file {count}")
    try:
        stranger.rename(aside)
        beside(path.resolve(), "-shm").unlink(missing_ok=True)
    except OSError as reason:
        raise CannotOpen(
            f"{stranger} belongs to another file and cannot be moved away: "
            f"{reason.strerror or reason}."
        ) from reason
    return aside


def _copied(path: Path, failure: sqlite3.DatabaseError) -> sqlite3.Connection:
    """A reading connection on a copy of a file and the work left beside it."""
    import shutil  # noqa: PLC0415  hardly ever needed
    import tempfile  # noqa: PLC0415

    try:
        folder = Path(tempfile.mkdtemp(prefix="annotator-"))
        try:
            copy = folder / path.name
            for suffix in ("", "-wal", "-journal"):
                if suffix == "" or _left_over(path, suffix):
                    shutil.copyfile(beside(path.resolve(), suffix), beside(copy, suffix))
            with contextlib.closing(connect_writing(copy)) as taking_in:
                taking_in.execute("PRAGMA journal_mode = DELETE")
            return _connect_again(copy, "mode=ro&immutable=1")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        raise cannot_open(path, failure) from failure


def _left_over(path: Path, suffix: str) -> bool:
    try:
        return beside(path.resolve(), suffix).stat().st_size > 0
    except OSError:
        return False


def _roll_back(path: Path) -> None:
    """Let SQLite take back the half of a write that a program left when it died."""
    connect_writing(path).close()

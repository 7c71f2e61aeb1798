"""What went wrong in SQLite, in words for the user.

Only what the world can cause is worded: a damaged file, a full disk, a file that
cannot be reached. Anything else is a bug and stays the exception it was.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from annotator.domain.refusal import CannotOpen, Refused, Unsound


class Damaged(Refused):
    """Something in a project file is not what was written there."""


class Unwritten(Refused):
    """The world stood in the way of an act; `reason` is half a sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{path.name}: {reason}; nothing was changed.")


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LONGEST = 120

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_BUSY: "another program is using it",
    sqlite3.SQLITE_LOCKED: "another program is using it",
    sqlite3.SQLITE_READONLY: "it cannot be written to",
    sqlite3.SQLITE_CANTOPEN: "it cannot be reached",
    sqlite3.SQLITE_PERM: "that is not allowed",
    sqlite3.SQLITE_AUTH: "that is not allowed",
    sqlite3.SQLITE_PROTOCOL: "another program is using it",
    sqlite3.SQLITE_NOLFS: "it is too large for this disk",
    sqlite3.SQLITE_TOOBIG: "something in it is too large",
}


def cannot_open(path: Path, failure: sqlite3.Error) -> CannotOpen:
    """Why a file could not be opened at all."""
    code = _code(failure)
    if code == sqlite3.SQLITE_NOTADB:
        return Unsound(f"{path.name} is not an Annotator project, or its beginning is damaged.")
    if code == sqlite3.SQLITE_CORRUPT:
        return Unsound(f"{path.name} is damaged ({_said(failure)}).")
    return CannotOpen(f"{path} cannot be opened: {_REASONS.get(code, _said(failure))}.")


def refusal_for(path: Path, failure: BaseException) -> Refused | None:
    """Why an act on an open file could not be done, None when it is a bug."""
    if isinstance(failure, UnicodeDecodeError):  # SQLite quotes damaged names as they are
        return Damaged(f"{path.name} is damaged ({failure}).")
    if not isinstance(failure, sqlite3.Error):
        return None
    code = _code(failure)
    if code in _DAMAGED or str(failure).startswith("Could not decode to UTF-8"):
        return Damaged(f"{path.name} is damaged ({_said(failure)}).")
    reason = _REASONS.get(code)
    if code == sqlite3.SQLITE_IOERR and not _may_write(path):
        reason = _REASONS[sqlite3.SQLITE_READONLY]
    return Unwritten(path, reason) if reason else None


def _may_write(path: Path) -> bool:
    """Whether the system lets us write the file and what lies beside it.

    Where it does not, SQLite opens a journal to read, and takes what comes of it for an
    error of the disk.
    """
    there = (path.parent, path, *(path.with_name(path.name + one) for one in ("-journal", "-wal")))
    return all(os.access(one, os.W_OK) for one in there if one.exists())


def _said(failure: sqlite3.Error) -> str:
    """SQLite's own words in one line; of a damaged schema they hold all of a table's text."""
    words = " ".join(str(failure).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _code(failure: sqlite3.Error) -> int:
    """The primary result code, without SQLite's refinements of it."""
    return getattr(failure, "sqlite_errorcode", 0) & 0xFF

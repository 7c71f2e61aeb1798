"""Rebuilding what a project file holds twice: counts, lengths, search words, indexes.

Only what follows from rows that are sound is written anew. A text that is not the
one stored, a mark that lost its place: nothing here invents what it might have been.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

import msgspec

from annotator.store import search_index
from annotator.store.failures import refusal_for
from annotator.store.kinds import ARTICLE, searched
from annotator.store.lock import ProjectLock
from annotator.store.opening import make_ready
from annotator.store.project_file import check_current, connect_writing

_COUNTS = (
    ("articles", "zone_count", "zones", "article_id", "articles", 0),
    ("annotations", "answer_count", "annotation_answers", "annotation_id", "annotations", 0),
    ("annotations", "fragment_count", "annotation_fragments", "annotation_id", "annotations", 2),
)
"""Table, its count, the table of parts, what names the owner there, a noun, the least to go by."""


def repair(path: Path) -> list[str]:
    """Rebuild what can be derived; returns what was, as sentences, none when all was well.

    Takes the project's lock. Raises InUse, CannotOpen, or Refused when the disk
    cannot take it; nothing is changed then.
    """
    lock = ProjectLock.take(path)
    try:
        said = make_ready(path) if lock is not None else []
        with contextlib.closing(connect_writing(path)) as connection:
            check_current(path, connection)
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN IMMEDIATE")
            said += _indexes(connection)
            said += repair_rows(connection)
            said += _search(connection)
            connection.execute("COMMIT")
    except sqlite3.Error as failure:
        refusal = refusal_for(path, failure)
        if refusal is None:
            raise
        raise refusal from failure
    finally:
        if lock is not None:
            lock.release()
    return said


def repair_rows(connection: sqlite3.Connection) -> list[str]:
    """Counts, lengths and search words, inside the transaction that is open."""
    said = []
    for table, count, parts, owner, noun, least in _COUNTS:
        changed = connection.execute(
            f"UPDATE {table} SET {count} = "  # noqa: S608
            f"(SELECT count(*) FROM {parts} WHERE {owner} = {table}.id) "
            f"WHERE {count} <> (SELECT count(*) FROM {parts} WHERE {owner} = {table}.id) "
            f"AND (SELECT count(*) FROM {parts} WHERE {owner} = {table}.id) >= {least}"
            + (f" AND {count} <> 1" if least else "")
        ).rowcount
        if changed:
            said.append(f"Counted again in {changed:,} {noun}: {count.replace('_', ' ')}.")
    lengths = _lengths(connection)
    if lengths:
        said.append(f"Counted the characters of {lengths:,} articles again.")
    folded = _folded(connection)
    if folded:
        said.append(f"Made the search words of {folded:,} articles again.")
    return said


def _indexes(connection: sqlite3.Connection) -> list[str]:
    faults = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    if not any("index" in fault for fault in faults):
        return []
    connection.execute("REINDEX")
    return ["Made the indexes again."]


def _search(connection: sqlite3.Connection) -> list[str]:
    try:
        if search_index.is_right(connection):
            return []
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        pass  # what of it lies in texts that cannot be read stops the rebuilding too
    try:
        search_index.rebuild(connection)
    except sqlite3.DatabaseError:
        return []
    return ["Made the search index again."]


def _lengths(connection: sqlite3.Connection) -> int:
    """Lengths of texts that are what was stored; `length` of SQL would stop at a NUL."""
    wrong = 0
    ids = connection.execute("SELECT id, text_sha256, length FROM articles").fetchall()
    for article, sha256, length in ids:
        try:
            row = connection.execute(
                "SELECT text FROM texts WHERE sha256 = ?", (sha256,)
            ).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is None or len(row[0]) == length:
            continue
        if hashlib.sha256(row[0].encode()).hexdigest() == sha256:
            connection.execute(
                "UPDATE articles SET length = ? WHERE id = ?", (len(row[0]), article)
            )
            wrong += 1
    return wrong


def _folded(connection: sqlite3.Connection) -> int:
    wrong = 0
    for article, folded, expected in stale_words(connection):
        if folded != expected:
            connection.execute("UPDATE articles SET folded = ? WHERE id = ?", (expected, article))
            wrong += 1
    return wrong


def stale_words(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Articles whose search words do not follow from what they say: id, found, expected."""
    from annotator.store import rows  # noqa: PLC0415  not needed to open

    columns = ", ".join(f'"{name}"' for name in ARTICLE.columns)
    found = []
    for row in connection.execute(f"SELECT {columns}, folded FROM articles"):  # noqa: S608
        bare = list(row[:-1])
        bare[ARTICLE.columns.index("zone_count")] = 0
        try:
            expected = searched(rows.article_from(tuple(bare), {}))
        except (msgspec.DecodeError, TypeError, ValueError):
            continue
        if row[-1] != expected:
            found.append((row[0], row[-1], expected))
    return found

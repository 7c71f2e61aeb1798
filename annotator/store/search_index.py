"""The index of words: in which texts each of them stands, kept by SQLite's FTS5.

It is an index over `texts` (https://sqlite.org/fts5.html, "External Content Tables"):
no text is held twice, and since texts are never taken away it only ever grows, in the
transaction that brings a text. What acts do with articles does not touch it.

A word is a run of letters, marks, digits and signs; invisible characters belong to it, so
that nothing which reads as one word is two here. Where nobody writes blanks (Chinese,
Japanese, Thai) it is what stands between two marks of punctuation; such words are looked
into, see `seeking`. An index of every three letters would do the same for twice the room
and four times the time. Places within a text are not kept: whoever wants them looks into
the few texts that come into question.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3

from sqlalchemy import Connection

_WORDS = (
    "unicode61 remove_diacritics 2 "
    # for Unicode an invisible character since 6.3 and a sign since 12, for FTS5 neither
    "categories 'L* N* M* S* Cf Cn Co' tokenchars '\u180e\u166d'"
)
_FORM = f'tokenize = "{_WORDS}", detail = none, columnsize = 0'
TABLE = (
    f"CREATE VIRTUAL TABLE search USING fts5(text, content = texts, content_rowid = id, {_FORM})"
)
SETTING = "INSERT INTO search(search, rank) VALUES ('hashsize', 16777216)"
"""Bytes of the index that are held before they are written: pieces too small are merged often."""

REBUILDING = "INSERT INTO search(search) VALUES ('rebuild')"

_ADDING = "INSERT INTO search(rowid, text) SELECT id, text FROM texts WHERE id > ?"
_NEWEST = "SELECT coalesce(max(id), 0) FROM texts"
_CHARACTERS = 16_000_000
"""Texts of a large act that are taken up together: fewer make small pieces, more take long."""


class Growing:
    """Takes up the texts that come in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._newest = self._find_newest()
        self._waiting = 0

    def came(self, characters: int) -> None:
        """Note that texts of so many code points were kept; once they are many, take them up."""
        self._waiting += characters
        if self._waiting > _CHARACTERS:
            self.take_up()

    def take_up(self) -> None:
        """Take up what is not in the index yet."""
        if self._waiting:
            self._waiting = 0
            self._connection.exec_driver_sql(_ADDING, (self._newest,))
            self._newest = self._find_newest()

    def _find_newest(self) -> int:
        return int(self._connection.exec_driver_sql(_NEWEST).scalar_one())


def make(connection: Connection) -> None:
    """Make the index, empty."""
    connection.exec_driver_sql(TABLE)
    connection.exec_driver_sql(SETTING)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index of all texts anew, in the transaction that is open."""
    connection.execute(REBUILDING)
    connection.execute(SETTING)


def is_right(connection: sqlite3.Connection) -> bool:
    """Whether the index says what the texts say; makes a second one, on disk, to compare.

    `connection` may be one that only reads: FTS5's own check would have to write.
    Raises sqlite3.DatabaseError where the index or the texts cannot be read.
    """
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as other:
        other.execute(f"CREATE VIRTUAL TABLE search USING fts5(text, content = '', {_FORM})")
        other.execute(SETTING)
        other.execute("BEGIN")
        texts = connection.execute("SELECT id, text FROM main.texts")
        other.executemany("INSERT INTO search(rowid, text) VALUES (?, ?)", texts)
        listed(other, "instance")
        listed(connection, "instance")
        question = "SELECT term, doc FROM temp.search_instance"
        there, expected = connection.execute(question), other.execute(question)
        return all(one == two for one, two in itertools.zip_longest(there, expected))


def listed(connection: sqlite3.Connection, how: str) -> None:
    """Make the words of the index a table of this connection, `temp.search_` and how.

    `how` is "row", a row for each word, or "instance", one for each word of each text
    (https://sqlite.org/fts5.html, "The fts5vocab Virtual Table Module").
    """
    (closed,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")  # the file stays closed to writing
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_{how} "
            f"USING fts5vocab(main, search, {how})"
        )
    finally:
        connection.execute(f"PRAGMA query_only = {closed}")

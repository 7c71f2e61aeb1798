"""Whether the rows of a project are what its journal makes of them.

A bit that flips in a title or a definition leaves a file that SQLite finds sound. The
journal holds every value that was ever written, compressed and with check sums of its
own, so the two are compared: each row counts with a hash, added up without regard to
order, once as it stands in its table and once as the acts that hold added and took away.
Memory stays small however large the project is.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from annotator.domain.annotator import Annotator
from annotator.domain.change import Value
from annotator.store.asking import Asking
from annotator.store.codec import unpack
from annotator.store.failures import refusal_for
from annotator.store.kinds import ANNOTATOR, KINDS, Kind
from annotator.store.rows import Row

BEFORE_JOURNAL = "before_journal"
"""Key in `project`: the sums of rows that are there without the journal telling of them."""

_BITS = 128
_KINDS: dict[type[Value], Kind] = {kind.type: kind for kind in KINDS}
_HOLDING = """
SELECT p.seq, p.part FROM journal_part AS p JOIN journal AS j ON j.seq = p.seq
WHERE j.state IN ('done', 'settled') ORDER BY p.seq, p.part
"""
_PART = "SELECT changes FROM journal_part WHERE seq = ? AND part = ?"

Sums = dict[str, int]
"""The sum of the rows of each kind of value, its parts included, by the kind's table."""


def disagreeing(ask: Asking) -> list[str]:
    """Tables whose rows are not what the journal says. Raises Damaged."""
    there = sums(ask)
    told = _told(ask)
    apart = [kind.table for kind in KINDS if there.get(kind.table, 0) != told.get(kind.table, 0)]
    if ANNOTATOR.table in apart and _stayed(ask):
        apart.remove(ANNOTATOR.table)
    return apart


def _stayed(ask: Asking) -> bool:
    """Whether each annotator is one the journal tells of, in an act that was undone too.

    An annotator comes with the first act of theirs and stays while anything is theirs.
    """
    known: set[Row] = set()
    for (part,) in ask.all("SELECT changes FROM journal_part"):
        try:
            changes = unpack(part)
        except (zlib.error, msgspec.DecodeError):
            continue  # told by whoever looks at the journal itself
        known |= {ANNOTATOR.row(one.after) for one in changes if isinstance(one.after, Annotator)}
    return known.issuperset(_rows(ask, ANNOTATOR.table, ANNOTATOR.columns))


def sums(ask: Asking) -> Sums:
    """The sums of the rows as they stand."""
    found: Sums = defaultdict(int)
    for kind in KINDS:
        tables = [(kind.table, kind.columns), *((one.table, one.columns) for one in kind.parts)]
        for table, columns in tables:
            for row in _rows(ask, table, columns):
                found[kind.table] = _added(found[kind.table], _hash(table, row))
    return found


def as_text(found: Sums) -> str:
    """Sums as the value of BEFORE_JOURNAL."""
    return json.dumps({table: f"{one:x}" for table, one in found.items() if one})


def _told(ask: Asking) -> Sums:
    """What the sums must be by the journal, and by what was there before it."""
    found: Sums = defaultdict(int)
    row = ask.one("SELECT value FROM project WHERE key = ?", (BEFORE_JOURNAL,))
    if row is not None:
        found.update(ask.value(_from_text, row[0]))
    for seq, number in ask.all(_HOLDING):
        part = ask.one(_PART, (seq, number))
        try:
            changes = unpack(part[0] if part else b"")
        except (zlib.error, msgspec.DecodeError):
            continue  # told by whoever looks at the journal itself
        for change in changes:
            if change.before is not None:
                _count(found, change.before, -1)
            if change.after is not None:
                _count(found, change.after, 1)
    return found


def _from_text(words: str) -> Sums:
    return {table: int(one, 16) for table, one in json.loads(words).items()}


def _count(found: Sums, value: Value, times: int) -> None:
    kind = _KINDS[type(value)]
    found[kind.table] = _added(found[kind.table], times * _hash(kind.table, kind.row(value)))
    for part in kind.parts:
        for row in part.rows(value):
            found[kind.table] = _added(found[kind.table], times * _hash(part.table, row))


def _added(one: int, other: int) -> int:
    return (one + other) % (1 << _BITS)


def _hash(table: str, row: Row) -> int:
    plain = [int(one) if isinstance(one, bool) else one for one in row]
    data = msgspec.json.encode([table, plain])
    return int.from_bytes(blake2b(data, digest_size=_BITS // 8).digest(), "little")


def _rows(ask: Asking, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Rows as SQLite finds them, few in memory at a time. Raises Damaged."""
    names = ", ".join(f'"{name}"' for name in columns)
    try:
        with ask.turn:
            yield from ask.connection.execute(f"SELECT {names} FROM {table}")  # noqa: S608  ours
    except (sqlite3.DatabaseError, UnicodeDecodeError) as failure:
        refusal = refusal_for(ask.path, failure)
        if refusal is None:
            raise
        raise refusal from failure

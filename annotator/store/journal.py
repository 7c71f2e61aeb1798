"""Who did what and when: rows that are only ever added, and the state of each act.

An act is "done" until it is taken back ("undone"); an undone act can be done again
until something else is done ("dropped"). Acts before a line drawn under them are
"settled". The changes of an act lie beside its row in parts, as they were written.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from annotator.domain.change import Change
from annotator.store.codec import unpack
from annotator.store.failures import Damaged
from annotator.store.history import ActKind
from annotator.store.schema import JOURNAL, JOURNAL_PARTS

DONE = "done"
UNDONE = "undone"
_DROPPED = "dropped"
_SETTLED = "settled"


class Act(NamedTuple):
    """What the journal's row says of an act."""

    title: str
    article_id: int | None = None
    merge_key: str = ""
    bulk: bool = False


_INSERT = insert(JOURNAL)
_INSERT_PART = insert(JOURNAL_PARTS)
_MOVE = (
    update(JOURNAL).where(JOURNAL.c.state == bindparam("old")).values(state=bindparam("new_state"))
)
_MARK = (
    update(JOURNAL).where(JOURNAL.c.seq == bindparam("one")).values(state=bindparam("new_state"))
)
_FOUND = (JOURNAL.c.seq, JOURNAL.c.title, JOURNAL.c.article_id, JOURNAL.c.merge_key, JOURNAL.c.bulk)
_PART = select(JOURNAL_PARTS.c.changes).where(
    JOURNAL_PARTS.c.seq == bindparam("one"), JOURNAL_PARTS.c.part == bindparam("number")
)
_PARTS = select(func.count()).where(JOURNAL_PARTS.c.seq == bindparam("one"))


def write_act(connection: Connection, act: Act, *, by: int) -> int:
    """Begin the row of a new act; what was undone can no longer be done again."""
    connection.execute(_MOVE, {"old": UNDONE, "new_state": _DROPPED})
    return _write(connection, act, ActKind.DO, by=by, target=None, state=DONE)


def write_part(connection: Connection, seq: int, part: int, changes: bytes) -> None:
    """Keep one part of an act's changes, packed. Parts count from 0."""
    connection.execute(_INSERT_PART, {"seq": seq, "part": part, "changes": changes})


def write_turn(connection: Connection, seq: int, act: Act, kind: ActKind, *, by: int) -> None:
    """Note that an act was undone, or done again."""
    state = UNDONE if kind is ActKind.UNDO else DONE
    connection.execute(_MARK, {"one": seq, "new_state": state})
    _write(connection, act, kind, by=by, target=seq, state=None)


def settle(connection: Connection) -> None:
    """Draw the line: nothing done so far is to be undone or done again."""
    for state in (DONE, UNDONE):
        connection.execute(_MOVE, {"old": state, "new_state": _SETTLED})


def newest_done(connection: Connection, article_id: int | None = None) -> list[tuple[int, Act]]:
    """The acts that undo takes back in one go, newest first.

    With an article, those done in it; an act on the whole project only where nothing
    was done after it.
    """
    return _gesture(connection, DONE, article_id, newest_first=True)


def oldest_undone(connection: Connection, article_id: int | None = None) -> list[tuple[int, Act]]:
    """The acts that redo does again in one go, oldest first; in an article as `newest_done`."""
    return _gesture(connection, UNDONE, article_id, newest_first=False)


def done_among(connection: Connection, wanted: Sequence[int]) -> list[tuple[int, Act]]:
    """The acts of these numbers that are done, newest first."""
    question = select(*_FOUND).where(JOURNAL.c.state == DONE, JOURNAL.c.seq == bindparam("one"))
    rows = (
        connection.execute(question, {"one": seq}).first()
        for seq in sorted(set(wanted), reverse=True)
    )
    return [
        (row.seq, Act(row.title, row.article_id, row.merge_key, bool(row.bulk)))
        for row in rows
        if row is not None
    ]


def parts(
    connection: Connection, seq: int, *, backwards: bool = False
) -> Iterator[tuple[Change, ...]]:
    """The parts of an act, one in memory at a time. Raises Damaged for one nobody can read."""
    count = connection.execute(_PARTS, {"one": seq}).scalar_one()
    for number in reversed(range(count)) if backwards else range(count):
        part = connection.execute(_PART, {"one": seq, "number": number}).scalar_one()
        try:
            changes = unpack(part)
        except (zlib.error, msgspec.DecodeError) as reason:
            raise Damaged(f"The journal of the project is damaged ({reason}).") from reason
        yield changes


def _gesture(
    connection: Connection, state: str, article_id: int | None, *, newest_first: bool
) -> list[tuple[int, Act]]:
    """The next act of that state, with those that follow it in the same gesture."""
    order = JOURNAL.c.seq.desc() if newest_first else JOURNAL.c.seq.asc()
    question = select(*_FOUND).where(JOURNAL.c.state == state).order_by(order)
    if article_id is not None:
        with connection.execute(question.limit(1)) as rows:
            first = rows.first()
        if first is None or first.article_id is not None:
            # a plus sign keeps SQLite from the index of states, where almost all rows are alike
            question = (
                select(*_FOUND)
                .where(JOURNAL.c.article_id == article_id, text("+state = :state"))
                .order_by(order)
                .params(state=state)
            )
    found: list[tuple[int, Act]] = []
    with connection.execute(question) as rows:
        for seq, title, within, merge_key, bulk in rows:
            if found and not (merge_key and merge_key == found[0][1].merge_key):
                break
            found.append((seq, Act(title, within, merge_key, bool(bulk))))
            if not merge_key:
                break
    return found


def _write(
    connection: Connection,
    act: Act,
    kind: ActKind,
    *,
    by: int,
    target: int | None,
    state: str | None,
) -> int:
    row = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "annotator_id": by,
        "article_id": act.article_id,
        "kind": kind.value,
        "target": target,
        "title": act.title,
        "merge_key": act.merge_key,
        "state": state,
        "bulk": int(act.bulk),
    }
    (seq,) = connection.execute(_INSERT, row).inserted_primary_key or (0,)
    return int(seq)

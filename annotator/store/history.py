"""The journal as it is read: what was done, by whom, and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from annotator.domain.change import Change
from annotator.store.asking import Asking
from annotator.store.failures import Damaged


class ActKind(StrEnum):
    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class JournalRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the journal.

    `at` is ISO 8601 in UTC. `target` is the act an undo or redo speaks of. `state` of
    an act is "done", "undone", "dropped" (undone, and then something else was done)
    or "settled" (not to be taken back); "" for an undo or redo.
    """

    seq: int
    at: str
    annotator_id: int
    article_id: int | None
    kind: ActKind
    target: int | None
    title: str
    state: str
    bulk: bool


JOURNAL = """
SELECT seq, at, annotator_id, article_id, kind, target, title, coalesce(state, ''), bulk
FROM journal
WHERE seq < :before
ORDER BY seq DESC
LIMIT :limit
"""

UNDO_TITLE = """
SELECT title FROM journal WHERE seq = (SELECT max(seq) FROM journal WHERE state = 'done')
"""

REDO_TITLE = """
SELECT title FROM journal WHERE seq = (SELECT min(seq) FROM journal WHERE state = 'undone')
"""


SINCE = """
SELECT seq, at, annotator_id, article_id, kind, target, title, coalesce(state, ''), bulk
FROM journal
WHERE seq > :after
ORDER BY seq
LIMIT :limit
"""

NEWEST = "SELECT coalesce(max(seq), 0) FROM journal"

_PARTS = "SELECT count(*) FROM journal_part WHERE seq = ?"
_PART = "SELECT changes FROM journal_part WHERE seq = ? AND part = ?"


class History:
    """Questions about the journal, on a connection that reads."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    def newest(self) -> int:
        """The number of the newest row, 0 when there is none."""
        return int((self._ask.one(NEWEST) or (0,))[0])

    def version(self) -> int:
        """A number that is another one whenever somebody else has written the file."""
        return int((self._ask.one("PRAGMA data_version") or (0,))[0])

    def since(self, after: int, *, limit: int) -> list[JournalRow]:
        """The rows that came after a row, oldest first."""
        values = {"after": after, "limit": limit}
        return [journal_row(row) for row in self._ask.all(SINCE, values)]

    def parts(self, seq: int, *, backwards: bool = False) -> Iterator[tuple[Change, ...]]:
        """The changes of an act as they were written, part by part. Raises Damaged."""
        count = int((self._ask.one(_PARTS, (seq,)) or (0,))[0])
        for number in reversed(range(count)) if backwards else range(count):
            row = self._ask.one(_PART, (seq, number))
            if row is not None:
                yield unpacked_part(self._ask.path, row[0])


def unpacked_part(path: Path, part: bytes) -> tuple[Change, ...]:
    """The changes of one part. Raises Damaged for one nobody can read."""
    import zlib  # noqa: PLC0415  not needed to paint

    from annotator.store.codec import unpack  # noqa: PLC0415

    try:
        return unpack(part)
    except (zlib.error, msgspec.DecodeError) as reason:
        raise Damaged(f"The journal of {path.name} is damaged ({reason}).") from reason


def journal_row(
    row: tuple[int, str, int, int | None, str, int | None, str, str, int],
) -> JournalRow:
    """A JournalRow from a row of `JOURNAL`."""
    seq, at, annotator, article, kind, target, title, state, bulk = row
    return JournalRow(
        seq=seq,
        at=at,
        annotator_id=annotator,
        article_id=article,
        kind=ActKind(kind),
        target=target,
        title=title,
        state=state,
        bulk=bool(bulk),
    )

"""The journal as it is read: what was done, by whom, and what can be taken back."""

from __future__ import annotations

from enum import StrEnum

import msgspec


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

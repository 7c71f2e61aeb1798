"""The journal as it is read: what was done, by whom, and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

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

UNDO_IS_LARGE = """
SELECT bulk FROM journal WHERE seq = (SELECT max(seq) FROM journal WHERE state = 'done')
"""

REDO_IS_LARGE = """
SELECT bulk FROM journal WHERE seq = (SELECT min(seq) FROM journal WHERE state = 'undone')
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

UNDO_TITLE_IN = """
SELECT title FROM journal WHERE article_id = :article AND +state = 'done' ORDER BY seq DESC LIMIT 1
"""

NEWEST_DONE = """
SELECT title, article_id FROM journal
WHERE seq = (SELECT max(seq) FROM journal WHERE state = 'done')
"""

DONE_FROM = "SELECT seq FROM journal WHERE seq >= ? AND +state = 'done' ORDER BY seq DESC"

LATER = """
SELECT seq, at, annotator_id, article_id, kind, target, title, coalesce(state, ''), bulk
FROM journal
WHERE seq > :after AND +state = 'done'
ORDER BY seq
LIMIT :limit
"""

NEWEST = "SELECT coalesce(max(seq), 0) FROM journal"

_PARTS = "SELECT count(*) FROM journal_part WHERE seq = ?"
_PART = "SELECT changes FROM journal_part WHERE seq = ? AND part = ?"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of the journal are looked for; "" and None do not narrow.

    `kind` is "do", "undo" or "redo", "bulk" for large acts, "project" for acts that
    happened in no one article. `since` is a moment as in `JournalRow.at`.
    """

    words: str = ""
    annotator_id: int | None = None
    article_id: int | None = None
    kind: str = ""
    since: str = ""


_AT_A_TIME = 50_000
"""Rows looked through for one page, so that looking for rare words holds nobody up."""


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
        return [self._ask.value(journal_row, row) for row in self._ask.all(SINCE, values)]

    def row(self, seq: int) -> JournalRow | None:
        """One row, None when there is none of that number."""
        found = self.since(seq - 1, limit=1)
        return found[0] if found and found[0].seq == seq else None

    def page(self, wanted: Wanted, before: int, *, limit: int = 200) -> Page:
        """The newest rows that are looked for, before row `before`; a page of them.

        Goes through a stretch of the journal only; the page says where to go on.
        """
        before = min(before, self.newest() + 1)
        floor = max(0, before - _AT_A_TIME)
        where, values = _condition(wanted)
        question = JOURNAL.replace("ORDER", f"AND seq >= :floor{where} ORDER")
        values |= {"before": before, "floor": floor, "limit": limit}
        rows = [journal_row(row) for row in self._ask.all(question, values)]
        return Page(rows, rows[-1].seq if len(rows) == limit else floor)

    def undo_title(self, article_id: int | None) -> str | None:
        """The title of what undo takes back, in an article if one is given."""
        newest = self._ask.one(NEWEST_DONE)
        if newest is None or article_id is None or newest[1] in (None, article_id):
            return newest[0] if newest else None
        found = self._ask.one(UNDO_TITLE_IN, {"article": article_id})
        return found[0] if found else None

    def states(self, acts: Sequence[int]) -> dict[int, str]:
        """What became of some acts, by their numbers."""
        places = ", ".join("?" * len(acts))
        asked = f"SELECT seq, coalesce(state, '') FROM journal WHERE seq IN ({places})"  # noqa: S608
        return dict(self._ask.all(asked, tuple(acts)))

    def done_from(self, seq: int) -> list[int]:
        """The acts from one on that are done, newest first."""
        return [row[0] for row in self._ask.all(DONE_FROM, (seq,))]

    def later(self, seq: int) -> Iterator[JournalRow]:
        """The acts after one that are done, oldest first, a slice in memory at a time."""
        while some := self._ask.all(LATER, {"after": seq, "limit": 1000}):
            for row in some:
                yield journal_row(row)
            seq = some[-1][0]

    def parts(self, seq: int, *, backwards: bool = False) -> Iterator[tuple[Change, ...]]:
        """The changes of an act as they were written, part by part. Raises Damaged."""
        count = int((self._ask.one(_PARTS, (seq,)) or (0,))[0])
        for number in reversed(range(count)) if backwards else range(count):
            row = self._ask.one(_PART, (seq, number))
            if row is not None:
                yield unpacked_part(self._ask.path, row[0])


class Page(NamedTuple):
    """Rows of the journal, newest first, and the row before which to go on; 0 for the end."""

    rows: list[JournalRow]
    before: int


def _condition(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """More conditions, and the values they name."""
    said, values = "", dict[str, object]()
    if wanted.annotator_id is not None:
        said += " AND annotator_id = :who"
        values["who"] = wanted.annotator_id
    if wanted.article_id is not None:
        said += " AND article_id = :article"
        values["article"] = wanted.article_id
    if wanted.kind in ("do", "undo", "redo"):
        said += " AND kind = :kind"
        values["kind"] = wanted.kind
    elif wanted.kind == "bulk":
        said += " AND bulk = 1"
    elif wanted.kind == "project":
        said += " AND article_id IS NULL"
    if wanted.since:
        said += " AND at >= :since"
        values["since"] = wanted.since
    forms = {wanted.words, wanted.words.lower(), wanted.words.upper(), wanted.words.title()}
    if wanted.words:  # LIKE knows large and small letters of ASCII alone
        likes = []
        for number, form in enumerate(sorted(forms)):
            escaped = form.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            values[f"words{number}"] = f"%{escaped}%"
            likes.append(f"title LIKE :words{number} ESCAPE '\\'")
        said += f" AND ({' OR '.join(likes)})"
    return said, values


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

"""Following what another program writes into the project that is open here to read.

The journal tells: each row that came is turned into the Step it was, and told to
everyone here as if it had been done here.
"""

from __future__ import annotations

from annotator.domain.change import Change, Step, inverse
from annotator.store.history import ActKind, JournalRow
from annotator.store.reader import Reader

_AT_ONCE = 500
"""Rows told one by one; whoever is further behind reads everything afresh."""


class Following:
    """Remembers how far the journal was heard."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._version = reader.history.version()
        self._heard = reader.history.newest()

    def news(self) -> list[Step]:
        """What was written since the last time, oldest first. Cheap when nothing was.

        Raises Refused when the file cannot be read.
        """
        history = self._reader.history
        version = history.version()
        if version == self._version:
            return []
        rows = history.since(self._heard, limit=_AT_ONCE + 1)
        if len(rows) > _AT_ONCE:
            steps, heard = [Step(title=rows[-1].title, bulk=True)], history.newest()
        else:
            steps = [self._step(row) for row in rows]
            heard = rows[-1].seq if rows else self._heard
        self._version, self._heard = version, heard
        return steps

    def _step(self, row: JournalRow) -> Step:
        if row.bulk:
            return Step(title=row.title, article_id=row.article_id, bulk=True)
        undo = row.kind is ActKind.UNDO
        told = row.seq if row.kind is ActKind.DO else row.target or 0
        changes: list[Change] = []
        for part in self._reader.history.parts(told, backwards=undo):
            changes += inverse(part) if undo else part
        return Step(title=row.title, changes=tuple(changes), article_id=row.article_id)

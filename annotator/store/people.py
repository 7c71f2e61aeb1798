"""Annotators come with the first act of theirs, and stay while anything is theirs.

Taking that act back alone must not take them from under what they did later, and
doing it again must not bring them a second time.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from annotator.domain.annotator import Annotator
from annotator.domain.change import Change
from annotator.store.schema import METADATA

_KNOWN = "SELECT 1 FROM annotators WHERE id = ?"
_OWNING = [
    f'SELECT 1 FROM "{key.parent.table.name}" WHERE "{key.parent.name}" = ? LIMIT 1'  # noqa: S608
    for table in METADATA.tables.values()
    for key in table.foreign_keys
    if key.column.table.name == "annotators"
]
"""Questions whether an annotator has anything, one for each table that names them."""


def coming_once(connection: Connection, changes: Sequence[Change]) -> Sequence[Change]:
    """The changes without the coming of annotators who are there."""
    if not any(isinstance(one.after, Annotator) and one.before is None for one in changes):
        return changes
    return [one for one in changes if not (_comes(one) and _is_known(connection, one))]


def staying(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """The changes without the going of annotators, and that going by itself."""
    going = [one for one in changes if isinstance(one.before, Annotator) and one.after is None]
    return [one for one in changes if one not in going], going


def with_nothing(connection: Connection, going: Sequence[Change]) -> list[Change]:
    """Those of the going annotators who have nothing any more."""
    return [one for one in going if not _owns(connection, one)]


def _comes(change: Change) -> bool:
    return isinstance(change.after, Annotator) and change.before is None


def _is_known(connection: Connection, change: Change) -> bool:
    assert isinstance(change.value, Annotator)
    return connection.exec_driver_sql(_KNOWN, (change.value.id,)).first() is not None


def _owns(connection: Connection, change: Change) -> bool:
    assert isinstance(change.value, Annotator)
    own = (change.value.id,)
    return any(connection.exec_driver_sql(asked, own).first() is not None for asked in _OWNING)

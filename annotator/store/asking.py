"""Questions put to a connection, answered whole, with SQLite's troubles in words."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec

from annotator.store.failures import Damaged, refusal_for
from annotator.store.rows import Row

Values = Sequence[Any] | Mapping[str, Any]
_P = ParamSpec("_P")
_V = TypeVar("_V")


class Asking:
    """One connection that several threads ask in turn.

    Hold `turn` around questions that belong together.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.turn = threading.RLock()

    def all(self, question: str, values: Values = ()) -> list[Row]:
        """Every row. Raises Damaged, or Refused when the file cannot be reached."""
        with self.turn:
            try:
                return self.connection.execute(question, values).fetchall()
            except (sqlite3.DatabaseError, UnicodeDecodeError) as failure:
                refusal = refusal_for(self.path, failure)
                if refusal is None:
                    raise
                raise refusal from failure

    def one(self, question: str, values: Values = ()) -> Row | None:
        """The first row, None when there is none. Raises as `all` does."""
        return next(iter(self.all(question, values)), None)

    def value(self, make: Callable[_P, _V], *row: _P.args, **more: _P.kwargs) -> _V:
        """A value made of a row. Raises Damaged when the row cannot be one."""
        try:
            return make(*row, **more)
        except (msgspec.DecodeError, TypeError, ValueError, KeyError) as reason:
            raise Damaged(
                f"{self.path.name} is damaged: a row makes no sense ({reason})."
            ) from None

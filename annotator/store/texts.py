"""Texts, kept once each under the hash of what they say, and never taken away."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.sqlite import dialect, insert

from annotator.store.originals import NOTHING
from annotator.store.rows import Row
from annotator.store.schema import TEXTS


def _statement() -> str:
    """Add a text; one that is there gains its file's bytes if it had none."""
    told = ("sha256", "text", "kept", "original")
    adding = insert(TEXTS).values({name: bindparam(name) for name in told})
    keeping = adding.on_conflict_do_update(
        index_elements=[TEXTS.c.sha256],
        set_={"kept": adding.excluded.kept, "original": adding.excluded.original},
        where=TEXTS.c.kept == NOTHING,
    )
    compiled = keeping.compile(dialect=dialect(paramstyle="qmark"))
    assert compiled.positiontup is not None
    assert compiled.positiontup[-1].startswith("kept")
    return str(compiled)


_KEEP = _statement()


def keep(connection: Connection, rows: Sequence[Row]) -> None:
    """Keep texts, each a row as `originals.text_row` makes them."""
    if rows:
        connection.exec_driver_sql(_KEEP, [(*row, NOTHING) for row in rows])

"""Texts, kept once each under the hash of what they say, and never taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.sqlite import dialect, insert

from annotator.domain.article import ArticleText
from annotator.store.originals import NOTHING, packed
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


def keep(connection: Connection, texts: Sequence[ArticleText]) -> None:
    """Keep texts. Raises ValueError for one whose hash is not its own."""
    if not texts:
        return
    rows = []
    for text in texts:
        if hashlib.sha256(text.text.encode()).hexdigest() != text.sha256:
            raise ValueError(f"{text.sha256} is not the hash of the text")
        rows.append((text.sha256, text.text, *packed(text), NOTHING))
    connection.exec_driver_sql(_KEEP, rows)

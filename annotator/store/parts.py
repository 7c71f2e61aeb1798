"""Parts of a large act, and what is written of one: rows, and the bytes for the journal.

Nothing here asks the project, and SQLAlchemy is not imported: whoever brings much in can
make its parts ready in another process than the one that writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.domain.article import ArticleText
from annotator.domain.change import Change, Value
from annotator.store.codec import pack
from annotator.store.kinds import KINDS, Kind
from annotator.store.originals import text_row
from annotator.store.rows import Row

_KINDS: dict[type[Value], Kind] = {kind.type: kind for kind in KINDS}


class Part(NamedTuple):
    """Some of the changes of a large act, and the texts that come with them."""

    changes: Sequence[Change]
    texts: Sequence[ArticleText] = ()


class Added(NamedTuple):
    """Rows to be added for values of a kind, and for each of its parts (see `kinds`)."""

    kind: str
    rows: list[Row]
    parts: list[list[Row]]


class Ready(NamedTuple):
    """A part as it is written.

    `texts` are rows of texts, `characters` how many code points they have together.
    Changes that add values are rows in `added`; where a part does anything else, all of
    it is in `changes`. `journal` is all changes as the journal keeps them, b"" for none.
    """

    texts: list[Row]
    characters: int
    added: list[Added]
    changes: Sequence[Change]
    journal: bytes


def ready(part: Part) -> Ready:
    """A part made ready. Raises ValueError for a text whose hash is not its own."""
    adds = only_adds(part.changes)
    return Ready(
        list(map(text_row, part.texts)),
        sum(len(one.text) for one in part.texts),
        added(change.after for change in part.changes if change.after is not None) if adds else [],
        () if adds else part.changes,
        pack(part.changes) if part.changes else b"",
    )


def only_adds(changes: Sequence[Change]) -> bool:
    """Whether changes do nothing but add values."""
    return all(change.before is None for change in changes)


def added(values: Iterable[Value]) -> list[Added]:
    """The rows of new values, by kind, those that others refer to first."""
    found: dict[type[Value], list[Value]] = {}
    for value in values:
        found.setdefault(type(value), []).append(value)
    return [added_of(kind, found[of]) for of, kind in _KINDS.items() if of in found]


def added_of(kind: Kind, values: Sequence[Value]) -> Added:
    """The rows of new values of one kind."""
    parts = [list(part.rows_of(values)) for part in kind.parts]
    return Added(kind.name, list(map(kind.full_row, values)), parts)

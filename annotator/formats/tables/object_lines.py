"""Articles as lines of JSON objects, whose keys are the columns. Objects in them are too."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import msgspec

from annotator.formats.columns import Part, guessed
from annotator.formats.format import ReadOptions
from annotator.formats.head import Head
from annotator.formats.json_files import object_lines
from annotator.formats.sheet import SAMPLE_ROWS, Row, Sheet, cells_of
from annotator.formats.tables.reading import table_format

_LIKELY = 22
"""More than a suffix says, less than the marks that a line may have."""


@contextlib.contextmanager
def opened(source: Path, options: ReadOptions) -> Iterator[Sheet]:
    """The lines of a file. Its columns are the keys of the first of them."""
    rows = (
        Row(entry.line or 1, cells_of(entry.value), entry.size)
        for entry in object_lines(source, options)
    )
    ahead = list(islice(rows, SAMPLE_ROWS))
    names = dict.fromkeys(name for row in ahead for name in row.cells)
    yield Sheet(tuple(names), chain(ahead, rows))


def _sniff(head: Head) -> int:
    if head.suffix not in ARTICLES_JSONL.suffixes or not head.is_json:
        return 0
    rows = []
    for line in head.data.splitlines()[:20]:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            value = msgspec.json.decode(line)
            if isinstance(value, dict):
                rows.append(cells_of(value))
    if not rows or head.object.get("spans") or "format" in head.object:
        return 0
    names = list(dict.fromkeys(name for row in rows for name in row))
    return _LIKELY if guessed(names, rows).of(Part.TEXT) else 0


ARTICLES_JSONL = table_format(
    "articles-jsonl",
    "Articles, an object a line (JSON Lines)",
    (".jsonl", ".ndjson"),
    opened,
    _sniff,
)

"""Which articles can hold some words, told from the index of words alone.

Words are compared as readers do (`text.folding`), anywhere in a text and within longer
words too. So each run of letters that is sought is looked for in the list of all words
of the project first, and the texts of the words that hold it are then read off the index.
What comes out is never too little; whether an article really has the place, its text tells.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator

from annotator.store import search_index
from annotator.store.asking import Asking
from annotator.store.failures import Damaged
from annotator.text.folding import fold_key

_MOST_WORDS = 3_000
"""Words that hold what is sought; beyond that it stands almost everywhere."""

_WORDS = "SELECT term FROM temp.search_row"
_TEXTS = "SELECT doc FROM temp.search_instance WHERE term = ?"
_ARTICLES = """
SELECT a.id FROM texts AS t JOIN articles AS a ON a.text_sha256 = t.sha256 WHERE t.id = ?
"""
_AT_A_TIME = 20_000
_BETWEEN = "\0"
"""Parts words where many are compared at once; it stands in none of them."""


def pieces(words: str) -> list[str]:
    """The runs of some words that stand within one word of the index each, the longest first.

    A piece is compared with words that were made ready the same way.
    """
    key = _ready(words)
    runs = "".join(one if unicodedata.category(one)[0] in "LMNS" else " " for one in key).split()
    return sorted(dict.fromkeys(runs), key=len, reverse=True)


def articles_with(ask: Asking, words: str) -> list[int] | None:
    """Ids of the articles that can hold some words, in order; None where the index cannot say.

    Raises Damaged where the index cannot be read.
    """
    wanted = pieces(words)
    if not wanted:
        return None
    try:
        with ask.turn:
            return _found(ask.connection, wanted)
    except sqlite3.DatabaseError as failure:
        raise Damaged(f"The search index of {ask.path.name} is damaged ({failure}).") from failure


def _found(connection: sqlite3.Connection, wanted: list[str]) -> list[int] | None:
    search_index.listed(connection, "row")
    search_index.listed(connection, "instance")
    found: set[int] | None = None
    for terms in _terms(connection, wanted):
        if len(terms) > _MOST_WORDS:
            continue
        texts = {row[0] for term in terms for row in connection.execute(_TEXTS, (term,))}
        found = texts if found is None else found & texts
        if not found:
            break
    if found is None:
        return None
    return sorted(row[0] for text in found for row in connection.execute(_ARTICLES, (text,)))


def _terms(connection: sqlite3.Connection, wanted: list[str]) -> list[list[str]]:
    """For each piece, the words of the index that hold it; the rarest piece first."""
    held: list[list[str]] = [[] for _ in wanted]
    cursor = connection.execute(_WORDS)
    while some := [row[0] for row in cursor.fetchmany(_AT_A_TIME)]:
        lines = _ready(_BETWEEN.join(some))
        for piece, found in zip(wanted, held, strict=True):
            if len(found) <= _MOST_WORDS:
                found.extend(_holding(lines, piece, some))
    return sorted(held, key=len)


def _holding(lines: str, piece: str, words: list[str]) -> Iterator[str]:
    """The words whose line holds a piece."""
    number = counted = 0
    at = lines.find(piece)
    while at >= 0:
        number += lines.count(_BETWEEN, counted, at)
        yield words[number]
        counted = lines.find(_BETWEEN, at)
        at = lines.find(piece, counted) if counted >= 0 else -1


def _ready(words: str) -> str:
    """Words as they are compared here: iotas do not count, for FTS5 makes one of U+0345."""
    return fold_key(words).replace("ι", "")

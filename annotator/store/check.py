"""Whether everything in a project file is what it should be. Changes nothing."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from annotator.store import search_index
from annotator.store.agreement import disagreeing
from annotator.store.asking import Asking
from annotator.store.codec import unpack
from annotator.store.failures import Damaged
from annotator.store.originals import unpacked
from annotator.store.project_file import check_current, connect_reading
from annotator.store.reader import Reader
from annotator.store.repair import stale_words

_At = TypeVar("_At", Asking, Reader)


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: the article it is in, "" for the whole file, and a sentence."""

    article: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.article}: {self.sentence}" if self.article else self.sentence


def check(path: Path) -> list[Finding]:
    """Everything that is wrong with a project, worst first; empty when it is sound.

    Reads the whole file: about a second for each 50 MB. Raises CannotOpen when the
    file cannot be read as a project at all.
    """
    findings: list[Finding] = []
    with contextlib.closing(connect_reading(path)) as connection:
        check_current(path, connection)
        ask = Asking(path, connection)
        for look in (
            *(_pages, _references, _texts, _search, _journal, _ends, _names, _words),
            _agreement,
        ):
            findings += _found(look, ask)
    with contextlib.closing(Reader.open(path)) as reader:
        for made in (_codebook, _articles):
            findings += _found(made, reader)
    return findings


def _found(look: Callable[[_At], Iterator[Finding]], at: _At) -> Iterator[Finding]:
    """What one look finds; what stops it is a finding itself: damage, rows without sense."""
    try:
        yield from look(at)
    except Damaged as damage:
        yield Finding("", str(damage))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as failure:
        yield Finding("", f"The file is damaged: {' '.join(str(failure).split())}.")
    except (msgspec.DecodeError, TypeError, ValueError, KeyError) as reason:
        yield Finding("", f"A row makes no sense: {reason}.")


def _pages(ask: Asking) -> Iterator[Finding]:
    for (said,) in ask.all("PRAGMA integrity_check(100)"):
        if said != "ok":
            yield Finding("", f"The file is damaged: {said}.")


def _references(ask: Asking) -> Iterator[Finding]:
    for table, row, target, _ in ask.all("PRAGMA foreign_key_check"):
        which = "a row" if row is None else f"row {row}"
        yield Finding("", f"In {table}, {which} refers to something missing from {target}.")


def _texts(ask: Asking) -> Iterator[Finding]:
    """Texts one at a time: together they may be larger than memory."""
    names = (
        "SELECT t.sha256, coalesce(min(a.name), ''), max(a.length), min(a.length) "
        "FROM texts AS t LEFT JOIN articles AS a ON a.text_sha256 = t.sha256 "
        "GROUP BY t.sha256 ORDER BY min(a.id)"
    )
    for sha256, name, longest, shortest in ask.all(names):
        try:
            row = ask.one("SELECT text, kept, original FROM texts WHERE sha256 = ?", (sha256,))
            text, kept, original = row or ("", "nothing", None)
            unpacked(kept, original, text)
        except (Damaged, zlib.error, sqlite3.Error) as reason:
            yield Finding(name, f"The text or the file it came from cannot be read: {reason}.")
            continue
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield Finding(name, "The text is not the one that was stored.")
        elif name and not shortest == longest == len(text):
            yield Finding(name, f"The text has {len(text)} characters, not {longest}.")


def _search(ask: Asking) -> Iterator[Finding]:
    try:
        right = search_index.is_right(ask.connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as reason:
        yield Finding("", f"The search index cannot be read: {reason}.")
        return
    if not right:
        yield Finding("", "The search index does not say what the texts say.")


def _journal(ask: Asking) -> Iterator[Finding]:
    lost = (
        "SELECT seq, title FROM journal AS j WHERE kind = 'do' AND state IN ('done', 'undone') "
        "AND NOT EXISTS (SELECT 1 FROM journal_part AS p WHERE p.seq = j.seq)"
    )
    for seq, title in ask.all(lost):
        yield Finding("", f"Act {seq} of the journal ({title}) has lost its changes.")
    for seq, part in ask.all("SELECT seq, part FROM journal_part ORDER BY 1, 2"):
        row = ask.one("SELECT changes FROM journal_part WHERE seq = ? AND part = ?", (seq, part))
        try:
            unpack(row[0] if row else b"")
        except (zlib.error, msgspec.DecodeError) as reason:
            yield Finding("", f"Act {seq} of the journal cannot be read: {reason}.")


def _ends(ask: Asking) -> Iterator[Finding]:
    apart = (
        "SELECT a.name, r.name FROM relations AS r "
        "JOIN articles AS a ON a.id = r.article_id "
        "JOIN annotations AS h ON h.id = r.head_id "
        "JOIN annotations AS c ON c.id = r.child_id "
        "WHERE h.article_id <> r.article_id OR c.article_id <> r.article_id"
    )
    for article, name in ask.all(apart):
        yield Finding(article, f"The ends of relation {name} are in different articles.")


def _names(ask: Asking) -> Iterator[Finding]:
    twice = (
        "SELECT a.name, n.name, count(*) FROM annotations AS n "
        "JOIN articles AS a ON a.id = n.article_id "
        "WHERE n.name <> '' GROUP BY n.article_id, n.name HAVING count(*) > 1"
    )
    for article, name, count in ask.all(twice):
        yield Finding(article, f"{count} annotations are named {name}.")


def _words(ask: Asking) -> Iterator[Finding]:
    try:
        stale = stale_words(ask.connection)
    except sqlite3.DatabaseError:
        return  # what cannot be read is said by the looks before
    if stale:
        yield Finding("", f"The search words of {len(stale):,} articles are out of date.")


def _agreement(ask: Asking) -> Iterator[Finding]:
    for table in disagreeing(ask):
        what = table.replace("_", " ")
        yield Finding("", f"The {what} in the file are not those the journal tells of.")


def _codebook(reader: Reader) -> Iterator[Finding]:
    book = reader.codebook()
    reader.annotators()
    reader.entities()
    for version in reader.codebook_versions():
        version.codebook()
    known = {one.id for one in book.labels}
    for kind in book.relation_types:
        if not known.issuperset((*kind.heads, *kind.children)):
            yield Finding("", f"Relation type {kind.name} names a label that is missing.")


def _articles(reader: Reader) -> Iterator[Finding]:
    """Spans within their text, in order and apart; every row a value."""
    for article_id in reader.article_ids():
        article = reader.article(article_id)
        reader.relations(article_id)
        reader.statuses(article_id)
        reader.article_answers(article_id)
        for mark in reader.annotations(article_id):
            before = 0
            for start, end in mark.fragments:
                if not before <= start < end <= article.length:
                    yield Finding(
                        article.name,
                        f"Mark {mark.name} lies outside its text, or crosses itself.",
                    )
                    break
                before = end

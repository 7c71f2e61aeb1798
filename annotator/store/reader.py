"""Reading a project: plain SQL on a connection that cannot write.

A window paints its first page from here, before SQLAlchemy is imported. Every
question is answered whole before the next one, so no snapshot is held open and
what the writer commits is seen at once. Several threads may ask.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleAnswer
from annotator.domain.codebook import Codebook, CodebookVersion
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.refusal import Refused
from annotator.domain.status import Status
from annotator.store import history, kinds, marked, mentions, rows, totals
from annotator.store.asking import Asking, Values
from annotator.store.failures import Damaged
from annotator.store.history import History, JournalRow
from annotator.store.listing import (
    ROWS,
    ArticleRow,
    Listing,
    condition,
    row_from,
)
from annotator.store.mentions import Line, Mention
from annotator.store.originals import unpacked
from annotator.store.project_file import check_current, connect_reading, version_of
from annotator.store.sound_text import sound
from annotator.store.totals import Counts, Reached

if TYPE_CHECKING:
    from annotator.store.contents import Contents
    from annotator.store.using import Labelled

_SLICE = 200
"""Articles read at a time: few enough to stay small, many enough to be quick."""

_EVERYTHING = Listing()


_ARTICLES = kinds.select(kinds.ARTICLE)
_RELATIONS = kinds.select(kinds.RELATION) + " WHERE article_id = :article ORDER BY number, id"
_STATUSES = kinds.select(kinds.STATUS) + " WHERE article_id = :article ORDER BY annotator_id"
_ARTICLE_ANSWERS = kinds.select(kinds.ARTICLE_ANSWER) + " WHERE article_id = :article ORDER BY 2, 3"
_LINKS = marked.of_article(kinds.ENTITY_LINK)


class Reader:
    """One connection that reads. Close it when done."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._ask = Asking(path, connection)
        self.history = History(self._ask)

    @classmethod
    def open(cls, path: Path) -> Reader:
        """Open a project for reading, beside a writer if there is one.

        Raises CannotOpen when it is not a project, is damaged, was made by a newer
        program or not brought up to date yet, or cannot be read.
        """
        connection = connect_reading(path)
        try:
            check_current(path, connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    @cached_property
    def labelled(self) -> Labelled:
        """What labels have marked in the whole project."""
        from annotator.store.using import Labelled  # noqa: PLC0415  not needed to paint

        return Labelled(self._ask)

    def close(self) -> None:
        """End reading. Closing twice does nothing."""
        with self._ask.turn:
            self._ask.connection.close()

    def be_quick(self, milliseconds: int) -> None:
        """Wait no longer than this for another program that has the file."""
        self._ask.one(f"PRAGMA busy_timeout = {int(milliseconds)}")

    # -- lists ----------------------------------------------------------------------

    def reached(self, me: int = 0) -> Reached:
        """See `totals.reached`."""
        return totals.reached(self._ask, me)

    def counts(self, me: int = 0) -> Counts:
        """See `totals.counts`."""
        return totals.counts(self._ask, me)

    def done(self, me: int) -> int:
        """How many articles an annotator is done with. Cheap, unlike `counts`."""
        question = "SELECT count(*) FROM statuses WHERE annotator_id = ? AND progress = 'done'"
        found = self._ask.one(question, (me,))
        return int(found[0]) if found else 0

    def count_articles(self, listing: Listing = _EVERYTHING) -> int:
        """How many articles a listing has."""
        where, values = condition(listing)
        found = self._ask.one(f"SELECT count(*) FROM articles WHERE 1 = 1{where}", values)  # noqa: S608
        return int(found[0]) if found else 0

    def article_ids(
        self, listing: Listing = _EVERYTHING, *, after: int = 0, limit: int | None = None
    ) -> array[int]:
        """Ids of a listing in their order, those greater than `after`, at most `limit`."""
        where, values = condition(listing)
        question = f"SELECT id FROM articles WHERE id > :after{where} ORDER BY id LIMIT :limit"  # noqa: S608
        values |= {"after": after, "limit": -1 if limit is None else limit}
        return array("q", [row[0] for row in self._ask.all(question, values)])

    def ids_among(
        self, listing: Listing, *, after: int, among: int
    ) -> tuple[array[int], int | None]:
        """Ids of a listing among the next so many articles of the project.

        Beside them stands the id of the last article looked at, None once there are no
        more. However few match, the time this takes is bounded by `among`.
        """
        last = self._ask.one(
            "SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?", (after, among - 1)
        )
        where, values = condition(listing)
        within = " AND id <= :last" if last else ""
        question = f"SELECT id FROM articles WHERE id > :after{within}{where} ORDER BY id"  # noqa: S608
        values |= {"after": after, "last": last[0] if last else 0}
        found = array("q", [row[0] for row in self._ask.all(question, values)])
        return found, last[0] if last else None

    def rows(self, ids: Sequence[int], me: int) -> list[ArticleRow]:
        """Rows for a list, in the order of `ids`; ids that are gone have none."""
        found: dict[int, ArticleRow] = {}
        for first in range(0, len(ids), _SLICE):
            some = ids[first : first + _SLICE]
            question = ROWS.format(places=", ".join("?" * len(some)))
            for row in self._ask.all(question, (me, *some)):
                found[row[0]] = self._ask.value(row_from, row)
        return [found[one] for one in ids if one in found]

    # -- articles -------------------------------------------------------------------

    def has_article(self, article_id: int) -> bool:
        return self._ask.one("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is not None

    def marked_articles(self, *, limit: int) -> list[int]:
        """Articles with marks, those that came last first, at most `limit`."""
        question = "SELECT DISTINCT article_id FROM annotations ORDER BY 1 DESC LIMIT ?"
        return [row[0] for row in self._ask.all(question, (limit,))]

    def articles_with(self, words: str) -> Sequence[int]:
        """Ids of all articles that can hold some words, however they are written, in order.

        Too many rather than too few. Raises Damaged when the index of words is.
        """
        from annotator.store.seeking import articles_with  # noqa: PLC0415  not needed to paint

        found = articles_with(self._ask, words)
        return self.article_ids() if found is None else found

    def texts_of(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Id, title (or name) and text of some articles, in the order of ids.

        For looking through many: the texts are not checked against their hashes.
        """
        places = ", ".join("?" * len(ids))
        question = (
            "SELECT articles.id, CASE title WHEN '' THEN name ELSE title END, text FROM articles"  # noqa: S608
            f" JOIN texts ON sha256 = text_sha256 WHERE articles.id IN ({places}) ORDER BY 1"
        )
        return [(row[0], row[1], row[2]) for row in self._ask.all(question, ids)]

    def article(self, article_id: int) -> Article:
        """The article with that id. Raises Refused when it is gone."""
        found = self._article("id = ?", (article_id,))
        if found is None:
            raise Refused("That article is no longer in the project.")
        return found

    def article_named(self, name: str) -> Article | None:
        """The article of that name, or None."""
        return self._article("name = ?", (name,))

    def article_with(self, sha256: str, source_name: str) -> Article | None:
        """The article that has this text and was called that where it came from, or None."""
        return self._article("text_sha256 = ? AND source_name = ?", (sha256, source_name))

    def articles(self, listing: Listing = _EVERYTHING) -> Iterator[Article]:
        """Articles in the order of ids, a slice in memory at a time."""
        where, values = condition(listing)
        question = f"{_ARTICLES} WHERE id > :after{where} ORDER BY id LIMIT {_SLICE}"
        zones = kinds.select(kinds.ZONES) + " WHERE article_id BETWEEN ? AND ? ORDER BY 1, 2"
        after = 0
        while some := self._ask.all(question, {**values, "after": after}):
            after = some[-1][0]
            found = rows.grouped(self._ask.all(zones, (some[0][0], after)))
            for row in some:
                yield self._ask.value(rows.article_from, row, found)

    def contents(self, listing: Listing = _EVERYTHING) -> Iterator[Contents]:
        """Articles with all they hold, in the order of ids, a slice in memory at a time."""
        from annotator.store.contents import contents  # noqa: PLC0415  not needed to paint

        return contents(self._ask, self.articles(listing))

    def text(self, sha256: str) -> str:
        """A text, checked against its hash. Raises Damaged when it is not what was stored."""
        found = self._ask.one("SELECT text FROM texts WHERE sha256 = ?", (sha256,))
        return sound(self.path, found[0] if found else None, sha256)

    def original(self, sha256: str) -> bytes:
        """The bytes of the file that a text came from, b"" where there was none."""
        found = self._ask.one("SELECT kept, original FROM texts WHERE sha256 = ?", (sha256,))
        if found is None:
            return b""
        try:
            return unpacked(found[0], found[1], self.text(sha256))
        except zlib.error as reason:
            raise Damaged(f"{self.path.name} is damaged: {reason}.") from reason

    # -- what an article holds ------------------------------------------------------

    def annotations(self, article_id: int) -> list[Annotation]:
        """An article's annotations in the order they were made."""
        return marked.whole(self._ask, article_id)

    def annotations_meeting(self, article_id: int, start: int, end: int) -> list[Annotation]:
        """Those whose outer bounds meet [start, end), in the order they were made."""
        return marked.meeting(self._ask, article_id, start, end)

    def annotations_in_slices(self, article_id: int) -> Iterator[list[Annotation]]:
        """See `marked.in_slices`."""
        return marked.in_slices(self._ask, article_id)

    def relations(self, article_id: int) -> list[Relation]:
        """An article's relations in the order they were made."""
        return [
            self._ask.value(rows.relation_from, row)
            for row in self._ask.all(_RELATIONS, {"article": article_id})
        ]

    def statuses(self, article_id: int) -> list[Status]:
        """How far each annotator is with an article, who has said anything about it."""
        found = self._ask.all(_STATUSES, {"article": article_id})
        return [self._ask.value(rows.status_from, row) for row in found]

    def entity_links(self, article_id: int) -> list[EntityLink]:
        """Which annotations of an article mean which entities."""
        return [
            self._ask.value(rows.link_from, row)
            for row in self._ask.all(_LINKS, {"article": article_id})
        ]

    def article_answers(self, article_id: int) -> list[ArticleAnswer]:
        """What each annotator answered to the questions about an article."""
        found = self._ask.all(_ARTICLE_ANSWERS, {"article": article_id})
        return [rows.article_answer_from(row) for row in found]

    def links_of(self, entity_id: int) -> list[EntityLink]:
        """Every link to an entity."""
        return [
            self._ask.value(rows.link_from, row)
            for row in self._ask.all(mentions.LINKS, (entity_id,))
        ]

    def mentions(self, entity_id: int) -> list[Mention]:
        """Every mark that means an entity, article by article."""
        return [Mention(*row) for row in self._ask.all(mentions.MENTIONS, (entity_id,))]

    def mention_counts(self) -> dict[int, int]:
        """How many marks mean each entity that any means."""
        return dict(self._ask.all(mentions.COUNTS))

    def line_of(self, mention: Mention, *, around: int = 60) -> Line | None:
        """What stands around a mention, `around` code points each way; None when it is gone."""
        values = {"start": mention.start, "end": mention.end, "article": mention.article_id,
                  "around": around}  # fmt: skip
        found = self._ask.one(mentions.LINE, values)
        return Line(found[0] or found[1], *found[2:]) if found else None

    # -- the project ----------------------------------------------------------------

    def codebook(self) -> Codebook:
        """Labels, relation types and questions about articles, each in their order."""
        order = " ORDER BY position, id"
        labels = self._ask.all(kinds.select(kinds.LABEL) + order)
        types = self._ask.all(kinds.select(kinds.RELATION_TYPE) + order)
        questions = self._ask.all(kinds.select(kinds.QUESTION) + order)
        return Codebook(
            tuple(self._ask.value(rows.label_from, row) for row in labels),
            tuple(self._ask.value(rows.relation_type_from, row) for row in types),
            tuple(self._ask.value(rows.question_from, row) for row in questions),
        )

    def codebook_version(self) -> int:
        """The number of the version of the codebook in use."""
        found = self._ask.one("SELECT coalesce(max(number), 0) + 1 FROM codebook_versions")
        return int(found[0]) if found else 1

    def codebook_versions(self) -> list[CodebookVersion]:
        """The versions of the codebook that were left behind, the first one first."""
        found = self._ask.all(kinds.select(kinds.CODEBOOK_VERSION) + " ORDER BY number")
        return [rows.codebook_version_from(row) for row in found]

    def marks_by_version(self) -> dict[int, int]:
        """How many annotations were made under each version of the codebook."""
        question = "SELECT codebook_version, count(*) FROM annotations GROUP BY 1"
        return dict(self._ask.all(question))

    def is_marked_under(self, codebook_version: int) -> bool:
        """Whether any annotation was made under a version of the codebook."""
        question = "SELECT 1 FROM annotations WHERE codebook_version = ? LIMIT 1"
        return self._ask.one(question, (codebook_version,)) is not None

    def annotators(self) -> list[Annotator]:
        """Everyone who marks, in the order they came."""
        found = self._ask.all(kinds.select(kinds.ANNOTATOR) + " ORDER BY id")
        return [self._ask.value(rows.annotator_from, row) for row in found]

    def entities(self) -> list[Entity]:
        """Every entity, in the order they came."""
        found = self._ask.all(kinds.select(kinds.ENTITY) + " ORDER BY id")
        return [self._ask.value(rows.entity_from, row) for row in found]

    def project_info(self) -> Mapping[str, str]:
        """What the project says of itself: `created` (ISO 8601, UTC), `made_by`."""
        return dict(self._ask.all("SELECT key, value FROM project ORDER BY key"))

    def schema_version(self) -> int:
        with self._ask.turn:
            return version_of(self.path, self._ask.connection)

    # -- the journal ----------------------------------------------------------------

    def undo_title(self) -> str | None:
        """The title of the act that undo would take back, None when there is none."""
        found = self._ask.one(history.UNDO_TITLE)
        return found[0] if found else None

    def turning_is_large(self, *, undo: bool) -> bool:
        """Whether the act that undo (or redo) would turn around was too large to list."""
        found = self._ask.one(history.UNDO_IS_LARGE if undo else history.REDO_IS_LARGE)
        return bool(found and found[0])

    def redo_title(self) -> str | None:
        """The title of the act that redo would do again, None when there is none."""
        found = self._ask.one(history.REDO_TITLE)
        return found[0] if found else None

    def journal(self, *, limit: int = 100, before: int | None = None) -> list[JournalRow]:
        """The newest rows of the journal, newest first; those before row `before` if given."""
        newest = 2**63 - 1
        values = {"limit": limit, "before": newest if before is None else before}
        return [
            self._ask.value(history.journal_row, row)
            for row in self._ask.all(history.JOURNAL, values)
        ]

    def _article(self, which: str, values: Values) -> Article | None:
        with self._ask.turn:
            row = self._ask.one(f"{_ARTICLES} WHERE {which} ORDER BY id LIMIT 1", values)
            if row is None:
                return None
            question = kinds.select(kinds.ZONES) + " WHERE article_id = ? ORDER BY 1, 2"
            zones = rows.grouped(self._ask.all(question, (row[0],)) if row[14] else ())
        return self._ask.value(rows.article_from, row, zones)

"""Which articles a list shows, and in what rows."""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.domain.status import Progress


class Listing(msgspec.Struct, frozen=True):
    """A choice of articles; without any wish, all of them.

    `contains` is looked for in title, source, keywords, author, place and name,
    without regard to case, accents or quotes. `progress`, `not_done` (to do or in
    progress) and `flagged` speak of the annotator `me`; with 0, of the one who is
    furthest, and of a flag by anyone.
    """

    contains: str = ""
    progress: Progress | None = None
    not_done: bool = False
    flagged: bool = False
    me: int = 0


class ArticleRow(msgspec.Struct, frozen=True):
    """An article as a list shows it. `marks` counts everyone's annotations."""

    id: int
    name: str
    title: str
    source: str
    published: str
    place: str
    language: str
    marks: int
    progress: Progress
    flagged: bool
    unanswered: int = 0
    """Questions that must be answered and are not, where somebody counted them."""


ROWS = """
SELECT a.id, a.name, a.title, a.source, a.published, a.place, a.language,
       (SELECT count(*) FROM annotations AS n WHERE n.article_id = a.id),
       s.progress, s.flagged
FROM articles AS a
LEFT JOIN statuses AS s ON s.article_id = a.id AND s.annotator_id = ?
WHERE a.id IN ({places})
"""


def row_from(row: tuple[Any, ...]) -> ArticleRow:
    """An ArticleRow from a row of `ROWS`."""
    return ArticleRow(
        id=row[0],
        name=row[1],
        title=row[2],
        source=row[3],
        published=row[4],
        place=row[5],
        language=row[6],
        marks=row[7],
        progress=Progress.TODO if row[8] is None else Progress(row[8]),
        flagged=bool(row[9]),
    )


def condition(listing: Listing) -> tuple[str, dict[str, Any]]:
    """The choice as SQL on `articles`, beginning with AND unless empty, with its parameters."""
    wishes: list[str] = []
    values: dict[str, Any] = {}
    whose = ""
    if listing.me:
        whose = " AND s.annotator_id = :me"
        values["me"] = listing.me
    needle = _folded(listing.contains) if listing.contains else ""
    if needle:
        wishes.append(r"articles.folded LIKE :needle ESCAPE '\'")
        values["needle"] = f"%{_escaped(needle)}%"
    if listing.progress is Progress.DONE:
        wishes.append(_status("s.progress = 'done'", whose))
    elif listing.progress is Progress.IN_PROGRESS:
        wishes.append(_status("s.progress = 'in progress'", whose))
        wishes.append("NOT " + _status("s.progress = 'done'", whose))
    elif listing.progress is Progress.TODO:
        wishes.append("NOT " + _status("s.progress <> 'to do'", whose))
    if listing.not_done:
        wishes.append("NOT " + _status("s.progress = 'done'", whose))
    if listing.flagged:
        wishes.append(_status("s.flagged = 1", whose))
    return "".join(f" AND {wish}" for wish in wishes), values


def _status(what: str, whose: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM statuses AS s "  # noqa: S608  both pieces are constants above
        f"WHERE s.article_id = articles.id AND {what}{whose})"
    )


def _folded(words: str) -> str:
    from annotator.text.folding import fold_key  # noqa: PLC0415  not needed for a whole list

    return fold_key(words)


def _escaped(needle: str) -> str:
    return needle.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")

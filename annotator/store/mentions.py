"""Where entities are mentioned, in SQL: which marks, in which article, in which words."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """One mark that means an entity; `start` and `end` are its outer code points."""

    annotation_id: int
    article_id: int
    start: int
    end: int


class Line(NamedTuple):
    """A mention with what stands around it, on one line."""

    title: str
    before: str
    words: str
    behind: str


MENTIONS = """
SELECT a.id, a.article_id, a.start, a."end" FROM entity_links AS l
JOIN annotations AS a ON a.id = l.annotation_id
WHERE l.entity_id = ? ORDER BY a.article_id, a.start, a.id
"""

COUNTS = "SELECT entity_id, count(*) FROM entity_links GROUP BY entity_id"

LINKS = """
SELECT annotation_id, entity_id FROM entity_links WHERE entity_id = ? ORDER BY annotation_id
"""

LINE = """
SELECT r.title, r.name,
    substr(t.text, max(1, :start + 1 - :around), min(:start, :around)),
    substr(t.text, :start + 1, :end - :start),
    substr(t.text, :end + 1, :around)
FROM articles AS r JOIN texts AS t ON t.sha256 = r.text_sha256 WHERE r.id = :article
"""

"""How labels are used in a whole project, counted in SQL."""

from __future__ import annotations

from typing import NamedTuple


class Usage(NamedTuple):
    """How many annotations some labels have, and in how many articles."""

    annotations: int
    articles: int


class Hanging(NamedTuple):
    """What hangs on annotations."""

    relations: int
    entity_links: int


USAGE = """
SELECT count(*), count(DISTINCT article_id) FROM annotations WHERE label_id IN ({places})
"""

RELATIONS = """
SELECT count(*) FROM relations WHERE id IN (
    SELECT r.id FROM annotations AS a JOIN relations AS r ON r.head_id = a.id
    WHERE a.label_id IN ({places})
    UNION
    SELECT r.id FROM annotations AS a JOIN relations AS r ON r.child_id = a.id
    WHERE a.label_id IN ({places})
)
"""

LINKS = """
SELECT count(*) FROM annotations AS a JOIN entity_links AS l ON l.annotation_id = a.id
WHERE a.label_id IN ({places})
"""

IDS = "SELECT id FROM annotations WHERE label_id IN ({places}) ORDER BY id"

SOME = "SELECT article_id, id FROM annotations WHERE label_id IN ({places}) LIMIT ?"

DOUBLED = """
SELECT count(*) FROM (
    SELECT 1 FROM annotations WHERE label_id IN ({places})
    GROUP BY article_id, annotator_id, start, "end", fragment_count
    HAVING min(label_id) < max(label_id)
)
"""

IN_ARTICLES = """
SELECT id FROM annotations
WHERE article_id IN ({articles}) AND label_id IN ({places}) AND annotator_id = ?
ORDER BY article_id, number
"""

OF_TYPE = "SELECT count(*) FROM relations WHERE type_id = ?"

ANSWERS_TO = "SELECT count(*) FROM article_answers WHERE question_id = ?"

ANSWERS = """
SELECT coalesce(s.value, ''), count(*)
FROM annotations AS a
LEFT JOIN annotation_answers AS s ON s.annotation_id = a.id AND s.name = ?
WHERE a.label_id = ?
GROUP BY 1 ORDER BY 2 DESC, 1
"""

ANSWERING_IDS = """
SELECT a.id FROM annotations AS a
JOIN annotation_answers AS s ON s.annotation_id = a.id AND s.name = ?
WHERE a.label_id = ?
ORDER BY a.id
"""

ANSWERED_IDS = """
SELECT a.id FROM annotations AS a
LEFT JOIN annotation_answers AS s ON s.annotation_id = a.id AND s.name = ?
WHERE a.label_id = ? AND coalesce(s.value, '') = ?
ORDER BY a.id
"""

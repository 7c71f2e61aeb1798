"""How much a project holds, and how far it is."""

from __future__ import annotations

from collections import Counter

import msgspec

from annotator.domain.status import Progress
from annotator.store.asking import Asking


class Reached(msgspec.Struct, frozen=True):
    """How far the articles of a project are."""

    articles: int
    in_progress: int
    done: int
    flagged: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a project holds. `by_label` and `by_annotator` count annotations by id."""

    articles: int
    annotations: int
    todo: int
    in_progress: int
    done: int
    flagged: int
    by_label: dict[int, int]
    by_annotator: dict[int, int]


_MARKS = """
SELECT label_id, annotator_id, count(*) FROM annotations GROUP BY label_id, annotator_id
"""

_OWN_PROGRESS = """
SELECT progress, count(*), sum(flagged) FROM statuses WHERE annotator_id = :me GROUP BY progress
"""
"""An annotator has one status an article: an index answers alone, an eighth of the time."""

_FURTHEST_PROGRESS = """
SELECT CASE reached WHEN 2 THEN 'done' WHEN 1 THEN 'in progress' ELSE 'to do' END,
       count(*), sum(flagged)
FROM (
    SELECT article_id, max(flagged) AS flagged,
           max(CASE progress WHEN 'done' THEN 2 WHEN 'in progress' THEN 1 ELSE 0 END) AS reached
    FROM statuses
    GROUP BY article_id
) AS one
GROUP BY reached
"""


def reached(ask: Asking, me: int = 0) -> Reached:
    """How far the articles are for `me`; with 0, for whoever is furthest."""
    (articles,) = ask.one("SELECT count(*) FROM articles") or (0,)
    asked = ask.all(_OWN_PROGRESS, {"me": me}) if me else ask.all(_FURTHEST_PROGRESS)
    of = {Progress(word): (count, flagged) for word, count, flagged in asked}
    done, begun = (of.get(one, (0, 0))[0] for one in (Progress.DONE, Progress.IN_PROGRESS))
    return Reached(articles, begun, done, sum(flagged for _, flagged in of.values()))


def counts(ask: Asking, me: int = 0) -> Counts:
    """How much there is, and how far it is for `me` (see `reached`)."""
    far = reached(ask, me)
    by_label: Counter[int] = Counter()
    by_annotator: Counter[int] = Counter()
    for label, annotator, marks in ask.all(_MARKS):
        by_label[label] += marks
        by_annotator[annotator] += marks
    return Counts(
        articles=far.articles,
        annotations=by_label.total(),
        todo=far.articles - far.done - far.in_progress,
        in_progress=far.in_progress,
        done=far.done,
        flagged=far.flagged,
        by_label=dict(by_label),
        by_annotator=dict(by_annotator),
    )

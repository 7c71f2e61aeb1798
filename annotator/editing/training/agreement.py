"""How far annotators of the same articles agree: F1 of their marks, pair by pair.

For marks, what nobody marked cannot be counted, so chance agreement is near nothing and
kappa comes near the F-measure (Hripcsak and Rothschild, "Agreement, the F-measure, and
reliability in information retrieval", JAMIA 12, 2005): of two annotators, twice the marks
that both made, by the sum of the marks of each. Marks are equal that have the same label
and the same fragments.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import msgspec

from annotator.domain.status import Progress
from annotator.editing.extracting import Filters
from annotator.store.reader import Reader


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Of `articles` that several annotators marked or are done with: F1 of all and by label."""

    articles: int
    annotators: tuple[str, ...]
    f1: float
    by_label: tuple[tuple[str, float], ...]


def agreement(reader: Reader, filters: Filters) -> Agreement | None:
    """The agreement of the chosen annotators; None where no two were at one article.

    Nor is there any where one alone of them has marked.
    """
    marked = reader.counts().by_annotator
    if sum(not filters.annotators or one in filters.annotators for one in marked) < 2:
        return None
    names = {one.id: one.name for one in reader.annotators()}
    labels = {one.id: one.name for one in reader.codebook().labels}
    both: Counter[int] = Counter()
    made: Counter[int] = Counter()
    who: set[int] = set()
    articles = 0
    for article in reader.articles():
        if filters.articles is not None and article.id not in filters.articles:
            continue
        marks: dict[int, Counter[tuple[int, object]]] = {
            one.annotator_id: Counter()
            for one in reader.statuses(article.id)
            if one.progress is Progress.DONE
        }
        for mark in reader.annotations(article.id):
            if not filters.labels or mark.label_id in filters.labels:
                own = marks.setdefault(mark.annotator_id, Counter())
                own[mark.label_id, mark.fragments] += 1
        wanted = filters.annotators
        chosen = [one for one in sorted(marks) if not wanted or one in wanted]
        for one, other in combinations(chosen, 2):
            made.update(label for label, _ in (marks[one] + marks[other]).elements())
            both.update(label for label, _ in (marks[one] & marks[other]).elements())
        if len(chosen) > 1:
            articles += 1
            who.update(chosen)
    if not articles:
        return None
    return Agreement(
        articles=articles,
        annotators=tuple(sorted(names[one] for one in who)),
        f1=_f1(both.total(), made.total()),
        by_label=tuple(
            (name, _f1(both[label], made[label])) for label, name in labels.items() if made[label]
        ),
    )


def _f1(both: int, made: int) -> float:
    return 2 * both / made if made else 1.0

"""Which articles go to which part, before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from annotator.editing.extracting import Extracting, Filters
from annotator.editing.training.grouping import Grouping, Place, places
from annotator.editing.training.options import TrainingOptions
from annotator.editing.training.parts import Part, balanced_seed
from annotator.editing.watching import Cancelled, Watch
from annotator.formats.format import Loss
from annotator.formats.record import Answer, Record
from annotator.store.reader import Reader


class Plan:
    """The part of every article that is to be written."""

    def __init__(self) -> None:
        self.seed = 0
        self.parts: dict[Part, dict[int, Place]] = {part: {} for part in Part}
        """By part, the articles by id."""
        self.aside: list[str] = []
        self.losses: list[Loss] = []
        self.leaks = 0


def planned(
    reader: Reader, filters: Filters, options: TrainingOptions, watches: Iterator[Watch]
) -> Plan:
    """Looks through the project, thrice at most. Raises Cancelled."""
    plan = Plan()
    found = places(reader, options.grouping, next(watches))
    wanted = _wanted(reader, filters, options, plan, next(watches))
    taken = {one: place for one, place in found.items() if place.article in wanted}
    plan.seed = options.seed if options.seed is not None else _best(taken, wanted, options)
    for article_id, place in taken.items():
        part = place.part(plan.seed, options.shares)
        if part is None:
            plan.aside.append(place.article)
            plan.losses.append(Loss(place.article, "article like ones of several parts", ""))
        else:
            plan.parts[part][article_id] = place
    if options.grouping is not Grouping.COPIES:
        plan.leaks = _leaks(plan, places(reader, Grouping.COPIES, next(watches)))
    return plan


def _wanted(
    reader: Reader, filters: Filters, options: TrainingOptions, plan: Plan, watch: Watch
) -> dict[str, Counter[str]]:
    """By name of each article that teaches something: its marks by label, and itself, as ""."""
    names = {one.id: one.name for one in reader.annotators()}
    extracting = Extracting(reader, reader.codebook(), names, filters)
    total = reader.count_articles()
    found: dict[str, Counter[str]] = {}
    for done, (record, _) in enumerate(extracting.records()):
        if not watch(done, total, record.name if record else ""):
            raise Cancelled
        if record is None:
            continue
        why = _why_not(record, options)
        if why:
            plan.losses.append(Loss(record.name, why, record.title))
        else:
            found[record.name] = Counter({"": 1}) + Counter(span.label for span in record.spans)
    watch(total, total, "")
    return found


def _why_not(record: Record, options: TrainingOptions) -> str:
    """Why an article teaches nothing, "" if it does."""
    if record.answer is not Answer.ACCEPT:
        return "article that nobody is done with, or that was rejected"
    return "article without marks" if not (record.spans or options.negatives) else ""


def _best(
    taken: dict[int, Place], wanted: dict[str, Counter[str]], options: TrainingOptions
) -> int:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for place in taken.values():
        groups[place.group].update(wanted[place.article])
    return balanced_seed(groups, options.shares)


def _leaks(plan: Plan, copies: dict[int, Place]) -> int:
    """How many articles have a copy in another part."""
    parts: dict[str, set[Part]] = defaultdict(set)
    for part, articles in plan.parts.items():
        for one in articles:
            for group in (copies[one].group, *copies[one].others):
                parts[group].add(part)
    return sum(
        len(parts[copies[one].group]) > 1 for articles in plan.parts.values() for one in articles
    )

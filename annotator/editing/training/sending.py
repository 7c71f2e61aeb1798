"""Exporting for training: a file for each part, the split, a loader, and a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.extracting import Filters
from annotator.editing.new_folder import new_folder
from annotator.editing.project import Project
from annotator.editing.send_out import ExportReport, Sending, filters_of, format_to_write
from annotator.editing.training.agreement import agreement
from annotator.editing.training.card import card
from annotator.editing.training.grouping import Grouping
from annotator.editing.training.hashing import Hashed
from annotator.editing.training.loading import LOADER, loader_of
from annotator.editing.training.options import (
    PartReport,
    TrainingOptions,
    TrainingReport,
)
from annotator.editing.training.parts import Part
from annotator.editing.training.planning import Plan, planned
from annotator.editing.watching import Watch, unwatched
from annotator.formats.edges import with_edges
from annotator.formats.format import Can, Files, Format, Loss, OffsetUnit
from annotator.formats.record import Record
from annotator.store.reader import Reader

__all__ = ["PartReport", "TrainingOptions", "TrainingReport", "send_out_parts"]

SPLIT = "split.jsonl"
CARD = "README.md"
_MOST_EXAMPLES = 3


def send_out_parts(
    project: Project,
    out: Path | BinaryIO,
    options: TrainingOptions | None = None,
    watch: Watch = unwatched,
) -> TrainingReport:
    """Write a new folder (or a zip, by name or to a stream), whole or not at all.

    The same project and options give the same bytes. `watch` counts articles, several
    times over. May run in a worker thread. Raises Cancelled, or Refused for an unknown
    name, a format of several files, a project with nothing to learn from, or a folder
    that is there.
    """
    options = options or TrainingOptions()
    form = format_to_write(options.export.format)
    if form.in_folder:
        raise Refused(f"{form.title} is several files; parts are written in formats of one file.")
    if form.name == "jsonl" and options.export.offsets not in (None, OffsetUnit.CODE_POINT):
        raise Refused("Offsets of training data in parts count code points, as its loader does.")
    if Can.UNMARKED not in form.holds:
        options = msgspec.structs.replace(options, negatives=False)
    filters = filters_of(project, options.export)
    reader = Reader.open(project.path)
    try:
        with new_folder(out) as files:
            return _Parts(project, reader, form, options, filters, watch).run(files)
    finally:
        reader.close()


class _Parts:
    def __init__(
        self,
        project: Project,
        reader: Reader,
        form: Format,
        options: TrainingOptions,
        filters: Filters,
        watch: Watch,
    ) -> None:
        self._title = project.title
        self._reader = reader
        self._format = form
        self._options = options
        self._filters = filters
        self._watches = _stages(watch, 5 if options.grouping is Grouping.COPIES else 6)
        self._languages: Counter[str] = Counter()

    def run(self, files: Files) -> TrainingReport:
        """Plan, write the parts, and tell of them."""
        plan = planned(self._reader, self._filters, self._options, self._watches)
        hashed = Hashed(files)
        reports = [(part, self._part(part, plan, hashed)) for part in Part]
        parts = tuple(found[0] for _, found in reports if found is not None)
        if not parts:
            raise Refused(_nothing(self._filters))
        hashed.write(SPLIT, b"".join(_split(plan)))
        loader = loader_of(self._format, [one.part for one in parts], self._language())
        if loader:
            hashed.write(LOADER, loader)
        exported = {one for articles in plan.parts.values() for one in articles}
        filters = msgspec.structs.replace(self._filters, articles=exported)
        report = TrainingReport(
            whole=self._whole([found[1] for _, found in reports if found is not None], plan),
            parts=parts,
            seed=plan.seed,
            aside=tuple(plan.aside),
            leaks=plan.leaks,
            languages=tuple(sorted(one for one in self._languages if one)),
            agreement=agreement(self._reader, filters),
            files=tuple(hashed.sent),
        )
        sums = "".join(f"{one.sha256}  {one.name}\n" for one in hashed.sent)
        hashed.write("SHA256SUMS", sums.encode())
        told = card(self._title, self._reader.codebook(), self._format, self._options, report)
        hashed.write(CARD, told.encode())
        return report

    def _part(
        self, part: Part, plan: Plan, files: Hashed
    ) -> tuple[PartReport, ExportReport] | None:
        """Write a part; None for one that no article is in."""
        articles = plan.parts[part]
        watch = next(self._watches)
        if not articles:
            return None
        filters = msgspec.structs.replace(self._filters, articles=articles.keys())
        options = self._options.export
        work = Sending(self._reader, self._format, options, filters, watch, prepare=self._prepared)
        name = f"{part}{self._format.suffixes[0]}"
        with files.create(name) as file:
            report = work.run(file)
        for suffix, data in self._format.beside(work.written):
            files.write(f"{part}{suffix}", data)
        self._languages.update(work.languages)
        return (
            PartReport(
                part=part,
                articles=report.articles,
                unmarked=work.unmarked,
                annotations=report.annotations,
                labels=tuple(sorted(work.labels.items())),
                groups=len({place.group for place in articles.values()}),
            ),
            report,
        )

    def _language(self) -> str:
        """What spaCy calls the language of most articles."""
        known = [one for one, _ in self._languages.most_common() if one]
        code = known[0].partition("-")[0].casefold() if known else "en"
        return code if code.isascii() and code.isalpha() else "en"

    def _whole(self, reports: list[ExportReport], plan: Plan) -> ExportReport:
        """The parts as one, with what was left out beforehand."""
        counts: Counter[str] = Counter(loss.sort for loss in plan.losses)
        for report in reports:
            counts.update(dict(report.losses))
        shown: Counter[str] = Counter()
        examples: list[Loss] = []
        for loss in (*plan.losses, *(one for report in reports for one in report.examples)):
            shown[loss.sort] += 1
            if shown[loss.sort] <= _MOST_EXAMPLES:
                examples.append(loss)
        listed = (*plan.losses, *(one for report in reports for one in report.listed))
        return ExportReport(
            articles=sum(one.articles for one in reports),
            annotations=sum(one.annotations for one in reports),
            relations=sum(one.relations for one in reports),
            losses=tuple(sorted(counts.items())),
            examples=tuple(examples),
            listed=listed if self._options.export.list_losses else (),
        )

    def _prepared(self, record: Record) -> tuple[Record, Iterable[Loss]]:
        record, losses = with_edges(record, self._options.edges)
        if self._format.name == "jsonl":
            record, more = _of_one_shape(record)
            losses += more
        return record, losses


def _of_one_shape(record: Record) -> tuple[Record, list[Loss]]:
    """A record whose line has the keys of every other, as loaders of tables want it."""
    losses = [
        Loss(record.name, "further fact of an article", f"{name}: {value[:60]}")
        for name, value in record.more
    ]
    losses += [
        Loss(record.name, "entity of a mark", f"{span.name} {span.entity}")
        for span in record.spans
        if span.entity
    ]
    losses += [
        Loss(record.name, "version of the codebook of a mark", f"{span.name} {number}")
        for span in record.spans
        if (number := span.codebook_version) > 1
    ]
    losses += [
        Loss(record.name, "answer about an article", f"{one.question}: {one.value}")
        for one in record.article_answers
    ]
    spans = tuple(
        msgspec.structs.replace(span, entity="", codebook_version=1) for span in record.spans
    )
    bare = msgspec.structs.replace(record, spans=spans, entities=(), article_answers=(), more=())
    return bare, losses


def _split(plan: Plan) -> Iterator[bytes]:
    """A line for each article: its name, its group and its part; "" for none."""
    rows = [
        (one, place.article, place.group, str(part))
        for part, articles in plan.parts.items()
        for one, place in articles.items()
    ]
    for _, name, group, part in sorted(rows):
        yield msgspec.json.encode({"id": name, "group": group, "part": part}) + b"\n"


def _nothing(filters: Filters) -> str:
    if filters.progress is Progress.DONE:
        return "There is nothing to learn from: no article that was chosen is done."
    return "There is nothing to learn from: no article that was chosen is marked or done."


def _stages(watch: Watch, number: int) -> Iterator[Watch]:
    """Watches of several passes over the same articles, as one work."""

    def stage(at: int) -> Watch:
        return lambda done, total, name: watch(at * total + done, number * total, name)

    for at in range(number):
        yield stage(at)

"""Sending out: a project's articles as a file, and an account of what the file cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.extracting import Extracting, Filters
from annotator.editing.new_folder import new_folder
from annotator.editing.project import Project
from annotator.editing.replacing import replacing
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.formats import FORMATS, format_named
from annotator.formats.fitting import fitted
from annotator.formats.format import Can, Files, Format, Loss, OffsetUnit, WriteOptions
from annotator.formats.record import Record
from annotator.formats.stripping import without_zones
from annotator.store.reader import Reader

_MOST_EXAMPLES = 3


class ExportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to send out, and how.

    `annotators` and `labels` are names, `progress` how far articles must be (the
    furthest of the chosen annotators, or of all); empty or None is no filter.
    `offsets` None counts as the format usually does. `strip_zones` leaves furniture
    out of the texts. `chosen` are values of the format's own choices. `list_losses`
    keeps every loss for the report, not just their counts and first examples.
    """

    format: str = "jsonl"
    annotators: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    progress: Progress | None = None
    offsets: OffsetUnit | None = None
    strip_zones: bool = False
    chosen: tuple[tuple[str, str], ...] = ()
    list_losses: bool = False


class ExportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written.

    `losses` counts by sort what the file does not hold; `examples` are the first of
    each sort, `listed` all of them where that was asked for.
    """

    articles: int
    annotations: int
    relations: int
    losses: tuple[tuple[str, int], ...] = ()
    examples: tuple[Loss, ...] = ()
    listed: tuple[Loss, ...] = ()


def send_out(
    project: Project,
    out: Path | BinaryIO,
    options: ExportOptions | None = None,
    watch: Watch = unwatched,
) -> ExportReport:
    """Write a file or folder, whole or not at all, or to an open stream.

    A format of several files makes a folder, or a zip where `out` is a stream or is
    named so. What a format puts beside its file goes beside `out`.

    The same project and options give the same bytes: articles in the order they
    came, marks in the order they were made. `watch` counts articles. May run in a
    worker thread. Raises Cancelled, or Refused for an unknown name or a file that
    cannot be written.
    """
    options = options or ExportOptions()
    form = format_to_write(options.format)
    filters = filters_of(project, options)
    if isinstance(out, Path):
        _keep_off(project, out)
    reader = Reader.open(project.path)
    try:
        work = Sending(reader, form, options, filters, watch)
        if form.in_folder:
            with new_folder(out) as files:
                return work.run(files)
        if not isinstance(out, Path):
            return work.run(out)
        with replacing(out) as file:
            report = work.run(file)
        for suffix, data in form.beside(work.written):
            with replacing(out.with_suffix(suffix)) as file:
                file.write(data)
        return report
    finally:
        reader.close()


Preparing = Callable[[Record], tuple[Record | None, Iterable[Loss]]]
"""What is made of a record before it is fitted to its format; None leaves it out."""


def _as_it_is(record: Record) -> tuple[Record | None, Iterable[Loss]]:
    return record, ()


class Sending:
    """Writes the articles of a project, through filters, as one file or folder."""

    def __init__(
        self,
        reader: Reader,
        form: Format,
        options: ExportOptions,
        filters: Filters,
        watch: Watch,
        *,
        prepare: Preparing = _as_it_is,
    ) -> None:
        """`watch` counts all articles of the project. Raises Refused for a bad choice."""
        codebook = reader.codebook()
        names = {one.id: one.name for one in reader.annotators()}
        self._extracting = Extracting(reader, codebook, names, filters)
        self._format = form
        self._options = options
        self._watch = watch
        self._prepare = prepare
        self._total = reader.counts().articles
        self._counts: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        """Annotations written, by label."""
        self.unmarked = 0
        """Articles written that have no annotation."""
        self.languages: Counter[str] = Counter()
        """Articles written, by language."""
        self.written = WriteOptions(
            offsets=_unit(form, options), codebook=codebook, chosen=_chosen(form, options)
        )
        self._losses: Counter[str] = Counter()
        self._examples: list[Loss] = []
        self._listed: list[Loss] = []

    def run(self, out: BinaryIO | Files) -> ExportReport:
        """Write everything, and account for it."""
        if self._format.write_files is not None:
            self._format.write_files(self._records(), cast("Files", out), self.written)
        else:
            assert self._format.write is not None
            self._format.write(self._records(), cast("BinaryIO", out), self.written)
        return ExportReport(
            articles=self._counts["articles"],
            annotations=self._counts["annotations"],
            relations=self._counts["relations"],
            losses=tuple(sorted(self._losses.items())),
            examples=tuple(self._examples),
            listed=tuple(self._listed),
        )

    def _records(self) -> Iterator[Record]:
        for done, (found, losses) in enumerate(self._extracting.records()):
            if not self._watch(done, self._total, found.name if found else ""):
                raise Cancelled
            if found is None:
                continue
            self._lose(losses)
            record, cut = self._prepare(found)
            self._lose(cut)
            if record is None:
                continue
            if self._options.strip_zones:
                record, cut = without_zones(record)
                self._lose(cut)
            if not record.text:
                self._lose([Loss(record.name, "article of nothing but zones", record.title)])
                continue
            record, cut = self._fitted(record)
            self._lose(cut)
            if not record.spans and Can.UNMARKED not in self._format.holding(self.written):
                self._lose([Loss(record.name, "article without marks", record.title)])
                continue
            self._count(record)
            yield record
        self._watch(self._total, self._total, "")

    def _count(self, record: Record) -> None:
        self._counts["articles"] += 1
        self._counts["annotations"] += len(record.spans)
        self._counts["relations"] += len(record.relations)
        self.labels.update([span.label for span in record.spans])
        self.unmarked += not record.spans
        self.languages[record.language] += 1

    def _fitted(self, record: Record) -> tuple[Record, tuple[Loss, ...]]:
        found = fitted(record, self._format, self.written)
        return found.record, found.losses

    def _lose(self, losses: Iterable[Loss]) -> None:
        for loss in losses:
            self._losses[loss.sort] += 1
            if self._losses[loss.sort] <= _MOST_EXAMPLES:
                self._examples.append(loss)
            if self._options.list_losses:
                self._listed.append(loss)


def format_to_write(name: str) -> Format:
    """The format of that name. Raises Refused where none is written so."""
    form = format_named(name)
    if form is None or not form.writes:
        known = ", ".join(one.name for one in FORMATS if one.writes)
        raise Refused(f"There is no format {name} to write; there is {known}.")
    return form


def _unit(form: Format, options: ExportOptions) -> OffsetUnit:
    if options.offsets is None:
        return form.units[0]
    if options.offsets not in form.units:
        known = " or ".join(form.units)
        raise Refused(f"Offsets in {form.name} count {known}, not {options.offsets}.")
    return options.offsets


def _chosen(form: Format, options: ExportOptions) -> tuple[tuple[str, str], ...]:
    known = {one.name: one for one in form.choices}
    for name, value in options.chosen:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise Refused(f"The format {form.name} has no choice {name}; {has}.")
        values = [one for one, _ in known[name].values]
        if value not in values:
            raise Refused(f"{name} must be one of {', '.join(values)}, not {value}.")
    return options.chosen


def filters_of(project: Project, options: ExportOptions) -> Filters:
    """The filters that options name. Raises Refused for a name the project has not."""
    labels = {one.name: one.id for one in project.codebook.labels}
    annotators = {one.name: one.id for one in project.annotators.values()}
    return Filters(
        labels=_ids("label", options.labels, labels),
        annotators=_ids("annotator", options.annotators, annotators),
        progress=options.progress,
    )


def _ids(what: str, chosen: Sequence[str], known: dict[str, int]) -> frozenset[int]:
    for name in chosen:
        if name not in known:
            raise Refused(f"The project has no {what} {name}.")
    return frozenset(known[name] for name in chosen)


def _keep_off(project: Project, out: Path) -> None:
    """Refuse to write over the project itself."""
    if out.exists() and out.samefile(project.path):
        raise Refused(f"{out} is the project itself; choose another name for the export.")

"""Making the parts of an import: records are read, checked and merged, a few at a time.

It writes nothing, and asks the project through two readers: `Reader` for what was there
before, `There` for what the parts that were written since have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.annotator import Annotator
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Change, added
from annotator.domain.codebook import Codebook
from annotator.domain.refusal import BadInput, Refused
from annotator.editing.copies.arriving import Arriving, Copies
from annotator.editing.file_sets import codebook_of
from annotator.editing.incoming.options import ImportOptions, ImportReport, NotBroughtIn
from annotator.editing.incoming.refusals import Refusals
from annotator.editing.merging import Merging, There
from annotator.editing.places import Places
from annotator.editing.unpacking import ShownNames
from annotator.editing.vocabulary import Vocabulary
from annotator.editing.watching import Cancelled
from annotator.formats import format_named
from annotator.formats.format import Format, ReadOptions
from annotator.formats.record import Record
from annotator.store.parts import Part
from annotator.store.reader import Reader

_PART_RECORDS = 50
_PART_CHARACTERS = 4_000_000

Tell = Callable[[int, int, str], None]
"""Told how many bytes are done, of how many, and the name of the file; may raise to stop."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be brought in, and into what.

    `files` are paths with the names of their formats, `refusals` what was refused when
    they were looked for. `annotators` are those whom the project knows. `beside` says that
    somebody works at a window meanwhile, who is not to be kept waiting.
    """

    project: Path
    me: Annotator
    annotators: tuple[Annotator, ...]
    codebook: Codebook
    options: ImportOptions
    files: tuple[tuple[Path, str], ...]
    refusals: tuple[BadInput, ...]
    names: ShownNames
    beside: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size_of(path) for path, _ in self.files)


class _Batch:
    """Changes and texts until they are enough to be written together.

    The first `least` changes say nothing by themselves.
    """

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        self.least = len(changes)
        self._texts: list[ArticleText] = []
        self._records = self._characters = 0

    @property
    def is_full(self) -> bool:
        many = self._records >= _PART_RECORDS or self._characters >= _PART_CHARACTERS
        return many and self.says_something

    @property
    def says_something(self) -> bool:
        return len(self.changes) > self.least

    def take(self, record: Record, changes: list[Change], text: ArticleText | None) -> None:
        """Have what a record adds."""
        self.changes += changes
        self._texts += [text] if text is not None else []
        self._records += 1
        self._characters += len(record.text)

    def part(self) -> Part:
        """What was taken, to be written; the batch is empty then."""
        part = Part(self.changes, self._texts)
        self.changes, self._texts = [], []
        self.least = self._records = self._characters = 0
        return part


class Making:
    """Makes the parts of one import, and accounts for it."""

    def __init__(
        self,
        job: Job,
        reader: Reader,
        there: There,
        tell: Tell,
        came: Callable[[Iterable[object]], object] = set,
    ) -> None:
        """`came` hears by which keys what is written from now on may be asked for."""
        self._job = job
        self._options = job.options
        self._reader = reader
        self._tell = tell
        self._came = came
        self._told = (0, 0, "")
        self._refusals = Refusals(
            skip_bad=job.options.skip_bad, names=job.names, so_far=job.refusals
        )
        self._vocabulary = Vocabulary(
            job.codebook, (*job.annotators, job.me), unnamed=job.options.annotator
        )
        self._merging = Merging(there, self._vocabulary)
        self._arriving = Arriving(reader, job.options.copies, self._tell_again)
        self._places = Places()

    def report(self) -> ImportReport:
        """What the parts so far bring."""
        merging, vocabulary = self._merging, self._vocabulary
        return ImportReport(
            files=len(self._job.files),
            articles=merging.counts["articles"],
            annotations=merging.counts["annotations"],
            relations=merging.counts["relations"],
            added_labels=tuple(vocabulary.added_labels),
            added_relation_types=tuple(vocabulary.added_types),
            as_they_were=self._places.as_they_were,
            moved=tuple(self._places.moved),
            not_found=tuple(self._places.not_found),
            unchanged=tuple(merging.unchanged),
            renamed=tuple(merging.renamed),
            notes=tuple(merging.notes),
            refusals=tuple(self._refusals.all),
            copies=tuple(self._arriving.found),
            not_looked_at=self._arriving.passed,
        )

    def parts(self) -> Iterator[Part]:
        """The parts; each is written before the next one is asked for.

        Raises NotBroughtIn at the end, or whatever `tell` does.
        """
        me = self._job.me
        known = any(one.id == me.id for one in self._job.annotators)
        batch = _Batch([] if known else [added(me)])
        files = [(path, _format(name)) for path, name in self._job.files]
        if not self._options.strict:
            batch.changes += self._vocabulary.learn(codebook_of(files))
            batch.least = len(batch.changes) if self._no_news() else 0
        for record in self._records(files):
            if not self._is_good(record):
                continue
            if self._merging.must_wait(record):
                yield self._part(batch)
            looked = self._looked_at(record)
            if looked is None:
                continue
            changes, text = self._merging.take(looked)
            self._places.take(looked, self._merging.article_id)
            if changes and isinstance(changes[0].after, Article):
                self._arriving.came(changes[0].after)
            batch.take(looked, changes, text)
            if batch.is_full:
                yield self._part(batch)
        if self._refusals.failed:
            raise NotBroughtIn(self._refusals.all)
        if batch.says_something:
            yield self._part(batch)

    def _part(self, batch: _Batch) -> Part:
        self._came(self._merging.written())
        return batch.part()

    def _is_good(self, record: Record) -> bool:
        """Whether a record is to be taken; once one was refused, none is."""
        if self._options.strict:
            try:
                self._vocabulary.check(record)
            except BadInput as bad:
                self._refusals.add(bad)
                return False
        return not self._refusals.failed

    def _looked_at(self, record: Record) -> Record | None:
        """The record as it is to come in; None for a copy that stays out."""
        if self._options.copies is Copies.IGNORE or not self._merging.is_new(record):
            return record
        return self._arriving.look(record)

    def _records(self, files: Sequence[tuple[Path, Format]]) -> Iterator[Record]:
        """Every record of every file; once one is bad, on only to find the other bad ones."""
        options = ReadOptions(
            encoding=self._options.encoding,
            refused=self._refusals.add,
            offsets=self._options.offsets,
            repair=self._options.repair,
            text_of=self._text_of,
            columns=self._options.columns,
            sheet=self._options.sheet,
        )
        total = self._job.size
        before = 0
        for path, form in files:
            self._tell_of(before, total, path)
            assert form.read is not None
            done = before
            try:
                for record in form.read(path, options):
                    yield self._named(record, path)
                    done += record.size
                    self._tell_of(min(done, total), total, path)
            except (BadInput, Cancelled):
                raise
            except Refused as missing:  # a library that this one format needs
                self._refusals.add(BadInput(str(path), None, f"cannot be read here: {missing}"))
            before += size_of(path)

    def _named(self, record: Record, path: Path) -> Record:
        """The record with what its file's name says, and the name that people know."""
        if self._options.names is not None:
            record = self._options.names.applied(record, path)
        shown = self._job.names.name_of(record.file)
        return record if shown == record.file else msgspec.structs.replace(record, file=shown)

    def _text_of(self, name: str) -> str:
        """The text of an article of the project, for files of marks only."""
        article = self._reader.article_named(name)
        return "" if article is None else self._reader.text(article.text_sha256)

    def _no_news(self) -> bool:
        return not (self._vocabulary.added_labels or self._vocabulary.added_types)

    def _tell_of(self, done: int, total: int, path: Path) -> None:
        self._told = (done, total, path.name)
        self._tell_again()

    def _tell_again(self) -> None:
        self._tell(*self._told)


def size_of(path: Path) -> int:
    """Bytes of a file, 0 where nobody can tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _format(name: str) -> Format:
    form = format_named(name)
    assert form is not None
    return form

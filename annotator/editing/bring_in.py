"""Bringing files in: found, read, merged, and written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.domain.article import Article, ArticleText
from annotator.domain.change import Change, added
from annotator.domain.refusal import BadInput, Refused
from annotator.editing.copies.arriving import Arriving, CameAsCopy, Copies
from annotator.editing.file_sets import codebook_of, companions_of
from annotator.editing.merging import Merging, Remark
from annotator.editing.places import Places
from annotator.editing.project import Project
from annotator.editing.sources import Sources
from annotator.editing.unpacking import Unpacking
from annotator.editing.vocabulary import Vocabulary
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.formats import FORMATS, format_named
from annotator.formats.columns import Cells, Columns, guessed
from annotator.formats.format import Format, OffsetUnit, ReadOptions
from annotator.formats.name_pattern import NamePattern
from annotator.formats.record import Record
from annotator.store.reader import Reader

if TYPE_CHECKING:
    from annotator.store.store import Part

_PART_RECORDS = 50
_PART_CHARACTERS = 4_000_000
_MOST_REFUSALS = 100


def columns_guessed(source: Path, names: Sequence[str], rows: Sequence[Cells]) -> Columns:  # noqa: ARG001
    """The columns of a table of articles by their names and contents."""
    return guessed(names, rows)


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to bring in.

    `format` is a format's name, "" to go by what files look like. `annotator` gets
    what a file gives nobody's name to. `encoding` of plain text, "" to find out.
    `skip_bad` brings in the good files and lines and lists the bad ones; `strict`
    refuses labels and relation types that the codebook lacks. `offsets` is what
    offsets count, None to find out; `repair` moves marks of the native format to
    their words instead of refusing them. `copies` says what becomes of articles that
    tell a story which is there already. `columns` says which column of a table of
    articles is what, from the file, the names of its columns and its first rows; `names`
    is a pattern that file names follow, and say something of articles by.
    """

    format: str = ""
    annotator: str = ""
    encoding: str = ""
    skip_bad: bool = False
    strict: bool = False
    offsets: OffsetUnit | None = None
    repair: bool = False
    copies: Copies = Copies.IGNORE
    columns: Callable[[Path, Sequence[str], Sequence[Cells]], Columns] = columns_guessed
    names: NamePattern | None = None


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. Remarks and refusals stand in the order they came up.

    `unchanged` are records that added nothing, `renamed` articles and marks that
    got another name, `passed_over` files that no format reads. Of marks whose
    offsets were checked, `as_they_were` lay where their files say; `moved` were
    found elsewhere, `not_found` nowhere. `copies` are articles that tell a story which
    was there already, where they were looked for; `not_looked_at` counts articles that
    came after there were too many to look at.
    """

    files: int = 0
    articles: int = 0
    annotations: int = 0
    relations: int = 0
    added_labels: tuple[str, ...] = ()
    added_relation_types: tuple[str, ...] = ()
    as_they_were: int = 0
    moved: tuple[Remark, ...] = ()
    not_found: tuple[Remark, ...] = ()
    unchanged: tuple[Remark, ...] = ()
    renamed: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    passed_over: tuple[str, ...] = ()
    refusals: tuple[BadInput, ...] = ()
    copies: tuple[CameAsCopy, ...] = ()
    not_looked_at: int = 0


class NotBroughtIn(BadInput):
    """Files or lines were bad, so nothing was brought in. It reads as the first of `refusals`."""

    def __init__(self, refusals: Sequence[BadInput]) -> None:
        first = refusals[0]
        super().__init__(first.file, first.line, first.reason)
        self.refusals = tuple(refusals)


def bring_in(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    watch: Watch = unwatched,
) -> ImportReport:
    """Bring in files and folders: all of them or, without `skip_bad`, nothing.

    Folders and zip archives are walked in the order of names; hidden files, and files
    that no format reads, are passed over. `watch` counts bytes. May run in a worker
    thread. Raises NotBroughtIn, Cancelled, or Refused for a project that is read-only.
    """
    reader = Reader.open(project.path)
    try:
        with Unpacking() as unpacking:
            return _Import(project, options or ImportOptions(), watch, unpacking).run(paths, reader)
    finally:
        reader.close()


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
        from annotator.store.store import Part  # noqa: PLC0415  SQLAlchemy comes with it

        part = Part(self.changes, self._texts)
        self.changes, self._texts = [], []
        self.least = self._records = self._characters = 0
        return part


class _Import:
    def __init__(
        self, project: Project, options: ImportOptions, watch: Watch, unpacking: Unpacking
    ) -> None:
        self._unpacking = unpacking
        self._project = project
        self._options = options
        self._watch = watch
        self._refusals: list[BadInput] = []
        self._sources = Sources(
            project.path, _format(options.format), unpacking, self._refuse, self._unpacked
        )
        self._places = Places()
        self._reader: Reader | None = None
        self._told = (0, 0, "")

    def run(self, paths: Sequence[Path], reader: Reader) -> ImportReport:
        project = self._project
        self._reader = reader
        vocabulary = Vocabulary(
            project.codebook,
            (*project.annotators.values(), project.me),
            unnamed=self._options.annotator,
        )
        merging = Merging(project.writer().reader_within(), vocabulary)
        arriving = Arriving(reader, self._options.copies, self._tell_again)
        found = list(self._sources.files(paths))
        brought = companions_of(found)
        files = [one for one in found if one[0].resolve() not in brought]
        passed = [one for one in self._sources.passed_over if Path(one).resolve() not in brought]
        if not files and not self._refusals:
            for path in paths:
                self._refuse(BadInput(str(path), None, "holds no file to bring in"))
        title = f"Import {files[0][0].name}" if len(files) == 1 else f"Import {len(files)} files"
        project.bulk(title, self._parts(files, merging, vocabulary, arriving))
        return ImportReport(
            files=len(files),
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
            passed_over=tuple(map(self._unpacking.shown, passed)),
            refusals=tuple(self._refusals),
            copies=tuple(arriving.found),
            not_looked_at=arriving.passed,
        )

    @property
    def _failed(self) -> bool:
        return bool(self._refusals) and not self._options.skip_bad

    def _refuse(self, bad: BadInput) -> None:
        if (shown := self._unpacking.shown(bad.file)) != bad.file:
            bad = BadInput(shown, bad.line, bad.reason)
        self._refusals.append(bad)
        if self._failed and len(self._refusals) >= _MOST_REFUSALS:
            raise NotBroughtIn(self._refusals)

    # -- reading and writing --------------------------------------------------------

    def _parts(
        self,
        files: Sequence[tuple[Path, Format]],
        merging: Merging,
        vocabulary: Vocabulary,
        arriving: Arriving,
    ) -> Iterator[Part]:
        me = self._project.me
        batch = _Batch([] if me.id in self._project.annotators else [added(me)])
        if not self._options.strict:
            batch.changes += vocabulary.learn(codebook_of(files))
            batch.least = len(batch.changes) if self._no_news(vocabulary) else 0
        for record in self._records(files):
            if not self._is_good(record, vocabulary):
                continue
            if merging.must_wait(record):
                yield batch.part()
                merging.written()
            looked = self._looked_at(record, merging, arriving)
            if looked is None:
                continue
            changes, text = merging.take(looked)
            self._places.take(looked, merging.article_id)
            if changes and isinstance(changes[0].after, Article):
                arriving.came(changes[0].after)
            batch.take(looked, changes, text)
            if batch.is_full:
                yield batch.part()
                merging.written()
        if self._failed:
            raise NotBroughtIn(self._refusals)
        if batch.says_something:
            yield batch.part()

    def _is_good(self, record: Record, vocabulary: Vocabulary) -> bool:
        """Whether a record is to be taken; once one was refused, none is."""
        if self._options.strict:
            try:
                vocabulary.check(record)
            except BadInput as bad:
                self._refuse(bad)
                return False
        return not self._failed

    def _looked_at(self, record: Record, merging: Merging, arriving: Arriving) -> Record | None:
        """The record as it is to come in; None for a copy that stays out."""
        if self._options.copies is Copies.IGNORE or not merging.is_new(record):
            return record
        return arriving.look(record)

    def _records(self, files: Sequence[tuple[Path, Format]]) -> Iterator[Record]:
        """Every record of every file; once one is bad, on only to find the other bad ones."""
        options = ReadOptions(
            encoding=self._options.encoding,
            refused=self._refuse,
            offsets=self._options.offsets,
            repair=self._options.repair,
            text_of=self._text_of,
            columns=self._options.columns,
        )
        total = sum(_size(path) for path, _ in files)
        before = 0
        for path, form in files:
            self._tell(before, total, path)
            assert form.read is not None
            done = before
            try:
                for record in form.read(path, options):
                    yield self._named(record, path)
                    done += record.size
                    self._tell(min(done, total), total, path)
            except (BadInput, Cancelled):
                raise
            except Refused as missing:  # a library that this one format needs
                self._refuse(BadInput(str(path), None, f"cannot be read here: {missing}"))
            before += _size(path)

    def _named(self, record: Record, path: Path) -> Record:
        """The record with what its file's name says, and the name that people know."""
        if self._options.names is not None:
            record = self._options.names.applied(record, path)
        shown = self._unpacking.shown(record.file)
        return record if shown == record.file else msgspec.structs.replace(record, file=shown)

    def _text_of(self, name: str) -> str:
        """The text of an article of the project, for files of marks only."""
        assert self._reader is not None
        article = self._reader.article_named(name)
        return "" if article is None else self._reader.text(article.text_sha256)

    @staticmethod
    def _no_news(vocabulary: Vocabulary) -> bool:
        return not (vocabulary.added_labels or vocabulary.added_types)

    def _unpacked(self, path: Path) -> None:
        self._tell(0, 0, path)

    def _tell(self, done: int, total: int, path: Path) -> None:
        self._told = (done, total, path.name)
        self._tell_again()

    def _tell_again(self) -> None:
        if not self._watch(*self._told):
            raise Cancelled


def _format(name: str) -> Format | None:
    """The format of that name, None for "". Raises Refused for one that is not read here."""
    if not name:
        return None
    form = format_named(name)
    if form is None or not form.reads:
        known = ", ".join(one.name for one in FORMATS if one.reads)
        raise Refused(f"There is no format {name} to read; there are {known}.")
    return form


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

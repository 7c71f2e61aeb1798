"""Bringing files in: found, read, merged, and written in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.domain.refusal import BadInput, Refused
from annotator.editing.file_sets import companions_of
from annotator.editing.incoming.apart import Apart
from annotator.editing.incoming.making import Job, Making
from annotator.editing.incoming.options import ImportOptions, ImportReport, NotBroughtIn
from annotator.editing.incoming.refusals import Refusals
from annotator.editing.project import Project
from annotator.editing.sources import Sources
from annotator.editing.unpacking import Unpacking
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.formats import FORMATS, format_named
from annotator.formats.format import Format
from annotator.store.reader import Reader

__all__ = ["ImportOptions", "ImportReport", "NotBroughtIn", "bring_in"]


def bring_in(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions | None = None,
    watch: Watch = unwatched,
) -> ImportReport:
    """Bring in files and folders: all of them or, without `skip_bad`, nothing.

    Folders and zip archives are walked in the order of names; hidden files, and files
    that no format reads, are passed over. `watch` counts bytes. May run in a worker
    thread; what is large is read in a process of its own. Raises NotBroughtIn, Cancelled,
    or Refused for a project that is read-only.
    """
    with Unpacking() as unpacking:
        return _Import(project, options or ImportOptions(), watch, unpacking).run(paths)


class _Import:
    def __init__(
        self, project: Project, options: ImportOptions, watch: Watch, unpacking: Unpacking
    ) -> None:
        self._unpacking = unpacking
        self._project = project
        self._options = options
        self._watch = watch
        self._refusals = Refusals(skip_bad=options.skip_bad, names=unpacking.names)
        self._sources = Sources(
            project.path,
            _format(options.format),
            unpacking,
            self._refusals.add,
            lambda path: self._tell(0, 0, path.name),
        )

    def run(self, paths: Sequence[Path]) -> ImportReport:
        there = self._project.writer().reader_within()
        found = list(self._sources.files(paths))
        brought = companions_of(found)
        files = [one for one in found if one[0].resolve() not in brought]
        passed = [one for one in self._sources.passed_over if Path(one).resolve() not in brought]
        if not files and not self._refusals.all:
            for path in paths:
                self._refusals.add(BadInput(str(path), None, "holds no file to bring in"))
        title = f"Import {files[0][0].name}" if len(files) == 1 else f"Import {len(files)} files"
        job = self._job(files)
        if Apart.is_worth(job):
            with Apart.started(job, there, self._tell) as apart:
                if apart is not None:
                    self._project.bulk(title, apart.parts())
                    return self._report(apart.report(), passed)
        reader = Reader.open(self._project.path)
        try:
            making = Making(job, reader, there, self._tell)
            self._project.bulk(title, making.parts())
        finally:
            reader.close()
        return self._report(making.report(), passed)

    def _job(self, files: Sequence[tuple[Path, Format]]) -> Job:
        project = self._project
        return Job(
            project=project.path,
            me=project.me,
            annotators=tuple(project.annotators.values()),
            codebook=project.codebook,
            options=self._options,
            files=tuple((path, form.name) for path, form in files),
            refusals=tuple(self._refusals.all),
            names=self._unpacking.names,
            beside=threading.current_thread() is not threading.main_thread(),
        )

    def _report(self, report: ImportReport, passed: Sequence[str]) -> ImportReport:
        shown = tuple(map(self._unpacking.names.name_of, passed))
        return msgspec.structs.replace(report, passed_over=shown)

    def _tell(self, done: int, total: int, name: str) -> None:
        if not self._watch(done, total, name):
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

"""The files to bring in, found among what was named: files, folders and zip archives."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotator.domain.refusal import BadInput
from annotator.editing.unpacking import Unpacking, is_zip
from annotator.formats import format_of
from annotator.formats.format import Format, unreadable

_LIKELY = 10
"""How much a file within a folder must look like a format to be read unasked."""


class Sources:
    """Looks for files. `passed_over` are those that it met and no format reads."""

    def __init__(
        self,
        project: Path | None,
        forced: Format | None,
        unpacking: Unpacking | None,
        refused: Callable[[BadInput], None],
        go_on: Callable[[Path], object],
    ) -> None:
        """`project` is not read where it is met; `forced` is the format of all files, None to
        go by each; `go_on` may raise to stop.

        Without `unpacking`, archives stay shut.
        """
        self._project = project
        self._forced = forced
        self._unpacking = unpacking
        self._refused = refused
        self._go_on = go_on
        self.passed_over: list[str] = []

    def files(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Format]]:
        """Every file that is to be read, with its format."""
        for path in paths:
            try:
                mode = path.stat().st_mode
            except OSError as reason:
                self._refused(unreadable(path, reason))
                continue
            if stat.S_ISDIR(mode):
                yield from self._within(path)
            elif not stat.S_ISREG(mode):
                self._refused(BadInput(str(path), None, "is not a file"))
            elif self._is_project(path):
                self._refused(BadInput(str(path), None, "is the project itself"))
            elif is_zip(path):
                yield from self._zipped(path)
            elif form := self._format_of(path):
                yield path, form
            else:
                said = "is in no format that is known here; `annotator formats` lists them"
                self._refused(BadInput(str(path), None, said))

    def _format_of(self, path: Path, *, least: int = 1) -> Format | None:
        form = self._forced or format_of(path, least=least)
        return form if form is not None and form.reads else None

    def _zipped(self, path: Path) -> Iterator[tuple[Path, Format]]:
        """Files of a zip archive, which are read where they are unpacked."""
        if self._unpacking is None:
            return
        try:
            folder = self._unpacking.unpack(path, self._refused, lambda: self._go_on(path))
        except BadInput as bad:
            self._refused(bad)
            return
        yield from self._within(folder)

    def _within(self, folder: Path) -> Iterator[tuple[Path, Format]]:
        """Files of a folder and its folders; links to folders are not followed."""

        def closed(reason: OSError) -> None:
            self._refused(unreadable(Path(str(reason.filename)), reason))

        for where, folders, names in os.walk(folder, onerror=closed):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            linked = [Path(where, one) for one in folders if Path(where, one).is_symlink()]
            self.passed_over.extend(map(str, linked))
            for name in sorted(one for one in names if not one.startswith(".")):
                path = Path(where, name)
                self._go_on(path)
                readable = path.is_file() and not self._is_project(path)
                if readable and is_zip(path):
                    yield from self._nested(path)
                    continue
                form = self._format_of(path, least=_LIKELY) if readable else None
                if form is None:
                    self.passed_over.append(str(path))
                else:
                    yield path, form

    def _nested(self, path: Path) -> Iterator[tuple[Path, Format]]:
        """A zip archive in a folder; one within another is not opened."""
        if self._unpacking is not None and self._unpacking.names.name_of(str(path)) != str(path):
            said = "is a zip archive within another; take it out to bring it in"
            self._refused(BadInput(str(path), None, said))
        else:
            yield from self._zipped(path)

    def _is_project(self, path: Path) -> bool:
        """Reading the project as any file would, at closing, drop SQLite's own locks on it."""
        return self._project is not None and path.samefile(self._project)

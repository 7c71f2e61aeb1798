"""Whether the program ended as it should: a note of each session, gone when it ends well."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from annotator import home
from annotator.domain.refusal import InUse
from annotator.store.lock import ProjectLock


class Session:
    """This run of the program, and the project that is open in it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or home.logs_folder()
        self._note = self._folder / f"session {os.getpid()}"
        self._lock: ProjectLock | None = None
        with contextlib.suppress(InUse):  # another window of this very process has it
            self._lock = ProjectLock.take(self._note)

    def note(self, project: Path | None) -> None:
        """Keep in mind which project is open."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            self._note.write_text(str(project or ""), encoding="utf-8")

    def end(self) -> None:
        """The program ends as it should."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()
        self._lock = None


def ended_badly(folder: Path | None = None) -> list[Path | None]:
    """The projects of sessions that ended without a word, the newest last; forgets them.

    None for a session without a project.
    """
    folder = folder or home.logs_folder()
    notes = []
    with contextlib.suppress(OSError):
        notes = [one for one in folder.glob("session *") if one.suffix != ".lock"]
    found: list[tuple[float, Path | None]] = []
    for note in notes:
        try:
            lock = ProjectLock.take(note)
        except InUse:
            continue  # it is running
        if lock is None:
            continue
        with contextlib.suppress(OSError, UnicodeDecodeError):
            said = note.read_text(encoding="utf-8")
            found.append((note.stat().st_mtime, Path(said) if said else None))
            note.unlink()
        lock.release()
    return [project for _, project in sorted(found, key=lambda one: one[0])]

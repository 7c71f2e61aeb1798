"""An import whose files are read, checked and merged in a process of its own.

On two cores that halves the time, since this process writes meanwhile; and a window, which
shares Python's lock with whatever else runs in its process, goes on at its own pace. The
other process writes nothing: it sends parts as they are to be written, in their order, and
asks when it has to know what was written of the import before.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

import annotator
from annotator.domain.refusal import Refused
from annotator.editing.incoming.making import Job, Tell
from annotator.editing.incoming.messages import (
    Asked,
    Broke,
    Done,
    Failed,
    Made,
    Told,
    get,
    opened,
    put,
)
from annotator.editing.incoming.options import ImportReport, columns_guessed, likeliest_sheet
from annotator.formats import format_named
from annotator.store.parts import Ready
from annotator.store.reader import Reader

LEAST = 8_000_000
"""Bytes from which on it is quicker: a process starts in the time that 3 MB take to be read."""

_AHEAD = 24_000_000
"""Bytes of messages that may wait to be written."""

_LOOKING_SECONDS = 0.1
"""How often somebody is asked whether to stop, while nothing comes."""


class Apart:
    """The other process, from here. `started` ends it, whatever happens."""

    def __init__(
        self, process: subprocess.Popen[bytes], job: Job, there: Reader, tell: Tell
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to: BinaryIO = process.stdin  # type: ignore[assignment]
        self._job = job
        self._there = there
        self._tell = tell
        self._coming = _Coming(process.stdout)  # type: ignore[arg-type]
        self._report: ImportReport | None = None

    @staticmethod
    def is_worth(job: Job) -> bool:
        """Whether an import is large enough, and can be told to another process.

        Columns and sheets of tables are chosen by whoever is asked in this one.
        """
        cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
        forms = (format_named(name) for _, name in job.files)
        return (
            cores > 1
            and job.size >= LEAST
            and bool(sys.executable)
            and not getattr(sys, "frozen", False)  # the program is no Python then
            and all(form is not None and form.opens is None for form in forms)
        )

    @classmethod
    @contextlib.contextmanager
    def started(cls, job: Job, there: Reader, tell: Tell) -> Iterator[Apart | None]:
        """The process while it is needed; None where the system lets none be started."""
        process = _start()
        if process is None:
            yield None
            return
        apart = cls(process, job, there, tell)
        try:
            yield apart if apart._coming.has_begun() else None
        finally:
            process.kill()
            process.wait()
            apart._coming.stop()
            with contextlib.suppress(OSError):
                apart._to.close()

    def parts(self) -> Iterator[Ready]:
        """The parts; asked for within the transaction that writes them.

        Raises what made the other process give up, or whatever `tell` does.
        """
        self._say(msgspec.structs.replace(self._job, options=self._options))
        told = Told(0, 0, "")
        while self._report is None:
            data = self._coming.next(_LOOKING_SECONDS)
            match opened(data) if data is not None else told:
                case Told() as told:
                    self._tell(*told)
                case Made(part):
                    yield part
                case Asked(method, values):
                    self._say(getattr(self._there, method)(*values))
                case Done(report):
                    self._report = report
                case Failed(why):
                    raise why
                case Broke(traceback):
                    raise RuntimeError(traceback)

    def report(self) -> ImportReport:
        """What came in, once there are no more parts."""
        assert self._report is not None
        return self._report

    def _say(self, value: object) -> None:
        try:
            put(self._to, value)
        except OSError as gone:
            raise _gone() from gone

    @property
    def _options(self) -> object:
        return msgspec.structs.replace(
            self._job.options, columns=columns_guessed, sheet=likeliest_sheet
        )


def _gone() -> Refused:
    return Refused(
        "The reading of the files was ended from outside, or there was not enough memory for "
        "it; nothing was changed."
    )


class _Coming:
    """What the other process says, read ahead of whoever hears it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, name="annotator reading", daemon=True)
        self._thread.start()

    def has_begun(self) -> bool:
        """Wait for the first message, which says no more than that there will be others."""
        try:
            return self.next(None) is not None
        except Refused:
            return False

    def next(self, seconds: float | None) -> bytes | None:
        """The next message; None when none came so soon.

        Raises Refused when the other process has ended without saying how.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended, seconds)
            if self._waiting:
                data = self._waiting.popleft()
                self._bytes -= len(data)
                self._changed.notify_all()
                return data
            if self._ended:
                raise _gone()
            return None

    def stop(self) -> None:
        """Hear no more; the other process has ended."""
        with self._changed:
            self._waiting.clear()
            self._bytes = 0
            self._changed.notify_all()
        self._thread.join()
        self._file.close()

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                data = get(self._file)
                with self._changed:
                    self._changed.wait_for(lambda: self._bytes < _AHEAD)
                    self._waiting.append(data)
                    self._bytes += len(data)
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


_CODE = """
import sys
sys.path.append(sys.argv.pop())
from annotator.editing.incoming.process import main
main()
"""


def _start() -> subprocess.Popen[bytes] | None:
    ours = str(Path(annotator.__file__).parents[1])  # for a checkout that is on no path
    try:
        return subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, "-P", "-c", _CODE, ours],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None

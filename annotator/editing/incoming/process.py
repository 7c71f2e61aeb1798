"""The process that reads what is brought in: started by `apart`, over its own two pipes."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import time
import traceback
from typing import Any, BinaryIO

from annotator.domain.refusal import BadInput, Refused
from annotator.editing.incoming.lookup import Remote
from annotator.editing.incoming.making import Job, Making
from annotator.editing.incoming.messages import (
    Asked,
    Broke,
    Done,
    Failed,
    Here,
    Made,
    Message,
    Told,
    get,
    opened,
    put,
)
from annotator.editing.incoming.options import ImportReport, NotBroughtIn
from annotator.store.failures import Damaged
from annotator.store.parts import ready
from annotator.store.reader import Reader

_APART_SECONDS = 0.03
"""News of progress comes no more often than a window shows it."""

_GARBAGE = 50_000
"""Objects after which the garbage collector looks at the newest ones; usually 700."""

_BESIDE = 5
"""How much is left to a window that wants the processor too, as `nice` counts."""

_SENT_AS_THEY_ARE = (NotBroughtIn, BadInput, Damaged)


class _Reading:
    def __init__(self, told: BinaryIO, out: BinaryIO) -> None:
        self._told = told
        self._out = out
        self._next_news = 0.0

    def run(self, job: Job) -> ImportReport:
        """Make all parts and send them."""
        if job.beside and hasattr(os, "nice"):
            os.nice(_BESIDE)
        with contextlib.closing(Reader.open(job.project)) as reader:
            there = Remote(reader, self._ask)
            making = Making(job, reader, there, self._tell, there.came)
            for part in making.parts():
                self.send(Made(ready(part)))
            return making.report()

    def send(self, message: Message) -> None:
        put(self._out, message)

    def _ask(self, method: str, values: tuple[Any, ...]) -> Any:
        self.send(Asked(method, values))
        return opened(get(self._told))

    def _tell(self, done: int, total: int, name: str) -> None:
        now = time.monotonic()
        if now >= self._next_news or done >= total:
            self._next_news = now + _APART_SECONDS
            self.send(Told(done, total, name))


def main() -> None:
    """Say that we are here, be told what to do, do it, and say how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us stops us
    told, out = _pipes()
    reading = _Reading(told, out)
    try:
        reading.send(Here())
        reading.send(_ended(reading, get(told)))
    except (EOFError, OSError):  # nobody is there any more, not even for what is in the pipe
        os._exit(1)


def _ended(reading: _Reading, job: bytes) -> Message:
    # what is read is small trees, made and let go by the million
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    try:
        return Done(reading.run(opened(job)))
    except Refused as why:
        return Failed(why if isinstance(why, _SENT_AS_THEY_ARE) else Refused(str(why)))
    except (EOFError, BrokenPipeError):
        raise
    except Exception:  # noqa: BLE001  raised again where it is heard of
        return Broke(traceback.format_exc())


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """What we are told, and where we answer; nothing else may print to the latter."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with contextlib.suppress(AttributeError, OSError):  # a window of Windows has nowhere else
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, out

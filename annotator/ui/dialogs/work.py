"""Long work beside the window: it is watched, can be stopped, and ends in one signal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from annotator.domain.refusal import Refused
from annotator.editing.watching import Watch

_APART_SECONDS = 0.04
"""News of progress comes no more often than the eye can follow."""


class Work(QObject):
    """Runs one function in a thread of its own. Signals come on the thread it was made in.

    Exactly one of `finished`, `refused` and `broke` follows `start`. A bug in the
    function is not dressed as a refusal: `broke` says that the work has ended, the
    error itself goes the way of every uncaught one.
    """

    progressed = Signal(object, object, str)
    """Done, of how much (whole numbers that may pass 32 bits), and at what."""
    finished = Signal(object)
    """What the function returned."""
    refused = Signal(object)
    """The Refused that it raised, `Cancelled` among them."""
    broke = Signal()

    _told = Signal(object, object, str)
    _ended = Signal(str, object)

    def __init__(self, run: Callable[[Watch], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._stop = threading.Event()
        self._next_news = 0.0
        self._thread = threading.Thread(target=self._work, name="annotator work")
        self._told.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop. It ends by refusing, unless it was done already."""
        self._stop.set()

    def wait(self) -> None:
        """Stay until the thread has ended. Its last signal may still be under way."""
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def _work(self) -> None:
        how: str = "broke"
        value: object = None
        try:
            value = self._run(self._watch)
            how = "finished"
        except Refused as why:
            how, value = "refused", why
        finally:
            self._ended.emit(how, value)

    def _watch(self, done: int, total: int, name: str) -> bool:
        now = time.monotonic()
        if now >= self._next_news or done >= total:
            self._next_news = now + _APART_SECONDS
            self._told.emit(done, total, name)
        return not self._stop.is_set()

    def _end(self, how: str, value: object) -> None:
        self._thread.join()
        if how == "finished":
            self.finished.emit(value)
        elif how == "refused":
            self.refused.emit(value)
        else:
            self.broke.emit()

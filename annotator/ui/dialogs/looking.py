"""One look at a time beside the window: whoever asks for another has the one before dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.editing.watching import Watch
from annotator.ui.dialogs.work import Work


class Looking(QObject):
    """Runs a look in a thread, and tells of the last one asked for only."""

    found = Signal(object)
    """What the look returned."""
    refused = Signal(object)
    """The Refused that it raised."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = None

    def begin(self, look: Callable[[Watch], object]) -> None:
        """Look, once the look before has stopped."""
        self.stop()
        self._work = work = Work(look, self)
        work.finished.connect(lambda found: self._end(work, self.found.emit, found))
        work.refused.connect(lambda why: self._end(work, self.refused.emit, why))
        work.start()

    def stop(self) -> None:
        """Look no more."""
        if self._work is not None:
            self._work.cancel()
            self._work.wait()
            self._work = None

    def _end(self, work: Work, tell: Callable[[object], None], news: object) -> None:
        work.deleteLater()
        if work is self._work:
            self._work = None
            tell(news)

"""Takes in the marks of a long article once its first picture is painted, a few at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.arriving_set import ArrivingSet
from annotator.domain.refusal import Refused
from annotator.ui.moment import Moment

_AFTER_MS = 5
"""After the page was painted."""


class Arrival(QObject):
    """Waits for the marks of one article at a time."""

    over = Signal()
    """All marks of the article are there."""
    refused = Signal(str)
    """The rest of them cannot be read, and why."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._coming: ArrivingSet | None = None
        self._moment = Moment(_AFTER_MS, self)
        self._moment.over.connect(self._start)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._take_some)

    def begin(self, annotations: AnnotationSet) -> None:
        """Wait for other marks, and no longer for those before."""
        self.stop()
        if isinstance(annotations, ArrivingSet) and not annotations.is_whole:
            self._coming = annotations
            self._moment.begin()

    def stop(self) -> None:
        """Wait for nothing."""
        self._moment.stop()
        self._turns.stop()
        self._coming = None

    def _start(self) -> None:
        self._turns.start()

    def _take_some(self) -> None:
        coming = self._coming
        if coming is None:
            self._turns.stop()
            return
        try:
            more = coming.take_slice()
        except Refused as why:
            self.stop()
            self.refused.emit(str(why))
            return
        if not more:
            self.stop()
            self.over.emit()

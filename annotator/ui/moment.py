"""A short wait that begins only once events are heard again.

A timer of Qt counts from its start: while a book is opened, which takes longer than the
wait, it would run out, and what is not needed to paint would come before the paint.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class Moment(QObject):
    """One wait at a time."""

    over = Signal()

    def __init__(self, milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._milliseconds = milliseconds
        self._heard = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()

    def begin(self) -> None:
        """Wait, from the beginning."""
        self._heard = False
        self._timer.start(0)

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def _go_on(self) -> None:
        if self._heard:
            self.over.emit()
        else:
            self._heard = True
            self._timer.start(self._milliseconds)

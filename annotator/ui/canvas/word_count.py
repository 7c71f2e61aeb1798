"""Counting the words of an article a little at a time, while the program idles."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.ui.moment import Moment

_AFTER_MS = 60
"""After the first paint."""
_SLICE = 12_000
"""Code points counted in one turn of the event loop."""
_BLANK = re.compile(r"\s")


class WordCount(QObject):
    """Counts one text at a time and tells the sum."""

    def __init__(self, tell: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._text = ""
        self._place = 0
        self._words = 0
        self._moment = Moment(_AFTER_MS, self)
        self._moment.over.connect(self._start)
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._count_some)

    def begin(self, text: str) -> None:
        """Count another text from its beginning, in a moment."""
        self._turns.stop()
        self._text, self._place, self._words = text, 0, 0
        self._moment.begin()

    def stop(self) -> None:
        """Count no more."""
        self._moment.stop()
        self._turns.stop()
        self._text = ""

    def _start(self) -> None:
        self._turns.start()

    def _count_some(self) -> None:
        from annotator.text.words import count_words  # noqa: PLC0415  not needed to paint

        end = self._place + _SLICE
        if end < len(self._text):
            blank = _BLANK.search(self._text, end, end + _SLICE)
            end = blank.end() if blank else end + _SLICE
        self._words += count_words(self._text[self._place : end])
        self._place = end
        if end >= len(self._text):
            self.stop()
            self._tell(self._words)

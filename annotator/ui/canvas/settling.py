"""Laying out what is seen before it is painted, and the rest while the program idles.

Exact heights replace estimates as blocks are laid out. When that happens above what
is seen, the page scrolls along, so that nothing moves under the reader's eye.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTextEdit

from annotator.ui.canvas.lane_layout import LaneLayout

_WHOLE_UP_TO = 400_000
"""Articles up to this many code points are laid out whole while the program idles."""
_AHEAD = 300.0
"""Pixels laid out before and after what is seen, so that scrolling finds them ready."""
_BLOCKS_A_TURN = 6


class Settler(QObject):
    """Settles the layout of one view."""

    def __init__(self, view: QTextEdit, scroll_to: Callable[[int], None]) -> None:
        """`scroll_to` moves the page along with a layout that moved."""
        super().__init__(view)
        self._view = view
        self._scroll_to = scroll_to
        self._layout: LaneLayout | None = None
        self._next = 0
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._settle_some)

    def begin(self, layout: LaneLayout, length: int) -> None:
        """Settle a layout from its beginning; `length` is the article's, in code points."""
        if layout is not self._layout:
            layout.shifted.connect(self._keep_place)
        self._layout = layout
        self._next = 0
        if length <= _WHOLE_UP_TO:
            self._idle.start()

    def stop(self) -> None:
        """Have nothing to do with the layout any more."""
        self._idle.stop()
        self._layout = None

    def settle_seen(self) -> None:
        """Lay out what is seen, and a little around it."""
        layout = self._layout
        if layout is None:
            return
        top = self._view.verticalScrollBar().value()
        bottom = top + self._view.viewport().height() + _AHEAD
        number = layout.block_at(max(0.0, top - _AHEAD))
        count = self._view.document().blockCount()
        while number < count and layout.block_top(number) <= bottom:
            layout.lay_out(number)
            number += 1

    def grow_range(self) -> None:
        """Let the scroll bar know the page's true height now, not at the next turn."""
        if self._layout is not None:
            spare = int(self._layout.documentSize().height()) - self._view.viewport().height()
            if spare > self._view.verticalScrollBar().maximum():
                self._view.verticalScrollBar().setMaximum(spare)

    def _settle_some(self) -> None:
        if self._layout is None:
            self._idle.stop()
            return
        waiting = self._layout.unsettled(self._next, _BLOCKS_A_TURN)
        for number in waiting:
            self._layout.lay_out(number)
            self._next = number + 1
        if not waiting:
            self._idle.stop()

    def _keep_place(self, top: float, grown: float) -> None:
        bar = self._view.verticalScrollBar()
        if top + 1 < bar.value():
            self.grow_range()
            self._scroll_to(bar.value() + round(grown))

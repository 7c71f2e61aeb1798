"""Where sheets end: between lines, never after a heading, and without a gap on top."""

from __future__ import annotations


class Edges:
    """Collects lines and gaps from the top down, and breaks them into sheets."""

    def __init__(self, room: float, head: float) -> None:
        """`room` is the height of a sheet, `head` that of what stands above the first line."""
        self._room = room
        self._stretches: list[tuple[float, float]] = []
        self._top = 0.0
        self._y = head
        self._kept: float | None = None
        """Where a heading begins that must not be parted from what follows."""

    def add_gap(self, height: float) -> None:
        """A distance between paragraphs; on top of a sheet there is none."""
        if self._y > self._top:
            self._y += height
        else:
            self._top += height
            self._y = self._top

    def add_line(self, height: float, *, with_next: bool = False) -> None:
        """One line; `with_next` keeps it on the sheet of the line after it."""
        if self._y + height > self._top + self._room and self._y > self._top:
            start = self._y if self._kept is None or self._kept <= self._top else self._kept
            self._stretches.append((self._top, start))
            self._top = start
        if not with_next:
            self._kept = None
        elif self._kept is None:
            self._kept = self._y
        self._y += height

    def stretches(self) -> list[tuple[float, float]]:
        """Top and bottom of each sheet."""
        return [*self._stretches, (self._top, max(self._y, self._top + 1.0))]

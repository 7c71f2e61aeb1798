"""Keys and clicks pressed at random in a real window, through one xdotool."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]

_PRESSES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (20, ("Right", "Right", "1")),
    (20, ("ctrl+Right", "ctrl+Right", "ctrl+Right", "2")),
    (20, ("Down", "ctrl+Right", "3")),
    (6, ("Down", "Down", "Down")),
    (6, ("shift+Right", "shift+Right", "s", "2")),
    (8, ("Tab",)),
    (6, ("Tab", "k", "k", "j")),
    (4, ("Tab", "shift+k", "shift+j")),
    (5, ("Tab", "Delete")),
    (4, ("Tab", "3")),
    (3, ("Tab", "n", "w", "o", "r", "d", "Escape", "Escape")),
    (3, ("Tab", "Return", "Down", "Return", "Escape")),
    (8, ("ctrl+z",)),
    (6, ("ctrl+shift+z",)),
    (3, ("Escape", "space")),
    (2, ("shift+space",)),
    (3, ("g", "w", "Return")),
    (2, ("ctrl+Next",)),
    (2, ("period",)),
    (3, ("Escape", "Escape")),
)


def presses(chance: random.Random) -> Iterator[str]:
    """Endless keys by their X names, a gesture at a time."""
    weights = [weight for weight, _ in _PRESSES]
    while True:
        ((_, keys),) = chance.choices(_PRESSES, weights)
        yield from keys


class Hands:
    """One xdotool that is told what to press as one goes on."""

    def __init__(self, display: str) -> None:
        self._tool = subprocess.Popen(
            ["xdotool", "-"], stdin=subprocess.PIPE, env={"DISPLAY": display}, text=True
        )

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._tell(f"key --delay 2 {' '.join(keys)}")

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click somewhere on the screen."""
        self._tell(f"mousemove {x} {y} click --repeat {times} --delay 20 1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button."""
        self._tell(f"mousemove {start[0]} {start[1]} mousedown 1")
        self._tell(f"mousemove {end[0]} {end[1]} mouseup 1")

    def close(self) -> None:
        """Let go of everything."""
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait(timeout=20)

    def _tell(self, line: str) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.write(line + "\n")
        self._tool.stdin.flush()


@contextmanager
def own_screen() -> Iterator[str]:
    """Name a display that is there while the block runs."""
    sys.path.insert(0, str(_CHECKOUT / "packaging"))
    try:
        import screen  # noqa: PLC0415  of packaging, which is no package
    finally:
        sys.path.pop(0)
    with screen.virtual() as display:
        yield display

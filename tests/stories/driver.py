"""Hands and eyes for the stories: xdotool presses, the probe tells where things are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]


class Driver:
    """One running program in a window of the X server in DISPLAY."""

    def __init__(self, project: Path, home: Path) -> None:
        environment = dict(os.environ, ANNOTATOR_HOME=str(home), QT_QPA_PLATFORM="xcb")
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("probe.py")), str(project)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_CHECKOUT,
            env=dict(environment, PYTHONPATH=str(_CHECKOUT)),
        )
        self.wait(lambda: bool(self.state()["article"]), "an article is shown")
        self.wait(lambda: bool(self.state()["active"]), "the window has the keyboard")

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, what: str, **more: Any) -> dict[str, Any]:
        """Ask the probe one question."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ask": what, **more}).encode() + b"\n")
        self._process.stdin.flush()
        answered: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answered

    def state(self) -> dict[str, Any]:
        return self.ask("state")

    def key(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        _xdotool("key", "--delay", "8", *keys)

    def drag(self, start: int, end: int, *, alt: bool = False) -> None:
        """Drag over the words from one offset to another."""
        first = self.ask("where", offset=start)
        last = self.ask("where", offset=end, before=True)
        if alt:
            _xdotool("keydown", "alt")
        _xdotool("mousemove", str(first["x"] + 2), str(first["y"]), "mousedown", "1")
        middle = ((first["x"] + last["x"]) // 2, (first["y"] + last["y"]) // 2)
        _xdotool("mousemove", str(middle[0]), str(middle[1]))
        _xdotool("mousemove", str(last["x"] - 2), str(last["y"]), "mouseup", "1")
        if alt:
            _xdotool("keyup", "alt")

    def click(self, offset: int, *, times: int = 1) -> None:
        """Click just inside the character at an offset."""
        place = self.ask("where", offset=offset)
        _xdotool(
            "mousemove", str(place["x"] + 3), str(place["y"]), "click", "--repeat", str(times),
            "--delay", "40", "1",
        )  # fmt: skip

    def wait(self, holds: Callable[[], bool], what: str, seconds: float = 15) -> None:
        """Wait until something holds; fails by name when it does not."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if holds():
                return
            time.sleep(0.03)
        pytest.fail(f"never came true: {what}; the window says {self.state()}")

    def kill(self) -> None:
        """End the program at once, as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._close_pipes()

    def close(self) -> None:
        """Close the program as a user would, and see it end well."""
        self.ask("do", command="quit")
        assert self._process.wait(timeout=20) == 0
        self._close_pipes()

    def end(self) -> None:
        """See to it that the program is gone, whatever became of the story."""
        if self._process.poll() is None:
            self.kill()
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


Start = Callable[[Path], Driver]
"""Starts the program on a project."""


def needs_a_screen() -> None:
    """Skip where there is no X server or no hands."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no X server: packaging/test.py starts one")
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not installed")


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=20)

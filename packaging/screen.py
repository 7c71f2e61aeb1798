"""A screen of the tests' own: Xvfb on a free display, with a window manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from refusal import CannotPrepare

_PATIENCE = 20.0
"""Seconds a window manager may take to come up."""


@contextmanager
def virtual(size: str = "1440x900x24") -> Iterator[str]:
    """Name a display that is there while the block runs; raises CannotPrepare."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        # The server writes the number it found free once it takes connections.
        with os.fdopen(reading, encoding="ascii") as pipe:
            number = pipe.readline().strip()
        if not number:
            raise CannotPrepare("Xvfb did not start.")
        with _window_manager(f":{number}"):
            yield f":{number}"
    finally:
        _stop(server)


@contextmanager
def _window_manager(display: str) -> Iterator[None]:
    """Run openbox on a display, where there is openbox; wait until it manages windows."""
    program = shutil.which("openbox")
    if program is None:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="annotator-screen-") as folder:
        ready = Path(folder) / "ready"
        manager = subprocess.Popen(
            [program, "--sm-disable", "--startup", f"touch {ready}"],
            env={**os.environ, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            limit = time.monotonic() + _PATIENCE
            while not ready.exists() and manager.poll() is None and time.monotonic() < limit:
                time.sleep(0.05)
            yield
        finally:
            _stop(manager)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""A disk that fills up, and a program that holds the database, under the real window.

    python -m tests.faults.trouble             held for 6 s, as in the tests
    python -m tests.faults.trouble --long      held for 60 s

In a window on a screen of its own, keys from the X server mark words while a small disk is
filled to the last byte (which takes the right to mount one), and while another program holds
the right to write. Each time the window must say in one sentence what is not saved and why,
go on living, save what it kept in hand once that can be done, and have lost nothing it called
saved.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.editing.project import Project
from tests.faults.acts import Acts
from tests.faults.hands import Hands, own_screen
from tests.faults.kills import Tally, catch_up, look_at_acts, look_at_history
from tests.faults.logical import Replay
from tests.faults.window_kills import Program

_SHORT_S, _LONG_S = 6, 60
_DISK = "8m"
_HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of a few megabytes, None where none can be mounted."""
    folder.mkdir()
    mounted = os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0
    if mounted:
        words = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "annotator", str(folder)]
        mounted = subprocess.run(words, check=False, capture_output=True).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


def fill(ballast: Path) -> None:
    """Take all the room there is left."""
    with ballast.open("ab", buffering=0) as file:
        size = 65536
        while size:
            try:
                file.write(bytes(size))
            except OSError as reason:
                if reason.errno != errno.ENOSPC:
                    raise
                size //= 2


class _Watched(Program):
    """A window, and when it said what."""

    def said(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = [json.loads(line) for line in self.heard.split(b"\n")[:-1]]
        return found

    def trouble(self) -> str:
        """What its notice says now, "" for nothing."""
        told = [str(one["trouble"]) for one in self.said() if "trouble" in one]
        return told[-1] if told else ""

    def saved(self) -> int:
        numbers = [one["saved"] for one in self.said() if "saved" in one]
        return int(str(numbers[-1])) if numbers else 0

    def wait(self, what: str, seconds: float, holds: object) -> None:
        assert callable(holds)
        until = time.monotonic() + seconds
        while not holds():
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < until, f"never came true: {what}; it said {self.heard!r}"
            self.hear(0.02)


@contextmanager
def _started(path: Path, display: str, hands: Hands) -> Iterator[_Watched]:
    """A program that has called an act saved; what it called so must be there at the end."""
    project = Project.create(path, own_name="tester")
    acts = Acts(project, random.Random(3))
    for _ in range(20):
        acts.one()
    project.close()
    replay = Replay()
    catch_up(path, replay)
    program = _Watched(path, display, None)
    try:
        program.wait_for("ready")
        hands.press("Down", "Right", "1")
        program.wait_for("saved")
        yield program
    except BaseException:
        program.process.kill()
        program.process.wait()
        raise
    said = program.kill()
    look_at_acts(path, replay, [(seq, 0) for seq in said], Tally())
    look_at_history(path, replay)


def full(folder: Path, display: str, hands: Hands) -> str:
    """The disk fills up and has room again; returns what the window said."""
    path = folder / "p.annotator"
    with _started(path, display, hands) as program:
        fill(folder / "ballast")
        for _ in range(400):  # what is free within the file is used up first
            hands.press("Escape", "Tab", "j")
            program.hear(0.05)
            if program.trouble():
                break
        words = program.trouble()
        assert "the disk is full" in words, f"{words!r} {program.heard[-900:]!r}"
        before = program.saved()
        hands.press("Escape", "Tab", "j", "Down", "ctrl+Next")
        program.hear(1)
        assert program.saved() == before, "an act was called saved on a full disk"
        beats = [one for one in program.said() if "alive" in one]
        assert len(beats) > 5, "the window does not answer"
        (folder / "ballast").unlink()
        program.wait("the act in hand is saved", 15, lambda: not program.trouble())
        program.wait("it is called saved", 5, lambda: program.saved() > before)
        hands.press("Escape", "Tab", "j")
    return words


def held(folder: Path, display: str, hands: Hands, seconds: float) -> str:
    """Another program holds the database; returns what the window said."""
    path = folder / "p.annotator"
    with _started(path, display, hands) as program:
        holder = subprocess.Popen(
            [sys.executable, "-c", _HOLDER, str(path), str(seconds)], stdout=subprocess.PIPE
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        before = program.saved()
        hands.press("Escape", "Tab", "j")
        program.wait("the window says so", 10, program.trouble)
        words = program.trouble()
        assert "another program is using it" in words, words
        while holder.poll() is None:
            hands.press("Down")
            program.hear(0.3)
            assert program.saved() == before or holder.poll() is not None
        holder.stdout.close()
        beats = sum("alive" in one for one in program.said())
        assert beats > seconds * 4, f"{beats} turns of the event loop in {seconds} s"
        program.wait("the act in hand is saved", 15, lambda: not program.trouble())
        program.wait("it is called saved", 5, lambda: program.saved() > before)
    return words


def main() -> int:
    """Run from the command line; says what the window said."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=_SHORT_S)
    parser.add_argument("--long", action="store_true", help=f"held for {_LONG_S} s")
    chosen = parser.parse_args()
    seconds = _LONG_S if chosen.long else chosen.seconds
    with tempfile.TemporaryDirectory(prefix="annotator-trouble-") as name, own_screen() as display:
        os.environ["ANNOTATOR_HOME"] = f"{name}/home"
        hands = Hands(display)
        with small_disk(Path(name) / "disk") as disk:
            if disk is None:
                print("full: left out, no disk can be mounted here")
            else:
                print("full:", full(disk, display, hands), flush=True)
        (Path(name) / "held").mkdir()
        print("held:", held(Path(name) / "held", display, hands, seconds), flush=True)
        hands.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A disk that fills up or goes read-only, a right that is lost, a database that is held.

    python -m tests.faults.trouble             held for 6 s, as in the tests
    python -m tests.faults.trouble --long      held for 60 s

All under the real window on a screen of its own. Keys from the X server mark words while a
small disk is filled to the last byte, while the system makes one read-only as it does after an
error of the disk (both take the right to mount one), while the right to write the files is
taken away, and while another program holds the right to write. Each time the window must say
in one sentence what is not saved and why, go on living, keep further acts in hand, save all of
them once that can be done, and have lost nothing it called saved, also when it is killed then.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.editing.project import Project
from annotator.editing.set_aside import SetAside, take_up
from annotator.store.check import check
from tests.faults.acts import Acts
from tests.faults.hands import Hands, own_screen
from tests.faults.kills import Tally, catch_up, look_at_acts, look_at_history
from tests.faults.logical import Replay
from tests.faults.window_kills import Program

_SHORT_S, _LONG_S = 6, 60
_DISK = "8m"
_IN_HAND = 5
_IMAGE = 16 * 1024 * 1024
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


class Disk:
    """A file system of its own in a file, that can be made read-only under a program (Linux)."""

    def __init__(self, folder: Path) -> None:
        self._image = folder.with_suffix(".image")
        self.folder = folder

    def make(self) -> bool:
        """Whether there is one now."""
        if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
            return False
        self.folder.mkdir()
        with self._image.open("wb") as file:
            file.truncate(_IMAGE)
        self._run("mkfs.ext4", "-q", "-F", str(self._image))
        return self._mount() == 0

    def fail(self) -> None:
        """Let the file system find an error: it takes no more writes then."""
        self._run("mount", "-o", "remount,abort", str(self.folder))

    def start_again(self) -> None:
        """As when the computer is started again: the file system is looked over and mounted."""
        self.remove()
        assert self._mount() == 0

    def remove(self) -> None:
        """Take it away again, also from a program that still has it."""
        self._run("umount", "--lazy", str(self.folder))

    def _mount(self) -> int:
        words = ("-o", "loop,errors=remount-ro", str(self._image), str(self.folder))
        return self._run("mount", *words)

    def _run(self, *words: str) -> int:
        return subprocess.run(words, check=False, capture_output=True).returncode


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
def _started(
    path: Path,
    display: str,
    hands: Hands,
    *,
    before: Sequence[str] = (),
    mend: Callable[[], object] = dict,
) -> Iterator[_Watched]:
    """A program that has called an act saved; what it called so must be there at the end.

    `before` are the words before its own; `mend` is called when it has ended.
    """
    project = Project.create(path, own_name="tester")
    acts = Acts(project, random.Random(3))
    for _ in range(20):
        acts.one()
    project.close()
    replay = Replay()
    catch_up(path, replay)
    program = _Watched(path, display, None, before=before)
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
    mend()
    look_at_acts(path, replay, [(seq, 0) for seq in said], Tally())
    look_at_history(path, replay)


def full(folder: Path, display: str, hands: Hands) -> str:
    """The disk fills up and has room again; returns what the window said."""
    path = folder / "p.annotator"
    with _started(path, display, hands) as program:
        fill(folder / "ballast")
        words = _refused(program, hands, most=400)  # what is free within the file is used up first
        assert "the disk is full" in words, words
        before = program.saved()
        words = _more_in_hand(program, hands)
        (folder / "ballast").unlink()
        program.wait("what is in hand is saved", 15, lambda: not program.trouble())
        program.wait("it is called saved", 5, lambda: program.saved() >= before + _IN_HAND)
        hands.press("Escape", "Tab", "j")
    return words


def killed(folder: Path, display: str, hands: Hands) -> str:
    """The program is killed while acts are in hand; returns what the window said.

    They are not in the file, but where the user's data lies, to be saved at the next start.
    """
    path = folder / "p.annotator"
    with _started(path, display, hands, mend=(folder / "ballast").unlink) as program:
        fill(folder / "ballast")
        _refused(program, hands, most=400)
        words = _more_in_hand(program, hands)
    aside = SetAside(path)
    assert len(aside.left()) >= _IN_HAND, "what was in hand is lost"
    project = Project.open(path, own_name="tester")
    assert take_up(project, aside) == []
    project.close()
    assert check(path) == []
    return words


def _more_in_hand(program: _Watched, hands: Hands) -> str:
    """Mark on until several acts are in hand; nothing is called saved meanwhile."""
    before = program.saved()
    for _ in range(10 * _IN_HAND):
        hands.press("Escape", "Tab", "j")
        program.hear(0.1)
        number = program.trouble().partition(" acts are not saved")[0]
        if number.isdigit() and int(number) >= _IN_HAND:
            break
    else:
        raise AssertionError(f"not kept in hand: {program.trouble()!r}")
    assert program.saved() == before, "an act was called saved that cannot be"
    return program.trouble()


def read_only(disk: Disk, display: str, hands: Hands) -> str:
    """The system lets nobody write to the disk any more; returns what the window said."""
    path = disk.folder / "p.annotator"
    with _started(path, display, hands, mend=disk.start_again) as program:
        disk.fail()
        words = _refused(program, hands)
        assert "disk reports an error" in words or "it cannot be written to" in words, words
    return words


def forbidden(folder: Path, display: str, hands: Hands) -> str:
    """The right to write is taken away and given again; returns what the window said.

    In the older way of writing: it opens the file beside the project at each act, where a
    write-ahead file is open for good.
    """
    path = folder / "p.annotator"
    with _started(path, display, hands, before=_mortal()) as program:
        modes = {one: one.stat().st_mode for one in folder.glob("p.annotator*")}
        modes[folder] = folder.stat().st_mode
        for one in modes:
            one.chmod(0o555)
        try:
            words = _refused(program, hands)
        finally:
            for one, mode in modes.items():
                one.chmod(mode)
        assert "it cannot be written to" in words, words
        before = program.saved()
        program.wait("the act in hand is saved", 15, lambda: not program.trouble())
        program.wait("it is called saved", 5, lambda: program.saved() > before)
    return words


def _mortal() -> tuple[str, ...]:
    """What takes from a program of root the right to pass over the rights of files."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def _refused(program: _Watched, hands: Hands, *, most: int = 40) -> str:
    """Mark until the window says that it is not saved; it lives, and calls nothing saved."""
    for _ in range(most):
        hands.press("Escape", "Tab", "j")
        program.hear(0.1)
        if program.trouble():
            break
    words = program.trouble()
    assert "not saved" in words, f"{words!r} {program.heard[-900:]!r}"
    before = program.saved()
    hands.press("Escape", "Tab", "j", "Down", "ctrl+Next")
    program.hear(1)
    assert program.saved() == before, "an act was called saved that cannot be"
    assert sum("alive" in one for one in program.said()) > 5, "the window does not answer"
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
        with small_disk(Path(name) / "another") as disk:
            if disk is not None:
                print("killed:", killed(disk, display, hands), flush=True)
        broken = Disk(Path(name) / "broken")
        if broken.make():
            try:
                print("read-only:", read_only(broken, display, hands), flush=True)
            finally:
                broken.remove()
        else:
            print("read-only: left out, no file system can be mounted here")
        if sys.platform == "win32" or (os.geteuid() == 0 and shutil.which("setpriv") is None):
            print("forbidden: left out, nothing can be forbidden here")
        else:
            (Path(name) / "Dropbox").mkdir()
            print("forbidden:", forbidden(Path(name) / "Dropbox", display, hands), flush=True)
        (Path(name) / "held").mkdir()
        print("held:", held(Path(name) / "held", display, hands, seconds), flush=True)
        hands.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

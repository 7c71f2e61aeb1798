"""Kills the real program in a real window, in the midst of random keys and drags.

    python -m tests.faults.window_kills             10 kills, as in the tests
    python -m tests.faults.window_kills --long      300 kills

It brings a screen of its own. What the line below called saved must be in the file after the
kill, with everything that `kills` looks at: journal and tables agree, the project check
finds nothing, undo and redo work; and the next start shows the page again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.editing.project import Project
from annotator.store.check import check
from tests.faults.acts import Acts, Files
from tests.faults.hands import Hands, own_screen, presses
from tests.faults.kills import Tally, catch_up, look_at_acts, look_at_history
from tests.faults.logical import Replay

_SHORT, _LONG = 10, 300
_CHECKOUT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 60.0


class Program:
    """The real program on a project; hears what its window says is saved."""

    def __init__(
        self,
        path: Path,
        display: str,
        dropped: Path | None,
        more: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        words = [*before, sys.executable, "-m", "tests.faults.window_probe", str(path)]
        self._errors = path.with_suffix(".errors").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            words + ([str(dropped)] if dropped else []),
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=_CHECKOUT,
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", **(more or {})},
        )
        self.heard = b""

    def hear(self, seconds: float) -> None:
        """Take in what is said within a while."""
        assert self.process.stdout is not None
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self.process.stdout], [], [], left)
            if ready:
                piece = os.read(self.process.stdout.fileno(), 65536)
                if not piece:
                    return
                self.heard += piece

    def wait_for(self, word: str) -> None:
        """Wait until it has said that word: `ready` or `saved`."""
        until = time.monotonic() + _PATIENCE_S
        while f'"{word}"'.encode() not in self.heard:
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < until, f"the window never said {word}"
            self.hear(0.01)

    def kill(self) -> list[int]:
        """End it at once; returns the acts it called saved."""
        alive = self.process.poll() is None
        self.process.kill()
        self.hear(_PATIENCE_S)
        self.process.wait()
        assert alive, self.errors()
        assert self.process.stdout is not None
        self.process.stdout.close()
        said = [json.loads(line) for line in self.heard.split(b"\n")[:-1]]
        errors = self.errors()
        assert "Traceback" not in errors, errors
        self._errors.close()
        return [one["saved"] for one in said if "saved" in one]

    def errors(self) -> str:
        """What it wrote to standard error."""
        self._errors.seek(0)
        return self._errors.read()


def run(kills: int, seed: int) -> Tally:
    """Kill that many times on one growing project."""
    tally = Tally()
    with (
        tempfile.TemporaryDirectory(prefix="annotator-kills-") as name,
        own_screen() as display,
    ):
        folder = Path(name)
        path = folder / "p.annotator"
        _begin(path, random.Random(seed))
        replay = Replay()
        hands = Hands(display)
        for number in range(kills):
            try:
                _round(path, replay, random.Random(seed + number), (hands, display), tally)
            except BaseException as failure:
                kept = shutil.copytree(folder, f"{name}-kept")
                failure.add_note(f"seed {seed + number}, files kept in {kept}")
                raise
            tally.kills += 1
            if tally.kills % 10 == 0:
                print(tally, flush=True)
        hands.close()
    return tally


def _begin(path: Path, chance: random.Random) -> None:
    project = Project.create(path, own_name="tester")
    acts = Acts(project, chance)
    for _ in range(60):
        acts.one()
    project.close()


def _round(
    path: Path, replay: Replay, chance: random.Random, screen: tuple[Hands, str], tally: Tally
) -> None:
    catch_up(path, replay)
    hands, display = screen
    dropped = Files(path.parent).articles(chance) if chance.random() < 0.15 else None
    program = Program(path, display, dropped)
    try:
        program.wait_for("ready")
        _press(program, hands, chance, importing=dropped is not None)
    finally:
        said = program.kill()
    tally.commands += dropped is not None
    look_at_acts(path, replay, [(seq, 0) for seq in said], tally)
    assert check(path) == []
    look_at_history(path, replay)


def _press(program: Program, hands: Hands, chance: random.Random, *, importing: bool) -> None:
    """Keys and drags at random, for a random while; the first act waits for the writer."""
    hands.press("Down", "Tab", "k", "Escape")
    if chance.random() < 0.8:
        hands.press("ctrl+z")
        program.wait_for("saved")
    if importing:
        program.hear(0.5)
        hands.press("Return", "Return")
        program.hear(chance.uniform(0, 0.6))
        hands.press("Escape")
    keys = presses(chance)
    for _ in range(chance.randint(1, 40)):
        if chance.random() < 0.1:
            start = (chance.randint(400, 900), chance.randint(200, 600))
            hands.drag(start, (start[0] + chance.randint(20, 200), start[1]))
            hands.press("2")
        hands.press(*(next(keys) for _ in range(3)))
        program.hear(chance.uniform(0, 0.05))


def main() -> int:
    """Run from the command line; the last line is the tally."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=_SHORT)
    parser.add_argument("--long", action="store_true", help=f"{_LONG:,} kills")
    parser.add_argument("--seed", type=int, default=20260304)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annotator-home-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        print(run(_LONG if chosen.long else chosen.kills, chosen.seed), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

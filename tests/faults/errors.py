"""Lets every write, sync and truncation of the program fail in turn, for want of room or otherwise.

    python -m tests.faults.errors             every twentieth call
    python -m tests.faults.errors --long      every call

The same acts, from opening to closing, are done again and again on fresh copies of one
project, and each time another call fails (`disk.c`): once, or from then on until there is
room again. Each act comes back as done or says in one sentence why not; afterwards the
program goes on, an act it kept in hand is saved, and everything it said was done is there.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.domain.change import Step
from annotator.domain.refusal import NotSaved, Refused
from annotator.editing.project import Project
from annotator.store.check import check
from annotator.store.project_file import connect_reading
from tests.faults import preload
from tests.faults.acts import Acts, Files, NothingToDo
from tests.faults.logical import Replay

_SHORT_STEP, _LONG_STEP = 20, 1
_PLACES = ("here", "Dropbox")
"""Folders: with a write-ahead log, and in the older way."""

_EVER = 10**9
_CHECKOUT = Path(__file__).resolve().parents[2]
# fmt: off
_SCRIPT = (
    "mark", "mark", "relate", "note", "status", "flag", "link", "move_edge", "answer", "tidy",
    "import", "import_codebook", "undo", "redo", "bulk_status", "relabel", "new_label", "unmark",
    "delete_article", "reopen", "mark", "undo", "mark",
)
# fmt: on


class _Trial:
    """One run of the script with one call failing."""

    def __init__(self, folder: Path, arm: int) -> None:
        self.path = folder / "p.annotator"
        self._folder = folder
        self._arm = arm
        self.refusals: Counter[str] = Counter()
        self.said = 0

    def run(self, words: str) -> int:
        """Do the script with that call armed; returns how many such calls there were."""
        self._write(words)
        project = self._opened()
        if project is not None:
            project = self._acts(project)
        calls = self._disarm()
        if project is None:
            project = Project.open(self.path, own_name="tester")
        assert not project.hand or self._saves(project)
        self._acts(project, ("mark", "undo"))
        assert self.said, "nothing works any more"
        project.close()
        self._look()
        return calls

    def _acts(self, project: Project, names: tuple[str, ...] = _SCRIPT) -> Project | None:
        acts = self._hearing(project)
        for name in names:
            if name == "tidy":
                self._try(_tidy, project)
            elif name == "reopen":
                acts.leave()
                if project.hand and not self._saves(project):
                    return project
                project.close()
                reopened = self._opened()
                if reopened is None:
                    return None
                project = reopened
                acts = self._hearing(project)
            else:
                self._try(acts.do, name)
                if project.hand:
                    self._saves(project)
        acts.leave()
        return project

    def _hearing(self, project: Project) -> Acts:
        def hear(step: Step) -> None:
            self.said = max(self.said, project.reader.journal(limit=1)[0].seq)

        project.subscribe(hear)
        return Acts(project, random.Random(7), Files(self._folder.parent))

    def _opened(self) -> Project | None:
        opened: list[Project] = []
        self._try(lambda: opened.append(Project.open(self.path, own_name="tester")))
        return opened[0] if opened else None

    def _saves(self, project: Project) -> bool:
        """Whether the act in hand can be written now."""
        self._try(project.try_again)
        return not project.hand

    def _try(self, act: Callable[..., object], *more: object) -> None:
        try:
            act(*more)
        except NothingToDo:
            return
        except Refused as refusal:
            said = str(refusal)
            assert said.endswith("."), said
            assert "\n" not in said
            kind = "not saved" if isinstance(refusal, NotSaved) else said.partition(":")[2]
            self.refusals[kind.strip() or "refused"] += 1

    def _disarm(self) -> int:
        self._write("none")
        return int((self._folder / "armed").read_text(encoding="ascii"))

    def _write(self, words: str) -> None:
        os.write(self._arm, words.encode())

    def _look(self) -> None:
        replay = Replay()
        with contextlib.closing(connect_reading(self.path)) as connection:
            replay.follow(connection)
            replay.compare(connection)
        assert replay.seq >= self.said, f"act {self.said} was said to be done, and is lost"
        assert check(self.path) == []


def _tidy(project: Project) -> None:
    project.writer().checkpoint()


def work(folder: Path, step: int) -> None:
    """Try every `step`-th call of each sort, in each way; prints what was refused."""
    whole = folder / "whole.annotator"
    project = Project.create(whole, own_name="tester")
    acts = Acts(project, random.Random(1))
    for _ in range(40):
        acts.one()
    acts.leave()
    project.close()
    armed = os.open(folder / "arm", os.O_WRONLY | os.O_CREAT)
    trials = 0
    refusals: Counter[str] = Counter()
    for call, error in (
        ("write", errno.ENOSPC),
        ("write", errno.EIO),
        ("sync", errno.EIO),
        ("sync", errno.ENOSPC),
        ("truncate", errno.EIO),
    ):
        for times in (1, _EVER):
            at = 1 + random.Random(f"{call} {error} {times}").randrange(step)
            while True:
                for left in folder.glob("p.annotator*"):
                    left.unlink()
                for left in folder.parent.glob("*.json*"):
                    left.unlink()
                shutil.copyfile(whole, folder / "p.annotator")
                trial = _Trial(folder, armed)
                words = f"{call} {at} {error} {times}"
                try:
                    calls = trial.run(words)
                except BaseException as failure:
                    failure.add_note(words)
                    raise
                trials += 1
                refusals.update(trial.refusals)
                if calls < at:
                    break
                at += step
    print(json.dumps({"trials": trials, "refusals": refusals}))


def run(step: int, place: str) -> str:
    """Run the trials in a folder called `place`; returns their tally."""
    with tempfile.TemporaryDirectory(prefix="annotator-errors-") as name:
        library = preload.compiled(Path(name))
        folder = Path(name) / place
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.errors", "--work", str(folder), "--step",
             str(step)],
            cwd=_CHECKOUT, env=preload.environment(library, folder), check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            shutil.copytree(folder, f"{name}-kept")
        assert done.returncode == 0, f"{done.stderr}\nfiles kept in {name}-kept"
        return done.stdout


def main() -> int:
    """Run from the command line; prints a tally for each way of writing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--step", type=int, default=_SHORT_STEP)
    parser.add_argument("--long", action="store_true", help="every call")
    parser.add_argument("--place", choices=_PLACES, help="in one way of writing only")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work is not None:
        work(chosen.work, chosen.step)
        return 0
    if reason := preload.missing():
        print(json.dumps({"skipped": reason}))
        return 0
    with tempfile.TemporaryDirectory(prefix="annotator-home-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        for place in [chosen.place] if chosen.place else _PLACES:
            print(place, run(_LONG_STEP if chosen.long else chosen.step, place), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

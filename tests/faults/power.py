"""Cuts the power between any two writes of the program, and looks whether anything was lost.

    python -m tests.faults.power             300 cuts
    python -m tests.faults.power --long      6,000 cuts
    python -m tests.faults.power --control   the same with SQLite told not to wait for the disk

`--place Dropbox` does it in a folder of that name, where the program writes without a
write-ahead file.

The program does random acts with its files stood before (`disk.c`); all that is done to them
is recorded. What a disk may hold after a cut is worked out for random moments (`disk_log`),
and each must open as a project that has every act which was said to be done before the cut,
journal and tables agreeing, the project check finding nothing, undo and redo working. A
backup that was said to be made must be there and sound.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from annotator.domain.change import Step
from annotator.editing.project import Project
from annotator.store.backup import back_up
from annotator.store.check import check
from tests.faults import preload
from tests.faults.acts import Acts, Files
from tests.faults.disk_log import Disk, Event, events_of
from tests.faults.kills import Tally, look_at_acts, look_at_history
from tests.faults.logical import Replay

_SHORT, _LONG = 300, 6_000
_CUTS_A_RUN = 100
_ACTS_A_RUN = 120
_CHECKOUT = Path(__file__).resolve().parents[2]
_SAID = "said"
_MADE = 1
"""The act that a new project begins with."""
_PASSED_OVER = ("-shm", ".lock", ".json", ".jsonl")
"""Endings of files that are not work: SQLite's index of the other file is made anew."""


class _Said(NamedTuple):
    """What the program had said was done by the time of a cut."""

    seq: int
    backups: tuple[str, ...]


def run(cuts: int, seed: int, *, place: str = "here", careless: bool = False) -> Tally:
    """Cut that many times, in a folder called `place`. Raises AssertionError, its files kept."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="annotator-power-") as name:
        library = preload.compiled(Path(name))
        while tally.kills < cuts:
            folder = Path(name) / place
            folder.mkdir()
            path = folder / "p.annotator"
            Project.create(path, own_name="tester").close()
            before = {"p.annotator": path.read_bytes()}
            log = _recorded(library, folder, seed + tally.kills, careless=careless)
            _cut(before, events_of(log), min(_CUTS_A_RUN, cuts - tally.kills), seed, tally)
            shutil.rmtree(folder)
            log.unlink()
            print(tally, flush=True)
    return tally


def _recorded(library: Path, folder: Path, seed: int, *, careless: bool) -> Path:
    """Let the program work in a folder; returns the record of what it did to its files."""
    log = folder.with_name("log")
    words = [sys.executable, "-m", "tests.faults.power", "--work", str(folder)]
    done = subprocess.run(
        [*words, "--seed", str(seed), *(["--control"] if careless else [])],
        cwd=_CHECKOUT, env=preload.environment(library, folder, log), check=False,
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return log


def _work(folder: Path, chance: random.Random, *, careless: bool) -> None:
    """Acts in the program, each said to be done in a file; it tidies up and reopens too."""
    path = folder / "p.annotator"
    files = Files(folder)
    said = os.open(folder / _SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    left = _ACTS_A_RUN
    while left > 0:
        project = Project.open(path, own_name="tester")
        acts = Acts(project, chance, files)
        if careless:
            project.writer()._sqlite.execute("PRAGMA synchronous = NORMAL")

        def hear(step: Step, project: Project = project) -> None:
            os.write(said, b"act %d\n" % project.reader.journal(limit=1)[0].seq)

        project.subscribe(hear)
        for _ in range(chance.randint(1, 60)):
            acts.one()
            left -= 1
            luck = chance.random()
            if luck < 0.05:
                project.writer().checkpoint()
            elif luck < 0.07:
                back_up(path, folder / f"{left}.backup")
                os.write(said, b"backup %d.backup\n" % left)
        acts.leave()
        project.close()


def _cut(before: dict[str, bytes], events: list[Event], cuts: int, seed: int, tally: Tally) -> None:
    moments = sorted(random.Random(seed).choices(range(len(events) + 1), k=cuts))
    disk = Disk(before)
    sound: set[bytes] = set()
    words = b""
    at = 0
    for number, moment in enumerate(moments):
        for event in events[at:moment]:
            if event.name == _SAID:
                words += event.data
            elif not event.name.endswith(_PASSED_OVER):
                disk.do(event)
        at = moment
        chance = random.Random(seed + number)
        with tempfile.TemporaryDirectory(prefix="annotator-cut-") as name:
            folder = Path(name)
            left = disk.after_cut(chance)
            if chance.random() < 0.2:
                left["p.annotator-shm"] = chance.randbytes(32_768)
            for file, data in left.items():
                (folder / file).write_bytes(data)
            try:
                _look(folder, _said(words), tally, sound)
            except BaseException as failure:
                kept = Path(f"{name}-kept")
                kept.mkdir()
                for file, data in left.items():
                    (kept / file).write_bytes(data)
                failure.add_note(f"seed {seed + number}, event {moment}, files kept in {kept}")
                raise
        tally.kills += 1


def _said(words: bytes) -> _Said:
    lines = [line.split() for line in words.decode().splitlines()]
    seqs = [int(what) for kind, what in lines if kind == "act"]
    return _Said(max(seqs, default=_MADE), tuple(what for kind, what in lines if kind == "backup"))


def _look(folder: Path, said: _Said, tally: Tally, sound: set[bytes]) -> None:
    path = folder / "p.annotator"
    replay = Replay()
    look_at_acts(path, replay, [(said.seq, 0)], tally)
    assert check(path) == []
    look_at_history(path, replay)
    for backup in said.backups:
        digest = sha256((folder / backup).read_bytes()).digest()
        if digest not in sound:
            assert check(folder / backup) == []
            sound.add(digest)


def main() -> int:
    """Run from the command line; the last line is the tally."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cuts", type=int, default=_SHORT)
    parser.add_argument("--long", action="store_true", help=f"{_LONG:,} cuts")
    parser.add_argument("--seed", type=int, default=20260304)
    parser.add_argument("--place", default="here", help="Dropbox for the older way of writing")
    parser.add_argument("--control", action="store_true", help="something must be lost")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work is not None:
        _work(chosen.work, random.Random(chosen.seed), careless=chosen.control)
        return 0
    if reason := preload.missing():
        print(json.dumps({"skipped": reason}))
        return 0
    with tempfile.TemporaryDirectory(prefix="annotator-home-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        cuts = _LONG if chosen.long else chosen.cuts
        try:
            tally = run(cuts, chosen.seed, place=chosen.place, careless=chosen.control)
            print(tally, flush=True)
        except AssertionError as lost:
            if not chosen.control:
                raise
            print(f"as it must: {lost}")
            return 0
    return int(chosen.control)


if __name__ == "__main__":
    sys.exit(main())

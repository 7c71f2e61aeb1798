"""Damages project files in every way, and opens them as the program does.

    python -m tests.faults.damage             60 damaged files, as in the tests
    python -m tests.faults.damage --long      1,000 damaged files

Bits flipped, pages and sectors zeroed, swapped or filled with noise, files cut off; also where
a killed program left work beside the file. Each is opened, read through, written and checked
in a process of its own with ten seconds and a gigabyte: it opens and the project check finds
nothing, or finds what is wrong; or it is refused in words, and the newest good backup is found.
What is shown of a damaged file is what was stored, or a refusal. Nothing crashes or hangs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from annotator.domain.refusal import CannotOpen, Refused
from annotator.editing.backups import folder_for, newest_good
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.store.backup import back_up
from annotator.store.check import check
from annotator.store.keeping import next_name
from tests.faults.acts import Acts
from tests.faults.logical import dump

_SHORT, _LONG = 60, 1_000
_SECONDS = 10
_MEMORY = 1024 * 1024 * 1024
_PAGE = 4096

_OTHER = "opened, other than it was"
"""The worst: nothing tells of the damage. Of the write-ahead file it means less: SQLite takes
what comes before the damage, and that is what was there a few acts earlier."""

Harm = Callable[[bytearray, random.Random], str]


def _flip(data: bytearray, chance: random.Random) -> str:
    count = chance.choice((1, 1, 1, 2, 20))
    for _ in range(count):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return "bits flipped"


def _cut(data: bytearray, chance: random.Random) -> str:
    del data[chance.choice((chance.randrange(len(data)), _PAGE * chance.randrange(4))) :]
    return "cut off"


def _zero(data: bytearray, chance: random.Random) -> str:
    size = chance.choice((512, _PAGE))
    at = size * chance.randrange(len(data) // size)
    data[at : at + size] = bytes(size)
    return "zeroed"


def _noise(data: bytearray, chance: random.Random) -> str:
    size = chance.choice((16, 512, _PAGE))
    at = size * chance.randrange(len(data) // size)
    data[at : at + size] = chance.randbytes(size)
    return "noise"


def _swap(data: bytearray, chance: random.Random) -> str:
    one, other = (_PAGE * chance.randrange(len(data) // _PAGE) for _ in range(2))
    data[one : one + _PAGE], data[other : other + _PAGE] = (
        data[other : other + _PAGE],
        data[one : one + _PAGE],
    )
    return "pages swapped"


def _head(data: bytearray, chance: random.Random) -> str:
    data[chance.randrange(100)] = chance.randrange(256)
    return "head changed"


_HARMS: tuple[Harm, ...] = (_flip, _flip, _cut, _zero, _noise, _swap, _head)


def run(trials: int, seed: int) -> Counter[str]:
    """Damage that many files; returns what became of them, by harm."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="annotator-damage-") as name:
        whole, hot = _wholes(Path(name))
        for number in range(trials):
            chance = random.Random(seed + number)
            files = dict(hot if chance.random() < 0.3 else whole)
            folder = Path(name) / "trial"
            folder.mkdir()
            which = chance.choice(sorted(files))
            data = bytearray(files[which])
            harm = chance.choice(_HARMS)(data, chance)
            files[which] = bytes(data)
            for file, content in files.items():
                (folder / file).write_bytes(content)
            outcome = _in_child(folder / "p.annotator", Path(name) / "p.annotator")
            if outcome == _OTHER and which.endswith("-wal"):
                outcome = "opened, sound, as it was some acts before"
            if outcome.startswith("bad"):
                kept = shutil.copytree(folder, f"{name}-{number}-kept")
                raise AssertionError(f"{harm} of {which}: {outcome}\nfiles kept in {kept}")
            found[f"{harm}: {outcome}"] += 1
            shutil.rmtree(folder)
    return found


def _wholes(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A closed project, and one as a killed program leaves it. The first has a backup."""
    path = folder / "p.annotator"
    project = Project.create(path, own_name="tester")
    acts = Acts(project, random.Random(2))
    for _ in range(150):
        acts.one()
    project.writer().checkpoint()
    for _ in range(5):
        acts.one()
    acts.leave()
    names = ("p.annotator", "p.annotator-wal")
    hot = {name: (folder / name).read_bytes() for name in names}
    project.close()
    trial = folder / "trial" / path.name
    kept = folder_for(trial, Settings())
    kept.mkdir(parents=True)
    back_up(path, kept / next_name((), "start", datetime.now(UTC)))
    return {path.name: path.read_bytes()}, hot


def _in_child(path: Path, whole: Path) -> str:
    """What became of a file, told by a process that may take neither long nor much."""
    hearing, speaking = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hearing)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        try:
            said = _opened(path, whole)
        except BaseException:  # noqa: BLE001  whatever it is, it must not be
            said = f"bad: {traceback.format_exc()}"
        os.write(speaking, said.encode("utf-8", "backslashreplace")[:60_000])
        os._exit(0)
    os.close(speaking)
    began = time.monotonic()
    while time.monotonic() - began < _SECONDS * 6:  # of the clock; others may be at work too
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.005)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hearing)
        return "bad: it did not end"
    with os.fdopen(hearing, "rb") as told:
        said = told.read().decode("utf-8")
    return said if os.WIFEXITED(status) and said else f"bad: it died of signal {status}"


def _opened(path: Path, whole: Path) -> str:
    """Open, read, write and check a file as the program does."""
    try:
        project = Project.open(path, own_name="tester")
    except CannotOpen as why:
        _check_words(why)
        good = newest_good(path, Settings())
        assert good is not None, "the newest good backup is not found"
        return "refused, and the backup offered"
    refused = _used(project)
    with contextlib.suppress(Refused):
        project.close()
    try:
        findings = check(path)
    except CannotOpen as why:
        _check_words(why)
        return "opened, damage said"
    if findings or refused:
        return "opened, damage said"
    return "opened, sound" if dump(path) == dump(whole) else _OTHER


def _used(project: Project) -> bool:
    """Read all there is and write; whether something was refused, in words."""
    refused = False
    ids: list[int] = []

    def attempt(act: Callable[[], object]) -> None:
        nonlocal refused
        try:
            act()
        except Refused as why:
            _check_words(why)
            refused = True

    attempt(lambda: ids.extend(project.reader.article_ids()))
    for article_id in ids:
        attempt(lambda article_id=article_id: project.open_article(article_id))  # type: ignore[misc]
        attempt(lambda article_id=article_id: project.reader.statuses(article_id))  # type: ignore[misc]
    attempt(project.reader.entities)
    attempt(project.reader.counts)
    attempt(lambda: project.reader.journal(limit=500))
    attempt(project.undo)
    attempt(project.redo)
    return refused


def _check_words(why: Refused) -> None:
    assert str(why).endswith((".", ".)")), why
    assert "\n" not in str(why), why


def main() -> int:
    """Run from the command line; prints what became of the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trials", type=int, default=_SHORT)
    parser.add_argument("--long", action="store_true", help=f"{_LONG:,} files")
    parser.add_argument("--seed", type=int, default=20260304)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annotator-home-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        trials = _LONG if chosen.long else chosen.trials
        found = run(trials, chosen.seed)
    for outcome in sorted(found):
        print(f"{found[outcome]:5}  {outcome}")
    print(f"{found.total()} files: none crashed or hung the program")
    return 0


if __name__ == "__main__":
    sys.exit(main())

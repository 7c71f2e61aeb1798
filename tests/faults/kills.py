"""Kills the program in the midst of random acts, and looks whether anything was lost.

    python -m tests.faults.kills             200 kills, as in the tests
    python -m tests.faults.kills --long      10,000 kills

A child opens the project as the program does, acts at random (marks, relations, entities,
codebook, articles, imports, undo, redo; or commands of the command line), and says the
journal's number of each act once it has come back. It is killed at a random moment: while
opening, acting, tidying up or closing. Then every act it spoke of must be in the journal with
the changes it had, the tables must be what the journal from its beginning makes of them, the
project check must find nothing, and undo and redo must work.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path

from annotator.cli.main import main as command_line
from annotator.domain.change import Step
from annotator.editing.project import Project
from annotator.store.check import check
from annotator.store.codec import pack
from annotator.store.history import ActKind
from annotator.store.project_file import beside, connect_reading
from annotator.store.reader import Reader
from tests.faults.acts import Acts, Files
from tests.faults.logical import Replay

_SHORT, _LONG = 200, 10_000
_KILLS_A_FILE = 100
"""Then a new project, so that checks of its whole journal stay quick."""

_PATIENCE_S = 60.0


class Tally:
    """What became of the kills so far."""

    def __init__(self) -> None:
        self.kills = 0
        self.said = 0
        self.unsaid = 0
        self.hot = 0
        self.before_first = 0
        self.commands = 0
        self.began = time.monotonic()

    def __str__(self) -> str:
        counts = {name: value for name, value in vars(self).items() if name != "began"}
        return json.dumps(counts | {"seconds": round(time.monotonic() - self.began)})


def run(kills: int, seed: int, tell: Callable[[Tally], None]) -> Tally:
    """Kill that many times. Raises AssertionError with the round's number in it."""
    tally = Tally()
    gc.freeze()
    while tally.kills < kills:
        with tempfile.TemporaryDirectory(prefix="annotator-kills-") as name:
            folder = Path(name)
            path = folder / "p.annotator"
            _begin(path, random.Random(seed + tally.kills))
            replay = Replay()
            while tally.kills < kills:
                chance = random.Random(seed + tally.kills)
                try:
                    _round(path, replay, chance, tally)
                except BaseException as failure:
                    kept = shutil.copytree(folder, f"{name}-kept")
                    failure.add_note(f"seed {seed + tally.kills}, files kept in {kept}")
                    raise
                tally.kills += 1
                if tally.kills % _KILLS_A_FILE == 0:
                    break
        tell(tally)
    return tally


def _begin(path: Path, chance: random.Random) -> None:
    project = Project.create(path, own_name="tester")
    acts = Acts(project, chance)
    for _ in range(30):
        acts.one()
    project.close()


def _round(path: Path, replay: Replay, chance: random.Random, tally: Tally) -> None:
    catch_up(path, replay)
    said = _kill_one(path, chance, tally)
    look_at_acts(path, replay, said, tally)
    assert check(path) == []
    look_at_history(path, replay)
    for left in path.parent.glob("*.json*"):
        left.unlink()


# -- the child ----------------------------------------------------------------------


def _kill_one(path: Path, chance: random.Random, tally: Tally) -> list[tuple[int, int]]:
    """Start a child, kill it; returns the acts it spoke of, each with the sum of its changes."""
    by_command = chance.random() < 0.15
    tally.commands += by_command
    wanted = 0 if chance.random() < 0.25 else chance.randint(1, 12)
    later = chance.uniform(0, 0.008 if wanted else 0.04)
    hearing, speaking = os.pipe()
    errors = path.parent / "errors"
    child = os.fork()
    if child == 0:
        os.close(hearing)
        _child(path, random.Random(chance.random()), speaking, errors, by_command=by_command)
    os.close(speaking)
    try:
        heard = b""
        while heard.count(b"\n") < wanted:
            ready, _, _ = select.select([hearing], [], [], _PATIENCE_S)
            assert ready, "the child said nothing for a minute"
            piece = os.read(hearing, 65536)
            if not piece:
                break
            heard += piece
        time.sleep(later)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while piece := os.read(hearing, 65536):
            heard += piece
    finally:
        os.close(hearing)
    assert os.WIFSIGNALED(status), errors.read_text(encoding="utf-8")
    whole = heard.decode("ascii").split("\n")[:-1]
    return [(int(seq), int(crc)) for seq, crc in (line.split() for line in whole)]


def _child(
    path: Path, chance: random.Random, speaking: int, errors: Path, *, by_command: bool
) -> None:
    """Act until killed. Never returns."""
    status = 1
    with errors.open("w", encoding="utf-8") as said, contextlib.redirect_stderr(said):
        try:
            work = _commands if by_command else _work
            work(path, chance, lambda seq, crc: os.write(speaking, b"%d %d\n" % (seq, crc)))
        except BaseException:  # noqa: BLE001  the parent reads what it was
            traceback.print_exc()
        finally:
            said.flush()
            os._exit(status)


def _work(path: Path, chance: random.Random, say: Callable[[int, int], object]) -> None:
    """Acts in the open program; now and then it tidies up, or closes and opens again."""
    files = Files(path.parent)
    while True:
        project = Project.open(path, own_name="tester")
        reader = project.reader

        def hear(step: Step, reader: Reader = reader) -> None:
            newest = reader.journal(limit=1)[0]
            plain = newest.kind is ActKind.DO and not newest.bulk
            say(newest.seq, zlib.crc32(pack(step.changes)) if plain else 0)

        project.subscribe(hear)
        acts = Acts(project, chance, files)
        luck = 1.0
        while luck > 0.03:
            acts.one()
            luck = chance.random()
            if luck > 0.97:
                project.writer().checkpoint()
        acts.leave()
        project.close()


def _commands(path: Path, chance: random.Random, say: Callable[[int, int], object]) -> None:
    """Commands one after the other, as a script would run them."""
    files = Files(path.parent)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123
        while True:
            out = path.with_name(f"{chance.getrandbits(40)}.json")
            words = chance.choice(
                [
                    ["import", str(path), str(files.articles(chance))],
                    ["import", str(path), str(files.articles(chance))],
                    ["codebook", str(path), "--import", str(files.codebook(chance))],
                    ["codebook", str(path), "--export", str(out)],
                    ["backup", str(path), str(out)],
                    ["check", str(path)],
                ]
            )
            assert command_line(words) == 0, words
            with contextlib.closing(connect_reading(path)) as connection:
                (seq,) = connection.execute("SELECT max(seq) FROM journal").fetchone()
            say(seq, 0)


# -- looking ------------------------------------------------------------------------


def catch_up(path: Path, replay: Replay) -> None:
    """Follow the journal as far as it is."""
    with contextlib.closing(connect_reading(path)) as connection:
        replay.follow(connection)


def look_at_acts(path: Path, replay: Replay, said: list[tuple[int, int]], tally: Tally) -> None:
    """Every act that was spoken of is there; of others, at most the one under way, whole."""
    tally.hot += any(_size(beside(path, suffix)) > 0 for suffix in ("-wal", "-journal"))
    tally.said += len(said)
    tally.before_first += not said
    with contextlib.closing(connect_reading(path)) as connection:  # nobody has tidied up yet
        news = replay.follow(connection)
        replay.compare(connection)
        for seq, crc in said:
            assert seq <= replay.seq, f"act {seq} was said to be done, and is lost"
            if crc:
                question = "SELECT changes FROM journal_part WHERE seq = ?"
                (part,) = connection.execute(question, (seq,)).fetchone()
                assert zlib.crc32(part) == crc, f"act {seq} is not what it was"
    before = news[0][0] - 1 if news else replay.seq
    last = max((seq for seq, _ in said), default=before)
    beyond = [kind for seq, kind in news if seq > last]
    assert len(beyond) < 2 or (len(set(beyond)) == 1 and "do" not in beyond), beyond
    tally.unsaid += bool(beyond)


def look_at_history(path: Path, replay: Replay) -> None:
    """The project opens to be written, takes back its newest act and does it again."""
    project = Project.open(path, own_name="tester")
    try:
        for turn, kind in ((project.undo, "undo"), (project.redo, "redo")):
            title = project.undo_title if kind == "undo" else project.redo_title
            step = turn()
            assert (step is None) == (title is None)
            with contextlib.closing(connect_reading(path)) as connection:
                assert {one for _, one in replay.follow(connection)} <= {kind}
                replay.compare(connection)
    finally:
        project.close()
    assert not _size(beside(path, "-wal"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def main() -> int:
    """Run from the command line; the last line is the tally."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=_SHORT)
    parser.add_argument("--long", action="store_true", help=f"{_LONG:,} kills")
    parser.add_argument("--seed", type=int, default=20260304)
    chosen = parser.parse_args()
    kills = _LONG if chosen.long else chosen.kills
    with tempfile.TemporaryDirectory(prefix="annotator-home-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        run(kills, chosen.seed, lambda tally: print(tally, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Two programs on one project: one writes, the other sees it, and takes over when it is killed.

    python -m tests.faults.two_programs             200 acts followed, 10 takeovers
    python -m tests.faults.two_programs --long      2,000 acts followed, 200 takeovers

A follower must show every act as it happens, hold what the file holds, and never keep the
writer waiting. When the writer is killed, it must write within two seconds, having lost
nothing that was said to be done. An import beside marking in one program must lose nothing
of either.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import select
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from annotator.domain.change import Step
from annotator.domain.refusal import NotSaved, Refused
from annotator.editing import marking
from annotator.editing.bring_in import bring_in
from annotator.editing.project import Project
from annotator.store.check import check
from annotator.store.project_file import connect_reading
from tests.faults.acts import Acts, Files
from tests.faults.kills import Tally, catch_up, look_at_acts, look_at_history
from tests.faults.logical import Replay

_SHORT, _LONG = (200, 10), (2_000, 200)
_LOOK_S = 0.05
_PATIENCE_S = 60.0
_SOON_S = 2.0

Say = Callable[..., None]


class Child:
    """A process of its own that says JSON objects, one a line."""

    def __init__(self, work: Callable[[Say], None]) -> None:
        self._hearing, speaking = os.pipe()
        self.heard: list[dict[str, float]] = []
        self._rest = b""
        self._waited = 0
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._hearing)

            def say(**what: float) -> None:
                os.write(speaking, json.dumps({**what, "at": time.monotonic()}).encode() + b"\n")

            try:
                work(say)
                say(end=1)
            except BaseException:  # noqa: BLE001  shown, and the parent misses what it waits for
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(0)
        os.close(speaking)

    def wait(self, word: str, seconds: float = _PATIENCE_S) -> dict[str, float]:
        """The next thing said that has this word in it, after what was waited for last."""
        until = time.monotonic() + seconds
        while True:
            while self._waited < len(self.heard):
                self._waited += 1
                if word in self.heard[self._waited - 1]:
                    return self.heard[self._waited - 1]
            assert time.monotonic() < until, f"it never said {word}"
            if not self._take(max(0.0, until - time.monotonic())):
                raise AssertionError(f"it ended before it said {word}")

    def kill(self) -> None:
        """End it at once, and take in what it said."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while self._take(1):
            pass
        os.close(self._hearing)

    def said(self, word: str) -> list[dict[str, float]]:
        """Everything said with this word in it."""
        return [one for one in self.heard if word in one]

    def _take(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._hearing], [], [], seconds)
        piece = os.read(self._hearing, 65536) if ready else b""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        self.heard += [json.loads(line) for line in lines]
        return bool(piece)


def follow(path: Path, acts: int, seed: int) -> str:
    """One program does that many acts, another one follows; returns the figures."""

    def write(say: Say) -> None:
        project = Project.open(path, own_name="writer")
        doing = Acts(project, random.Random(seed), Files(path.parent))
        project.subscribe(_saying(project, say))
        say(open=1)
        time.sleep(1)
        for _ in range(acts):
            began = time.monotonic()
            doing.one()
            say(took=time.monotonic() - began)
            time.sleep(0.002)
        doing.leave()
        time.sleep(_SOON_S)
        project.close()

    def read(say: Say) -> None:
        project = Project.open(path, own_name="reader", follow=True)
        assert project.read_only
        _watch(project, say)

    writer = Child(write)
    writer.wait("open")
    follower = Child(read)
    follower.wait("seen")
    writer.wait("end", 60 + acts)
    last = max(int(one["seq"]) for one in writer.said("seq"))
    follower.wait("took_over")
    follower.kill()
    seen = {int(one["seen"]): one["at"] for one in reversed(follower.said("seen"))}
    late = []
    for one in writer.said("seq"):
        at = min((at for seq, at in seen.items() if seq >= one["seq"]), default=None)
        assert at is not None, f"act {one['seq']} was never seen"
        late.append(at - one["at"])
    took = sorted(one["took"] for one in writer.said("took"))
    late.sort()
    return (
        f"{acts} acts followed up to act {last}: seen after {late[len(late) // 2]:.3f} s "
        f"(longest {late[-1]:.3f} s); an act took {took[len(took) // 2] * 1000:.1f} ms "
        f"(longest {took[-1] * 1000:.0f} ms)"
    )


def _saying(project: Project, say: Say) -> Callable[[Step], None]:
    def hear(step: Step) -> None:
        say(seq=project.reader.journal(limit=1)[0].seq)

    return hear


def _watch(project: Project, say: Say) -> None:
    """Follow until one can take over; then what is held must be what the file holds."""
    ids = project.reader.article_ids()
    article = project.open_article(ids[0])
    say(seen=project.reader.journal(limit=1)[0].seq)
    while not project.take_over():
        if project.follow_others():
            assert project._following is not None
            say(seen=project._following._heard)
        time.sleep(_LOOK_S)
    say(seen=project.reader.journal(limit=1)[0].seq)
    say(took_over=1)
    assert project.codebook == project.reader.codebook()
    assert list(project.annotators.values()) == project.reader.annotators()
    if project.reader.has_article(article.id) and not project.read_only:
        fresh = project.reader.annotations(article.id)
        assert sorted(article.annotations, key=lambda one: one.id) == sorted(
            fresh, key=lambda one: one.id
        )
    say(agrees=1)


def take_over(path: Path, times: int, seed: int) -> str:
    """Kill the writer again and again; whoever follows goes on. Returns the figures."""
    tally = Tally()
    replay = Replay()
    catch_up(path, replay)

    def work(number: int) -> Callable[[Say], None]:
        def go(say: Say) -> None:
            project = Project.open(path, own_name="tester", follow=True)
            if project.read_only:
                _watch(project, say)
            acts = Acts(project, random.Random(seed + number))
            project.subscribe(_saying(project, say))
            while True:
                acts.one()

        return go

    chance = random.Random(seed)
    writer = Child(work(0))
    writer.wait("seq")
    took = []
    for number in range(1, times + 1):
        follower = Child(work(number))
        follower.wait("seen")
        time.sleep(chance.uniform(0, 0.15))
        died = time.monotonic()
        writer.kill()
        took.append(follower.wait("took_over", 10)["at"] - died)
        assert took[-1] < _SOON_S, f"it took {took[-1]:.2f} s"
        follower.wait("agrees")
        follower.wait("seq")
        said = [int(one["seq"]) for one in writer.said("seq")]
        with contextlib.closing(connect_reading(path)) as connection:
            replay.follow(connection)
        assert replay.seq >= max(said, default=0), "an act is lost"
        writer = follower
    writer.kill()
    look_at_acts(path, replay, [(int(one["seq"]), 0) for one in writer.said("seq")], tally)
    assert check(path) == []
    look_at_history(path, replay)
    took.sort()
    return (
        f"{times} takeovers, {replay.seq} acts: after {took[len(took) // 2]:.3f} s "
        f"(longest {took[-1]:.3f} s), nothing lost"
    )


def import_beside(path: Path, articles: int) -> str:
    """Bring in articles in one thread while another marks; returns the figures."""
    project = Project.open(path, own_name="tester")
    before = project.reader.count_articles()
    chance = random.Random(5)
    files = Files(path.parent)
    sources = [files.articles(chance) for _ in range(articles)]
    count = sum(len(one.read_bytes().splitlines()) for one in sources)
    importing = threading.Thread(target=bring_in, args=(project, sources))
    article = project.open_article(project.reader.article_ids()[0])
    label = project.codebook.labels[0]
    marked = []
    waited = 0
    importing.start()
    start = 0
    while importing.is_alive() or start < 50:
        start += 1
        try:
            marked.append(marking.mark(project, article, label, ((start, start + 3),)).id)
        except NotSaved:
            waited += 1
            while project.hand:
                with contextlib.suppress(NotSaved):
                    project.try_again()
        except Refused:
            continue
    importing.join()
    assert project.reader.count_articles() == before + count
    there = {one.id for one in project.reader.annotations(article.id)}
    assert there.issuperset(marked)
    assert len(there) >= len(marked) + waited
    project.close()
    assert check(path) == []
    return f"{count} articles came in beside {len(marked) + waited} marks ({waited} waited in hand)"


def main() -> int:
    """Run from the command line; prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--seed", type=int, default=20260304)
    chosen = parser.parse_args()
    acts, times = _LONG if chosen.long else _SHORT
    with tempfile.TemporaryDirectory(prefix="annotator-two-") as name:
        os.environ["ANNOTATOR_HOME"] = f"{name}/home"
        path = Path(name) / "p.annotator"
        project = Project.create(path, own_name="tester")
        doing = Acts(project, random.Random(1))
        for _ in range(40):
            doing.one()
        doing.leave()
        project.close()
        print(follow(path, acts, chosen.seed), flush=True)
        print(take_over(path, times, chosen.seed), flush=True)
        print(import_beside(path, times), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

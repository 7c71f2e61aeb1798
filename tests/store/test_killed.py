"""A program that is killed while it writes loses nothing it said was written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.store.check import check
from annotator.store.reader import Reader
from annotator.store.store import Store

_KILLS = 20

_WRITER = """
import sys
from pathlib import Path
from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, added
from annotator.store.store import Store
store = Store.open(Path(sys.argv[1]))
first = int(sys.argv[2])
for number in range(first, first + 100000):
    two = [
        Annotation(id=number * 10 + which, article_id=101, label_id=11, annotator_id=1,
                   fragments=((0, 3), (4, 7 + which)), number=number, name=f"s{number}-{which}",
                   answers=(("kind", "x"),))
        for which in (0, 1)
    ]
    store.apply(Step(title="two", changes=tuple(added(one) for one in two)), by=1)
    print(number, flush=True)
    if number % 7 == 3:
        store.checkpoint()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_acknowledged_acts_survive_and_none_is_half_done(
    store: Store, path: Path, tmp_path: Path, make: Any
) -> None:
    store.close()
    chance = random.Random(7)
    said = 1000
    for kill in range(_KILLS):
        log = tmp_path / f"log {kill}"
        with log.open("w") as out:
            writer = subprocess.Popen(
                [sys.executable, "-c", _WRITER, str(path), str(said + 1)], stdout=out
            )
            until = time.monotonic() + 30
            while not log.stat().st_size and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.05)
            writer.kill()
            writer.wait()
        lines = log.read_text().split("\n")[:-1]
        assert lines, "the writer wrote nothing"
        with closing(Reader.open(path)) as reader:  # before any writer has tidied up
            numbers = [mark.number for mark in reader.annotations(101)]
        assert len(numbers) % 2 == 0
        assert max(numbers) in (int(lines[-1]), int(lines[-1]) + 1)
        said = max(numbers)
    Store.open(path).close()
    assert check(path) == []
    with closing(Reader.open(path)) as reader:
        assert len(reader.annotations(101)) == 2 * (said - 1000)
        assert reader.journal(limit=1)[0].seq == said - 1000 + 1

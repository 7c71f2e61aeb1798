"""Random acts of every kind, all taken back, all done again: the same bytes as before.

    python -m tests.faults.back_and_forth             300 acts, as in the tests
    python -m tests.faults.back_and_forth --long      10,000 acts

What a project holds (`logical.dump`) is compared byte by byte: after all is undone with what it
was at the start, after all is done again with what it was at the end. The project is closed
and opened in between, now and then.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotator.domain.change import Step
from annotator.editing.project import Project
from annotator.store.check import check
from tests.faults.acts import Acts, Files
from tests.faults.logical import dump

_SHORT, _LONG = 300, 10_000


def run(path: Path, acts: int, seed: int) -> Counter[str]:
    """Do, undo and redo on a new project at `path`; returns how many acts of each kind."""
    chance = random.Random(seed)
    project = Project.create(path, own_name="tester")
    _do(Acts(project, chance, Files(path.parent)), 30)
    project.writer().forget_history()
    first = dump(path)
    done: Counter[str] = Counter()
    while done.total() < acts:
        doing = Acts(project, chance, Files(path.parent))
        doing.forwards_only()
        done += _do(doing, min(acts - done.total(), chance.randint(1, 2000)))
        doing.leave()
        project = _reopened(project)
    last = dump(path)
    project, undone = _all(project, lambda one: one.undo(), chance)
    assert dump(path) == first, "not all was taken back"
    project, redone = _all(project, lambda one: one.redo(), chance)
    assert redone == undone
    assert dump(path) == last, "not all was done again"
    project.close()
    assert check(path) == []
    return done


def _do(acts: Acts, count: int) -> Counter[str]:
    return Counter(acts.one() for _ in range(count))


def _all(
    project: Project, turn: Callable[[Project], Step | None], chance: random.Random
) -> tuple[Project, int]:
    """Turn around until there is nothing left; returns the project and how many turns."""
    turns = 0
    while turn(project) is not None:
        turns += 1
        if chance.random() < 0.001:
            project = _reopened(project)
    return project, turns


def _reopened(project: Project) -> Project:
    project.close()
    return Project.open(project.path, own_name="tester")


def main() -> int:
    """Run from the command line; prints how many acts of each kind were done."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--acts", type=int, default=_SHORT)
    parser.add_argument("--long", action="store_true", help=f"{_LONG:,} acts")
    parser.add_argument("--seed", type=int, default=20260304)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annotator-acts-") as name:
        os.environ["ANNOTATOR_HOME"] = f"{name}/home"
        acts = _LONG if chosen.long else chosen.acts
        done = run(Path(name) / "p.annotator", acts, chosen.seed)
    print(", ".join(f"{count} {kind}" for kind, count in done.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

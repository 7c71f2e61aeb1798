"""Marking while a large project is backed up, compared and gone back to.

Makes a project of the size asked for, opens the real window on it offscreen and marks
words by key, some ten a second, while the program makes its backup beside it, then
while it compares the project with the backup, then while it goes back. Each measure
is from the key to everything it set off being done and painted. The floor is the same
marking with nothing beside it.

On a machine that does other work too, the time in which the window was ready to run and
another program had the processor is taken off (Linux tells it of each thread). What is
left is work, and waiting for the disk and for locks, which other programs prolong as well:
the floor says how much.

    python tests/bench/backup.py [MEGABYTES]

The goal is no key over 50 ms.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.domain.annotation import Annotation  # noqa: E402
from annotator.domain.article import Article, ArticleText  # noqa: E402
from annotator.domain.change import Change, added  # noqa: E402
from annotator.domain.codebook import Codebook, Label  # noqa: E402
from annotator.domain.identity import new_id  # noqa: E402
from annotator.editing.backups import Keeper, preview, restore  # noqa: E402
from annotator.editing.deleting import delete_articles  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.store.check import check  # noqa: E402
from annotator.store.parts import Part  # noqa: E402
from annotator.ui.app import make_application  # noqa: E402
from annotator.ui.window import MainWindow  # noqa: E402

_LIMIT_MS = 50.0
_APART_S = 0.1
_LENGTH = 40_000
_MARKS = 20
_QUEUED = Path("/proc/thread-self/schedstat")
_FLOOR = 100
"""Marks made with nothing beside them."""


def make(path: Path, megabytes: int) -> None:
    """A project of so many megabytes: articles of 40,000 characters with 20 marks each."""
    label = Label(id=new_id(), name="WORD", position=0, key="1")  # asks nothing when it marks
    project = Project.create(path, own_name="bench", codebook=Codebook((label,), ()))
    words = "Minister Aral said in Karsu that the barrage would be paid for by the valley. "
    chance = random.Random(1)

    def parts() -> Iterator[Part]:
        for number in range(megabytes * 1_000_000 // _LENGTH):
            body = f"{number} {chance.random()} " + words * (_LENGTH // len(words))
            digest = hashlib.sha256(body.encode()).hexdigest()
            article = Article(
                id=new_id(), name=f"a{number}", text_sha256=digest, length=len(body), title="A"
            )
            marks = [
                Annotation(
                    id=new_id(),
                    article_id=article.id,
                    label_id=label.id,
                    annotator_id=project.me.id,
                    fragments=((at * 1000 + 100, at * 1000 + 108),),
                    number=at + 1,
                    name=f"s{at + 1}",
                )
                for at in range(_MARKS)
            ]
            changes: list[Change] = [added(article), *(added(mark) for mark in marks)]
            yield Part(changes, (ArticleText(digest, body),))

    project.bulk("Import", parts())
    project.close()


class Key(NamedTuple):
    """What one key took, in milliseconds."""

    whole: float
    own: float
    """Without the time in which the window was ready and had no processor."""
    worked: float
    """Of the processor; the rest of `own` is waiting for disk, locks and other threads."""


def waiting() -> float:
    """Seconds in which this thread was ready to run and another program ran (Linux)."""
    try:
        return int(_QUEUED.read_text(encoding="ascii").split()[1]) / 1e9
    except OSError:
        return 0.0


class Marking:
    """A hand that marks by key, and a clock."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app = app
        self._window = window
        self._at = 30

    def mark(self) -> Key:
        """Mark the next words, until it is done and painted."""
        view = self._window.view
        view.select_annotation(None)
        view.select_words(self._at, self._at + 4)
        self._at += 9
        self._app.processEvents()
        began, waited, worked = time.perf_counter(), waiting(), time.thread_time()
        QTest.keyClick(view, Qt.Key.Key_1)
        self._app.processEvents()
        whole = time.perf_counter() - began
        return Key(
            whole * 1e3,
            (whole - (waiting() - waited)) * 1e3,
            (time.thread_time() - worked) * 1e3,
        )

    def rest(self) -> float:
        """Wait as a hand does; milliseconds of the longest turn in which something was done."""
        longest, until = 0.0, time.perf_counter() + _APART_S
        while time.perf_counter() < until:
            began = time.perf_counter()
            self._app.processEvents()
            longest = max(longest, (time.perf_counter() - began) * 1e3)
            time.sleep(0.002)
        return longest

    def while_running(self, work: Callable[[], object]) -> tuple[list[Key], float, float]:
        """Mark while something runs in a thread: the keys, the longest rest, the seconds."""
        broke: list[BaseException] = []

        def run() -> None:
            try:
                work()
            except BaseException as failure:
                broke.append(failure)
                raise

        thread = threading.Thread(target=run)
        began = time.perf_counter()
        thread.start()
        keys, longest = [], 0.0
        while thread.is_alive():
            keys.append(self.mark())
            longest = max(longest, self.rest())
        thread.join()
        assert not broke
        return keys, longest, time.perf_counter() - began


def main() -> int:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        path = Path(folder) / "large.annotator"
        make(path, megabytes)
        settings = Settings()
        settings.set(annotator_name="bench")
        app = make_application(settings)
        window = MainWindow(settings)
        window.show()
        window.open_project(path)
        window.wake()
        assert window.guard is not None
        window.guard.backups.show_project(None)  # this script says when
        window.opened().prepare()
        window.view.setFocus()
        app.processEvents()
        hand = Marking(app, window)
        print(f"{path.stat().st_size / 1e6:,.0f} MB, milliseconds from key to paint")
        worst = measure(hand, window, Keeper(path, settings))
        window.close()
        faults = check(path)
        print(f"check: {faults or 'clean'}")
    return 0 if worst <= _LIMIT_MS and not faults else 1


def measure(hand: Marking, window: MainWindow, keeper: Keeper) -> float:
    """Every case in turn; the longest key of all."""
    project = window.opened()
    floor, longest = [], 0.0
    for _ in range(_FLOOR):
        floor.append(hand.mark())
        longest = max(longest, hand.rest())
    worst = tell("nothing beside it (floor)", floor, longest, 0.0)
    worst = max(
        worst,
        tell("while backing up", *hand.while_running(lambda: keeper.keep("work", gently=True))),
    )
    backup = keeper.kept()[0].path
    gone = project.reader.article_ids()[-500:]
    delete_articles(project, list(gone))
    taken = hand.while_running(lambda: preview(project, backup))
    worst = max(worst, tell("while comparing", *taken))
    taken = hand.while_running(lambda: restore(project, backup))
    return max(worst, tell("while going back", *taken))


def tell(what: str, keys: list[Key], rest: float, seconds: float) -> float:
    """Print what it took; returns the longest key without waiting for a processor."""
    print(f"{what}: {len(keys)} keys, longest turn between {rest:.1f}, in {seconds:.1f} s")
    for name, found in (
        ("whole", [key.whole for key in keys]),
        ("without waiting for a processor", [key.own for key in keys]),
        ("of that, at work", [key.worked for key in keys]),
        ("of that, waiting for disk and locks", [key.own - key.worked for key in keys]),
    ):
        high = sorted(found)[int(len(found) * 0.99)]
        middle = statistics.median(found)
        print(f"    {name:36s} p50 {middle:6.1f}  p99 {high:6.1f}  longest {max(found):6.1f}")
    sys.stdout.flush()
    return max(key.own for key in keys)


if __name__ == "__main__":
    sys.exit(main())

"""The article page: from 3 kB with 60 marks to 5 MB with 50,000.

Makes a real project file with the text twice, once with its marks and once without
(the floor), opens the real window on it and drives it by events: opening, marking by
key, undo, wheel, dragging a selection, resizing. A frame is the event and everything
it set off until the page is painted: for a mark that includes the row committed to
disk, and whatever was put off and comes due meanwhile. What is put off until after
the page (the inspector, the list of marks) is the longest turn of the event loop that
follows. Each size runs in a process of its own.

    python tests/bench/page.py [SIZE ...] [--frames N] [--profile WHAT]

Sizes are 3k, 100k, 1m and 5m, and "line": 1 MB without a line end. CPU and wall
milliseconds are printed; on a machine that others use, CPU says more.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import hashlib
import json
import os
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPaintEvent, QWheelEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.domain.annotation import Annotation  # noqa: E402
from annotator.domain.article import Article, ArticleText  # noqa: E402
from annotator.domain.change import added  # noqa: E402
from annotator.domain.identity import new_id  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.text.words import next_word, word_at  # noqa: E402
from annotator.ui.app import make_application, open_window  # noqa: E402
from annotator.ui.canvas.article_view import ArticleView  # noqa: E402
from annotator.ui.window import MainWindow  # noqa: E402

SIZES = {
    "3k": (3_000, 60),
    "100k": (100_000, 1_000),
    "1m": (1_000_000, 10_000),
    "5m": (5_000_000, 50_000),
    "line": (1_000_000, 10_000),
}
"""Code points and marks."""
AIMS = {
    ("1m", "key to paint"): 12.0,
    ("1m", "open"): 120.0,
    ("1m", "scroll"): 8.0,
    ("5m", "key to paint"): 12.0,
    ("5m", "open"): 500.0,
    ("5m", "scroll"): 12.0,
}
"""CPU milliseconds, p99."""
_WORDS = (
    "Enerji Bakanı Aral’ın Karsu’ya yaptığı ziyaret the ministry would guarantee a minimum flow",
    "of forty cubic metres a second to farms in Aşağı Vadi said “no turbine will turn” before",
    "villages are paid Governor Mira Oden told reporters after İğdır and Şırnak meeting",
)


def text_of(size: int, chance: random.Random, *, one_line: bool) -> str:
    """Prose of about `size` code points in paragraphs of 160 to 520."""
    words = " ".join(_WORDS).split()
    parts: list[str] = []
    length = 0
    while length < size:
        paragraph: list[str] = []
        wanted = chance.randrange(160, 520)
        while wanted > 0:
            word = chance.choice(words)
            paragraph.append(word)
            wanted -= len(word) + 1
        parts.append(" ".join(paragraph) + ".")
        length += len(parts[-1]) + 2
    return (" " if one_line else "\n\n").join(parts)[:size]


def spans_of(text: str, count: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Spans on whole words: most short, some long, some nested in the one before."""
    before = (0, 0)
    for _ in range(count):
        kind = chance.random()
        if kind < 0.75:
            length = chance.randrange(4, 40)
        elif kind < 0.98:
            length = chance.randrange(60, 300)
        else:
            length = chance.randrange(400, 900)
        low, high = 0, len(text) - 1000
        if chance.random() < 0.15 and before[1] - before[0] > 20:
            low, high = before[0], before[1] - 10
            length = min(length, before[1] - before[0] - 10)
        start = chance.randrange(max(1, low), max(low + 2, high))
        start = text.rfind(" ", 0, start) + 1
        end = text.find(" ", start + length)
        end = end if end > start else start + 5
        while text[end - 1].isspace():
            end -= 1
        before = (start, max(end, start + 1))
        yield before


def project_of(folder: Path, size: str) -> Path:
    """A project with a note, the text with its marks, and the text without them."""
    from annotator.store.parts import Part  # noqa: PLC0415  not needed to start

    length, count = SIZES[size]
    chance = random.Random(11)
    text = text_of(length, chance, one_line=size == "line")
    path = folder / "page.annotator"
    project = Project.create(path, own_name="bench")
    labels = project.codebook.labels
    me = project.me

    def article(name: str, body: str) -> tuple[Article, ArticleText]:
        digest = hashlib.sha256(body.encode()).hexdigest()
        made = Article(id=new_id(), name=name, text_sha256=digest, length=len(body), title=name)
        return made, ArticleText(digest, body)

    def parts() -> Iterator[Part]:
        note, marked, bare = (
            article(*one) for one in (("note", "A short note."), ("marked", text), ("bare", text))
        )
        yield Part([added(one) for one, _ in (note, marked, bare)], [note[1], marked[1]])
        marks = []
        for number, (start, end) in enumerate(spans_of(text, count, chance), 1):
            kind = 2 if end - start > 60 else chance.randrange(2)
            marks.append(
                added(
                    Annotation(
                        id=new_id(),
                        article_id=marked[0].id,
                        label_id=labels[kind].id,
                        annotator_id=me.id,
                        fragments=((start, end),),
                        number=number,
                        name=f"s{number}",
                    )
                )
            )
        for first in range(0, len(marks), 5000):
            yield Part(marks[first : first + 5000])

    project.bulk("Fill", parts())
    project.close()
    return path


class Paints:
    """How often the page was painted, and when the last painting ended."""

    count = 0
    cpu = 0.0
    wall = 0.0

    @classmethod
    def watch(cls) -> None:
        """Take the time at the end of each painting of the page."""
        paint = ArticleView.paintEvent

        def timed(view: ArticleView, event: QPaintEvent) -> None:
            paint(view, event)
            cls.count += 1
            cls.cpu, cls.wall = time.process_time(), time.perf_counter()

        ArticleView.paintEvent = timed  # type: ignore[method-assign,assignment]


class Frames:
    """Times frames of one window: CPU and wall milliseconds by name."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.cpu: dict[str, list[float]] = {}
        self.wall: dict[str, list[float]] = {}
        self.profiled = ""
        self.worst: tuple[float, cProfile.Profile | None] = (0.0, None)

    def take(self, what: str, act: Callable[[], object]) -> None:
        """Do something, and time until the page is painted and the picture is out."""
        before = Paints.count
        profiler = cProfile.Profile(time.process_time) if what == self.profiled else None
        if profiler is not None:
            profiler.enable()
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        while Paints.count == before and time.perf_counter() < wall + 30:
            QApplication.processEvents()
        if profiler is not None:
            profiler.disable()
        if QGuiApplication.platformName() != "offscreen":
            QGuiApplication.sync()
            Paints.wall = time.perf_counter()
        assert Paints.count > before, f"{what}: nothing was painted"
        self.cpu.setdefault(what, []).append((Paints.cpu - cpu) * 1e3)
        self.wall.setdefault(what, []).append((Paints.wall - wall) * 1e3)
        if profiler is not None:
            self.worst = max(self.worst, (self.cpu[what][-1], profiler), key=lambda one: one[0])
        QApplication.processEvents()

    def rest(self, what: str, seconds: float) -> None:
        """Let the event loop run, and note its longest turn."""
        until = time.perf_counter() + seconds
        longest = longest_wall = 0.0
        while (wall := time.perf_counter()) < until:
            cpu = time.process_time()
            QApplication.processEvents()
            longest = max(longest, (time.process_time() - cpu) * 1e3)
            longest_wall = max(longest_wall, (time.perf_counter() - wall) * 1e3)
            time.sleep(0.001)
        if what:
            self.cpu.setdefault(what, []).append(longest)
            self.wall.setdefault(what, []).append(longest_wall)


def wheel(window: MainWindow, by: int) -> None:
    """One step of the wheel."""
    ground = window.view.viewport()
    middle = QPointF(ground.rect().center())
    turn = QWheelEvent(
        middle,
        ground.mapToGlobal(middle),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ground, turn)


def mouse(window: MainWindow, kind: QEvent.Type, point: QPoint) -> None:
    """The left button, or a move while it is held."""
    ground = window.view.viewport()
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else _LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT
    where = QPointF(point)
    event = QMouseEvent(
        kind, where, ground.mapToGlobal(where), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(ground, event)


_LEFT = Qt.MouseButton.LeftButton


def drive(frames: Frames, name: str, article_id: int, rounds: int) -> None:
    """Use one article as an editor does; `name` is put before every figure."""
    window = frames.window
    view = window.view
    chance = random.Random(5)
    note = window.article
    assert note is not None
    before = resident()
    for times in range(5):
        frames.take(f"{name}open", lambda: window.show_article(article_id))
        frames.rest(f"{name}longest turn after opening", 1.0)
        if times < 4:
            window.show_article(note.id)
            frames.rest("", 0.2)
    gc.collect()
    frames.cpu[f"memory, {name}"] = [resident() - before]
    view.setFocus()
    bar = view.verticalScrollBar()
    assert window.article is not None
    text = window.article.text
    for number in range(rounds):
        if number % 10 == 0:
            bar.setValue(round(bar.maximum() * (0.05 + 0.9 * chance.random())))
            QApplication.processEvents()
            place = view.offset_at(QPointF(200, 120))
        place = free_word(window, next_word(text, place))
        view.select_annotation(None)
        view.select_words(place, place)
        frames.rest("", 0.06)
        frames.take(f"{name}key to paint", partial(QTest.keyClick, view, Qt.Key.Key_1))
        frames.rest(f"{name}longest turn after a mark", 0.25 if number % 4 == 0 else 0.05)
        if number % 2:
            frames.take(f"{name}undo", partial(window.run_named, "undo"))
    frames.rest("", 0.3)
    if bar.maximum() > 2000:
        bar.setValue(bar.maximum() // 3)
        QApplication.processEvents()
        for number in range(rounds):
            frames.take(f"{name}scroll", partial(wheel, window, -120 if number % 40 < 20 else 120))
        for _ in range(rounds // 4):
            there = round(bar.maximum() * chance.random())
            frames.take(f"{name}jump", partial(bar.setValue, there))
    drag(frames, name, rounds)
    ground = view.viewport()
    for _ in range(rounds // 4):
        frames.take(f"{name}full repaint", ground.update)
    size = window.size()
    for number in range(rounds // 8):
        wide = size.width() - 6 * (number % 8 + 1)
        frames.take(f"{name}resize", partial(window.resize, wide, size.height()))
    window.resize(size)
    QApplication.processEvents()


def drag(frames: Frames, name: str, rounds: int) -> None:
    """Drag a selection over the page, move by move."""
    window = frames.window
    left = int(window.view.lane_layout.measures.left) if window.view.lane_layout else 60
    first = QPoint(left + 10, 150)
    mouse(window, QEvent.Type.MouseButtonPress, first)
    for number in range(rounds // 2):
        point = first + QPoint((number * 37) % 400, (number % 12) * 34 + number % 3)
        frames.take(f"{name}drag", partial(mouse, window, QEvent.Type.MouseMove, point))
    mouse(window, QEvent.Type.MouseButtonRelease, point)
    QApplication.processEvents()
    window.run_named("let-go")
    window.run_named("let-go")
    QApplication.processEvents()


def free_word(window: MainWindow, offset: int) -> int:
    """The next word that no mark of the first label covers exactly."""
    article, project = window.reading(), window.opened()
    first = project.codebook.labels[0].id
    while True:
        word = word_at(article.text, offset)
        if word is not None and not any(
            one.label_id == first for one in article.annotations.exact((word,))
        ):
            return offset
        offset = next_word(article.text, offset)


def resident() -> float:
    """Megabytes of memory in use."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def measure(size: str, rounds: int, profile: str) -> dict[str, dict[str, list[float]]]:
    """All frames of one size, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        path = project_of(Path(folder), size)
        settings = Settings()
        Paints.watch()
        app = make_application(settings)
        window = open_window(settings, path)
        window.resize(1440, 900)
        until = time.perf_counter() + 1.5
        while time.perf_counter() < until:
            app.processEvents()
        ids = list(window.opened().reader.article_ids())
        frames = Frames(window)
        frames.profiled = profile
        drive(frames, "floor: ", ids[2], rounds)
        window.show_article(ids[0])
        app.processEvents()
        drive(frames, "", ids[1], rounds)
        if frames.worst[1] is not None:
            print(f"the worst {profile}: {frames.worst[0]:.1f} ms", file=sys.stderr)
            pstats.Stats(frames.worst[1], stream=sys.stderr).sort_stats("tottime").print_stats(40)
        window.close()
        return {"cpu": frames.cpu, "wall": frames.wall}


def table(size: str, found: dict[str, dict[str, list[float]]]) -> bool:
    """Print one size; whether the aims hold."""
    length, count = SIZES[size]
    print(f"\n{size}: {length:,} characters, {count:,} marks")
    print(
        f"{'CPU ms':<28}{'frames':>7}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}{'wall p50':>10}",
        end="",
    )
    print(f"{'floor p50':>11}{'ratio':>8}")
    held = True
    for what, taken in found["cpu"].items():
        if what.startswith(("floor: ", "memory")):
            continue
        points = [nth(taken, share) for share in (0.5, 0.95, 0.99, 1)]
        floor = statistics.median(found["cpu"].get(f"floor: {what}", [0.0]))
        ratio = f"{points[0] / floor:>9.1f}" if floor else ""
        print(f"{what:<28}{len(taken):>7}" + "".join(f"{one:>9.1f}" for one in points), end="")
        print(f"{statistics.median(found['wall'][what]):>9.1f}{floor:>9.1f}{ratio}", end="")
        aim = AIMS.get((size, what))
        if aim is not None:
            held &= points[2] <= aim
            print(f"   aim {aim:.0f}: {'held' if points[2] <= aim else 'MISSED'}", end="")
        print()
    for name in ("floor: ", ""):
        opened = found["cpu"][f"memory, {name}"][0]
        print(f"memory, {name or 'marked: '}{opened:.1f} MB more once open and settled")
    return held


def nth(taken: list[float], share: float) -> float:
    """The value that this share of all lie at or below."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sizes", nargs="*", default=["3k", "100k", "1m", "5m"])
    asked.add_argument("--frames", type=int, default=200)
    asked.add_argument("--profile", default="", help="of which frames to profile the worst")
    asked.add_argument("--json", action="store_true", help="measure one size and print its frames")
    given = asked.parse_args()
    if given.json:
        print(json.dumps(measure(given.sizes[0], given.frames, given.profile)))
        return 0
    print(f"platform {os.environ['QT_QPA_PLATFORM']}")
    held = True
    for size in given.sizes:
        words = [sys.executable, __file__, size, "--json", "--frames", str(given.frames)]
        if given.profile:
            words += ["--profile", given.profile]
        quiet = None if given.profile else subprocess.DEVNULL
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=quiet, check=True, text=True)
        held &= table(size, json.loads(done.stdout.splitlines()[-1]))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

"""Jump-marks in a large article: from the key press to the finished paint.

Opens an article of 1 MB with 10,000 marks (and one of 100 kB with 1,000) in the real
window, presses F, Shift+F and Esc at random places of it, and prints process CPU and
wall time a key press, beside the floor: one full repaint of the same page. Twice: at
once after the jump to the place, and a quarter of a second later, as whoever looks at the
page before pressing; the window has looked ahead by then.

    python tests/bench/jump_marks.py [TURNS]
"""

from __future__ import annotations

import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["ANNOTATOR_HOME"] = tempfile.mkdtemp(prefix="jump")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.domain.annotation import Annotation  # noqa: E402
from annotator.domain.change import Step, added  # noqa: E402
from annotator.domain.identity import new_id  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.text.words import snap  # noqa: E402
from annotator.ui.app import make_application, open_window  # noqa: E402
from annotator.ui.window import MainWindow  # noqa: E402
from tests.editing.builders import with_article  # noqa: E402

_NAMES = "Deniz Aral|Karsu|the Farmers’ League|Mira Oden|Upper Vale|Şükran Işık|Bank of Tolmen"
_WORDS = (
    "river water said that the talks with would begin again over dam villages were paid before"
    " summer farmers asked for more while ministry answered nothing about fields and houses"
)


def _text(length: int, chance: random.Random) -> str:
    names, words = _NAMES.split("|"), _WORDS.split()
    paragraphs: list[str] = []
    size = 0
    while size < length:
        sentences = []
        for _ in range(chance.randrange(2, 5)):
            some = [chance.choice(words) for _ in range(chance.randrange(8, 24))]
            for _ in range(3):
                some.insert(chance.randrange(len(some)), chance.choice(names))
            sentence = " ".join(some)
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:length]


def _project(folder: Path, length: int, marks: int) -> Path:
    chance = random.Random(length)
    path = folder / "large.annotator"
    project = Project.create(path, own_name="bench")
    text = _text(length, chance)
    article = with_article(project, text)
    changes = []
    named = [found.span() for found in re.finditer(_NAMES, text)]
    for number in range(1, marks + 1):
        start, end = chance.choice(named)
        if number % 4 == 0:  # a claim
            start, end = snap(text, start, start + chance.choice((60, 120, 300)))
        changes.append(
            added(
                Annotation(
                    id=new_id(),
                    article_id=article.id,
                    label_id=project.codebook.labels[number % 3].id,
                    annotator_id=project.me.id,
                    fragments=((start, max(end, start + 1)),),
                    number=number,
                    name=f"s{number}",
                )
            )
        )
    project.do(Step(title="Mark", changes=tuple(changes), article_id=article.id))
    project.close()
    return path


def _timed(act: Callable[[], None]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    QApplication.processEvents()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _row(what: str, times: list[tuple[float, float]]) -> None:
    for index, kind in enumerate(("CPU", "wall")):
        some = sorted(one[index] for one in times)
        p95, p99 = some[int(len(some) * 0.95)], some[int(len(some) * 0.99)]
        print(
            f"  {what:28} {kind:5} p50 {statistics.median(some):6.1f}"
            f"  p95 {p95:6.1f}  p99 {p99:6.1f}  max {some[-1]:6.1f} ms"
        )


def _measure(window: MainWindow, turns: int, rest: float) -> None:
    chance = random.Random(1)
    bar = window.view.verticalScrollBar()
    spans: list[tuple[float, float]] = []
    statements: list[tuple[float, float]] = []
    floor: list[tuple[float, float]] = []
    for _ in range(turns):
        bar.setValue(chance.randrange(bar.maximum() + 1))
        until = time.perf_counter() + rest
        QApplication.processEvents()
        QApplication.processEvents()
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.002)

        def repaint() -> None:
            window.view.viewport().repaint()

        floor.append(_timed(repaint))
        for held, times in (
            (Qt.KeyboardModifier.NoModifier, spans),
            (Qt.KeyboardModifier.ShiftModifier, statements),
        ):

            def press(held: Qt.KeyboardModifier = held) -> None:
                QTest.keyClick(window.view, Qt.Key.Key_F, held)

            times.append(_timed(press))
            assert window.jumping.marks.active
            QTest.keyClick(window.view, Qt.Key.Key_Escape)
            QApplication.processEvents()
    _row("floor: a full repaint", floor)
    _row("F to finished paint", spans)
    _row("Shift+F to finished paint", statements)


def main() -> int:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    app = make_application(Settings(Path(os.environ["ANNOTATOR_HOME"]) / "s.json"))
    for length, marks in ((100_000, 1_000), (1_000_000, 10_000)):
        with tempfile.TemporaryDirectory() as folder:
            path = _project(Path(folder), length, marks)
            window = open_window(Settings(Path(folder) / "settings.json"), path)
            window.resize(1440, 900)
            window.wake()
            window.view.setFocus()
            QTest.qWait(3_000)
            for rest in (0.0, 0.25):
                said = f"pressed after {rest:.2f} s" if rest else "pressed at once"
                print(f"{length:,} characters, {marks:,} marks, {said}")
                _measure(window, turns, rest)
            window.close()
            QApplication.processEvents()
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())

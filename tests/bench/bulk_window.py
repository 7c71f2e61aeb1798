"""Whether the window keeps its 60 frames a second while a large file comes in beside it.

The real window shows a project offscreen; its page is scrolled a step every 16.7 ms, as
a hand on the wheel does, while the program brings in ARTICLES articles in the thread that
its dialog uses. A frame is late by what lies between two paints beyond that. The floor is
the same scrolling with nothing beside it.

    python tests/bench/bulk_window.py [ARTICLES]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.editing.bring_in import bring_in  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.ui.app import make_application  # noqa: E402
from annotator.ui.dialogs.work import Work  # noqa: E402
from annotator.ui.window import MainWindow  # noqa: E402
from tests.bench.bulk_corpus import write  # noqa: E402

_FRAME_MS = 1000 / 60
_FLOOR_S = 5.0


class Scrolling:
    """Scrolls and paints at every beat, and keeps the times from one paint to the next."""

    def __init__(self, window: MainWindow) -> None:
        self._view = window.view
        self._bar = window.view.verticalScrollBar()
        self._step = 12
        self._last = 0.0
        self.apart: list[float] = []
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(16)
        self._timer.timeout.connect(self._beat)

    def while_true(self, app: QApplication, going: Callable[[], bool]) -> list[float]:
        """The milliseconds between paints for as long as something goes on."""
        self.apart, self._last = [], 0.0
        self._timer.start()
        while going():
            app.processEvents()
            time.sleep(0.0005)
        self._timer.stop()
        return self.apart

    def _beat(self) -> None:
        at = self._bar.value()
        if not 0 < at + self._step < self._bar.maximum():
            self._step = -self._step
        self._bar.setValue(at + self._step)
        self._view.viewport().repaint()
        now = time.perf_counter()
        if self._last:
            self.apart.append((now - self._last) * 1e3)
        self._last = now


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        path = Path(folder) / "open.annotator"
        first = write(Path(folder) / "first.jsonl", 200, 5_100)
        source = write(Path(folder) / "bulk.jsonl", articles, articles * 51 // 2)
        # the file that is read anew must not be the one that is there already
        source.write_bytes(source.read_bytes().replace(b'"id":"doc-', b'"id":"other-'))
        project = Project.create(path, own_name="bench")
        bring_in(project, [first])
        project.close()
        settings = Settings()
        settings.set(annotator_name="bench")
        app = make_application(settings)
        window = MainWindow(settings)
        window.resize(1600, 1000)
        window.show()
        window.open_project(path)
        window.wake()
        assert window.guard is not None
        window.guard.backups.show_project(None)
        opened = window.opened()
        opened.prepare()
        app.processEvents()
        scrolling = Scrolling(window)
        until = time.perf_counter() + _FLOOR_S
        tell("nothing beside it", scrolling.while_true(app, lambda: time.perf_counter() < until))
        began = time.perf_counter()
        work = Work(lambda watch: bring_in(opened, [source], watch=watch), window)
        work.start()
        found = scrolling.while_true(app, lambda: work.running)
        tell("while importing", found)
        print(f"imported {articles:,} articles in {time.perf_counter() - began:.1f} s")
        work.wait()
        app.processEvents()
        window.close()


def tell(what: str, apart: list[float]) -> None:
    """Print a line."""
    ordered = sorted(apart)
    late = sum(one > 2 * _FRAME_MS for one in apart)
    print(
        f"{what:18} {len(apart):5} frames, {len(apart) / sum(apart) * 1e3:4.1f} a second; apart "
        f"p50 {statistics.median(apart):.1f}, p99 {ordered[int(len(ordered) * 0.99)]:.1f}, "
        f"longest {ordered[-1]:.1f} ms; {late} a whole frame late",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

"""The list of articles at 100,000 rows: opening, scrolling, jumping, filtering.

Makes a real project file, opens the panel on it offscreen and drives it: wheel
steps, pages, random jumps of the scroll bar, and a filter typed letter by letter,
while the ids are still being read as well as afterwards. Each measure is one turn of
the event loop, from the event to everything it set off being done and painted, and
so the time for which the window could not have answered. Beside it stands the
floor: the same table with the same kind of rows drawn by Qt from a list in memory,
in the same process, taken turn about.

    python tests/bench/article_list.py [ARTICLES]
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, QStringListModel, Qt  # noqa: E402
from PySide6.QtGui import QWheelEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
)

from annotator.domain.article import Article, ArticleText  # noqa: E402
from annotator.domain.change import Change, added  # noqa: E402
from annotator.domain.identity import new_id  # noqa: E402
from annotator.domain.status import Progress, Status  # noqa: E402
from annotator.editing import progress  # noqa: E402
from annotator.editing.project import Project  # noqa: E402
from annotator.ui import theme  # noqa: E402
from annotator.ui.panels.article_row import row_height  # noqa: E402
from annotator.ui.panels.articles import ArticlesPanel  # noqa: E402

_STALL_MS = 50.0
_IDLE_MS = 0.1
_PLACES = ("dam", "harbour", "valley", "barrage", "council", "ferry", "border", "reservoir")
_SOURCES = ("Harbour Post", "Valley Daily", "Capital Wire")


class Turns:
    """How long turns of the event loop took, by what set them off."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.taken: dict[str, list[float]] = {}

    def take(self, what: str, act: Callable[[], object]) -> None:
        """Do something and measure until it is done and painted."""
        began = time.perf_counter()
        act()
        self._app.processEvents()
        self.taken.setdefault(what, []).append((time.perf_counter() - began) * 1e3)

    def until(self, what: str, done: Callable[[], bool]) -> None:
        """Measure turns until something holds."""
        while not done():
            self.take(what, lambda: None)

    def rest(self, what: str, seconds: float) -> None:
        """Let the hand rest, and measure those turns in which something is done."""
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            self._app.processEvents()
            taken = (time.perf_counter() - began) * 1e3
            if taken > _IDLE_MS:
                self.taken.setdefault(what, []).append(taken)
            else:
                time.sleep(0.001)


def project_of(folder: Path, count: int) -> Project:
    """A project of so many articles; every second is done, every fiftieth flagged."""
    from annotator.store.parts import Part  # noqa: PLC0415  not needed to start

    project = Project.create(folder / "many.annotator", own_name="bench")
    me = project.me.id

    def parts() -> Iterator[Part]:
        for first in range(0, count, 1000):
            changes: list[Change] = []
            texts: list[ArticleText] = []
            for number in range(first, min(count, first + 1000)):
                text = f"Body of article {number}."
                digest = hashlib.sha256(text.encode()).hexdigest()
                texts.append(ArticleText(digest, text))
                article = Article(
                    id=new_id(),
                    name=f"a{number:06}",
                    text_sha256=digest,
                    length=len(text),
                    title=f"Ministers meet over the {_PLACES[number % 8]} for the"
                    f" {number}th time and part without an agreement",
                    source=_SOURCES[number % 3],
                    published=f"2026-03-{number % 28 + 1:02}",
                )
                changes.append(added(article))
                if number % 2:
                    status = Status(
                        article_id=article.id,
                        annotator_id=me,
                        progress=Progress.DONE,
                        flagged=number % 50 == 1,
                    )
                    changes.append(added(status))
            yield Part(changes, texts)

    project.bulk("Fill", parts())
    return project


def floor_of(count: int) -> QTableView:
    """The same table with the least behind it."""
    table = QTableView()
    table.setModel(QStringListModel(["Ministers meet over the dam"] * count, table))
    table.horizontalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(row_height())
    table.setShowGrid(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.resize(288, 760)
    table.show()
    return table


def wheel(table: QTableView) -> None:
    """One step of the wheel, down."""
    middle = QPointF(table.viewport().rect().center())
    turn = QWheelEvent(
        middle,
        table.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), turn)


def scroll(turns: Turns, name: str, table: QTableView, where: random.Random, times: int) -> None:
    """Some of each way of getting about."""
    bar = table.verticalScrollBar()
    for _ in range(times):
        turns.take(f"wheel step, {name}", lambda: wheel(table))
    for _ in range(times // 2):
        turns.take(f"page down, {name}", partial(QTest.keyClick, table, Qt.Key.Key_PageDown))
    for _ in range(times // 2):
        place = where.randrange(bar.maximum())
        turns.take(f"random jump, {name}", partial(bar.setValue, place))


def type_filter(turns: Turns, panel: ArticlesPanel, words: str) -> None:
    """Type words into the filter at 8 letters a second, then take them away."""
    line = panel.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    panel.focus_filter()
    for letter in words:
        turns.take("typing in the filter", partial(QTest.keyClick, line, letter))
        turns.rest("rows of a filter coming", 0.125)
    for _ in range(20):
        turns.take("scrolling what was found", lambda: wheel(_table(panel)))
    turns.take("typing in the filter", line.clear)
    turns.rest("rows of a filter coming", 0.3)


def _table(panel: ArticlesPanel) -> QTableView:
    found = panel.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def drive(app: QApplication, project: Project, count: int) -> Turns:
    """Use the panel as an impatient reader would."""
    turns = Turns(app)
    where = random.Random(7)
    panel = ArticlesPanel()
    panel.resize(288, 800)
    panel.show()
    app.processEvents()
    turns.take("opening, first rows painted", lambda: panel.show_project(project))
    while panel.model.rowCount() < count:
        turns.take("wheel step, ids still coming", lambda: wheel(_table(panel)))
    table, floor = _table(panel), floor_of(count)
    app.processEvents()
    for _ in range(10):
        scroll(turns, "articles", table, where, 20)
        scroll(turns, "floor", floor, where, 20)
    for words in ("reservoir", "99998th", "zzzz", "e"):
        type_filter(turns, panel, words)
    for chip in panel.findChildren(QPushButton)[1:4]:
        turns.take(f"pressing {chip.text()}", chip.click)
        turns.until("rows of a chip coming", lambda: not panel.model.filling())
    panel.findChildren(QPushButton)[0].click()
    turns.until("rows of a chip coming", lambda: not panel.model.filling())
    leave = project.subscribe(panel.follow)
    ids = project.reader.article_ids(limit=100)
    for article_id in ids[::2]:
        panel.choose(article_id)
        turns.take(
            "setting an article done, writing included",
            partial(progress.set_progress, project, article_id, Progress.DONE),
        )
    leave()
    floor.close()
    panel.close()
    panel.show_project(None)
    for widget in (floor, panel):
        widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return turns


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder), count)
        try:
            taken = drive(app, project, count).taken
        finally:
            project.close()
    print(f"{count:,} articles, {app.platformName()}; milliseconds of one event-loop turn")
    print(f"{'':<44}{'turns':>7}{'p50':>8}{'p99':>8}{'max':>8}")
    for what, turns in taken.items():
        p99 = statistics.quantiles(turns, n=100)[-1] if len(turns) > 1 else turns[0]
        print(
            f"{what:<44}{len(turns):>7}{statistics.median(turns):>8.2f}"
            f"{min(p99, max(turns)):>8.2f}{max(turns):>8.2f}"
        )
    longest = max((max(turns), what) for what, turns in taken.items() if "floor" not in what)
    over = sum(one > _STALL_MS for what, turns in taken.items() for one in turns)
    print(f"longest stall: {longest[0]:.1f} ms ({longest[1]}); {over} over {_STALL_MS:.0f} ms")


if __name__ == "__main__":
    main()

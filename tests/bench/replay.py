"""Replay: the gold of public news marked in the real window by key presses alone.

A planner knows the window as a practised editor does: jump-marks (plain, the longer
reading, a label key for the first), sentences, edges, word by word. For each gold span
it takes the shortest way there is and really presses those keys; what the project then
holds is compared with the gold. No suggestion model takes part. Turning the page is
counted apart, and in a second figure.

Measured on the held-out half of each corpus (see `corpora`); the rules were developed
on the other half.

    python tests/bench/replay.py [--dev] [--keep] [--shared FOLDER]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_CHECKOUT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["ANNOTATOR_HOME"] = tempfile.mkdtemp(prefix="replay")

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from annotator.editing.project import Project  # noqa: E402
from annotator.settings import Settings  # noqa: E402
from annotator.ui.app import make_application, open_window  # noqa: E402
from annotator.ui.canvas import motion  # noqa: E402
from annotator.ui.canvas.hint_letters import letters_for  # noqa: E402
from annotator.ui.canvas.keys import whole_word_edge  # noqa: E402
from annotator.ui.window import MainWindow  # noqa: E402
from tests.bench.corpora import CORPORA, Document, Span  # noqa: E402
from tests.editing.builders import with_article  # noqa: E402

MEASURED = ("uner-pud", "geovirus", "argunsc", "gum-quotes")
_LABEL_KEYS = {"ACTOR": "1", "LOCATION": "2", "CLAIM": "3"}
_NAMED = {
    "Right": Qt.Key.Key_Right,
    "Left": Qt.Key.Key_Left,
    "PgDown": Qt.Key.Key_PageDown,
    "Up": Qt.Key.Key_Up,
    "Space": Qt.Key.Key_Space,
    "Esc": Qt.Key.Key_Escape,
}
_FAR = 12
_EDGE_MOST = 14

Way = tuple[str, ...]
"""Keys in their order, as "Shift+J"."""


class Marked(NamedTuple):
    """One gold span and what it took."""

    label: str
    way: Way
    pages: int
    first: str
    """The reading of the first jump-mark that was the span itself, "" for none."""

    @property
    def keys(self) -> int:
        return len(self.way)

    @property
    def with_shift(self) -> int:
        return len(self.way) + sum("Shift+" in key for key in self.way)


class Planner:
    """Knows what every key would do, and so the shortest way to a span."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def best(self, span: Span, *, offered: bool = False) -> tuple[Way, str]:
        """The shortest way; with `offered`, jump-marks are on screen already."""
        key = _LABEL_KEYS[span[2]]
        goal = span[:2]
        ways = [*self._by_jump(goal, key, offered=offered)]
        if not offered:
            ways += [*self._by_words(goal, key), *self._by_sentence(goal, key)]
        found = self._window.jumping.offered(statements=span[2] == "CLAIM")
        right = "" if not found else "shorter" if found[0].stretch(longer=False) == goal else ""
        if found and not right and found[0].stretch(longer=True) == goal:
            right = "longer"
        return min(ways, key=len), right

    def _by_jump(self, goal: tuple[int, int], key: str, *, offered: bool) -> Iterator[Way]:
        for statements in (False, True):
            opening: Way = ("Shift+F",) if statements else ("F",)
            if offered:
                opening = () if statements == self._window.jumping.at_statements else ("Tab",)
            found = self._window.jumping.offered(statements=statements)
            letters = letters_for(len(found))
            for number, (typed, one) in enumerate(zip(letters, found, strict=False)):
                if number == 0 and (one.start, one.end) == goal:
                    yield (*opening, key)
                for longer in (False, True):
                    if longer and one.longer is None:
                        continue
                    edges = self._edges(one.stretch(longer=longer), goal)
                    if edges is not None:
                        last = f"Shift+{typed[-1]}" if longer else typed[-1]
                        yield (*opening, *typed[:-1], last, *edges, key)

    def _by_words(self, goal: tuple[int, int], key: str) -> Iterator[Way]:
        text, place = self._text, self._window.view.caret()
        walked: list[str] = []
        for _ in range(_FAR):
            word = motion.word_or_none(text, place)
            if word is not None:
                if word == goal:
                    yield (*walked, key)
                edges = self._edges(word, goal)
                if edges:  # the first edge key only selects the word
                    yield (*walked, "K", *edges, key)
            if place == goal[0]:
                yield from self._extended(walked, place, goal, key)
            after = motion.step(text, place, forward=True, by="word")
            if after <= place or after > goal[1]:
                return
            place = after
            walked.append("Right")

    def _extended(
        self, walked: Sequence[str], place: int, goal: tuple[int, int], key: str
    ) -> Iterator[Way]:
        end, extended = place, list[str]()
        while end < goal[1] and len(extended) < _FAR:
            end = whole_word_edge(self._text, end, place, forward=True)
            extended.append("Shift+Right")
        if end == goal[1]:
            yield (*walked, *extended, key)

    def _by_sentence(self, goal: tuple[int, int], key: str) -> Iterator[Way]:
        text, language = self._text, self._language
        place, walked = self._window.view.caret(), list[str]()
        for _ in range(_FAR):
            sentence = motion.to_sentence(text, (place, place), language)
            edges = self._edges(sentence, goal)
            if edges is not None:
                yield (*walked, "S", *edges, key)
            after = motion.step(text, place, forward=True, by="sentence", language=language)
            if after <= place or after > goal[1]:
                return
            place = after
            walked.append("Ctrl+Right")

    def _edges(self, stretch: tuple[int, int], goal: tuple[int, int]) -> Way | None:
        """Edge keys from a selection to the goal; None when they do not get there."""
        if stretch == goal:
            return ()
        best: Way | None = None
        for start in (stretch, self._sentence_of(stretch)):
            opening: Way = () if start == stretch else ("S",)
            ends = self._edge(start, goal, which="end")
            starts = self._edge((start[0], goal[1]), goal, which="start")
            if ends is not None and starts is not None:
                way = (*opening, *ends, *starts)
                if best is None or len(way) < len(best):
                    best = way
        return best

    def _sentence_of(self, stretch: tuple[int, int]) -> tuple[int, int]:
        return motion.to_sentence(self._text, stretch, self._language)

    def _edge(self, stretch: tuple[int, int], goal: tuple[int, int], *, which: str) -> Way | None:
        at = 1 if which == "end" else 0
        move = motion.move_end if which == "end" else motion.move_start
        shift = "" if which == "end" else "Shift+"
        keys: list[str] = []
        for by_character in (False, True):
            while stretch[at] != goal[at] and len(keys) < _EDGE_MOST:
                out = (goal[at] > stretch[at]) == (which == "end")
                moved = move(self._text, stretch, out=out, by_character=by_character)
                passed = (moved[at] > goal[at]) != (stretch[at] > goal[at])
                if moved == stretch or (passed and moved[at] != goal[at]):
                    break
                stretch = moved
                held = "Alt+" if by_character else ""
                keys.append(f"{held}{shift}{'K' if out else 'J'}")
        return tuple(keys) if stretch[at] == goal[at] else None

    @property
    def _text(self) -> str:
        return self._window.reading().text

    @property
    def _language(self) -> str:
        return self._window.reading().article.language


class Replay:
    """Marks one corpus in a window of its own."""

    def __init__(self, folder: Path, documents: Sequence[Document], *, keep: bool) -> None:
        self._documents = documents
        path = folder / "replay.annotator"
        project = Project.create(path, own_name="replay")
        for document in documents:
            with_article(project, document.text, document.name)
        project.close()
        settings = Settings(folder / "settings.json")
        settings.set(keep_jumping=keep)
        self._keep = keep
        self.window = open_window(settings, path)
        self.window.resize(1440, 900)
        self.window.wake()
        self.window.view.setFocus()
        QApplication.processEvents()
        self._planner = Planner(self.window)
        self.marked: list[Marked] = []
        self.latency: list[float] = []

    def run(self) -> None:
        """Mark every document in the order of the list, going on by Space."""
        for number, document in enumerate(self._documents):
            article = self.window.reading()
            assert article.article.name == document.name
            if number == 0:
                self.press("Ctrl+Home")
            for span in document.spans:
                self._mark(span)
            if self.window.jumping.marks.active:
                self.press("Esc")
            self._check(document)
            if number + 1 < len(self._documents):
                self.press("Space")
        self.window.close()
        QApplication.processEvents()

    def _mark(self, span: Span) -> None:
        pages = 0
        while not self._on_screen(span) and pages < 400:
            self.press("PgDown" if span[1] > self.window.jumping.seen()[1] else "Up")
            pages += 1
        offered = self.window.jumping.marks.active
        way, first = self._planner.best(span, offered=offered)
        before = len(self.window.reading().annotations)
        for key in way:
            self.press(key, timed=key in ("F", "Shift+F"))
        QApplication.processEvents()
        assert len(self.window.reading().annotations) == before + 1, (span, way)
        self.marked.append(Marked(span[2], way, pages, first))

    def _on_screen(self, span: Span) -> bool:
        first, last = self.window.jumping.seen()
        return first <= span[0] < last and (span[1] <= last or span[0] <= (first + last) // 2)

    def _check(self, document: Document) -> None:
        project = self.window.opened()
        article = project.reader.article_named(document.name)
        assert article is not None
        names = {label.id: label.name for label in project.codebook.labels}
        stored = sorted(
            (one.start, one.end, names[one.label_id])
            for one in project.reader.annotations(article.id)
        )
        assert stored == sorted(document.spans), document.name

    def press(self, key: str, *, timed: bool = False) -> None:
        """Send one key press to the page, with what is held down."""
        held = Qt.KeyboardModifier.NoModifier
        for name, modifier in (
            ("Shift+", Qt.KeyboardModifier.ShiftModifier),
            ("Alt+", Qt.KeyboardModifier.AltModifier),
            ("Ctrl+", Qt.KeyboardModifier.ControlModifier),
        ):
            if name in key:
                key, held = key.replace(name, ""), held | modifier
        code = _NAMED.get(key) or {"Tab": Qt.Key.Key_Tab, "Home": Qt.Key.Key_Home}.get(key)
        before = time.process_time()
        QTest.keyClick(self.window.view, code or Qt.Key(ord(key)), held)
        QApplication.processEvents()
        if timed:
            self.latency.append((time.process_time() - before) * 1000)


def show(name: str, marked: Sequence[Marked], latency: Sequence[float]) -> None:
    """Print the distribution of keys by kind of span."""
    for title, labels in (("actor or location", ("ACTOR", "LOCATION")), ("claim", ("CLAIM",))):
        some = [one for one in marked if one.label in labels]
        if not some:
            continue
        keys = sorted(one.keys for one in some)
        pages = sum(one.pages for one in some)
        with_pages = statistics.median(one.keys + one.pages for one in some)
        first = sum(one.first == "shorter" for one in some) / len(some)
        either = sum(bool(one.first) for one in some) / len(some)
        print(
            f"{name}, {title}: {len(some)} spans, keys p50 {statistics.median(keys):g}"
            f" p90 {keys[int(len(keys) * 0.9)]} mean {statistics.mean(keys):.2f} max {keys[-1]};"
            f" Shift counted as a key of its own p50"
            f" {statistics.median(one.with_shift for one in some):g};"
            f" first candidate right {first:.0%}, in either reading {either:.0%};"
            f" {pages} page keys, with them p50 {with_pages:g}"
        )
        counts = Counter(keys)
        for number in sorted(counts):
            share = counts[number] / len(keys)
            print(f"    {number:3d} keys {counts[number]:5d} {'#' * round(share * 60)}")
    if latency:
        times = sorted(latency)
        print(
            f"    F to finished paint, CPU ms: p50 {statistics.median(times):.1f}"
            f" p95 {times[int(len(times) * 0.95)]:.1f} max {times[-1]:.1f}"
        )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dev", action="store_true", help="the half the rules were made on")
    asked.add_argument("--keep", action="store_true", help="jump-marks come again by themselves")
    asked.add_argument("--shared", type=Path, default=_CHECKOUT.parent / "shared" / "data")
    asked.add_argument("--corpus", action="append", choices=list(CORPORA))
    chosen = asked.parse_args()
    app = make_application(Settings(Path(os.environ["ANNOTATOR_HOME"]) / "s.json"))
    everything: list[Marked] = []
    times: list[float] = []
    for name in chosen.corpus or MEASURED:
        documents = [one for one in CORPORA[name](chosen.shared) if one.held_out != chosen.dev]
        with tempfile.TemporaryDirectory() as folder:
            replay = Replay(Path(folder), documents, keep=chosen.keep)
            replay.run()
        show(name, replay.marked, replay.latency)
        everything += replay.marked
        times += replay.latency
    show("all", everything, times)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())

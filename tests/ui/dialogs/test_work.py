"""Work ends in exactly one signal, on the window's thread."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.refusal import Refused
from annotator.editing.watching import Cancelled, Watch
from annotator.ui.dialogs.work import Work


class _Ear:
    """What was heard, and whether all of it on the thread that listens."""

    def __init__(self, work: Work) -> None:
        self.heard: list[object] = []
        self.progress: list[tuple[int, int, str]] = []
        self.threads: set[int] = set()
        work.finished.connect(lambda value: self._hear(("finished", value)))
        work.refused.connect(lambda why: self._hear(("refused", str(why))))
        work.broke.connect(lambda: self._hear("broke"))
        work.progressed.connect(self._follow)

    def _hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.get_ident())

    def _follow(self, done: int, total: int, name: str) -> None:
        self.progress.append((done, total, name))
        self.threads.add(threading.get_ident())


def _run(work: Work, qtbot: QtBot) -> _Ear:
    ear = _Ear(work)
    work.start()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=5000)
    QApplication.processEvents()
    assert not work.running
    assert ear.threads == {threading.get_ident()}
    return ear


def test_what_it_returns_comes_as_finished(qtbot: QtBot) -> None:
    assert _run(Work(lambda _watch: 42), qtbot).heard == [("finished", 42)]


def test_progress_holds_numbers_past_32_bits(qtbot: QtBot) -> None:
    def run(watch: Watch) -> None:
        watch(5_000_000_000, 9_000_000_000, "large.jsonl")

    assert _run(Work(run), qtbot).progress == [(5_000_000_000, 9_000_000_000, "large.jsonl")]


def test_news_of_progress_does_not_flood_the_window(qtbot: QtBot) -> None:
    def run(watch: Watch) -> None:
        for done in range(20_001):
            watch(done, 20_000, "")

    progress = _run(Work(run), qtbot).progress
    assert len(progress) < 200
    assert progress[-1] == (20_000, 20_000, "")


def test_a_refusal_comes_as_one(qtbot: QtBot) -> None:
    def run(_watch: Watch) -> None:
        raise Refused("The disk is full.")

    assert _run(Work(run), qtbot).heard == [("refused", "The disk is full.")]


def test_cancelling_stops_it_at_its_next_look(qtbot: QtBot) -> None:
    def run(watch: Watch) -> None:
        while watch(1, 2, ""):
            time.sleep(0.001)
        raise Cancelled

    work = Work(run)
    ear = _Ear(work)
    work.start()
    qtbot.waitUntil(lambda: bool(ear.progress))
    work.cancel()
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert ear.heard == [("refused", str(Cancelled()))]


def test_a_bug_is_not_dressed_as_a_refusal(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    uncaught: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: uncaught.append(args.exc_value))

    def run(_watch: Watch) -> None:
        raise KeyError("lost")

    assert _run(Work(run), qtbot).heard == ["broke"]
    assert isinstance(uncaught[0], KeyError)

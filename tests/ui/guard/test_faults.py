"""Faults are noted without a word of an article, and remembered at the next start."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import home
from annotator.domain.refusal import Refused
from annotator.ui.guard import crash
from annotator.ui.guard.session import Session, ended_badly
from annotator.ui.window import MainWindow

_WORDS_OF_AN_ARTICLE = "Minister Aral, off the record"


def _fails(words: str) -> None:
    try:
        dict[str, int]()[words]
    except KeyError as failure:
        raise ValueError(f"{words} is wrong") from failure


def test_a_fault_is_noted_by_where_it_was_and_not_by_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="wrong") as caught:
        _fails(_WORDS_OF_AN_ARTICLE)
    path = crash.note_exception(caught.value, "a test", tmp_path)
    said = path.read_text(encoding="utf-8")
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "tests/ui/guard/test_faults.py" in said
    assert " in _fails" in said
    assert "Aral" not in said


def test_the_log_is_turned_over_and_the_oldest_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "_LARGEST", 2_000)
    for number in range(200):
        crash.note(f"entry {number}", ["x" * 80], tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {
        crash.LOG, f"{crash.LOG}.1", f"{crash.LOG}.2", f"{crash.LOG}.3"
    }  # fmt: skip
    assert sum(one.stat().st_size for one in tmp_path.iterdir()) < 12_000
    assert "entry 199" in (tmp_path / crash.LOG).read_text()


def test_an_uncaught_fault_is_said_and_a_refusal_is_just_shown(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hooked in (sys, threading):
        monkeypatch.setattr(hooked, "excepthook", hooked.excepthook)
        monkeypatch.setattr(hooked, "__excepthook__", lambda *_: None)
    faults = window.guard.faults
    crash.listen(faults.tell)
    sys.excepthook(Refused, Refused("That cannot be."), None)
    qtbot.waitUntil(lambda: window.status.words() == "That cannot be.", timeout=2000)
    assert window.notices.notice("crash") is None
    log = home.logs_folder() / crash.LOG
    assert not log.exists()
    failure = ValueError(_WORDS_OF_AN_ARTICLE)
    sys.excepthook(ValueError, failure, None)
    qtbot.waitUntil(lambda: window.notices.notice("crash") is not None, timeout=2000)
    assert "ValueError" in log.read_text()
    thread = threading.Thread(target=lambda: _fails(_WORDS_OF_AN_ARTICLE), name="a worker")
    thread.start()
    thread.join()
    assert "thread a worker" in log.read_text()
    assert "Aral" not in log.read_text()


_SESSION = """
import os, sys
from pathlib import Path
from annotator.ui.guard.session import Session
session = Session()
session.note(Path(sys.argv[1]))
if sys.argv[2] == "well":
    session.end()
os._exit(0)
"""


@pytest.mark.parametrize(("how", "left"), [("well", 0), ("badly", 1)])
def test_a_session_that_ended_badly_is_found_once(path: Path, how: str, left: int) -> None:
    subprocess.run([sys.executable, "-c", _SESSION, str(path), how], check=True, timeout=60)
    running = Session()
    running.note(path)
    assert ended_badly() == [path] * left
    assert ended_badly() == []
    running.end()
    assert [one for one in home.logs_folder().iterdir() if one.name.startswith("session")] == []


def test_the_next_start_offers_what_was_open(window: MainWindow, path: Path) -> None:
    subprocess.run([sys.executable, "-c", _SESSION, str(path), "badly"], check=True, timeout=60)
    window.guard.faults.look_back()
    notice = window.notices.notice("crash")
    assert notice is not None
    assert "ended unexpectedly" in notice.sentence
    notice.buttons()[0].click()
    assert window.opened().path == path
    assert window.notices.notice("crash") is None

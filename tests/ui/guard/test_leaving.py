"""A log-out, a shutdown or Ctrl+C ends the real program in order, whatever is open in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.editing import marking
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.store.check import check
from annotator.store.project_file import beside
from annotator.ui import opening
from annotator.ui.guard.session import ended_badly
from annotator.ui.window import MainWindow

_CHECKOUT = Path(__file__).resolve().parents[3]
_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from annotator.ui import app

begin = app.open_window

def opened(settings, path):
    window = begin(settings, path)
    def work():
        if "page_keys" not in vars(window) or window.guard.leaving._sockets is None:
            return QTimer.singleShot(20, work)
        window.view.select_words(0, 6)
        window.run_named("mark-1")
        (mark,) = window.article.annotations
        window.view.select_annotation(mark.id)
        window.run_named("note")
        QTimer.singleShot(300, type_on)
    def type_on():
        QTest.keyClicks(window.focusWidget(), "half a note")
        if sys.argv[2] == "dialog":
            QTimer.singleShot(0, lambda: window.run_named("edit-codebook"))
        QTimer.singleShot(200, lambda: print("ready", flush=True))
    QTimer.singleShot(0, work)
    return window

app.open_window = opened
sys.exit(app.main(Path(sys.argv[1])))
"""


def _started(path: Path, what: str) -> subprocess.Popen[str]:
    """The program with a mark made and a note half typed, and with a dialog over it."""
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(path), what], cwd=_CHECKOUT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def _ended(program: subprocess.Popen[str]) -> int:
    try:
        return program.wait(timeout=60)
    finally:
        program.kill()
        program.wait()
        assert program.stdout is not None
        program.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be told to end there")
@pytest.mark.parametrize(
    ("name", "what"), [("SIGTERM", "page"), ("SIGINT", "dialog"), ("SIGHUP", "dialog")]
)
def test_a_signal_ends_it_with_everything_written(path: Path, name: str, what: str) -> None:
    program = _started(path, what)
    program.send_signal(getattr(signal, name))
    assert _ended(program) == 0
    assert ended_badly() == []
    assert not beside(path, "-wal").exists()
    project = Project.open(path, own_name="tester")
    assert not project.was_left_open
    (article_id,) = project.reader.article_ids()
    (mark,) = project.reader.annotations(article_id)
    assert mark.note == "half a note"
    project.close()
    assert check(path) == []
    assert Settings().text("last_project") == str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be told to end there")
def test_a_kill_is_no_orderly_end(path: Path) -> None:
    program = _started(path, "page")
    program.kill()
    assert _ended(program) == -signal.SIGKILL
    assert ended_badly() == [path]


def test_the_end_of_the_session_writes_what_is_typed_and_asks_only_where_it_must(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def asks() -> bool:
        said.append("asks")
        return True

    session = SimpleNamespace(
        allowsInteraction=asks,
        release=lambda: said.append("release"),
        cancel=lambda: said.append("cancel"),
    )
    window.open_project(path)
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    window.guard.leaving.commit(session)  # type: ignore[arg-type]
    assert said == []
    project = window.opened()
    store = project.writer()
    (pages,) = store._sqlite.execute("PRAGMA page_count").fetchone()
    store._sqlite.execute(f"PRAGMA max_page_count = {pages}")
    assert window.article is not None
    (mark,) = window.article.annotations
    marking.set_note(project, window.article, mark.id, "More than there is room for.\n" * 900)
    assert project.hand
    monkeypatch.setattr(opening, "may_close", lambda _: False)
    window.guard.leaving.commit(session)  # type: ignore[arg-type]
    assert said == ["asks", "release", "cancel"]

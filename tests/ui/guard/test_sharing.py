"""A second window follows the first and takes over when it is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.editing import marking
from annotator.editing.project import Project
from annotator.store import lock as lock_module
from annotator.store.lock import lock_file
from annotator.ui.dialogs import ask
from annotator.ui.window import MainWindow


def _said(window: MainWindow, name: str) -> str:
    notice = window.notices.notice(name)
    return notice.sentence if notice is not None else ""


def test_changes_of_another_program_are_seen_and_then_its_place_is_taken(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    other = Project.open(path, own_name="other")
    window.attempt(lambda: window.open_project(path))
    assert window.project is not None
    assert window.project.read_only
    assert "already open in this program" in _said(window, "sharing")
    assert window.article is not None
    there = window.article
    article = other.open_article(there.id)
    marking.mark(other, article, other.codebook.labels[0], ((0, 6),))
    qtbot.waitUntil(lambda: len(there.annotations) == 1, timeout=1000)
    assert window.status.words().startswith("Read only")
    window.run_named("mark-1")
    assert len(article.annotations) == 1
    other.close()
    qtbot.waitUntil(lambda: not window.opened().read_only, timeout=2000)
    assert "You can write" in _said(window, "sharing")
    assert window.status.words() == "All changes saved"
    window.view.select_words(7, 15)
    window.run_named("mark-1")
    assert len(there.annotations) == 2


_HOLD = """
import sys, time
from pathlib import Path
from annotator.editing.project import Project
project = Project.open(Path(sys.argv[1]), own_name="first")
project.prepare()
print("held", flush=True)
time.sleep(600)
"""


def test_a_killed_program_is_followed_within_two_seconds(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        window.attempt(lambda: window.open_project(path))
        assert f"process {first.pid}" in _said(window, "sharing")
        first.kill()
        first.wait()
        qtbot.waitUntil(lambda: not window.opened().read_only, timeout=2000)


def test_what_another_computer_left_is_taken_when_the_user_says_so(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_is_shared", lambda _: True)
    lock_file(path).write_text("4711\nelsewhere\naylin\n2026-03-04T05:06:07Z\n")
    window.attempt(lambda: window.open_project(path))
    assert "elsewhere, aylin" in _said(window, "sharing")
    qtbot.wait(900)  # it is never taken without a word
    assert window.opened().read_only
    notice = window.notices.notice("sharing")
    assert notice is not None
    questions: list[str] = []

    def yes(*words: str) -> bool:
        questions.append(words[2])
        return True

    monkeypatch.setattr(ask, "confirm", yes)
    notice.buttons()[0].click()
    assert "lose each other’s work" in questions[0]
    assert not window.opened().read_only


def test_a_file_that_cannot_be_written_is_said_to_be_so(window: MainWindow, path: Path) -> None:
    project = Project.open(path, own_name="tester", read_only=True)
    window.show_project(project)
    assert _said(window, "sharing") == (
        "press.annotator cannot be written to, so it is open to read only."
    )


def test_what_lay_beside_is_told(window: MainWindow, path: Path) -> None:
    beside = path.with_name(path.name + "-wal")
    beside.write_bytes(b"\x37\x7f\x06\x82" + bytes(8000))
    window.attempt(lambda: window.open_project(path))
    assert "Work of another file lay beside press.annotator" in _said(window, "remarks")

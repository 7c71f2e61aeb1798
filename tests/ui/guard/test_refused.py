"""What cannot be opened is said where it is seen: the welcome has no status line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.ui.window import MainWindow


def _seen(window: MainWindow) -> str:
    """What the notices say; one that offers something stands instead of a bare one."""
    there = [window.notices.notice(name) for name in ("opening", "refused")]
    seen = [one.sentence for one in there if one is not None and one.isVisible()]
    assert len(seen) <= 1
    return "".join(seen)


@pytest.mark.parametrize("kind", ["missing", "no project", "another program's"])
def test_a_file_that_cannot_be_opened_is_told_of_on_the_welcome(
    window: MainWindow, path: Path, tmp_path: Path, kind: str
) -> None:
    wrong = tmp_path / "wrong.annotator"
    if kind == "no project":
        wrong.write_text("An article.", encoding="utf-8")
    elif kind != "missing":
        with closing(sqlite3.connect(wrong)) as other:
            other.execute("CREATE TABLE t (x)")
    window.show_welcome()
    window.attempt(lambda: window.open_project(wrong))
    assert "wrong.annotator" in _seen(window)
    window.attempt(lambda: window.open_project(path))
    assert window.project is not None
    assert _seen(window) == ""


def test_with_a_project_open_the_status_line_is_enough(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    window.open_project(path)
    window.attempt(lambda: window.open_project(tmp_path / "missing.annotator"))
    assert window.project is not None
    assert _seen(window) == ""
    assert "missing.annotator" in window.status.words()

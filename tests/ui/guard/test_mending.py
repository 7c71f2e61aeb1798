"""A file that cannot be opened is said to be so, with what can be done about it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.store.check import check
from annotator.ui.window import MainWindow


def test_rows_of_a_file_with_code_of_its_own_are_offered(window: MainWindow, path: Path) -> None:
    with closing(sqlite3.connect(path)) as hostile:
        hostile.execute(
            "CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM annotations; END"
        )
    whole = path.read_bytes()
    window.attempt(lambda: window.open_project(path))
    assert window.project is None
    notice = window.notices.notice("opening")
    assert notice is not None
    assert "holds a trigger (t)" in notice.sentence
    assert "Nothing in it was run" in notice.sentence
    notice.buttons()[0].click()
    assert window.opened().path.name == "press (taken over).annotator"
    assert not window.opened().read_only
    assert window.article is not None
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    assert len(window.article.annotations) == 1
    assert path.read_bytes() == whole
    assert check(window.opened().path) == []
    assert window.notices.notice("opening") is None

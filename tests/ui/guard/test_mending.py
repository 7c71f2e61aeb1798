"""A file that cannot be opened is said to be so, with what can be done about it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from annotator.editing import coding
from annotator.editing.backups import Keeper
from annotator.editing.project import Project
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


def test_the_newest_good_backup_of_a_damaged_file_is_offered(
    window: MainWindow, path: Path
) -> None:
    keeper = Keeper(path, window.settings)
    assert keeper.keep("start") is not None
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    window.attempt(lambda: window.open_project(path))
    assert window.project is None
    notice = window.notices.notice("opening")
    assert notice is not None
    assert "is damaged" in notice.sentence
    assert "The newest good backup is from" in notice.sentence
    notice.buttons()[0].click()
    assert window.opened().path == path
    assert window.article is not None
    assert check(path) == []
    assert len(list(path.parent.glob("press (damaged*"))) == 1


def test_a_backup_is_made_soon_after_the_start_and_again_when_something_was_done(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    window.open_project(path)
    backups = window.guard.backups
    assert backups.keeper is not None
    with qtbot.waitSignal(backups.kept, timeout=10_000):
        backups.keep_now("start")
    assert [one.reason for one in backups.keeper.kept()] == ["start"]
    window.view.select_words(0, 6)
    window.run_named("mark-1")
    with qtbot.waitSignal(backups.kept, timeout=10_000):
        backups.keep_now("work")
    with qtbot.waitSignal(backups.kept, timeout=10_000):
        backups.keep_now("work")
    assert [one.reason for one in backups.keeper.kept()] == ["work", "start"]


def test_a_backup_that_cannot_be_made_is_said(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.open_project(path)
    backups = window.guard.backups
    assert backups.keeper is not None
    backups.keeper.folder.parent.mkdir(parents=True)
    backups.keeper.folder.write_text("in the way")
    with qtbot.waitSignal(backups.kept, timeout=10_000):
        backups.keep_now("start")
    notice = window.notices.notice("backups")
    assert notice is not None
    assert notice.sentence.startswith("No backup could be made.")


def _left_by_a_program_that_died(path: Path) -> None:
    """As a killed program leaves them: the file, and its work beside it."""
    with closing(Project.open(path, own_name="tester")) as project:
        project.do(coding.adding(project.codebook, "EVENT"))
        copies = {
            suffix: path.with_name(path.name + suffix).read_bytes() for suffix in ("", "-wal")
        }
    for suffix, content in copies.items():
        path.with_name(path.name + suffix).write_bytes(content)


def test_a_project_that_was_not_closed_is_checked(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    _left_by_a_program_that_died(path)
    window.open_project(path)
    qtbot.waitUntil(lambda: window.notices.notice("checked") is not None, timeout=10_000)
    notice = window.notices.notice("checked")
    assert notice is not None
    assert "all of it is sound" in notice.sentence
    window.close_project()
    window.open_project(path)
    qtbot.wait(50)
    assert window.notices.notice("checked") is None
    assert not window.opened().was_left_open


def test_damage_in_a_project_that_was_not_closed_is_said(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET folded = 'x'")
    _left_by_a_program_that_died(path)
    window.open_project(path)
    qtbot.waitUntil(lambda: window.notices.notice("checked") is not None, timeout=10_000)
    notice = window.notices.notice("checked")
    assert notice is not None
    assert "is damaged. The search words of 1 articles are out of date." in notice.sentence

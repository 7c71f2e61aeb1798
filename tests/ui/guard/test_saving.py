"""An act that the disk does not take is never shown as saved, and never lost."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.refusal import Refused
from annotator.editing import codebook_edits, marking, progress
from annotator.editing.project import Project
from annotator.store.check import check
from annotator.store.parts import Part
from annotator.store.reader import Reader
from annotator.ui.acts import files
from annotator.ui.dialogs import ask
from annotator.ui.guard import places
from annotator.ui.window import MainWindow

_NOTE = "A note that takes more room than there is.\n" * 800


def _marks(path: Path) -> int:
    with closing(Reader.open(path)) as reader:
        return sum(len(reader.annotations(one)) for one in reader.article_ids())


def _mark(window: MainWindow, start: int, end: int) -> None:
    window.view.select_annotation(None)
    window.view.select_words(start, end)
    window.run_named("mark-1")


@pytest.fixture
def full(window: MainWindow, path: Path) -> Path:
    """The project is open, and no longer fits on its disk."""
    window.open_project(path)
    store = window.opened().writer()
    (pages,) = store._sqlite.execute("PRAGMA page_count").fetchone()
    store._sqlite.execute(f"PRAGMA max_page_count = {pages}")
    project, article = window.at_work()
    _mark(window, 0, 6)
    if not window.opened().hand:
        (mark,) = article.annotations
        window.attempt(lambda: marking.set_note(project, article, mark.id, _NOTE))
    assert window.opened().hand
    return path


def _make_room(window: MainWindow) -> None:
    window.opened().writer()._sqlite.execute("PRAGMA max_page_count = 1000000")


def test_it_is_said_kept_and_written_when_there_is_room(
    window: MainWindow, full: Path, qtbot: QtBot
) -> None:
    notice = window.notices.notice("unsaved")
    assert notice is not None
    assert "is not saved: the disk is full." in notice.sentence
    window.status._stand()
    assert window.status.words().startswith("Not saved")
    before = _marks(full)
    _mark(window, 20, 24)  # nothing is written past it
    assert _marks(full) == before
    notice.buttons()[0].click()
    assert len(window.opened().hand) == 2
    _make_room(window)
    qtbot.waitUntil(lambda: not window.opened().hand, timeout=30_000)
    assert window.notices.notice("unsaved") is None
    assert window.status.words() == "All changes saved"
    assert window.article is not None
    assert any(one.note == _NOTE for one in window.article.annotations)
    assert check(full) == []
    assert _marks(full) == before + 1


def test_work_goes_on_in_hand_and_is_all_saved_in_order(
    window: MainWindow, full: Path, qtbot: QtBot
) -> None:
    project, article = window.at_work()
    for start in range(100, 140, 10):
        _mark(window, start, start + 5)
    marks = list(article.annotations)
    assert [(one.start, one.end) for one in marks[1:]] == [
        (start, start + 5) for start in range(100, 140, 10)
    ]
    window.run_named("undo")
    assert len(article.annotations) == len(marks) - 1
    window.run_named("redo")
    assert len(article.annotations) == len(marks)
    progress.set_flag(project, article.id, flagged=True, note="look again")
    assert project.status(article.id).flagged
    assert not any(one.flagged for one in project.reader.statuses(article.id))
    (row,) = project.rows([article.id])
    assert (row.marks, row.flagged) == (len(marks), True)
    notice = window.notices.notice("unsaved")
    assert notice is not None
    assert notice.sentence.startswith("6 acts are not saved: the disk is full.")
    window.status._stand()
    assert window.status.words() == "Not saved: 6 acts"
    assert _marks(full) == 1
    assert len(project.look_at(article.id).annotations) == len(marks)
    window.view.select_words(200, 205)
    window.run_named("undo")
    assert not project.status(article.id).flagged
    window.run_named("redo")
    _make_room(window)
    qtbot.waitUntil(lambda: not project.hand, timeout=30_000)
    window.status._stand()
    assert window.status.words() == "All changes saved"
    assert _marks(full) == len(marks)
    titles = [row.title for row in project.reader.journal(limit=6)]
    assert titles == ["Flag", *["Mark ACTOR"] * 4, "Write a note"]
    assert len(article.annotations) == len(marks)
    window.run_named("undo")
    assert not project.status(article.id).flagged
    assert check(full) == []


def test_what_cannot_be_kept_is_refused_in_a_sentence(window: MainWindow, full: Path) -> None:
    project = window.opened()
    _mark(window, 100, 105)
    label = project.codebook.labels[0]
    window.attempt(
        lambda: codebook_edits.write_label(
            project, label, msgspec.structs.replace(label, definition="Who acts."), "Define"
        )
    )
    assert project.codebook.labels[0] == label
    assert [one.title for one in project.hand.steps] == ["Write a note", "Mark ACTOR"]
    with pytest.raises(Refused, match="has to wait until 2 acts are saved: the disk is full"):
        project.bulk("Import", [Part(())])
    with pytest.raises(Refused, match="has to wait until 2 acts are saved"):
        files.send_out(window)  # or the file would leave them out
    for _ in range(2):
        window.run_named("undo")
    assert not project.hand
    assert window.notices.notice("unsaved") is None


def test_undo_lets_go_of_it(window: MainWindow, full: Path) -> None:
    window.run_named("undo")
    assert not window.opened().hand
    window.guard.saving.look()
    assert window.notices.notice("unsaved") is None


def test_a_copy_elsewhere_has_it(window: MainWindow, full: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "copy.annotator"
    target.parent.mkdir()
    _mark(window, 100, 105)
    _mark(window, 110, 115)
    window.guard.saving.save_to(target)
    assert window.opened().path == target
    assert not window.opened().read_only
    assert window.article is not None
    assert any(one.note == _NOTE for one in window.article.annotations)
    assert len(window.article.annotations) == 3
    copied = window.notices.notice("copy")
    assert copied is not None
    assert "3 acts are saved in it." in copied.sentence
    assert check(full) == []
    assert check(target) == []


def test_a_copy_is_made_of_what_can_be_read(
    window: MainWindow, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.store import backup  # noqa: PLC0415

    def fails(*_: object, **__: object) -> None:
        raise Refused("the disk reports an error")

    monkeypatch.setattr(backup, "back_up", fails)
    target = tmp_path / "copy.annotator"
    window.guard.saving.save_to(target)
    assert check(target) == []
    assert _marks(target) == _marks(full)


def test_closing_asks(window: MainWindow, full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [False, False, False, True]
    monkeypatch.setattr(ask, "confirm", lambda *_: answers.pop(0))
    window.run_named("close-project")
    window.attempt(lambda: window.open_project(full))
    assert window.opened().hand
    assert not window.close()
    assert window.project is not None
    assert window.close()
    assert window.project is None


def test_another_program_that_holds_the_file_is_waited_for(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    window.open_project(path)
    window.opened().prepare()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _mark(window, 0, 6)
        notice = window.notices.notice("unsaved")
        assert notice is not None
        assert "another program is using it" in notice.sentence
        assert window.status.words() != "All changes saved"
        other.execute("COMMIT")
    qtbot.waitUntil(lambda: not window.opened().hand, timeout=30_000)
    assert _marks(path) == 1


def test_little_room_is_said_before_there_is_none(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [places.LITTLE - 1]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free[0]))
    window.open_project(path)
    notice = window.notices.notice("disk")
    assert notice is not None
    assert "Only 199 MB are free" in notice.sentence
    free[0] = places.LITTLE
    window.guard.places.look()
    assert window.notices.notice("disk") is None


def test_an_act_beside_a_longer_one_is_written_when_that_is_done(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    window.open_project(path)
    store = window.opened().writer()
    done = threading.Event()
    began = threading.Event()

    def parts() -> Iterator[Part]:
        began.set()
        done.wait(10)
        yield Part(())

    longer = threading.Thread(target=lambda: store.apply_parts("Import", parts(), by=1))
    longer.start()
    assert began.wait(10)
    _mark(window, 0, 6)
    assert window.opened().hand
    assert window.notices.notice("unsaved") is None
    window.status._stand()
    assert window.status.words().startswith("Not saved")
    done.set()
    longer.join()
    qtbot.waitUntil(lambda: not window.opened().hand, timeout=30_000)
    assert _marks(path) == 1


@pytest.mark.parametrize(
    ("folder", "words"), [("Dropbox", "a folder that Dropbox copies"), ("here", "")]
)
def test_a_folder_that_is_copied_is_said_to_be(
    window: MainWindow, tmp_path: Path, folder: str, words: str
) -> None:
    (tmp_path / folder).mkdir()
    made = Project.create(tmp_path / folder / "p.annotator", own_name="tester")
    window.show_project(made)
    notice = window.notices.notice("place")
    assert (notice is not None) == bool(words)
    if notice is not None:
        assert words in notice.sentence

"""The project check compares rows with the journal, and finds what SQLite cannot."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from annotator.editing import marking
from annotator.editing.project import Project
from annotator.store.check import check
from annotator.store.reader import Reader
from annotator.store.rescue import rescue
from tests.editing.builders import project_at, with_article

_OPEN = Path("/proc/self/fd")
_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a mark, an act undone and one dropped."""
    project = project_at(tmp_path)
    article = with_article(project, _TEXT)
    actor, place, _ = project.codebook.labels
    marking.mark(project, article, actor, ((0, 6), (16, 26)))
    marking.mark(project, article, place, ((40, 45),))
    project.undo()
    made = marking.mark(project, article, place, ((40, 45),))
    marking.set_note(project, article, made.id, "a town")
    project.undo()
    project.close()
    return project.path


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE labels SET definition = definition || '.' WHERE position = 0", "labels"),
        ("UPDATE annotations SET note = 'x'", "annotations"),
        ("UPDATE annotation_fragments SET start = start + 1 WHERE number = 1", "annotations"),
        ("UPDATE articles SET title = 'another'", "articles"),
        ("DELETE FROM statuses", "statuses"),
        ("INSERT INTO annotators VALUES (99, 'nobody', 'person')", "annotators"),
    ],
)
def test_a_row_that_no_act_wrote_is_found(path: Path, change: str, what: str) -> None:
    assert check(path) == []
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    assert f"The {what} in the file are not those the journal tells of." in map(str, check(path))


def test_rows_taken_into_a_fresh_file_are_where_its_journal_begins(path: Path) -> None:
    target = path.with_name("fresh.annotator")
    rescue(path, target)
    assert check(target) == []
    project = Project.open(target, own_name="tester")
    article = project.open_article(project.reader.article_ids()[0])
    marking.mark(project, article, project.codebook.labels[2], ((30, 39),))
    project.close()
    assert check(target) == []


@pytest.mark.skipif(not _OPEN.is_dir(), reason="open files are not listed here")
def test_reading_a_project_at_work_keeps_no_more_than_one_file_open(path: Path) -> None:
    project = Project.open(path, own_name="tester")
    article = project.open_article(project.reader.article_ids()[0])
    marking.mark(project, article, project.codebook.labels[2], ((30, 39),))
    Reader.open(path).close()
    before = len(list(_OPEN.iterdir()))
    for _ in range(20):
        Reader.open(path).close()
    assert len(list(_OPEN.iterdir())) == before
    project.close()

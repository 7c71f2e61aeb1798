"""Acts that the disk does not take are kept in order, and what comes after sees them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.domain.refusal import NotSaved, Refused, Stale
from annotator.domain.status import Progress
from annotator.editing import codebook_edits, entities, marking, progress
from annotator.editing.project import OpenArticle, Project
from annotator.store.check import check
from annotator.store.listing import Listing
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. " * 20


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of two articles that keeps what it cannot write, as a window does."""
    made = project_at(tmp_path)
    for name in ("one", "two"):
        with_article(made, _TEXT, name=name)
    made.close()
    made = Project.open(made.path, own_name="tester")
    made.be_quick(20)
    made.on_unsaved = str
    yield made
    made.close()


@contextmanager
def _held(project: Project) -> Iterator[sqlite3.Connection]:
    """Another program has the right to write."""
    project.prepare()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def _article(project: Project, at: int = 0) -> OpenArticle:
    return project.open_article(project.reader.article_ids()[at])


def _mark(project: Project, article: OpenArticle, start: int) -> int:
    label = project.codebook.labels[0]
    return marking.mark(project, article, label, ((start, start + 6),)).id


def _titles(project: Project) -> list[str]:
    return [one.title for one in project.hand.steps]


def test_every_act_in_articles_is_kept_and_written_in_order(project: Project) -> None:
    with _held(project):
        first = _article(project)
        one = _mark(project, first, 0)
        entities.link(project, first, [one], Entity(id=new_id(), name="Energy Minister"))
        progress.set_progress(project, first.id, Progress.DONE)
        assert project.next_of(Listing(not_done=True, me=project.me.id)) != first.id
        second = _article(project, 1)
        two = _mark(project, second, 20)
        (entity,) = project.entities.values()
        entities.link(project, second, [two], entity)
        marking.set_note(project, second, two, "he")
        again = _article(project)
        assert again.annotations.entities_of(one) == (entity.id,)
        assert project.status(first.id).progress is Progress.DONE
        assert len(project.hand) == 6
        assert project.reader.entities() == []
        assert {one.name for one in project.annotators.values()} == {project.me.name}
        with pytest.raises(NotSaved):
            project.try_again()
    project.try_again()
    assert not project.hand
    journal = [row.title for row in project.reader.journal(limit=6)]
    assert journal[::-1] == [
        "Mark ACTOR",
        "Link to Energy Minister",
        "Set to done",
        "Mark ACTOR",
        "Link to Energy Minister",
        "Write a note",
    ]
    assert check(project.path) == []


def test_the_codebook_is_seen_as_it_is_in_hand(project: Project) -> None:
    first = _article(project)
    _mark(project, first, 0)
    version = project.codebook_version
    with _held(project):
        codebook_edits.add_label(project, "EVENT")
        assert project.codebook_version == version + 1
        event = project.codebook.label_named("EVENT")
        assert event is not None
        made = marking.mark(project, first, event, ((10, 18),))
        assert made.codebook_version == version + 1
        with pytest.raises(Refused, match="This has to wait until 2 acts are saved"):
            codebook_edits.add_label(project, "LAW")
    codebook_edits.add_label(project, "LAW")  # what waits is written first
    assert not project.hand
    assert project.codebook_version == version + 2
    assert project.codebook == project.reader.codebook()
    assert check(project.path) == []


def test_undo_and_redo_work_on_what_is_in_hand(project: Project) -> None:
    first = _article(project)
    saved = _mark(project, first, 0)
    with _held(project):
        one = _mark(project, first, 10)
        for end in (18, 20, 22):
            marking.move_edges(project, first, one, 10, end, gesture="drag")
        entity = Entity(id=new_id(), name="Aral")
        entities.link(project, first, [one], entity)
        second = _article(project, 1)
        two = _mark(project, second, 20)
        entities.link(project, second, [two], project.entities[entity.id])
        assert project.undo_title_in(first.id) == "Link to Aral"
        with pytest.raises(Refused, match="later act depends on “Link to Aral”"):
            project.undo(article_id=first.id)
        for _ in range(2):
            project.undo(article_id=second.id)
        assert len(second.annotations) == 0
        first = _article(project)
        project.undo(article_id=first.id)
        assert project.entities == {}
        project.undo(article_id=first.id)
        mark = first.annotations.find(one)
        assert mark is not None
        assert mark.end == 16
        assert _titles(project) == ["Mark ACTOR"]
        project.undo(article_id=first.id)
        assert not project.hand
        with pytest.raises(Refused, match="nothing was changed"):
            project.undo(article_id=first.id)
        for _ in range(3):
            project.redo(article_id=first.id)
        mark = first.annotations.find(one)
        assert mark is not None
        assert mark.end == 22
        assert project.redo_title == "Mark ACTOR"
    project.try_again()
    assert {mark.id for mark in project.reader.annotations(first.id)} == {saved, one}
    assert project.redo(article_id=second.id) is not None
    assert project.reader.annotations(second.id)[0].id == two
    assert check(project.path) == []


def test_what_was_taken_back_in_hand_is_done_again_behind_the_journal(project: Project) -> None:
    first = _article(project)
    saved = _mark(project, first, 0)
    with _held(project):
        kept = _mark(project, first, 10)
        project.undo()
    project.undo()
    project.redo()
    assert [one.id for one in project.reader.annotations(first.id)] == [saved]
    project.redo()
    assert [one.id for one in project.reader.annotations(first.id)] == [saved, kept]


def test_an_act_that_fits_no_more_is_let_go_and_the_others_are_saved(project: Project) -> None:
    first = _article(project)
    one = _mark(project, first, 0)
    with _held(project) as other:
        marking.set_note(project, first, one, "too late")
        kept = _mark(project, first, 10)
        other.execute("UPDATE annotations SET note = 'another' WHERE id = ?", (one,))
        other.execute("COMMIT")
    with pytest.raises(Stale, match="“Write a note” could not be saved"):
        project.try_again()
    assert not project.hand
    there = {mark.id: mark.note for mark in project.reader.annotations(first.id)}
    assert there == {one: "another", kept: ""}


def test_without_anyone_who_keeps_it_each_refusal_is_raised(project: Project) -> None:
    project.on_unsaved = None
    first = _article(project)
    with _held(project):
        for start in (0, 10):
            with pytest.raises(NotSaved):
                _mark(project, first, start)
        assert _titles(project) == ["Mark ACTOR", "Mark ACTOR"]
    _mark(project, first, 20)
    assert len(project.reader.annotations(first.id)) == 3

"""Undo keeps to the article; the journal takes back anything, with what depends on it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from annotator.domain.refusal import Refused, Stale
from annotator.domain.status import Progress
from annotator.editing import coding, marking, progress
from annotator.editing.project import OpenArticle, Project
from annotator.editing.taking_back import Depending, dependents, take_back
from annotator.store.check import check
from annotator.store.history import JournalRow, Wanted
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. " * 20


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = project_at(tmp_path)
    yield made
    made.close()


def _newest(project: Project) -> JournalRow:
    return project.reader.journal(limit=1)[0]


def _spans(project: Project, article: OpenArticle) -> list[tuple[int, int]]:
    return sorted((one.start, one.end) for one in project.reader.annotations(article.id))


def _mark(project: Project, article: OpenArticle, start: int) -> JournalRow:
    there = project.open_article(article.id)
    marking.mark(project, there, project.codebook.labels[0], ((start, start + 5),))
    return _newest(project)


def test_undo_keeps_to_the_article(project: Project) -> None:
    one, other = with_article(project, _TEXT, "one"), with_article(project, _TEXT + "!", "two")
    _mark(project, one, 0)
    _mark(project, other, 0)
    _mark(project, one, 10)
    _mark(project, other, 10)
    history = project.reader.history
    assert history.undo_title(one.id) == "Mark ACTOR"
    step = project.undo(article_id=one.id)
    assert step is not None
    assert step.article_id == one.id
    assert (_spans(project, one), _spans(project, other)) == ([(0, 5)], [(0, 5), (10, 15)])
    project.undo(article_id=one.id)
    assert _spans(project, one) == []
    assert project.undo(article_id=one.id) is None  # its import is not what was done last
    assert history.undo_title(one.id) is None
    project.redo(article_id=one.id)
    project.redo(article_id=one.id)
    assert project.redo(article_id=one.id) is None
    assert (_spans(project, one), _spans(project, other)) == (
        [(0, 5), (10, 15)],
        [(0, 5), (10, 15)],
    )


def test_an_act_on_the_project_is_undone_anywhere_while_it_is_the_newest(
    project: Project,
) -> None:
    one = with_article(project, _TEXT, "one")
    _mark(project, one, 0)
    project.do(coding.adding(project.codebook, "EVENT"))
    assert project.reader.history.undo_title(one.id) == "Add label EVENT"
    project.undo(article_id=one.id)
    assert project.codebook.label_named("EVENT") is None
    assert _spans(project, one) == [(0, 5)]
    project.redo(article_id=one.id)
    assert project.codebook.label_named("EVENT") is not None


def test_an_act_of_long_ago_is_taken_back_alone(project: Project) -> None:
    one = with_article(project, _TEXT, "one")
    _mark(project, one, 0)
    wanted = _mark(project, one, 10)
    _mark(project, one, 20)
    there = project.open_article(one.id)
    take_back(project, wanted)
    assert _spans(project, one) == [(0, 5), (20, 25)]
    assert sorted((mark.start, mark.end) for mark in there.annotations) == [(0, 5), (20, 25)]
    project.redo()
    assert _spans(project, one) == [(0, 5), (10, 15), (20, 25)]
    assert check(project.path) == []


def test_what_depends_on_it_is_named_and_goes_with_it(project: Project) -> None:
    one = with_article(project, _TEXT, "one")
    first = _mark(project, one, 0)
    _mark(project, one, 30)
    there = project.open_article(one.id)
    mark = next(mark for mark in there.annotations if mark.start == 0)
    marking.set_note(project, there, mark.id, "why")
    note = _newest(project)
    progress.set_progress(project, one.id, Progress.DONE)
    done = _newest(project)
    before = _spans(project, one)
    with pytest.raises(Depending, match="2 later acts depend on this one") as refusal:
        take_back(project, first)
    assert [row.seq for row in refusal.value.acts] == [note.seq, done.seq]
    assert _spans(project, one) == before
    project.take_back([first.seq, *(row.seq for row in refusal.value.acts)])
    assert _spans(project, one) == [(30, 35)]
    assert project.status(one.id).progress is Progress.TODO
    assert check(project.path) == []
    for _ in range(3):
        project.redo()
    assert _spans(project, one) == before
    assert project.status(one.id).progress is Progress.DONE


def test_a_label_in_use_is_not_taken_from_under_its_marks(project: Project) -> None:
    one = with_article(project, _TEXT, "one")
    project.do(coding.adding(project.codebook, "EVENT"))
    added = _newest(project)
    there = project.open_article(one.id)
    label = project.codebook.label_named("EVENT")
    assert label is not None
    marking.mark(project, there, label, ((0, 6),))
    used = _newest(project)
    _mark(project, one, 30)
    assert dependents(project.reader.history, added)[0].seq == used.seq
    with pytest.raises(Depending):
        take_back(project, added)


def test_everything_from_an_act_on_is_taken_back(project: Project) -> None:
    one = with_article(project, _TEXT, "one")
    _mark(project, one, 0)
    wanted = _mark(project, one, 10)
    for start in (20, 30, 40):
        _mark(project, one, start)
    acts = project.reader.history.done_from(wanted.seq)
    assert len(acts) == 4
    project.take_back(acts)
    assert _spans(project, one) == [(0, 5)]


def _random_act(project: Project, there: OpenArticle, chance: random.Random) -> None:
    marks = list(there.annotations)
    start = chance.randrange(1000)
    label = chance.choice(project.codebook.labels)
    acts: list[Callable[[], object]] = [
        lambda: marking.mark(project, there, label, ((start, start + 9),)),
        lambda: project.do(coding.adding(project.codebook, f"L{chance.randrange(10**9)}")),
    ]
    if marks:
        mark = chance.choice(marks)
        acts += [
            lambda: marking.unmark(project, there, mark.id),
            lambda: marking.set_note(project, there, mark.id, str(start)),
            lambda: marking.move_edges(project, there, mark.id, mark.start, mark.end + 1),
            lambda: marking.relabel(project, there, mark.id, label),
        ]
    with suppress(Refused):
        chance.choices(acts, [5] + [1] * (len(acts) - 1))[0]()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_taken_back_leaves_a_sound_project(project: Project, seed: int) -> None:
    """Any act, alone or with those that depend on it; and doing all again ends where it was."""
    chance = random.Random(seed)
    articles = [with_article(project, f"{number} {_TEXT}", str(number)) for number in range(2)]
    begun = _newest(project).seq
    for _ in range(40):
        there = project.open_article(chance.choice(articles).id)
        _random_act(project, there, chance)
    rows = [row for row in project.reader.journal(limit=100) if row.seq > begun]
    end = [_spans(project, article) for article in articles]
    taken = 0
    for row in chance.sample(rows, 12):
        if row.seq not in project.reader.history.done_from(0):
            continue
        try:
            take_back(project, row)
            taken += 1
        except Depending as depending:
            acts = [row.seq, *(one.seq for one in depending.acts)]
            project.take_back(acts)
            taken += len(acts)
        except Stale:
            pass
        assert check(project.path) == []
    assert taken >= 8
    while project.redo() is not None:
        pass
    assert [_spans(project, article) for article in articles] == end
    assert check(project.path) == []


def test_the_journal_is_searched_a_page_at_a_time(project: Project) -> None:
    one, other = with_article(project, _TEXT, "one"), with_article(project, _TEXT + "!", "two")
    for start in range(30):
        _mark(project, one if start % 3 else other, start * 10)
    project.do(coding.adding(project.codebook, "ÇANKAYA 100%"))
    project.undo()
    history = project.reader.history
    everything = history.page(Wanted(), 2**62)
    assert everything.rows[0].kind == "undo"
    assert everything.before == 0
    small = history.page(Wanted(), 2**62, limit=10)
    following = history.page(Wanted(), small.before, limit=10)
    assert [*small.rows, *following.rows] == everything.rows[:20]
    assert len(history.page(Wanted(article_id=other.id), 2**62).rows) == 10
    assert len(history.page(Wanted(words="çankaya 100%"), 2**62).rows) == 2
    assert history.page(Wanted(words="1000"), 2**62).rows == []
    assert len(history.page(Wanted(words="çankaya", kind="do"), 2**62).rows) == 1
    assert history.page(Wanted(annotator_id=1), 2**62).rows == []
    assert len(history.page(Wanted(kind="project"), 2**62).rows) == 5
    assert history.row(everything.rows[3].seq) == everything.rows[3]


def test_whoever_came_with_an_act_stays_while_anything_is_theirs(project: Project) -> None:
    one, other = with_article(project, _TEXT, "one"), with_article(project, _TEXT + "!", "two")
    path = project.path
    project.close()
    with closing(Project.open(path, own_name="someone new")) as second:
        _mark(second, one, 0)
        _mark(second, other, 0)
        second.undo(article_id=one.id)
        assert _spans(second, one) == []
        assert second.annotator_named("someone new") is not None
        assert check(path) == []
        second.redo(article_id=one.id)
        second.undo(article_id=other.id)
        second.undo(article_id=one.id)
        assert second.annotator_named("someone new") is None
        second.redo()
        second.redo()
        assert (_spans(second, one), _spans(second, other)) == ([(0, 5)], [(0, 5)])
    assert check(path) == []

"""Undo takes back everything, redo brings everything back, across reopenings."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing import coding, marking, progress
from annotator.editing.project import OpenArticle, Project
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. 😀 " * 20
_ACTS = 5000


def _state(project: Project) -> tuple[object, ...]:
    """Everything the project holds but its journal."""
    reader = project.reader
    articles = list(reader.articles())
    return (
        reader.codebook(),
        sorted(reader.annotators(), key=lambda one: one.id),
        [
            (
                article,
                sorted(reader.annotations(article.id), key=lambda one: one.id),
                sorted(reader.relations(article.id), key=lambda one: one.id),
                sorted(reader.statuses(article.id), key=lambda one: one.annotator_id),
            )
            for article in articles
        ],
    )


def _act(project: Project, article: OpenArticle, chance: random.Random) -> None:
    """One random act."""
    marks = list(article.annotations)
    one = chance.choice(marks) if marks else None
    label = chance.choice(project.codebook.labels)
    start = chance.randrange(len(article.text) - 1)
    end = min(len(article.text), start + chance.randint(1, 60))
    acts: list[Callable[[], object]] = [
        lambda: marking.mark(project, article, label, ((start, end),)),
        lambda: progress.set_progress(project, article.id, chance.choice(list(Progress))),
        lambda: progress.set_flag(project, article.id, flagged=chance.random() < 0.5, note="why"),
    ]
    if one is not None:
        acts += [
            lambda: marking.unmark(project, article, one.id),
            lambda: marking.relabel(project, article, one.id, label),
            lambda: marking.move_edges(project, article, one.id, start, end),
            lambda: marking.set_note(project, article, one.id, f"note {start}"),
            lambda: marking.set_answer(project, article, one.id, "stance", str(start % 3)),
        ]
    weights = [6] + [1] * (len(acts) - 1)
    chance.choices(acts, weights)[0]()


@pytest.mark.timeout(240)
def test_thousands_of_acts_are_taken_back_and_done_again(tmp_path: Path) -> None:
    chance = random.Random(20260304)
    project = project_at(tmp_path)
    with_article(project, _TEXT, "one")
    with_article(project, _TEXT.upper(), "two")
    project.writer().forget_history()
    ids = [article.id for article in project.reader.articles()]
    first = _state(project)
    article = project.open_article(ids[0])
    done = 0
    while done < _ACTS:
        if chance.random() < 0.01:
            article = project.open_article(chance.choice(ids))
        if chance.random() < 0.002:
            project.do(coding.adding(project.codebook, f"L{done}"))
        try:
            _act(project, article, chance)
        except Refused:
            continue
        done += 1
        if done % 1250 == 0:
            project = _reopened(project)
            article = project.open_article(chance.choice(ids))
    last = _state(project)
    undone = 0
    while project.undo() is not None:
        undone += 1
        if undone % 1500 == 0:
            project = _reopened(project)
    assert _state(project) == first
    redone = 0
    while project.redo() is not None:
        redone += 1
        if redone % 1500 == 0:
            project = _reopened(project)
    assert redone == undone
    assert _state(project) == last
    project.close()


def test_a_new_act_forgets_what_was_undone(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    article = with_article(project, _TEXT)
    actor, place, _ = project.codebook.labels
    marking.mark(project, article, actor, ((0, 6),))
    project.undo()
    marking.mark(project, article, place, ((7, 15),))
    assert project.redo() is None
    assert [one.label_id for one in article.annotations] == [place.id]
    project.close()


def test_the_open_article_follows_undo_and_redo(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    article = with_article(project, _TEXT)
    made = marking.mark(project, article, project.codebook.labels[0], ((0, 6),))
    project.undo()
    assert made.id not in article.annotations
    project.redo()
    assert article.annotations.find(made.id) == made
    project.close()


def test_quick_edge_moves_are_taken_back_together(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    article = with_article(project, _TEXT)
    made = marking.mark(project, article, project.codebook.labels[0], ((0, 6),))
    for end in (15, 26, 36):
        marking.move_edges(project, article, made.id, 0, end, gesture="one")
    marking.move_edges(project, article, made.id, 0, 41, gesture="two")
    project.undo()
    assert article.annotations.find(made.id) != made
    project.undo()
    assert article.annotations.find(made.id) == made
    project.redo()
    moved = article.annotations.find(made.id)
    assert moved is not None
    assert moved.fragments == ((0, 36),)
    project.close()


def _reopened(project: Project) -> Project:
    path = project.path
    project.close()
    assert not list(path.parent.glob("*-wal"))
    return Project.open(path, own_name="tester")

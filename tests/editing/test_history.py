"""Undo takes back everything, redo brings everything back, across reopenings."""

from __future__ import annotations

from pathlib import Path

from annotator.editing import marking
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. 😀 " * 20


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

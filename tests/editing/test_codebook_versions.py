"""Every mark knows the version of the codebook it was made under."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec

from annotator.domain.change import Step, replaced
from annotator.editing import marking
from annotator.editing.project import Project

from .builders import project_at, with_article


def _define(project: Project, words: str) -> None:
    claim = project.codebook.labels[2]
    changed = msgspec.structs.replace(claim, definition=words)
    project.do(Step(title="Define", changes=(replaced(claim, changed),)))


def test_a_version_ends_once_it_was_marked_under_and_then_changed(tmp_path: Path) -> None:
    with closing(project_at(tmp_path)) as project:
        article = with_article(project, "Turkey will pay. Iran will not.")
        _define(project, "one")
        assert project.codebook_version == 1
        label = project.codebook.labels[2]
        first = marking.mark(project, article, label, ((0, 15),))
        _define(project, "two")
        _define(project, "three")
        second = marking.mark(project, article, project.codebook.labels[2], ((17, 30),))
        assert (first.codebook_version, second.codebook_version) == (1, 2)
        assert project.codebook_version == 2
        (left,) = project.reader.codebook_versions()
        assert left.codebook().label(label.id).definition == "one"


def test_undo_goes_back_to_the_version_before_also_after_a_restart(tmp_path: Path) -> None:
    with closing(project_at(tmp_path)) as project:
        article = with_article(project, "Turkey will pay.")
        marking.mark(project, article, project.codebook.labels[0], ((0, 6),))
        _define(project, "two")
    with closing(Project.open(project.path, own_name="tester")) as project:
        assert project.codebook_version == 2
        project.undo()
        assert (project.codebook_version, project.reader.codebook_versions()) == (1, [])
        project.redo()
        assert project.codebook_version == 2


def test_a_mark_relabelled_by_hand_belongs_to_the_version_it_was_relabelled_under(
    tmp_path: Path,
) -> None:
    with closing(project_at(tmp_path)) as project:
        article = with_article(project, "Turkey will pay.")
        mark = marking.mark(project, article, project.codebook.labels[0], ((0, 6),))
        _define(project, "two")
        moved = marking.move_edges(project, article, mark.id, 0, 11)
        assert moved is not None
        assert moved.codebook_version == 1
        again = marking.relabel(project, article, mark.id, project.codebook.labels[1])
        assert again is not None
        assert again.codebook_version == 2

"""What marking does to an article, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing import marking, progress
from annotator.editing.project import Project
from tests.editing.builders import project_at, with_article

_TEXT = "Deniz Aral said that the ministry would act in Karsu 👍🏽 soon."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_at(tmp_path)


def test_a_mark_covers_its_words_and_begins_the_work(project: Project) -> None:
    article = with_article(project, _TEXT)
    heard: list[Step] = []
    project.subscribe(heard.append)
    actor = project.codebook.labels[0]
    made = marking.mark(project, article, actor, ((0, 10),))
    assert article.text_of(made) == "Deniz Aral"
    assert project.reader.annotations(article.id) == [made]
    assert project.status(article.id).progress is Progress.IN_PROGRESS
    assert [step.title for step in heard] == ["Mark ACTOR"]
    project.close()


def test_the_same_mark_twice_is_refused(project: Project) -> None:
    article = with_article(project, _TEXT)
    actor, place, _ = project.codebook.labels
    marking.mark(project, article, actor, ((0, 10),))
    with pytest.raises(Refused, match="marked ACTOR already"):
        marking.mark(project, article, actor, ((0, 10),))
    marking.mark(project, article, place, ((0, 10),))
    assert len(article.annotations) == 2
    project.close()


@pytest.mark.parametrize("stretch", [(5, 5), (9, 3), (-1, 4), (0, len(_TEXT) + 1)])
def test_impossible_spans_are_refused_and_change_nothing(
    project: Project, stretch: tuple[int, int]
) -> None:
    article = with_article(project, _TEXT)
    with pytest.raises(Refused, match="cannot be marked"):
        marking.mark(project, article, project.codebook.labels[0], (stretch,))
    assert project.reader.annotations(article.id) == []
    assert project.status(article.id).progress is Progress.TODO
    project.close()


def test_relabelling_keeps_answers_the_new_label_asks_for(project: Project) -> None:
    article = with_article(project, _TEXT)
    actor, _, claim = project.codebook.labels
    made = marking.mark(project, article, claim, ((21, 52),))
    marking.set_answer(project, article, made.id, "stance", "pro")
    marking.relabel(project, article, made.id, actor)
    kept = article.annotations.find(made.id)
    assert kept is not None
    assert kept.answers == ()
    assert kept.label_id == actor.id
    assert marking.relabel(project, article, made.id, actor) is None
    project.close()


def test_removing_a_mark_takes_its_relations_along_and_undo_brings_them_back(
    project: Project,
) -> None:
    from annotator.domain.annotation import Relation  # noqa: PLC0415
    from annotator.domain.change import added  # noqa: PLC0415
    from annotator.domain.identity import new_id  # noqa: PLC0415

    article = with_article(project, _TEXT)
    actor, _, claim = project.codebook.labels
    holder = marking.mark(project, article, actor, ((0, 10),))
    said = marking.mark(project, article, claim, ((21, 52),))
    relation = Relation(
        id=new_id(),
        article_id=article.id,
        type_id=project.codebook.relation_types[0].id,
        head_id=said.id,
        child_id=holder.id,
        annotator_id=project.me.id,
        number=1,
        name="r1",
    )
    project.do(Step(title="Link", changes=(added(relation),), article_id=article.id))
    marking.unmark(project, article, holder.id)
    assert project.reader.relations(article.id) == []
    project.undo()
    assert project.reader.relations(article.id) == [relation]
    assert article.annotations.relations_of(holder.id) == [relation]
    project.close()


def test_moving_an_edge_cuts_and_drops_fragments(project: Project) -> None:
    article = with_article(project, _TEXT)
    made = marking.mark(project, article, project.codebook.labels[2], ((0, 5), (21, 33), (44, 52)))
    marking.move_edges(project, article, made.id, 2, 30)
    moved = article.annotations.find(made.id)
    assert moved is not None
    assert moved.fragments == ((2, 5), (21, 30))
    with pytest.raises(Refused, match="past the other end"):
        marking.move_edges(project, article, made.id, 10, 12)
    project.close()


def test_flag_and_status_are_one_annotators_own(project: Project, tmp_path: Path) -> None:
    article = with_article(project, _TEXT)
    progress.set_progress(project, article.id, Progress.DONE)
    progress.set_flag(project, article.id, flagged=True, note="check the date")
    project.close()
    other = Project.open(tmp_path / "p.annotator", own_name="somebody else")
    assert other.status(article.id).progress is Progress.TODO
    other.close()
    again = Project.open(tmp_path / "p.annotator", own_name="tester")
    status = again.status(article.id)
    assert (status.progress, status.flagged, status.flag_note) == (
        Progress.DONE, True, "check the date",
    )  # fmt: skip
    again.close()

"""A label in use is changed: first what it touches, then one step, then undone to the byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.annotation import Relation
from annotator.domain.change import Step, added
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing import marking, regrouping, rewording, safe_change
from annotator.editing.project import OpenArticle, Project
from annotator.editing.watching import Cancelled
from annotator.store.check import check
from tests.editing.builders import project_at, with_article

TEXT = "Turkey will pay for the dam, Iran said. Iraq and Syria will not."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(project_at(tmp_path)) as made:
        yield made


@pytest.fixture
def article(project: Project) -> OpenArticle:
    """Two actors, two claims with answers, and a place that is an actor too."""
    made = with_article(project, TEXT)
    actor, location, claim = project.codebook.labels
    marking.mark(project, made, actor, ((0, 6),))
    marking.mark(project, made, actor, ((29, 33),), answers=(("kind", "state body"),))
    marking.mark(project, made, location, ((29, 33),), answers=(("kind", "country"),))
    marking.mark(project, made, claim, ((0, 27),), answers=(("stance", "pro"),))
    marking.mark(project, made, claim, ((40, 63),), answers=(("stance", "contra"),))
    return made


def _rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    tables = ("labels", "relation_types", "annotations", "annotation_answers", "relations",
              "entity_links", "codebook_versions")  # fmt: skip
    with closing(sqlite3.connect(project.path)) as raw:
        return {
            table: raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in tables
        }


def _labels_of(article: OpenArticle, project: Project) -> list[str]:
    return [project.codebook.label(one.label_id).name for one in article.annotations]


def _undone(project: Project, plan: safe_change.Plan) -> None:
    """Undo and redo give the rows there were, and the file stays sound."""
    before = _rows(project)
    safe_change.carry_out(project, plan)
    after = _rows(project)
    assert after != before
    assert check(project.path) == []
    project.undo()
    assert _rows(project) == before
    project.redo()
    assert _rows(project) == after


def test_a_merge_tells_what_it_touches_and_loses_no_answer(
    project: Project, article: OpenArticle
) -> None:
    actor, location, _ = project.codebook.labels
    plan = regrouping.merge(project.codebook, [location], actor)
    seen = safe_change.preview(project, plan)
    assert (seen.annotations, seen.articles, seen.removed) == (1, 1, 0)
    assert seen.moved == (("ACTOR", 1),)
    assert seen.doubled == 1
    (example,) = seen.examples
    assert (example.before, example.marked) == ("Turkey will pay for the dam, ", "Iran")
    assert plan.remarks == ("ACTOR takes over questions or choices: kind.",)
    _undone(project, plan)
    assert _labels_of(article, project) == ["ACTOR", "ACTOR", "ACTOR", "CLAIM", "CLAIM"]
    merged = project.codebook.label(actor.id)
    kind = merged.attribute("kind")
    assert kind is not None
    assert {"person", "country"} <= set(kind.choices)
    about = project.codebook.relation_type_named("about")
    assert about is not None
    assert about.children == (actor.id,)
    assert project.codebook.label_named("LOCATION") is None


def test_a_split_by_answer_moves_each_value(project: Project, article: OpenArticle) -> None:
    claim = project.codebook.labels[2]
    plan = regrouping.split_by_answer(
        project.codebook, claim, "stance", {"pro": "SUPPORT", "contra": "OBJECTION", "mixed": ""}
    )
    assert safe_change.preview(project, plan).moved == (("SUPPORT", 1), ("OBJECTION", 1))
    _undone(project, plan)
    assert _labels_of(article, project)[3:] == ["SUPPORT", "OBJECTION"]
    made = project.codebook.label_named("SUPPORT")
    assert made is not None
    assert (made.parent_id, made.attributes) == (claim.id, claim.attributes)
    holder = project.codebook.relation_type_named("holder")
    assert holder is not None
    assert made.id in holder.heads


def test_a_split_by_hand_moves_the_chosen(project: Project, article: OpenArticle) -> None:
    claim = project.codebook.labels[2]
    chosen = list(article.annotations)[4]
    plan = regrouping.split_by_hand(project.codebook, claim, {chosen.id: "REFUSAL"})
    assert safe_change.preview(project, plan).moved == (("REFUSAL", 1),)
    _undone(project, plan)
    assert _labels_of(article, project)[3:] == ["CLAIM", "REFUSAL"]
    with pytest.raises(Refused, match="No annotation"):
        regrouping.split_by_hand(project.codebook, claim, {})


def test_deleting_says_how_many_go_and_takes_what_hangs_on_them(
    project: Project, article: OpenArticle
) -> None:
    actor, _, claim = project.codebook.labels
    marks = list(article.annotations)
    holder = project.codebook.relation_type_named("holder")
    assert holder is not None
    relation = Relation(
        id=new_id(), article_id=article.id, type_id=holder.id, head_id=marks[3].id,
        child_id=marks[0].id, annotator_id=project.me.id, number=1, name="r1",
    )  # fmt: skip
    entity = Entity(id=new_id(), name="Turkey")
    link = EntityLink(annotation_id=marks[0].id, entity_id=entity.id)
    project.do(Step(title="Link", changes=(added(relation), added(entity), added(link))))
    plan = regrouping.delete(project.codebook, actor)
    seen = safe_change.preview(project, plan)
    assert (seen.removed, seen.removed_relations, seen.removed_links) == (2, 1, 1)
    assert len(plan.remarks) == 2  # holder and addressee lose their end
    _undone(project, plan)
    assert _labels_of(article, project) == ["LOCATION", "CLAIM", "CLAIM"]
    holder = project.codebook.relation_type_named("holder")
    assert holder is not None
    assert (holder.children, holder.retired) == ((), True)
    assert holder.heads == (claim.id,)


def test_small_changes_are_plans_too(project: Project, article: OpenArticle) -> None:
    actor, location, claim = project.codebook.labels
    book = project.codebook
    for plan in (
        rewording.rename(book, actor, " PLAYER "),
        rewording.recolour(location, "#aa0000", "#ff8888"),
        rewording.retire(book, claim, retired=True),
    ):
        assert safe_change.preview(project, plan).annotations > 0
        _undone(project, plan)
    assert project.codebook.label(actor.id).name == "PLAYER"
    assert project.codebook.label(claim.id).retired
    with pytest.raises(Refused, match="already"):
        rewording.rename(project.codebook, project.codebook.label(actor.id), "LOCATION")


def test_labels_do_not_go_round_in_a_circle(project: Project) -> None:
    actor, location, claim = project.codebook.labels
    safe_change.carry_out(project, rewording.move_under(project.codebook, actor, claim))
    safe_change.carry_out(
        project,
        rewording.move_under(project.codebook, location, project.codebook.label(actor.id)),
    )
    book = project.codebook
    with pytest.raises(Refused, match="under itself"):
        rewording.move_under(book, book.label(claim.id), book.label(location.id))
    _undone(project, regrouping.merge(book, [book.label(actor.id)], book.label(claim.id)))
    assert project.codebook.label(location.id).parent_id == claim.id


def test_a_large_merge_goes_in_parts_and_stops_without_a_trace(
    project: Project, article: OpenArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_change, "_LISTED", 0)
    monkeypatch.setattr(safe_change, "_PART", 1)
    book = project.codebook
    plan = regrouping.merge(book, [book.labels[0], book.labels[1]], book.labels[2])
    before = _rows(project)
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int, _name: str) -> bool:
        told.append((done, total))
        return done < 2

    with pytest.raises(Cancelled):
        safe_change.carry_out(project, plan, watch)
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert _rows(project) == before
    _undone(project, plan)
    assert project.codebook_version == 2


def test_answers_go_along_when_a_question_or_a_choice_is_renamed(
    project: Project, article: OpenArticle
) -> None:
    claim = project.codebook.labels[2]
    plan = rewording.rename_choice(claim, "stance", "pro", "in favour")
    assert safe_change.preview(project, plan).rewritten == 1
    _undone(project, plan)
    claim = project.codebook.label(claim.id)
    plan = rewording.rename_attribute(claim, "stance", "position")
    assert safe_change.preview(project, plan).rewritten == 2
    _undone(project, plan)
    assert [one.answers for one in list(article.annotations)[3:]] == [
        (("position", "in favour"),), (("position", "contra"),),
    ]  # fmt: skip

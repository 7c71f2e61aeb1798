"""Entities: what marks mean, whom they may mean, and making one of two and two of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, added
from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing import entities, marking
from annotator.editing.project import OpenArticle, Project
from annotator.editing.recognising import Recognition, long_form_in
from tests.editing.builders import project_at, with_article

_FIRST = (
    "Energy Minister Deniz Aral met the Ministry of Energy (MoE). Aral said he would stay. "
    "The MoE agreed with Aral."
)
_SECOND = "A year later Aral came back to the Ministry of Energy."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = project_at(tmp_path)
    yield made
    made.close()


def mark(project: Project, article: OpenArticle, words: str, *, after: int = 0) -> Annotation:
    actor = project.codebook.labels[0]
    start = article.text.index(words, after)
    return marking.mark(project, article, actor, ((start, start + len(words)),))


def linked(project: Project, article: OpenArticle, words: str, name: str) -> Entity:
    entity = Entity(id=new_id(), name=name)
    entities.link(project, article, [mark(project, article, words).id], entity)
    return project.entities[entity.id]


def test_linking_adds_the_entity_and_remembers_the_words_in_one_step(project: Project) -> None:
    article = with_article(project, _FIRST)
    made = mark(project, article, "Energy Minister Deniz Aral")
    entity = Entity(id=new_id(), name="Deniz Aral", kind="person")
    entities.link(project, article, [made.id], entity)
    kept = project.entities[entity.id]
    assert kept.aliases == ("Energy Minister Deniz Aral",)
    assert article.annotations.entities_of(made.id) == (entity.id,)
    project.undo()
    assert project.entities == {}
    assert project.reader.entities() == []
    assert article.annotations.entities_of(made.id) == ()
    project.redo()
    assert project.reader.entities() == [kept]
    assert article.annotations.entities_of(made.id) == (entity.id,)


def test_a_pronoun_becomes_no_name(project: Project) -> None:
    article = with_article(project, _FIRST)
    entity = linked(project, article, "he", "Deniz Aral")
    assert entity.aliases == ()


def test_a_mark_means_one_entity_and_linking_again_moves_it(project: Project) -> None:
    article = with_article(project, _FIRST)
    made = mark(project, article, "Aral")
    first, second = (Entity(id=new_id(), name=name) for name in ("A", "B"))
    entities.link(project, article, [made.id], first)
    entities.link(project, article, [made.id], second)
    assert article.annotations.entities_of(made.id) == (second.id,)
    assert len(project.reader.links_of(first.id)) == 0
    entities.unlink(project, article, made.id)
    assert article.annotations.entities_of(made.id) == ()


def test_removing_a_mark_unlinks_it_and_undo_links_it_again(project: Project) -> None:
    article = with_article(project, _FIRST)
    entity = linked(project, article, "Aral", "Deniz Aral")
    (made,) = article.annotations.meaning([entity.id])
    marking.unmark(project, article, made.id)
    assert project.reader.links_of(entity.id) == []
    project.undo()
    assert article.annotations.meaning([entity.id]) == [made]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Aral", "short for"),
        ("Deniz Aral", "same name"),
        ("Energy Minister Deniz Aral", "longer"),
    ],
)
def test_a_name_seen_before_is_the_first_candidate(project: Project, words: str, why: str) -> None:
    article = with_article(project, _FIRST)
    project.do(_adding(Entity(id=1, name="Deniz Aral"), Entity(id=2, name="Mira Oden")))
    found = Recognition(project.entities.values())
    candidates = found.candidates(article, mark(project, article, words))
    assert (candidates[0].entity.id, candidates[0].why) == (1, why)


def test_a_form_in_brackets_is_known_by_its_long_form_and_back(project: Project) -> None:
    article = with_article(project, _FIRST)
    project.do(_adding(Entity(id=1, name="Ministry of Energy"), Entity(id=2, name="MoE Ltd")))
    found = Recognition(project.entities.values())
    candidates = found.candidates(article, mark(project, article, "MoE"))
    assert (candidates[0].entity.id, candidates[0].why) == (1, "in brackets")
    assert long_form_in(article.text, "MoE") == "Ministry of Energy"


def test_among_two_of_a_name_the_one_the_article_speaks_of_comes_first(project: Project) -> None:
    article = with_article(project, _FIRST)
    project.do(_adding(Entity(id=1, name="Can Aral"), Entity(id=2, name="Deniz Aral")))
    entities.link(
        project, article, [mark(project, article, "Energy Minister Deniz Aral").id],
        project.entities[2],
    )  # fmt: skip
    found = Recognition(project.entities.values())
    assert found.candidates(article, mark(project, article, "Aral", after=40))[0].entity.id == 2


def test_recognition_follows_what_is_written(project: Project) -> None:
    article = with_article(project, _FIRST)
    found = Recognition(project.entities.values())
    project.subscribe(found.follow)
    made = mark(project, article, "Aral")
    assert found.candidates(article, made) == []
    project.do(_adding(Entity(id=7, name="Deniz Aral")))
    assert [one.entity.id for one in found.candidates(article, made)] == [7]
    project.undo()
    assert found.candidates(article, made) == []


def test_merging_takes_names_and_mentions_of_all_articles_and_undo_gives_them_back(
    project: Project,
) -> None:
    first = with_article(project, _FIRST, "a")
    one = linked(project, first, "Energy Minister Deniz Aral", "Deniz Aral")
    second = with_article(project, _SECOND, "b")
    other = linked(project, second, "Aral", "D. Aral")
    before = project.reader.entities()
    kept = entities.merge(project, one.id, [other.id])
    assert set(kept.aliases) >= {"D. Aral"}
    assert [mention.article_id for mention in project.reader.mentions(one.id)] == [
        first.id,
        second.id,
    ]
    assert project.reader.entities() == [kept]
    project.undo()
    assert project.reader.entities() == before
    assert len(project.reader.mentions(other.id)) == 1
    with pytest.raises(Refused, match="two entities"):
        entities.merge(project, one.id, [one.id])


def test_splitting_gives_chosen_mentions_to_a_new_entity(project: Project) -> None:
    article = with_article(project, _FIRST)
    entity = linked(project, article, "Energy Minister Deniz Aral", "Deniz Aral")
    late = mark(project, article, "Aral", after=60)
    entities.link(project, article, [late.id], project.entities[entity.id])
    new = entities.split(project, entity.id, [late.id], "Can Aral")
    assert article.annotations.entities_of(late.id) == (new.id,)
    assert len(project.reader.mentions(entity.id)) == 1
    project.undo()
    assert article.annotations.entities_of(late.id) == (entity.id,)
    with pytest.raises(Refused, match="Choose the mentions"):
        entities.split(project, entity.id, [], "Nobody")


def test_marks_of_the_same_words_are_found_for_linking_together(project: Project) -> None:
    article = with_article(project, _FIRST)
    first = mark(project, article, "Aral", after=60)
    second = mark(project, article, "Aral", after=first.end)
    mark(project, article, "MoE")
    assert entities.same_words(article, first) == [second]


def test_a_mention_is_shown_in_its_line(project: Project) -> None:
    article = with_article(project, _FIRST)
    entity = linked(project, article, "MoE", "Ministry of Energy")
    (mention,) = project.reader.mentions(entity.id)
    line = project.reader.line_of(mention)
    assert line is not None
    assert line.words == "MoE"
    assert line.before.endswith("Ministry of Energy (")
    assert line.behind.startswith("). Aral said")


def test_editing_keeps_facts_and_refuses_a_nameless_entity(project: Project) -> None:
    project.do(_adding(Entity(id=1, name="Karsu")))
    placed = msgspec.structs.replace(
        project.entities[1], latitude=40.6, longitude=43.1, country="TR",
        chain=("Kars Province",), precision="city", more=(("population", "7000"),),
    )  # fmt: skip
    entities.change(project, placed)
    assert project.reader.entities() == [placed]
    with pytest.raises(Refused, match="needs a name"):
        entities.change(project, msgspec.structs.replace(placed, name=" "))


def _adding(*some: Entity) -> Step:
    return Step(title="Add", changes=tuple(added(one) for one in some))

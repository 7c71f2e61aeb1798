"""Links between marks: what is allowed, one step each, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, replaced
from annotator.domain.codebook import RelationType
from annotator.domain.refusal import Refused
from annotator.editing import holding, linking, marking
from annotator.editing.project import OpenArticle, Project
from tests.editing.builders import project_at, with_article

_TEXT = "Deniz Aral said that the dam would help farmers in Karsu. Aral left. Oden stayed."


class Coded:
    """A claim with actors and a place around it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.article: OpenArticle = with_article(project, _TEXT)
        self.claim = self.mark("CLAIM", "the dam would help farmers in Karsu")
        self.aral = self.mark("ACTOR", "Deniz Aral")
        self.oden = self.mark("ACTOR", "Oden")
        self.karsu = self.mark("LOCATION", "Karsu")

    def mark(self, label: str, words: str) -> Annotation:
        found = self.project.codebook.label_named(label)
        assert found is not None
        start = _TEXT.index(words)
        return marking.mark(self.project, self.article, found, ((start, start + len(words)),))

    def kind(self, name: str) -> RelationType:
        found = self.project.codebook.relation_type_named(name)
        assert found is not None
        return found

    def holders(self) -> list[int]:
        ends = linking.ends_of(self.article, self.kind("holder"), self.claim.id)
        return [one.child_id for one in ends]

    def allow(self, name: str, **more: object) -> None:
        before = self.kind(name)
        after = msgspec.structs.replace(before, **more)
        self.project.do(Step(title="Change", changes=(replaced(before, after),)))


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Coded]:
    project = project_at(tmp_path)
    yield Coded(project)
    project.close()


def test_a_holder_is_one_step_and_comes_back_with_undo_and_redo(coded: Coded) -> None:
    made = linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    assert made is not None
    assert coded.project.reader.relations(coded.article.id) == [made]
    coded.project.undo()
    assert coded.holders() == []
    coded.project.redo()
    assert coded.holders() == [coded.aral.id]


def test_what_the_codebook_does_not_allow_is_refused(coded: Coded) -> None:
    with pytest.raises(Refused, match="no link holder from this mark to LOCATION"):
        linking.relate(
            coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.karsu.id
        )
    assert coded.holders() == []


def test_another_holder_takes_the_place_of_the_first_or_stands_beside_it(coded: Coded) -> None:
    kind, claim = coded.kind("holder"), coded.claim.id
    linking.relate(coded.project, coded.article, kind, claim, coded.aral.id)
    linking.relate(coded.project, coded.article, kind, claim, coded.oden.id)
    assert coded.holders() == [coded.aral.id, coded.oden.id]
    linking.relate(coded.project, coded.article, kind, claim, coded.oden.id, instead=True)
    assert coded.holders() == [coded.oden.id]


def test_the_number_of_links_the_codebook_allows_is_kept(coded: Coded) -> None:
    coded.allow("holder", per_head=1)
    for actor in (coded.aral, coded.oden):
        linking.relate(coded.project, coded.article, coded.kind("holder"), coded.claim.id, actor.id)
    assert coded.holders() == [coded.oden.id]
    coded.allow("holder", per_head=2)
    linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    third = coded.mark("ACTOR", "farmers")
    with pytest.raises(Refused, match="no more than 2"):
        linking.relate(coded.project, coded.article, coded.kind("holder"), coded.claim.id, third.id)


def test_the_author_or_nobody_takes_the_place_of_a_marked_holder_and_back(coded: Coded) -> None:
    kind, claim = coded.kind("holder"), coded.claim.id
    linking.relate(coded.project, coded.article, kind, claim, coded.aral.id)
    linking.leave_unmarked(coded.project, coded.article, kind, claim, linking.AUTHOR)
    found = coded.article.annotations.find(claim)
    assert found is not None
    assert (linking.unmarked_end(found, kind), coded.holders()) == (linking.AUTHOR, [])
    linking.relate(coded.project, coded.article, kind, claim, coded.aral.id)
    found = coded.article.annotations.find(claim)
    assert found is not None
    assert (linking.unmarked_end(found, kind), coded.holders()) == ("", [coded.aral.id])
    coded.project.undo()
    found = coded.article.annotations.find(claim)
    assert found is not None
    assert linking.unmarked_end(found, kind) == linking.AUTHOR


def test_a_link_stays_with_its_marks_as_their_edges_move(coded: Coded) -> None:
    made = linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    marking.move_edges(coded.project, coded.article, coded.aral.id, 6, 10)
    assert coded.project.reader.relations(coded.article.id) == [made]
    assert coded.holders() == [coded.aral.id]


def test_removing_a_mark_takes_its_links_and_one_undo_brings_all_back(coded: Coded) -> None:
    linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    linking.relate(
        coded.project, coded.article, coded.kind("about"), coded.claim.id, coded.karsu.id
    )
    before = coded.project.reader.relations(coded.article.id)
    marking.unmark(coded.project, coded.article, coded.claim.id)
    assert coded.project.reader.relations(coded.article.id) == []
    coded.project.undo()
    assert coded.project.reader.relations(coded.article.id) == before
    assert coded.holders() == [coded.aral.id]


def test_a_link_may_be_given_another_type_or_taken_away(coded: Coded) -> None:
    made = linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    assert made is not None
    linking.change_type(coded.project, coded.article, made.id, coded.kind("addressee"))
    with pytest.raises(Refused, match="no link about"):
        linking.change_type(coded.project, coded.article, made.id, coded.kind("about"))
    linking.unrelate(coded.project, coded.article, made.id)
    assert coded.project.reader.relations(coded.article.id) == []
    with pytest.raises(Refused, match="gone"):
        linking.unrelate(coded.project, coded.article, made.id)


def test_the_likeliest_holder_comes_first_and_the_holder_is_no_likely_addressee(
    coded: Coded,
) -> None:
    ranked = holding.likeliest(coded.project, coded.article, coded.kind("holder"), coded.claim)
    assert [one.id for one in ranked] == [coded.aral.id, coded.oden.id]
    linking.relate(
        coded.project, coded.article, coded.kind("holder"), coded.claim.id, coded.aral.id
    )
    others = holding.likeliest(coded.project, coded.article, coded.kind("addressee"), coded.claim)
    assert others[-1].id == coded.aral.id


def test_a_place_inside_the_claim_is_what_it_is_about(coded: Coded) -> None:
    coded.mark("LOCATION", "Deniz")
    ranked = holding.likeliest(coded.project, coded.article, coded.kind("about"), coded.claim)
    assert ranked[0].id == coded.karsu.id

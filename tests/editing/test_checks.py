"""Rules over article and project: what each finds, and what puts it right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step, added, replaced
from annotator.domain.codebook import Attribute, AttributeKind, Question
from annotator.domain.entity import Entity
from annotator.domain.identity import new_id
from annotator.domain.refusal import Refused
from annotator.editing import entities, linking, marking
from annotator.editing.checks import RULES, Finding, check_article, check_project, put_right
from annotator.editing.project import OpenArticle, Project
from annotator.editing.watching import Cancelled, unwatched
from annotator.text.zones import Zone, ZoneKind
from tests.editing.builders import project_at, with_article

_TEXT = "By Sam Lee\nDeniz Aral said that the dam will hold in Karsu for many years."


class Checked:
    """A project with one article to be checked."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.article: OpenArticle = with_article(project, _TEXT)

    def mark(self, label: str, words: str) -> Annotation:
        found = self.project.codebook.label_named(label)
        assert found is not None
        start = _TEXT.index(words)
        return marking.mark(self.project, self.article, found, ((start, start + len(words)),))

    def found(self) -> list[Finding]:
        return check_article(self.project, self.article)

    def rules(self) -> list[str]:
        return [one.rule for one in self.found()]


@pytest.fixture
def checked(tmp_path: Path) -> Iterator[Checked]:
    project = project_at(tmp_path)
    yield Checked(project)
    project.close()


def test_a_claim_without_holder_is_found_until_somebody_or_nobody_holds_it(
    checked: Checked,
) -> None:
    claim = checked.mark("CLAIM", "the dam will hold")
    assert checked.rules() == ["claim without holder"]
    kind = checked.project.codebook.relation_type_named("holder")
    assert kind is not None
    linking.leave_unmarked(checked.project, checked.article, kind, claim.id, linking.NOBODY)
    assert checked.rules() == []


def test_questions_that_must_be_answered_are_listed(checked: Checked) -> None:
    project = checked.project
    actor = project.codebook.label_named("ACTOR")
    assert actor is not None
    must = msgspec.structs.replace(actor.attributes[0], required=True)
    topic = Attribute(name="topic", kind=AttributeKind.TEXT, required=True)
    project.do(
        Step(
            title="Ask",
            changes=(
                replaced(actor, msgspec.structs.replace(actor, attributes=(must,))),
                added(Question(id=new_id(), position=0, asked=topic)),
            ),
        )
    )
    checked.mark("ACTOR", "Deniz Aral")
    assert [(one.rule, one.more) for one in checked.found()] == [
        ("unanswered question", "kind"),
        ("unanswered question", "topic"),
    ]


def test_blanks_are_left_out_in_one_step_that_can_be_undone(checked: Checked) -> None:
    mark = checked.mark("ACTOR", "Deniz Aral ")
    (finding,) = checked.found()
    assert finding.rule == "blanks at the edge"
    assert put_right(checked.project, [finding]) == 1
    now = checked.article.annotations.find(mark.id)
    assert now is not None
    assert checked.article.text_of(now) == "Deniz Aral"
    checked.project.undo()
    assert checked.article.annotations.find(mark.id) == mark


def test_marks_that_cross_and_marks_on_furniture_are_found(checked: Checked) -> None:
    checked.mark("LOCATION", "the dam will")
    crossing = checked.mark("LOCATION", "will hold")
    article = checked.article.article
    zoned = msgspec.structs.replace(article, zones=(Zone(0, 10, ZoneKind.BYLINE),))
    checked.project.do(Step(title="Zone", changes=(replaced(article, zoned),)))
    checked.mark("ACTOR", "Sam Lee")
    found = checked.found()
    assert [one.rule for one in found] == ["crossing marks", "mark on furniture"]
    assert (found[0].annotation_id, found[0].more) == (crossing.id, "the dam will")
    assert put_right(checked.project, found) == 1
    assert checked.rules() == ["crossing marks"]


def test_a_double_mark_is_found_and_the_second_taken_away(checked: Checked) -> None:
    mark = checked.mark("ACTOR", "Deniz Aral")
    twin = msgspec.structs.replace(mark, id=new_id(), number=9, name="twin")
    checked.project.do(Step(title="Twin", changes=(added(twin),), article_id=checked.article.id))
    (finding,) = checked.found()
    assert (finding.rule, finding.annotation_id) == ("double mark", twin.id)
    put_right(checked.project, [finding])
    assert [one.id for one in checked.article.annotations] == [mark.id]


def test_a_place_that_is_nowhere_and_a_retired_label_are_found(checked: Checked) -> None:
    karsu = checked.mark("LOCATION", "Karsu")
    place = Entity(id=new_id(), name="Karsu", kind="place")
    entities.link(checked.project, checked.article, [karsu.id], place)
    assert checked.rules() == ["place without coordinates"]
    label = checked.project.codebook.label_named("LOCATION")
    assert label is not None
    retired = msgspec.structs.replace(label, retired=True)
    checked.project.do(Step(title="Retire", changes=(replaced(label, retired),)))
    assert checked.rules() == ["place without coordinates", "retired label"]


def test_a_link_the_codebook_no_longer_allows_is_found_and_removed(checked: Checked) -> None:
    claim = checked.mark("CLAIM", "the dam will hold")
    actor = checked.mark("ACTOR", "Deniz Aral")
    kind = checked.project.codebook.relation_type_named("holder")
    assert kind is not None
    linking.relate(checked.project, checked.article, kind, claim.id, actor.id)
    place = checked.project.codebook.label_named("LOCATION")
    assert place is not None
    marking.relabel(checked.project, checked.article, actor.id, place)
    (finding,) = checked.found()
    assert (finding.rule, finding.more) == ("link with a wrong end", "holder → Deniz Aral")
    put_right(checked.project, [finding])
    assert checked.article.annotations.relations_of(claim.id) == []


def test_a_name_that_is_mostly_marked_otherwise_is_found_across_articles(
    checked: Checked,
) -> None:
    checked.mark("LOCATION", "Deniz Aral")
    for number in range(3):
        checked.article = with_article(checked.project, f"{_TEXT} {number}", f"b{number}")
        checked.mark("ACTOR", "Deniz Aral")
    found = check_project(checked.project, unwatched)
    assert [(one.rule, one.more, one.title) for one in found] == [
        ("marked otherwise elsewhere", "ACTOR", "a")
    ]


def test_looking_at_a_project_can_be_stopped(checked: Checked) -> None:
    with pytest.raises(Cancelled):
        check_project(checked.project, lambda _done, _total, _name: False)


def test_what_has_changed_since_is_not_put_right(checked: Checked) -> None:
    mark = checked.mark("ACTOR", "Deniz Aral ")
    (finding,) = checked.found()
    marking.set_note(checked.project, checked.article, mark.id, "seen")
    with pytest.raises(Refused, match="look again"):
        put_right(checked.project, [finding])
    with pytest.raises(Refused, match="no obvious way"):
        put_right(checked.project, [msgspec.structs.replace(finding, fix=())])


def test_every_rule_stands_in_the_list_under_a_name_of_its_own() -> None:
    names = [name for name, _ in RULES]
    assert len(set(names)) == len(names)
    assert all(rule.__doc__ for _, rule in RULES)

"""The codebook is edited step by step, and refuses what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from annotator.domain.codebook import Attribute, AttributeKind, Label
from annotator.domain.refusal import Refused
from annotator.editing import codebook_edits as edits
from annotator.editing import rewording, safe_change
from annotator.editing.project import Project
from tests.editing.builders import project_at

COLOURS = (("#111111", "#eeeeee"), ("#222222", "#dddddd"), ("#333333", "#cccccc"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(project_at(tmp_path)) as made:
        yield made


def _order(project: Project) -> list[tuple[str, int]]:
    return [(label.name, depth) for label, depth in edits.in_tree_order(project.codebook)]


def _changed(project: Project, label: Label, **fields: object) -> None:
    edits.write_label(project, label, msgspec.structs.replace(label, **fields), "Change")


def test_labels_lie_under_others_and_move_among_their_own(project: Project) -> None:
    actor = project.codebook.labels[0]
    party = edits.add_label(project, " PARTY ", parent_id=actor.id)
    edits.add_label(project, "STATE", parent_id=actor.id)
    assert party.key == "4"
    edits.order_labels(project, party, 1, COLOURS)
    assert _order(project) == [
        ("ACTOR", 0), ("STATE", 1), ("PARTY", 1), ("LOCATION", 0), ("CLAIM", 0),
    ]  # fmt: skip
    edits.order_labels(project, project.codebook.label(actor.id), 5, COLOURS)
    assert [name for name, _ in _order(project)] == ["LOCATION", "CLAIM", "ACTOR", "STATE", "PARTY"]
    project.undo()
    assert next(name for name, _ in _order(project)) == "ACTOR"


def test_moving_a_label_keeps_every_colour(project: Project) -> None:
    def shown(label: Label) -> str:
        return label.light or COLOURS[label.position % len(COLOURS)][0]

    before = {label.id: shown(label) for label in project.codebook.labels}
    edits.order_labels(project, project.codebook.labels[2], -2, COLOURS)
    assert {label.id: shown(label) for label in project.codebook.labels} == before


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"key": "2"}, "LOCATION has the key 2 already"),
        ({"key": "ab"}, "not one letter or digit"),
        ({"name": "CLAIM"}, "already"),
        ({"attributes": (Attribute(name="x"), Attribute(name="x"))}, "already"),
        ({"attributes": (Attribute(name=" "),)}, "needs a name"),
        ({"attributes": (Attribute(name="x", shown_when=(("y", "1"),)),)}, "cannot wait"),
        (
            {"attributes": (Attribute(name="x", kind=AttributeKind.CHOICE, choices=("a",),
                                      default="b"),)},
            "not a choice",
        ),
    ],
)  # fmt: skip
def test_what_a_label_cannot_say_is_refused(
    project: Project, fields: dict[str, object], why: str
) -> None:
    before = project.codebook
    with pytest.raises(Refused, match=why):
        _changed(project, before.labels[0], **fields)
    assert project.codebook == before


def test_a_retired_label_gives_up_its_key(project: Project) -> None:
    actor, location, _ = project.codebook.labels
    safe_change.carry_out(project, rewording.retire(project.codebook, location, retired=True))
    _changed(project, actor, key="2")
    assert project.codebook.label_for_key("2") == project.codebook.label(actor.id)


def test_questions_and_relation_types_come_and_go(project: Project) -> None:
    genre = edits.add_question(project, "genre")
    asked = msgspec.structs.replace(
        genre.asked, kind=AttributeKind.CHOICE, choices=("news", "comment")
    )
    edits.write_question(project, genre, msgspec.structs.replace(genre, asked=asked))
    topic = edits.add_question(project, "topic")
    edits.order_others(project, topic, -1)
    assert [one.name for one in project.codebook.questions] == ["topic", "genre"]
    edits.remove_question(project, project.codebook.questions[0])
    assert [one.asked for one in project.codebook.questions] == [asked]
    rival = edits.add_relation_type(project, "rival")
    edits.write_relation_type(
        project, rival, msgspec.structs.replace(rival, symmetric=True, per_head=1)
    )
    with pytest.raises(Refused, match="already"):
        edits.add_relation_type(project, "rival")
    edits.remove_relation_type(project, project.codebook.relation_types[-1])
    assert [one.name for one in project.codebook.relation_types] == ["holder", "addressee", "about"]

"""Entities leave a project with its marks and come back the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from annotator.domain.refusal import BadInput
from annotator.editing import linking
from annotator.editing.exchange import (
    ExportOptions,
    ImportOptions,
    bring_in,
    send_out,
    unwatched,
)
from annotator.editing.project import Project
from tests.editing.builders import project_at

_DATA = Path(__file__).resolve().parents[1] / "data"
_FIXTURE = _DATA / "native-2.jsonl"


def _import(project: Project, *files: Path) -> None:
    bring_in(project, list(files), ImportOptions(), unwatched)


def test_the_fixture_with_entities_goes_through_a_project_unchanged(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    _import(project, _FIXTURE)
    assert {one.name for one in project.entities.values()} == {"Ayşe Çelik", "Iğdır", "Ankara"}
    out = tmp_path / "out.jsonl"
    report = send_out(project, out)
    assert out.read_bytes() == _FIXTURE.read_bytes()
    assert report.losses == ()
    schema = json.loads((_DATA / "native-2.schema.json").read_bytes())
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), schema)
    project.close()


def test_an_entity_of_two_articles_stays_one_and_twice_the_same_adds_nothing(
    tmp_path: Path,
) -> None:
    line = json.loads(_FIXTURE.read_text(encoding="utf-8"))
    other = {**line, "id": "other", "text": line["text"] + "x"}
    other["meta"] = {**line["meta"], "text_sha256": ""}
    both = tmp_path / "both.jsonl"
    both.write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (line, other)),
        encoding="utf-8",
    )
    project = project_at(tmp_path)
    for _ in range(2):
        _import(project, both)
    assert len(project.entities) == 3
    counts = sorted(project.reader.mention_counts().values())
    assert counts == [2, 2, 4]
    project.undo()
    assert project.entities == {}
    project.close()


def test_entities_named_by_another_program_are_told_apart_by_what_is_said_of_them(
    tmp_path: Path,
) -> None:
    line = json.loads(_FIXTURE.read_text(encoding="utf-8"))
    for number, entity in enumerate(line["entities"]):
        for span in line["spans"]:
            if span["entity"] == entity["id"]:
                span["entity"] = f"x{number}"
        entity["id"] = f"x{number}"
    source = tmp_path / "foreign.jsonl"
    source.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    project = project_at(tmp_path)
    for _ in range(2):
        _import(project, source)
    assert len(project.entities) == 3
    assert sum(project.reader.mention_counts().values()) == 4
    project.close()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line.update(format="article-annotations/1"), "has entities, which"),
        (lambda line: line.pop("entities"), "entities is missing"),
        (lambda line: line["spans"][0].update(entity="e7"), "'e7' is not in entities"),
        (lambda line: line["spans"][1].pop("entity"), r"spans\[1\].entity is missing"),
        (lambda line: line["entities"][1].update(latitude=99.5), "latitude must lie between"),
        (lambda line: line["entities"][1].update(name=""), "name must not be empty"),
        (lambda line: line["entities"].append(line["entities"][0]), "is there twice"),
    ],
)
def test_a_line_whose_entities_make_no_sense_is_refused_and_changes_nothing(
    tmp_path: Path, change: object, reason: str
) -> None:
    line = json.loads(_FIXTURE.read_text(encoding="utf-8"))
    assert callable(change)
    change(line)
    source = tmp_path / "bad.jsonl"
    source.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    project = project_at(tmp_path)
    with pytest.raises(BadInput, match=f":1: .*{reason}"):
        _import(project, source)
    assert project.reader.count_articles() == 0
    project.close()


def test_the_author_as_holder_and_links_leave_and_come_back(tmp_path: Path) -> None:
    project = project_at(tmp_path, "one")
    _import(project, _FIXTURE)
    article = project.reader.article_named("fixture-entities")
    assert article is not None
    opened = project.open_article(article.id)
    claim = next(one for one in opened.annotations if one.name == "s14")
    kind = project.codebook.relation_type_named("holder")
    assert kind is not None
    linking.leave_unmarked(project, opened, kind, claim.id, linking.AUTHOR)
    out = tmp_path / "out.jsonl"
    send_out(project, out)
    project.close()
    other = project_at(tmp_path, "two")
    _import(other, out)
    again = other.reader.article_named("fixture-entities")
    assert again is not None
    kind = other.codebook.relation_type_named("holder")
    assert kind is not None
    marks = other.reader.annotations(again.id)
    assert [linking.unmarked_end(one, kind) for one in marks if one.name == "s14"] == ["author"]
    other.close()


def test_what_another_program_refers_to_is_an_entity_of_the_project(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Ann Lee met Ann Lee in Karsu.\n", encoding="utf-8")
    lines = ["T1\tPER 0 7\tAnn Lee", "T2\tPER 12 19\tAnn Lee", "T3\tLOC 23 28\tKarsu"]
    lines += [f"N{at}\tReference T{at} Wikipedia:64488\tAnn Lee" for at in (1, 2)]
    (folder / "a.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = project_at(tmp_path)
    for _ in range(2):
        _import(project, folder)
    (entity,) = project.entities.values()
    assert (entity.name, entity.more) == ("Ann Lee", (("reference", "Wikipedia:64488"),))
    assert sum(project.reader.mention_counts().values()) == 2
    out = tmp_path / "out"
    send_out(project, out, ExportOptions(format="brat"))
    said = (out / "a.ann").read_text(encoding="utf-8").splitlines()
    assert [line for line in said if line.startswith("N")] == [
        f"N{number}\tReference T{mark} {key}\tAnn Lee"
        for number, (mark, key) in enumerate(
            ((mark, key) for mark in (1, 2) for key in (f"entity:e{entity.id}", "Wikipedia:64488")),
            1,
        )
    ]
    project.close()

"""A codebook from a file is merged by name, and undone as one act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.editing.exchange import bring_in_codebook, send_out_codebook
from annotator.editing.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


def test_what_goes_out_comes_in_again_without_a_change(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "book.json"
    send_out_codebook(project, path)
    report = bring_in_codebook(project, path)
    assert (report.added, report.changed, report.freed_keys) == ((), (), ())


def test_labels_keep_their_identity_and_those_not_named_stay(
    tmp_path: Path, project: Project
) -> None:
    before = project.codebook
    path = tmp_path / "book.json"
    path.write_text(
        '{"format": "annotator-codebook/1", "labels": ['
        '{"name": "EVENT", "key": "1"}, {"name": "CLAIM", "key": "3", "parent": "EVENT"}],'
        '"relation_types": [{"name": "holder", "heads": ["CLAIM"]}]}',
        encoding="utf-8",
    )
    report = bring_in_codebook(project, path)
    after = project.codebook
    assert [label.name for label in after.labels] == ["EVENT", "CLAIM", "ACTOR", "LOCATION"]
    assert [label.key for label in after.labels] == ["1", "3", "", "2"]
    old, new = before.label_named("CLAIM"), after.label_named("CLAIM")
    assert old is not None
    assert new is not None
    assert new.id == old.id
    assert new.parent_id == after.labels[0].id
    assert report.freed_keys == ("1 of ACTOR",)
    assert [kind.name for kind in after.relation_types] == ["holder", "addressee", "about"]
    assert after.relation_types[0].children == ()
    project.undo()
    assert project.codebook == before

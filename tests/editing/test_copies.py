"""Copies of a story: found as they come or in the project, skipped, kept or linked."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.editing.copies import (
    Copies,
    Copy,
    arriving,
    copies_in,
    link_copies,
    original_of,
    unlink_copies,
)
from annotator.editing.exchange import Cancelled, ImportOptions, ImportReport, bring_in, send_out
from annotator.editing.project import Project

_STORY = (
    "Foreign Minister Ayşe Demir met her counterpart in Ankara on Tuesday to talk about the "
    "dam that is being built upstream. Both sides said that the talks had been frank. Engineers "
    "warned of silt behind the old barrage, while farmers in the lower valley asked for water "
    "in the dry months. A further round is planned for the first week of March in Geneva."
)
_OTHER = (
    "The central bank left its rate alone yesterday, as most analysts had thought it would. "
    "Shares of lenders rose a little in the afternoon, and the currency gained against the "
    "dollar. The governor told reporters that prices of food remain her main worry this year."
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


def _files(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder


def _brought(project: Project, folder: Path, how: Copies) -> ImportReport:
    return bring_in(project, [folder], ImportOptions(copies=how))


def _edited(text: str) -> str:
    return "Ministers meet\n\nBy Our Staff\n\n" + text.replace("Tuesday", "Wednesday").replace(
        " Both sides said that the talks had been frank.", ""
    )


def _names(project: Project) -> list[str]:
    return [one.name for one in project.reader.articles()]


def test_an_edited_copy_is_kept_and_told(tmp_path: Path, project: Project) -> None:
    news = _files(tmp_path / "n", a=_STORY, b=_OTHER, c=_edited(_STORY))
    report = _brought(project, news, Copies.KEEP)
    assert _names(project) == ["a", "b", "c"]
    (copy,) = report.copies
    assert (copy.name, copy.original, copy.became) == ("c", "a", Copies.KEEP)
    assert 0.4 < copy.share < 1
    assert copy.article_id == project.reader.article_named("c").id  # type: ignore[union-attr]


def test_a_copy_of_what_is_in_the_project_is_skipped(tmp_path: Path, project: Project) -> None:
    bring_in(project, [_files(tmp_path / "n", a=_STORY)])
    report = _brought(project, _files(tmp_path / "m", x=_edited(_STORY), y=_OTHER), Copies.SKIP)
    assert _names(project) == ["a", "y"]
    assert [(one.name, one.original, one.became) for one in report.copies] == [
        ("x", "a", Copies.SKIP)
    ]


def test_a_copy_that_brings_marks_is_never_skipped(tmp_path: Path, project: Project) -> None:
    bring_in(project, [_files(tmp_path / "n", a=_STORY)])
    lines = tmp_path / "marked.jsonl"
    other = Project.create(tmp_path / "other.annotator", own_name="x")
    marked = _STORY.replace("Tuesday", "Monday")
    task = {"text": marked, "spans": [{"start": 0, "end": 16, "label": "ACTOR"}]}
    (tmp_path / "m.jsonl").write_text(json.dumps(task) + "\n", encoding="utf-8")
    bring_in(other, [tmp_path / "m.jsonl"], ImportOptions(format="prodigy"))
    send_out(other, lines)
    other.close()
    report = _brought(project, lines, Copies.SKIP)
    assert report.annotations == 1
    assert [one.became for one in report.copies] == [Copies.KEEP]


def test_a_linked_copy_names_the_first_and_undo_takes_all_back(
    tmp_path: Path, project: Project
) -> None:
    news = _files(tmp_path / "n", a=_STORY, b=_edited(_STORY), c=_edited(_STORY) + " More.")
    report = _brought(project, news, Copies.LINK)
    assert [original_of(one.more) for one in project.reader.articles()] == ["", "a", "a"]
    assert [one.became for one in report.copies] == [Copies.LINK, Copies.LINK]
    project.undo()
    assert _names(project) == []


def test_the_same_text_under_another_name_is_a_copy_however_short(
    tmp_path: Path, project: Project
) -> None:
    report = _brought(
        project, _files(tmp_path / "n", a="Flood.", b="Flood.", c="Fire."), Copies.KEEP
    )
    assert [(one.name, one.original, one.share) for one in report.copies] == [("b", "a", 1.0)]


def test_the_copies_of_a_project_are_listed_linked_and_unlinked(
    tmp_path: Path, project: Project
) -> None:
    bring_in(project, [_files(tmp_path / "n", a=_STORY, b=_OTHER, c=_edited(_STORY))])
    (found,) = copies_in(project.reader)
    assert (found.name, found.original, found.linked) == ("c", "a", False)
    before = list(project.reader.articles())
    assert link_copies(project, [(found.article_id, found.original)]) == 1
    assert link_copies(project, [(found.article_id, found.original)]) == 0
    assert project.undo_title == "Link a copy"
    (again,) = copies_in(project.reader)
    assert again == Copy(
        article_id=found.article_id,
        name="c",
        original_id=found.original_id,
        original="a",
        share=found.share,
        linked=True,
    )
    assert unlink_copies(project, [found.article_id]) == 1
    project.undo()
    project.undo()
    assert list(project.reader.articles()) == before


def test_a_link_travels_in_training_data(tmp_path: Path, project: Project) -> None:
    _brought(project, _files(tmp_path / "n", a=_STORY, b=_edited(_STORY)), Copies.LINK)
    send_out(project, tmp_path / "out.jsonl")
    other = Project.create(tmp_path / "other.annotator", own_name="x")
    bring_in(other, [tmp_path / "out.jsonl"])
    assert [original_of(one.more) for one in other.reader.articles()] == ["", "a"]
    other.close()


def test_looking_can_be_stopped_and_then_nothing_came(tmp_path: Path, project: Project) -> None:
    bring_in(project, [_files(tmp_path / "n", a=_STORY, b=_OTHER)])
    calls = iter(range(100))
    with pytest.raises(Cancelled):
        bring_in(
            project,
            [_files(tmp_path / "m", x=_edited(_STORY))],
            ImportOptions(copies=Copies.KEEP),
            lambda _done, _total, _name: next(calls) < 2,
        )
    assert _names(project) == ["a", "b"]
    with pytest.raises(Cancelled):
        copies_in(project.reader, lambda done, _total, _name: done < 1)


def test_copies_in_chinese_are_found(tmp_path: Path, project: Project) -> None:
    chance = random.Random(4)
    letters = [chr(0x4E00 + one) for one in range(1500)]
    words = ["".join(chance.choices(letters, k=2)) for _ in range(3000)]
    stories = [chance.choices(words, weights=[1 / (n + 5) for n in range(3000)], k=200)
               for _ in range(40)]  # fmt: skip
    texts = {f"a{at:02}": "".join(one) for at, one in enumerate(stories)}
    for at, one in enumerate(stories[:10]):
        edited = [chance.choice(words) if chance.random() < 0.2 else word for word in one]
        texts[f"c{at:02}"] = "".join(edited)
    report = _brought(project, _files(tmp_path / "n", **texts), Copies.KEEP)
    assert {one.name: one.original for one in report.copies} == {
        f"c{at:02}": f"a{at:02}" for at in range(10)
    }


def test_an_import_that_only_lists_looks_at_so_many_and_says_so(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MOST", 2)
    news = _files(tmp_path / "n", a=_STORY, b=_OTHER, c=_edited(_STORY))
    report = _brought(project, news, Copies.KEEP)
    assert (report.copies, report.not_looked_at) == ((), 1)
    assert [one.name for one in copies_in(project.reader)] == ["c"]
    more = _files(tmp_path / "m", d=_edited(_OTHER))
    assert [one.name for one in _brought(project, more, Copies.LINK).copies] == ["d"]

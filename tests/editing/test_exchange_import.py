"""Bringing files in: all of them or nothing, and nothing twice."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.exchange import (
    Cancelled,
    ImportOptions,
    ImportReport,
    NotBroughtIn,
    bring_in,
)
from annotator.editing.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


def _dump(project: Project) -> dict[str, object]:
    """Everything a project holds, but its journal."""
    reader = project.reader
    articles = list(reader.articles())
    return {
        "articles": articles,
        "texts": [reader.text(one.text_sha256) for one in articles],
        "annotations": [reader.annotations(one.id) for one in articles],
        "relations": [reader.relations(one.id) for one in articles],
        "statuses": [reader.statuses(one.id) for one in articles],
        "codebook": reader.codebook(),
        "annotators": reader.annotators(),
        "undo": reader.undo_title(),
    }


def _span(name: str, text: str, words: str, label: str = "ACTOR", by: str = "a") -> dict[str, Any]:
    start = text.index(words)
    return {
        "id": name,
        "start": start,
        "end": start + len(words),
        "label": label,
        "text": words,
        "fragments": [[start, start + len(words)]],
        "attributes": [],
        "note": "",
        "annotator": by,
    }


def _line(name: str, text: str, *spans: dict[str, Any], **other: object) -> str:
    meta = dict.fromkeys(("title", "source", "url", "published", "language"), "")
    line = {
        "format": "article-annotations/1",
        "id": name,
        "text": text,
        "annotator": "",
        "spans": spans,
        "relations": [],
        "meta": {**meta, "keywords": [], "text_sha256": ""},
        "answer": "accept",
        **other,
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("".join(lines), encoding="utf-8", newline="")
    return path


def _refused(project: Project, *paths: Path, **options: Any) -> tuple[str, ...]:
    """The refusals of an import that must fail and must leave everything as it was."""
    before = _dump(project)
    with pytest.raises(NotBroughtIn) as caught:
        bring_in(project, paths, ImportOptions(**options))
    assert _dump(project) == before
    return tuple(str(one) for one in caught.value.refusals)


_TEXT = "Ayşe spoke in Ankara. Kaya did not."


def test_a_folder_is_walked_in_order_and_what_no_format_reads_is_reported(
    tmp_path: Path, project: Project
) -> None:
    folder = tmp_path / "news"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("z.txt", "a.txt", "b/c.TXT", ".hidden.txt", ".git/x.txt", "picture.png"):
        (folder / name).write_text(f"Title of {name}\n\nWords.\n", encoding="utf-8")
    report = bring_in(project, [folder])
    assert [one.name for one in project.reader.articles()] == ["a", "z", "c"]
    assert report.passed_over == (str(folder / "picture.png"),)
    assert (report.files, report.articles) == (3, 3)


def test_the_same_file_twice_adds_nothing_and_says_so(tmp_path: Path, project: Project) -> None:
    plain = _file(tmp_path, "a.txt", "Title\n\nWords.\n")
    lines = _file(tmp_path, "b.jsonl", _line("x", _TEXT, _span("s1", _TEXT, "Ayşe")))
    bring_in(project, [plain, lines])
    before = _dump(project)
    report = bring_in(project, [plain, lines])
    assert _dump(project) == before
    assert (report.articles, report.annotations) == (0, 0)
    assert [str(one) for one in report.unchanged] == [
        f"{plain}: a is there already",
        f"{lines}:1: x is there already",
    ]


def test_another_text_of_the_same_name_gets_a_name_of_its_own(
    tmp_path: Path, project: Project
) -> None:
    first = _file(tmp_path, "a.txt", "First text.\n")
    (tmp_path / "other").mkdir()
    second = _file(tmp_path / "other", "a.txt", "Second text.\n")
    report = bring_in(project, [first, second])
    assert [one.name for one in project.reader.articles()] == ["a", "a-2"]
    assert str(report.renamed[0]) == (
        f"{second}: a is the name of another text; this one became a-2"
    )
    again = bring_in(project, [second, first])
    assert (again.articles, len(again.unchanged)) == (0, 2)


def test_labels_and_relation_types_the_codebook_lacks_are_added_or_refused(
    tmp_path: Path, project: Project
) -> None:
    spans = (_span("s1", _TEXT, "Ayşe", "PERSON"), _span("s2", _TEXT, "Ankara", "LOCATION"))
    links = [{"id": "r1", "label": "is in", "head": "s1", "child": "s2"}]
    path = _file(tmp_path, "a.jsonl", _line("x", _TEXT, *spans, relations=links))
    assert _refused(project, path, strict=True) == (
        f"{path}:1: the label 'PERSON' is not in the codebook",
    )
    report = bring_in(project, [path])
    assert report.added_labels == ("PERSON",)
    assert report.added_relation_types == ("is in",)
    label = project.codebook.label_named("PERSON")
    assert label is not None
    assert (label.key, label.position) == ("4", 3)
    project.undo()
    assert project.codebook.label_named("PERSON") is None
    assert list(project.reader.articles()) == []


def test_one_bad_line_leaves_everything_as_it_was_and_every_bad_one_is_named(
    tmp_path: Path, project: Project
) -> None:
    good = _line("x", _TEXT, _span("s1", _TEXT, "Ayşe", "PERSON"))
    path = _file(tmp_path, "a.jsonl", good, "[]\n", good, "{\n")
    empty = _file(tmp_path, "b.txt")
    picture = _file(tmp_path, "c.bmp", "words")
    said = _refused(project, path, empty, tmp_path / "missing.txt", project.path, picture)
    assert said == (
        f"{tmp_path / 'missing.txt'}: does not exist",
        f"{project.path}: is the project itself",
        f"{picture}: is in no format that is known here; `annotator formats` lists them",
        f"{path}:2: is not one JSON object",
        f"{path}:4: the line ends before its object does; every line must hold one whole object",
        f"{empty}: is empty",
    )


def test_a_bad_line_after_many_good_ones_takes_them_all_back(
    tmp_path: Path, project: Project
) -> None:
    lines = [_line(f"x{at}", f"{at} {_TEXT}") for at in range(200)]
    path = _file(tmp_path, "a.jsonl", *lines, "no\n")
    assert len(_refused(project, path)) == 1
    assert list(project.reader.articles()) == []


def test_skipping_bad_ones_brings_in_the_good_and_lists_the_bad(
    tmp_path: Path, project: Project
) -> None:
    path = _file(tmp_path, "a.jsonl", _line("x", _TEXT), "[]\n", _line("y", _TEXT + "!"))
    empty = _file(tmp_path, "b.txt")
    unknown = _file(tmp_path, "c.jsonl", _line("z", _TEXT, _span("s", _TEXT, "Ayşe", "NEW")))
    report = bring_in(project, [path, empty, unknown], ImportOptions(skip_bad=True, strict=True))
    assert report.articles == 2
    assert [str(one) for one in report.refusals] == [
        f"{path}:2: is not one JSON object",
        f"{empty}: is empty",
        f"{unknown}:1: the label 'NEW' is not in the codebook",
    ]


def test_a_file_of_nothing_but_bad_lines_is_given_up_early(
    tmp_path: Path, project: Project
) -> None:
    path = _file(tmp_path, "a.jsonl", "[]\n" * 5000)
    assert len(_refused(project, path)) == 100
    report = bring_in(project, [path], ImportOptions(skip_bad=True))
    assert len(report.refusals) == 5000


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_nowhere_or_to_folders_are_reported(
    tmp_path: Path, project: Project
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    _file(folder, "a.txt", "Words.\n")
    (folder / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    report = bring_in(project, [folder])
    assert report.articles == 1
    assert report.passed_over == (str(folder / "round"), str(folder / "b.txt"))


def test_an_empty_folder_is_refused(tmp_path: Path, project: Project) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert _refused(project, folder) == (f"{folder}: holds no file to bring in",)


def test_stopping_leaves_everything_as_it_was(tmp_path: Path, project: Project) -> None:
    lines = [_line(f"x{at}", f"{at} {_TEXT}") for at in range(200)]
    path = _file(tmp_path, "a.jsonl", *lines)
    before = _dump(project)
    told: list[tuple[int, int, str]] = []

    def watch(done: int, total: int, name: str) -> bool:
        told.append((done, total, name))
        return len(told) < 150

    with pytest.raises(Cancelled):
        bring_in(project, [path], watch=watch)
    assert _dump(project) == before
    assert len(told) == 150


def test_two_annotators_of_one_article_on_two_lines_are_merged(
    tmp_path: Path, project: Project
) -> None:
    first = _span("s1", _TEXT, "Ayşe", by="a")
    second = _span("s1", _TEXT, "Kaya", by="b")
    third = _span("s2", _TEXT, "Ankara", "LOCATION", by="b")
    links = [{"id": "r1", "label": "about", "head": "s1", "child": "s2"}]
    path = _file(
        tmp_path,
        "a.jsonl",
        _line("x", _TEXT, first, annotator="a"),
        _line("x", _TEXT, second, third, annotator="b", relations=links, answer="reject"),
    )
    report = bring_in(project, [path])
    (article,) = project.reader.articles()
    marks = project.reader.annotations(article.id)
    assert [(one.name, one.number) for one in marks] == [("s1", 1), ("s3", 2), ("s2", 3)]
    (link,) = project.reader.relations(article.id)
    assert (link.head_id, link.child_id) == (marks[1].id, marks[2].id)
    assert link.annotator_id == marks[1].annotator_id
    assert "s1 → s3" in str(report.renamed[0])
    done = {one.answer: one.progress for one in project.reader.statuses(article.id)}
    assert done == {"accept": Progress.DONE, "reject": Progress.TODO}
    assert bring_in(project, [path]).annotations == 0


def test_an_article_that_is_there_gets_only_the_marks_it_lacks(
    tmp_path: Path, project: Project
) -> None:
    plain = _file(tmp_path, "x.txt", _TEXT)
    one = _span("s1", _TEXT, "Ayşe")
    first = _file(tmp_path, "1.jsonl", _line("x", _TEXT, one))
    both = (_span("s1", _TEXT, "Ankara", "LOCATION"), {**one, "id": "s7"})
    second = _file(tmp_path, "2.jsonl", _line("x", _TEXT, *both))
    bring_in(project, [plain])
    assert bring_in(project, [first]).articles == 0
    report = bring_in(project, [second])
    (article,) = project.reader.articles()
    assert article.source_name == "x.txt"
    assert [mark.name for mark in project.reader.annotations(article.id)] == ["s1", "s2"]
    assert report.annotations == 1


def test_equal_marks_within_one_record_are_all_kept(tmp_path: Path, project: Project) -> None:
    twins = (_span("s1", _TEXT, "Ayşe"), _span("s2", _TEXT, "Ayşe"))
    path = _file(tmp_path, "1.jsonl", _line("x", _TEXT, *twins))
    assert bring_in(project, [path]).annotations == 2
    assert bring_in(project, [path]).annotations == 0


def test_unnamed_annotations_go_to_the_annotator_given(tmp_path: Path, project: Project) -> None:
    path = _file(tmp_path, "1.jsonl", _line("x", _TEXT, _span("s1", _TEXT, "Ayşe", by="")))
    bring_in(project, [path], ImportOptions(annotator="gold"))
    by = {one.id: one for one in project.annotators.values()}
    (article,) = project.reader.articles()
    (mark,) = project.reader.annotations(article.id)
    assert by[mark.annotator_id].name == "gold"
    assert by[mark.annotator_id].kind == "gold"
    assert {by[one.annotator_id].name for one in project.reader.statuses(article.id)} == {"gold"}


def test_my_own_marks_from_a_file_are_mine(tmp_path: Path, project: Project) -> None:
    path = _file(tmp_path, "1.jsonl", _line("x", _TEXT, _span("s1", _TEXT, "Ayşe", by="new me")))
    project.close()
    mine = Project.open(project.path, own_name="new me")
    try:
        bring_in(mine, [path])
        (article,) = mine.reader.articles()
        (mark,) = mine.reader.annotations(article.id)
        assert mark.annotator_id == mine.me.id
        assert mine.annotators[mine.me.id].name == "new me"
    finally:
        mine.close()


def test_a_decision_made_here_stands_against_a_file(tmp_path: Path, project: Project) -> None:
    first = _file(tmp_path, "1.jsonl", _line("x", _TEXT, annotator="a", answer="reject"))
    second = _file(tmp_path, "2.jsonl", _line("x", _TEXT, annotator="a", answer="accept"))
    bring_in(project, [first])
    report = bring_in(project, [second])
    (article,) = project.reader.articles()
    assert [one.answer for one in project.reader.statuses(article.id)] == ["reject"]
    assert str(report.notes[0]) == (
        f"{second}:1: says accept; the project says reject and keeps that"
    )


def test_a_project_open_for_reading_only_refuses(tmp_path: Path, project: Project) -> None:
    path = _file(tmp_path, "a.txt", "Words.\n")
    reading = Project.open(project.path, own_name="ed", read_only=True)
    try:
        with pytest.raises(Refused, match="reading only"):
            bring_in(reading, [path])
    finally:
        reading.close()


def test_a_thousand_articles_come_in_at_one_go_with_progress(
    tmp_path: Path, project: Project
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for at in range(1000):
        (folder / f"{at:04}.txt").write_text(f"Title {at}\n\nWords of {at}.\n", encoding="utf-8")
    told: list[int] = []

    def watch(done: int, total: int, name: str) -> bool:
        assert 0 <= done <= total
        told.append(done)
        return True

    report: ImportReport = bring_in(project, [folder], watch=watch)
    assert report.articles == 1000
    assert told == sorted(told)
    assert len(set(told)) == 1001
    assert project.reader.counts().articles == 1000
    assert project.undo_title == "Import 1000 files"
    project.undo()
    assert list(project.reader.articles()) == []


def test_a_file_that_needs_what_is_not_installed_is_named_and_the_rest_comes_in(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    _file(tmp_path, "a.txt", "Ministers met in Ankara.\n")
    _file(tmp_path, "b.ttl", "@prefix nif: <http://example.org/> .\n")
    report = bring_in(
        project, [tmp_path / "a.txt", tmp_path / "b.ttl"], ImportOptions(skip_bad=True)
    )
    assert report.articles == 1
    (refused,) = map(str, report.refusals)
    assert refused.startswith(
        f"{tmp_path / 'b.ttl'}: cannot be read here: Reading NIF needs rdflib"
    )
    assert refused.endswith('pip install "annotator[nif]"')


def test_marks_that_slipped_are_reported_and_native_ones_refused_unless_repaired(
    tmp_path: Path, project: Project
) -> None:
    line = json.loads(_line("x", _TEXT, _span("s1", _TEXT, "Ayşe", "PERSON")))
    span = line["spans"][0]
    span["start"], span["end"] = span["start"] + 1, span["end"] + 1
    span["fragments"] = [[span["start"], span["end"]]]
    path = _file(tmp_path, "a.jsonl", json.dumps(line) + "\n")
    with pytest.raises(NotBroughtIn, match="but the text at"):
        bring_in(project, [path])
    report = bring_in(project, [path], ImportOptions(repair=True))
    assert (report.annotations, report.as_they_were) == (1, 1)
    assert any("from 1" in str(note) for note in report.notes)

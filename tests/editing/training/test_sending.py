"""Exporting for training: nothing leaks, nothing old moves, the sum is the whole."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.copies import link_copies
from annotator.editing.exchange import Cancelled, ExportOptions, bring_in
from annotator.editing.progress import set_progress
from annotator.editing.project import Project
from annotator.editing.training import (
    Grouping,
    Shares,
    TrainingOptions,
    TrainingReport,
    send_out_parts,
)
from annotator.formats.edges import Edges
from annotator.formats.format import OffsetUnit
from tests.editing.builders import training_line

_EVEN = Shares(1, 1, 1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


def _story(number: int, *, edited: int = 0) -> str:
    """A story of its own; edited, with other words at some places."""
    words = [f"w{number}x{at}" for at in range(60)]
    chance = random.Random(edited)
    for at in chance.sample(range(60), 6) if edited else ():
        words[at] = f"e{edited}"
    return " ".join(words)


def _bring(project: Project, *lines: dict[str, Any], name: str = "in.jsonl") -> None:
    path = project.path.with_name(name)
    path.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    bring_in(project, [path])


def _sent(
    project: Project, out: Path, **options: Any
) -> tuple[TrainingReport, dict[str, str], dict[str, str]]:
    """The report, the part of each article, and its group."""
    export = ExportOptions(progress=Progress.DONE, list_losses=True)
    wanted = TrainingOptions(**({"export": export, "shares": _EVEN} | options))
    report = send_out_parts(project, out, wanted)
    rows = [json.loads(one) for one in (out / "split.jsonl").read_text("utf-8").splitlines()]
    for one in report.parts:
        lines = (out / f"{one.part}.jsonl").read_text("utf-8").splitlines()
        names = [json.loads(line)["id"] for line in lines]
        assert names == [row["id"] for row in rows if row["part"] == one.part]
        assert len(names) == one.articles
    return report, {one["id"]: one["part"] for one in rows}, {
        one["id"]: one["group"] for one in rows
    }  # fmt: skip


_ARTICLES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 3), st.sampled_from(["", "BBC", "AP"])),
    min_size=1,
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ARTICLES, _ARTICLES, st.sampled_from(Grouping))
def test_no_group_is_in_two_parts_nothing_moves_and_the_sum_is_the_whole(
    first: list[tuple[int, int, str]], later: list[tuple[int, int, str]], grouping: Grouping
) -> None:
    with tempfile.TemporaryDirectory() as place:
        project = Project.create(Path(place, "p.annotator"), own_name="ed")
        try:
            before = _added(project, place, first, "a", grouping)
            after = _added(project, place, later, "b", grouping)
        finally:
            project.close()
    assert before.items() <= after.items()


def _added(
    project: Project,
    place: str,
    articles: list[tuple[int, int, str]],
    name: str,
    grouping: Grouping,
) -> dict[str, str]:
    lines = [
        training_line(f"{name}{at}", _story(story, edited=edited), (0, 4, "ACTOR"), source=source)
        for at, (story, edited, source) in enumerate(articles)
    ]
    _bring(project, *lines, name=f"{name}.jsonl")
    report, parts, groups = _sent(project, Path(place, f"out-{name}"), grouping=grouping)
    every = {one.name: one for one in project.reader.articles()}
    assert parts.keys() | set(report.aside) == every.keys()
    assert not parts.keys() & set(report.aside)
    found = defaultdict(set)
    for one, part in parts.items():
        found[groups[one]].add(part)
        if grouping is Grouping.SOURCE and every[one].source:
            found[every[one].source].add(part)
        if grouping is Grouping.COPIES:  # stories here resemble only their own copies
            found[project.reader.text(every[one].text_sha256).split("x")[0]].add(part)
    assert all(len(one) == 1 for one in found.values())
    assert sum(one.articles for one in report.parts) == len(parts) == report.whole.articles
    return parts


def test_the_same_project_gives_the_same_bytes(tmp_path: Path, project: Project) -> None:
    _bring(project, *(training_line(f"a{at}", _story(at), (0, 4, "ACTOR")) for at in range(12)))
    for name in ("one", "two"):
        _sent(project, tmp_path / name, seed=None)
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two
    assert {"README.md", "load.py", "split.jsonl", "SHA256SUMS", "train.jsonl"} <= one.keys()


def test_an_article_like_two_groups_is_set_aside(tmp_path: Path, project: Project) -> None:
    halves = f"{_story(1)[:300]} {_story(2)[:300]}"
    _bring(
        project,
        training_line("a", _story(1)),
        training_line("b", _story(2)),
        training_line("c", halves),
    )
    for seed in range(20):
        report, parts, _ = _sent(project, tmp_path / str(seed), seed=seed)
        if parts["a"] != parts["b"]:
            assert report.aside == ("c",)
            assert "c" not in parts
            assert "article like ones of several parts" in dict(report.whole.losses)
            return
        assert parts["c"] == parts["a"]
    pytest.fail("no seed parts two groups")


def test_articles_that_are_done_later_move_none(tmp_path: Path, project: Project) -> None:
    lines = [training_line(f"a{at}", _story(at // 2, edited=at)) for at in range(12)]
    _bring(project, *(one | {"answer": "ignore"} if at % 2 == 0 else one
                      for at, one in enumerate(lines)))  # fmt: skip
    _, before, _ = _sent(project, tmp_path / "before")
    assert len(before) == 6
    for article in project.reader.articles():
        if article.name not in before:
            set_progress(project, article.id, Progress.DONE)
    _, after, groups = _sent(project, tmp_path / "after")
    assert len(after) == 12
    assert before.items() <= after.items()
    assert groups["a1"] == groups["a0"] == "article a0"


def test_a_linked_copy_stays_with_its_original_whatever_its_words(
    tmp_path: Path, project: Project
) -> None:
    _bring(project, *(training_line(f"a{at}", _story(at)) for at in range(8)))
    ids = {one.name: one.id for one in project.reader.articles()}
    link_copies(project, [(ids[f"a{at}"], "a0") for at in range(1, 8)])
    _, parts, _ = _sent(project, tmp_path / "out")
    assert len(set(parts.values())) == 1


def test_copies_in_other_parts_are_counted_where_they_are_not_what_groups(
    tmp_path: Path, project: Project
) -> None:
    lines = [training_line(f"a{at}", _story(1, edited=at), source=f"paper {at}") for at in range(6)]
    _bring(project, *lines)
    report, parts, _ = _sent(project, tmp_path / "out", grouping=Grouping.SOURCE)
    assert len(set(parts.values())) > 1
    assert report.leaks == 6


def test_negatives_come_along_unless_asked_otherwise(tmp_path: Path, project: Project) -> None:
    todo = training_line("c", _story(3)) | {"answer": "ignore"}
    _bring(
        project, training_line("a", _story(1), (0, 4, "ACTOR")), training_line("b", _story(2)), todo
    )
    report, parts, _ = _sent(project, tmp_path / "one")
    assert parts.keys() == {"a", "b"}
    assert sum(one.unmarked for one in report.parts) == 1
    _, parts, _ = _sent(project, tmp_path / "two", negatives=False)
    assert parts.keys() == {"a"}
    _, parts, _ = _sent(project, tmp_path / "three", export=ExportOptions())
    assert parts.keys() == {"a", "b"}


def test_a_format_of_marks_alone_has_no_negatives(tmp_path: Path, project: Project) -> None:
    _bring(project, training_line("a", _story(1), (0, 4, "ACTOR")), training_line("b", _story(2)))
    options = TrainingOptions(export=ExportOptions(format="csv"), shares=Shares(1, 0, 0))
    report = send_out_parts(project, tmp_path / "out", options)
    assert report.whole.articles == 1
    assert (tmp_path / "out" / "split.jsonl").read_text("utf-8").count("\n") == 1
    assert dict(report.whole.losses)["article without marks"] == 1


def test_what_a_line_of_one_shape_cannot_hold_is_told(tmp_path: Path, project: Project) -> None:
    line = training_line("a", _story(1), (0, 4, "ACTOR"), desk="Foreign")
    line["format"] = "article-annotations/3"
    line["spans"][0] |= {"entity": "e7", "codebook_version": 1}
    none = {"latitude": None, "longitude": None}
    line["entities"] = [
        {"id": "e7", "name": "Aral", "kind": "", "aliases": [], "note": "", "more": [], **none,
         "country": "", "chain": [], "precision": ""}
    ]  # fmt: skip
    line["article_answers"] = []
    _bring(project, line)
    report, _, _ = _sent(project, tmp_path / "out")
    assert dict(report.whole.losses) == {"entity of a mark": 1, "further fact of an article": 1}
    written = json.loads((tmp_path / "out" / f"{report.parts[0].part}.jsonl").read_text("utf-8"))
    assert written["format"] == "article-annotations/1"


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        (Edges.AS_MARKED, " Ankar"),
        (Edges.TRIM, "Ankar"),
        (Edges.EXPAND, "Ankara"),
        (Edges.CONTRACT, None),
    ],
)
def test_edges_of_marks_are_as_asked(
    tmp_path: Path, project: Project, edges: Edges, words: str | None
) -> None:
    text = "They met in Ankara today."
    _bring(project, training_line("a", text, (11, 17, "LOCATION")))
    report, _, _ = _sent(project, tmp_path / "out", edges=edges)
    line = json.loads((tmp_path / "out" / f"{report.parts[0].part}.jsonl").read_text("utf-8"))
    found = [text[one["start"] : one["end"]] for one in line["spans"]]
    assert found == ([] if words is None else [words])
    assert bool(report.whole.losses) == (edges is not Edges.AS_MARKED)


def test_the_card_tells_what_is_there(tmp_path: Path, project: Project) -> None:
    text = _story(1)
    other = training_line("a", text, (0, 4, "ACTOR"), (5, 9, "CLAIM")) | {"annotator": "b"}
    for span in other["spans"]:
        span["annotator"] = "b"
    _bring(project, training_line("a", text, (0, 4, "ACTOR"), language="en-GB"))
    _bring(project, other, name="other.jsonl")
    report, _, _ = _sent(project, tmp_path / "out", licence="cc-by-4.0")
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert card.startswith('---\npretty_name: "p"\nlicense: "cc-by-4.0"\nlanguage: ["en"]\n')
    assert project.codebook.labels[0].definition in card
    assert report.agreement is not None
    assert report.agreement.f1 == pytest.approx(2 / 3)
    assert "| all | 0.667 |" in card
    for one in report.files:
        data = (tmp_path / "out" / one.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one.size, one.sha256)
        if one.name != "SHA256SUMS":
            assert one.sha256 in card


def test_what_cannot_be_is_refused_and_leaves_nothing(tmp_path: Path, project: Project) -> None:
    _bring(project, training_line("a", _story(1)) | {"answer": "ignore"})
    with pytest.raises(Refused, match="nothing to learn from"):
        _sent(project, tmp_path / "out")
    with pytest.raises(Refused, match="several files"):
        _sent(project, tmp_path / "out", export=ExportOptions(format="brat"))
    utf16 = ExportOptions(offsets=OffsetUnit.UTF16)
    with pytest.raises(Refused, match="code points"):
        _sent(project, tmp_path / "out", export=utf16)
    _bring(project, training_line("b", _story(2)), name="b.jsonl")
    with pytest.raises(Cancelled):
        send_out_parts(project, tmp_path / "out", None, lambda done, _total, _name: done < 3)
    assert not (tmp_path / "out").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(Refused, match="there already"):
        send_out_parts(project, tmp_path / "full")

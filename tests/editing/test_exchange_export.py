"""Sending out: the same bytes for the same project, and nothing lost in silence."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.refusal import Refused
from annotator.domain.status import Progress
from annotator.editing.exchange import (
    Cancelled,
    ExportOptions,
    ExportReport,
    bring_in,
    send_out,
)
from annotator.editing.marking import mark
from annotator.editing.progress import set_flag, set_progress
from annotator.editing.project import Project
from annotator.formats.format import OffsetUnit, WriteOptions
from annotator.formats.jsonl_writing import line_of
from annotator.formats.record import Answer, Record, RelationRecord, SpanRecord

_DATA = Path(__file__).resolve().parents[1] / "data"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_TEXT = "Title\n\nTitle\n\nANKARA\nTitle\n\n😀 Ayşe spoke in Ankara.\n\nKaya did not.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()


def _sent(project: Project, **options: Any) -> tuple[list[dict[str, Any]], ExportReport]:
    out = io.BytesIO()
    report = send_out(project, out, ExportOptions(list_losses=True, **options))
    return [json.loads(line) for line in out.getvalue().splitlines()], report


def _bring(project: Project, folder: Path, *records: Record) -> Path:
    path = folder / "in.jsonl"
    path.write_bytes(b"".join(line_of(record, WriteOptions()) for record in records))
    bring_in(project, [path])
    return path


def _span(name: str, words: str, label: str, by: str) -> SpanRecord:
    start = _TEXT.index(words)
    return SpanRecord(
        name=name, label=label, fragments=((start, start + len(words)),), annotator=by
    )


def _gold_names() -> list[str]:
    lines = (_SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def _two_hands(name: str = "x", text: str = _TEXT) -> Record:
    return Record(
        name=name,
        text=text,
        answer=Answer.ACCEPT,
        spans=(
            _span("s1", "Ayşe", "ACTOR", "a"),
            _span("s2", "Kaya", "ACTOR", "b"),
            _span("s3", "Ankara", "LOCATION", "a"),
            _span("s4", "ANKARA", "LOCATION", "b"),
        ),
        relations=(
            RelationRecord(name="r1", label="about", head="s1", child="s3"),
            RelationRecord(name="r2", label="about", head="s2", child="s3"),
        ),
    )


def test_the_fixture_goes_through_a_project_unchanged(tmp_path: Path, project: Project) -> None:
    source = _DATA / "native.jsonl"
    bring_in(project, [source])
    out = tmp_path / "out.jsonl"
    report = send_out(project, out)
    assert out.read_bytes() == source.read_bytes()
    assert (report.articles, report.annotations, report.relations) == (1, 14, 3)
    assert report.losses == ()


_NAMES = st.sampled_from(["", "ed1", "ed2", "gold"])


@st.composite
def _records(draw: st.DrawFn) -> list[Record]:
    texts = draw(st.lists(st.text("aé😀\u2028 \n", min_size=1, max_size=9), min_size=1, max_size=4))
    records = []
    for at, text in enumerate(texts):
        names = draw(st.lists(st.sampled_from(["s1", "s2", "x", "é"]), max_size=3, unique=True))
        ends = st.sampled_from(names) if names else st.nothing()
        starts = st.integers(0, len(text) - 1)
        spans = tuple(
            SpanRecord(
                name=name,
                label=draw(st.sampled_from(["ACTOR", "CLAIM", "Ü"])),
                fragments=((start := draw(starts), draw(st.integers(start + 1, len(text)))),),
                answers=tuple(draw(st.lists(st.tuples(_NAMES, _NAMES), max_size=2))),
                note=draw(st.sampled_from(["", "a\nb"])),
                annotator=draw(_NAMES),
            )
            for name in names
        )
        links = draw(st.lists(st.tuples(ends, ends), max_size=2 if names else 0, unique=True))
        records.append(
            Record(
                name=f"d{at}",
                text=text,
                annotator=draw(_NAMES),
                spans=spans,
                relations=tuple(
                    RelationRecord(name=f"r{n}", label="about", head=head, child=child)
                    for n, (head, child) in enumerate(links)
                ),
                answer=draw(st.sampled_from(Answer)),
                title=draw(st.sampled_from(["", "T"])),
                keywords=tuple(draw(st.lists(_NAMES, max_size=2))),
                more=tuple(draw(st.sampled_from([(), (("z", "1"), ("a", ""))]))),
            )
        )
    return records


@settings(max_examples=60, deadline=None)
@given(_records())
def test_any_records_go_through_a_project_unchanged(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    project = Project.create(folder / "p.annotator", own_name="me")
    try:
        source = _bring(project, folder, *records)
        out = io.BytesIO()
        send_out(project, out)
        assert out.getvalue() == source.read_bytes()
        assert bring_in(project, [source]).annotations == 0
        assert project.undo_title == "Import in.jsonl"
    finally:
        project.close()


def test_a_record_is_by_its_one_annotator_or_by_nobody(tmp_path: Path, project: Project) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text(_TEXT, encoding="utf-8")
    bring_in(project, [plain])
    ((untouched,), _) = _sent(project)
    assert (untouched["annotator"], untouched["answer"]) == ("", "ignore")
    (row,) = project.reader.articles()
    opened = project.open_article(row.id)
    mark(project, opened, project.codebook.labels[0], ((30, 34),))
    ((begun,), _) = _sent(project)
    assert (begun["annotator"], begun["answer"]) == ("ed", "accept")
    _bring(project, tmp_path, _two_hands("plain"))
    ((both,), _) = _sent(project)
    assert both["annotator"] == ""
    assert [span["annotator"] for span in both["spans"]] == ["ed", "a", "b", "a", "b"]


def test_a_reviewed_article_without_marks_is_accepted(tmp_path: Path, project: Project) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text(_TEXT, encoding="utf-8")
    bring_in(project, [plain])
    (row,) = project.reader.articles()
    set_progress(project, row.id, Progress.DONE)
    ((line,), _) = _sent(project)
    assert (line["annotator"], line["answer"], line["spans"]) == ("ed", "accept", [])


def test_filters_choose_marks_and_what_they_tear_is_told(tmp_path: Path, project: Project) -> None:
    _bring(project, tmp_path, _two_hands())
    ((line,), report) = _sent(project, annotators=("a",))
    assert [span["id"] for span in line["spans"]] == ["s1", "s3"]
    assert line["annotator"] == "a"
    assert [link["id"] for link in line["relations"]] == ["r1"]
    ((line,), report) = _sent(project, labels=("ACTOR",))
    assert [span["id"] for span in line["spans"]] == ["s1", "s2"]
    assert report.losses == (("relation to a mark that was left out", 2),)
    assert [loss.detail for loss in report.listed] == ["r1 about", "r2 about"]


def test_articles_are_chosen_by_how_far_they_are(tmp_path: Path, project: Project) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{_TEXT}", encoding="utf-8")
        bring_in(project, [tmp_path / f"{name}.txt"])
    rows = {one.name: one.id for one in project.reader.articles()}
    set_progress(project, rows["b"], Progress.IN_PROGRESS)
    set_progress(project, rows["c"], Progress.DONE)
    for progress, name in zip(Progress, ("a", "b", "c"), strict=True):
        lines, report = _sent(project, progress=progress)
        assert [line["id"] for line in lines] == [name]
        assert report.articles == 1


def test_unknown_names_and_formats_are_refused(project: Project) -> None:
    for options, words in (
        (ExportOptions(labels=("NOBODY",)), "no label NOBODY"),
        (ExportOptions(annotators=("nobody",)), "no annotator nobody"),
        (ExportOptions(format="docx"), "no format docx"),
        (ExportOptions(format="plain"), "no format plain"),
    ):
        with pytest.raises(Refused, match=words):
            send_out(project, io.BytesIO(), options)


def test_a_text_without_furniture_carries_its_marks_along(tmp_path: Path, project: Project) -> None:
    _bring(project, tmp_path, _two_hands())
    ((line,), report) = _sent(project, strip_zones=True, offsets=OffsetUnit.UTF16)
    assert "ANKARA" not in line["text"]
    assert line["text"].count("Title") == 1
    units = line["text"].encode("utf-16-le")
    for span in line["spans"]:
        assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == span["text"]
    assert [span["id"] for span in line["spans"]] == ["s1", "s2", "s3"]
    assert report.losses == (("span within zones", 1),)


def test_what_the_format_has_no_room_for_is_counted(tmp_path: Path, project: Project) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text(_TEXT, encoding="utf-8")
    bring_in(project, [plain])
    (row,) = project.reader.articles()
    set_flag(project, row.id, flagged=True, note="ask the desk")
    _, report = _sent(project)
    assert ("place of an article", 1) in report.losses
    assert ("flag", 1) in report.losses
    assert "ask the desk" in [loss.detail for loss in report.listed]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, project: Project) -> None:
    _bring(project, tmp_path, _two_hands("x"), _two_hands("y", _TEXT + "!"))
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"before")
    out.chmod(0o640)
    with pytest.raises(Cancelled):
        send_out(project, out, watch=lambda *told: told[0] < 1)
    assert out.read_bytes() == b"before"
    send_out(project, out)
    first = out.read_bytes()
    send_out(project, out)
    assert out.read_bytes() == first
    assert first.count(b"\n") == 2
    if sys.platform != "win32":
        assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir() if "out" in one.name) == ["out.jsonl"]


def test_what_cannot_be_written_to_is_refused(tmp_path: Path, project: Project) -> None:
    before = project.path.read_bytes()
    with pytest.raises(Refused, match="is the project itself"):
        send_out(project, project.path)
    with pytest.raises(Refused, match="is a folder"):
        send_out(project, tmp_path)
    with pytest.raises(Refused, match="is not a folder"):
        send_out(project, tmp_path / "no" / "out.jsonl")
    assert project.path.read_bytes() == before
    if os.name == "posix":
        send_out(project, Path(os.devnull))
        assert Path(os.devnull).is_char_device()

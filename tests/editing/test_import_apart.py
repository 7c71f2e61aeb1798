"""A large import is read by a second process, and comes in as one that is not."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import Refused
from annotator.editing.exchange import (
    Cancelled,
    ImportOptions,
    ImportReport,
    NotBroughtIn,
    bring_in,
    send_out,
)
from annotator.editing.incoming import apart
from annotator.editing.incoming.lookup import Seen
from annotator.editing.project import Project
from annotator.formats.name_pattern import NamePattern
from annotator.formats.record import Record
from tests.editing.builders import project_at, training_line

_FIXTURES = Path(__file__).resolve().parents[1] / "data"
_TEXT = "Ayşe spoke in Ankara. Kaya did not."
_STAND = {"start": 0, "end": 4, "text": "Ayşe", "fragments": [[0, 4]]}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = project_at(tmp_path)
    yield made
    made.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every import is large enough; the processes that were started for them."""
    processes: list[subprocess.Popen[bytes]] = []
    start = apart._start

    def noted() -> subprocess.Popen[bytes] | None:
        process = start()
        assert process is not None
        processes.append(process)
        return process

    monkeypatch.setattr(apart, "LEAST", 0)
    monkeypatch.setattr(apart, "_start", noted)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return processes


def _written(path: Path, *lines: dict[str, Any] | str) -> Path:
    shown = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("".join(f"{one}\n" for one in shown), encoding="utf-8", newline="")
    return path


def _many(folder: Path) -> Path:
    """Articles that meet again in the same file, soon and after many others were written."""
    first = training_line("twice", _TEXT, (0, 4, "ACTOR"), annotator="a")
    again = training_line("twice", _TEXT, (14, 20, "LOCATION"), annotator="b")
    other = training_line("twice", _TEXT + " Twice.", (0, 4, "PERSON"), annotator="c")
    some = [
        training_line(f"n{at}", f"{at} {_TEXT}", (2, 6, "ACTOR"), annotator=f"a{at % 3}")
        for at in range(130)
    ]
    return _written(folder / "many.jsonl", first, again, *some[:120], other, again, first, *some)


def _told(report: ImportReport) -> list[object]:
    remarks = (*report.renamed, *report.unchanged, *report.notes)
    counts = (report.files, report.articles, report.annotations, report.relations)
    return [counts, report.added_labels, list(map(str, (*remarks, *report.refusals)))]


def test_it_comes_in_as_in_one_process_and_is_one_act(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, started: list[Any]
) -> None:
    paths = [_many(tmp_path), _FIXTURES / "native-2.jsonl", _FIXTURES / "native-3.jsonl"]
    report = bring_in(project, paths)
    assert [one.returncode is not None for one in started] == [True]
    once, out = tmp_path / "apart.jsonl", tmp_path / "together.jsonl"
    send_out(project, once)
    assert _told(bring_in(project, paths))[0] == (3, 0, 0, 0)

    monkeypatch.setattr(apart, "LEAST", 1_000_000)
    other = project_at(tmp_path, "other")
    assert _told(bring_in(other, paths)) == _told(report)
    assert len(started) == 2
    send_out(other, out)
    other.close()
    assert once.read_bytes() == out.read_bytes()

    assert project.undo_title == "Import 3 files"
    project.undo()
    assert not project.reader.article_ids()
    project.redo()
    send_out(project, out)
    assert once.read_bytes() == out.read_bytes()


def test_every_bad_line_is_named_in_order_and_nothing_comes_in(
    tmp_path: Path, project: Project, started: list[Any]
) -> None:
    good = training_line("x", _TEXT, (0, 4, "PERSON"))
    wrong = {**good, "spans": [{**good["spans"][0], **_STAND, "text": "Ayse"}]}
    path = _written(tmp_path / "a.jsonl", good, wrong, "[]", {**good, "id": "y"}, "{")
    missing = tmp_path / "missing.txt"
    with pytest.raises(NotBroughtIn) as caught:
        bring_in(project, [path, missing])
    assert [str(one) for one in caught.value.refusals] == [
        f"{missing}: does not exist",
        f"{path}:2: spans[0].text is 'Ayse', but the text at 0 to 4 is 'Ayşe'",
        f"{path}:3: is not one JSON object",
        f"{path}:5: the line ends before its object does; every line must hold one whole object",
    ]
    assert not project.reader.article_ids()
    assert project.undo_title is None
    assert project.codebook.label_named("PERSON") is None
    report = bring_in(project, [path, missing], ImportOptions(skip_bad=True))
    assert (report.articles, len(report.refusals)) == (2, 4)
    assert len(started) == 2


def test_stopping_it_ends_the_process_and_leaves_everything_as_it_was(
    tmp_path: Path, project: Project, started: list[Any]
) -> None:
    path = _many(tmp_path)

    def stop(done: int, total: int, name: str) -> bool:
        return name == ""

    with pytest.raises(Cancelled):
        bring_in(project, [path], watch=stop)
    assert started[0].returncode is not None
    assert not project.reader.article_ids()
    assert "annotator reading" not in {one.name for one in threading.enumerate()}
    assert bring_in(project, [path]).articles == 132


def test_a_process_that_is_ended_from_outside_leaves_everything_as_it_was(
    tmp_path: Path, project: Project, started: list[Any]
) -> None:
    path = _many(tmp_path)

    def watch(done: int, total: int, name: str) -> bool:
        started[0].kill()
        started[0].wait()
        return True

    with pytest.raises(Refused, match="ended from outside"):
        bring_in(project, [path, *[_FIXTURES / "native-2.jsonl"] * 3], watch=watch)
    assert not project.reader.article_ids()


class _Wrong(NamePattern):
    """A pattern with a bug in it."""

    def applied(self, record: Record, path: Path) -> Record:
        raise ZeroDivisionError(record.name, path)


def test_a_bug_in_the_process_is_no_refusal(
    tmp_path: Path, project: Project, started: list[Any]
) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        bring_in(project, [_many(tmp_path)], ImportOptions(names=_Wrong("{title}")))
    assert not project.reader.article_ids()


def test_where_no_process_can_be_started_it_is_read_in_this_one(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, started: list[Any]
) -> None:
    monkeypatch.setattr(apart, "_CODE", "raise SystemExit(1)")
    assert bring_in(project, [_many(tmp_path)]).articles == 132
    monkeypatch.setattr(apart, "_start", lambda: None)
    assert bring_in(project, [_many(tmp_path)]).articles == 0
    assert len(started) == 1


def test_a_key_that_came_is_never_forgotten() -> None:
    keys = [*(f"n{at}" for at in range(3_000)), *range(3_000), *((f"{at}", "") for at in range(9))]
    seen = Seen()
    assert not any(key in seen for key in keys)
    for key in keys:
        seen.add(key)
    assert all(key in seen for key in keys)
    assert sum(f"other {at}" in seen for at in range(3_000)) < 10

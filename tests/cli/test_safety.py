"""Checking, repairing, backing up and going back from the command line."""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.main import main
from annotator.editing.project import Project
from annotator.store.reader import Reader

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; returns its status and what it said on both streams."""

    def say(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return say


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "press.annotator"
    (tmp_path / "a.txt").write_text("Energy Minister Deniz Aral travelled to Karsu.")
    assert run("new", path)[0] == 0
    assert run("import", path, tmp_path / "a.txt")[0] == 0
    return path


def _articles(path: Path) -> int:
    with closing(Reader.open(path)) as reader:
        return reader.counts().articles


def _listed(run: Run, project: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("backup", project, "--list", "--json")[1])[
        "backups"
    ]
    return found


def test_an_import_makes_a_backup_first_and_more_can_be_made(run: Run, project: Path) -> None:
    (before,) = _listed(run, project)
    assert before["reason"] == "before import"
    assert _articles(Path(before["path"])) == 0
    status, out, _ = run("backup", project)
    assert status == 0
    assert "compared the two" in out
    assert [one["reason"] for one in _listed(run, project)] == ["by hand", "before import"]
    assert "Nothing has changed" in run("backup", project)[1]
    assert "by hand" in run("backup", project, "--list")[1]


def test_going_back_is_asked_for_and_can_be_undone(run: Run, project: Path) -> None:
    (before,) = _listed(run, project)
    status, _, err = run("restore", before["path"], project)
    assert status == 1
    assert "--replace" in err
    assert _articles(project) == 1
    status, out, _ = run("restore", "--replace", before["path"], project)
    assert status == 0
    assert "undo takes it back" in out
    assert _articles(project) == 0
    with closing(Project.open(project, own_name="me")) as opened:
        opened.undo()
    assert _articles(project) == 1


def test_a_damaged_project_is_refused_with_the_way_out(run: Run, project: Path) -> None:
    run("backup", project)
    whole = project.read_bytes()
    project.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    status, _, err = run("info", project)
    assert status == 1
    assert "The newest good backup is" in err
    way_out = shlex.split(err.strip().partition("in place with: ")[2])
    assert way_out[0] == "annotator"
    status, out, _ = run(*way_out[1:])
    assert status == 0
    assert "which is kept as" in out
    assert _articles(project) == 1
    assert run("check", project)[0] == 0
    assert len(list(project.parent.glob("press (damaged*"))) == 1


def test_a_stranger_gives_its_rows(run: Run, project: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(project)) as hostile:
        hostile.execute("CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM texts; END")
    assert run("info", project)[0] == 1
    status, out, err = run("restore", project, tmp_path / "fresh.annotator")
    assert status == 0
    assert "1 article and 0 annotations" in out
    assert "holds a trigger" in err
    assert run("check", tmp_path / "fresh.annotator")[0] == 0


def test_what_follows_from_the_rest_is_made_again(run: Run, project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        connection.execute("UPDATE articles SET folded = 'x', length = 1")
    assert run("check", project)[0] == 1
    status, out, _ = run("check", project, "--repair", "--json")
    assert status == 0
    assert len(json.loads(out)["repaired"]) == 2
    assert run("check", project)[1].endswith("is sound.\n")


def test_while_another_program_writes_everything_else_is_refused_in_words(
    run: Run, project: Path, tmp_path: Path
) -> None:
    with closing(Project.open(project, own_name="window")) as window:
        window.prepare()
        for words in (
            ("import", project, tmp_path / "a.txt"),
            ("check", project, "--repair"),
            ("restore", "--replace", _listed(run, project)[0]["path"], project),
        ):
            status, _, err = run(*words)
            assert status == 1
            assert "already open in this program" in err
        assert run("info", project)[0] == 0
        assert run("backup", project)[0] == 0

"""The command line: what it prints, where, and its exit status."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.invocation import COMMANDS, asks_for_window
from annotator.cli.main import main, parser
from annotator.editing.project import Project
from annotator.settings import Settings
from tests.formats import samples

_CHECKOUT = Path(__file__).resolve().parents[2]
_DATA = _CHECKOUT / "tests" / "data"


class _Said:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def plain(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        assert self.out.count("\n") == 1
        found: dict[str, Any] = json.loads(self.out)
        return found


class _Shell:
    """Runs commands as a script would, in a folder of its own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *words: str | Path) -> _Said:
        status = main([str(word) for word in words])
        out, err = self._capture.readouterr()
        return _Said(status, out, err)

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> _Shell:
    monkeypatch.chdir(tmp_path)
    return _Shell(tmp_path, capsys)


@pytest.fixture
def project(run: _Shell) -> Path:
    path = run.folder / "p.annotator"
    assert run("new", path).status == 0
    return path


def _dump(project: Path) -> str:
    """Every row of a project file."""
    with contextlib.closing(sqlite3.connect(project)) as connection:
        return "\n".join(connection.iterdump())


def test_from_nothing_to_training_data(run: _Shell) -> None:
    fixture = _DATA / "native.jsonl"
    assert run("new", "p.annotator").out == "Made p.annotator with 3 labels.\n"
    came = run("import", "p.annotator", fixture, "--json").plain
    assert (came["articles"], came["annotations"], came["relations"]) == (1, 14, 3)
    assert came["added_relation_types"] == ["makes", "member_of"]
    info = run("info", "p.annotator", "--json").plain
    assert info["articles"] == 1
    assert info["labels"] == {"ACTOR": 4, "LOCATION": 6, "CLAIM": 4}
    assert info["annotators"]["ed1"] == 14
    assert info["schema_version"] >= 1
    sent = run("export", "p.annotator", "out.jsonl")
    assert sent.status == 0
    assert "14 annotations and 3 relations to out.jsonl." in sent.out
    assert (run.folder / "out.jsonl").read_bytes() == fixture.read_bytes()
    assert run("check", "p.annotator").status == 0
    assert [one.name for one in run.folder.iterdir() if "p.annotator" in one.name] == [
        "p.annotator"
    ]


def test_an_import_that_fails_names_every_bad_line_and_changes_nothing(
    run: _Shell, project: Path
) -> None:
    bad = run.file("bad.jsonl", b"[]\n\xff\n")
    empty = run.file("empty.txt", b"")
    before = _dump(project)
    said = run("import", project, bad, empty)
    assert said.status == 1
    assert said.out == ""
    assert said.err.splitlines() == [
        f"annotator: {bad}:1: is not one JSON object",
        f"annotator: {bad}:2: is not UTF-8: byte 1 of the line is 0xFF",
        f"annotator: {empty}: is empty",
    ]
    assert _dump(project) == before
    plain = run("import", project, bad, "--json")
    assert plain.status == 1
    assert plain.plain["refusals"][0] == {
        "file": str(bad),
        "line": 1,
        "reason": "is not one JSON object",
    }


def test_skip_bad_and_strict(run: _Shell, project: Path) -> None:
    good = run.file("good.txt", "A title\n\nAnd words.\n")
    empty = run.file("empty.txt", b"")
    said = run("import", project, good, empty, "--skip-bad", "--json")
    assert (said.status, said.plain["articles"]) == (0, 1)
    assert said.plain["refusals"][0]["reason"] == "is empty"
    assert said.err == f"annotator: {empty}: is empty\n"
    assert run("import", project, empty, "--skip-bad").status == 1
    again = run("import", project, good)
    assert "it is all there already" in again.out


def test_export_to_standard_output_is_nothing_but_the_data(run: _Shell, project: Path) -> None:
    run("import", project, run.file("a.txt", "A title\n\nAnd words.\n"))
    said = run("export", project, "-")
    assert json.loads(said.out)["id"] == "a"
    both = run("export", project, "-", "--json")
    assert (both.status, both.out) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to offer")
def test_a_full_disk_is_refused_in_words(run: _Shell, project: Path) -> None:
    run("import", project, run.file("a.txt", "A title\n\nAnd words.\n"))
    said = run("export", project, "/dev/full")
    assert said.status == 1
    assert said.err == "annotator: /dev/full cannot be written: No space left on device.\n"
    program = "import sys; from annotator.__main__ import main; sys.exit(main())"
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-c", program, "export", str(project), "-"],
            cwd=_CHECKOUT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("annotator: Standard output cannot be written: No space left")


def test_losses_are_told(run: _Shell, project: Path) -> None:
    text = "A title\n\nA title\n\nANKARA\nA title\n\nWords were spoken today.\n"
    run("import", project, run.file("a.txt", text))
    said = run("export", project, "out.jsonl", "--loss-report")
    assert "Not in the file: place of an article (1)" in said.out
    assert "a: place of an article: ANKARA" in said.out
    plain = run("export", project, "out.jsonl", "--loss-report", "--json").plain
    assert plain["losses"] == {"place of an article": 1}
    bare = run("export", project, "bare.jsonl", "--strip-zones", "--json").plain
    assert bare["articles"] == 1
    line = json.loads((run.folder / "bare.jsonl").read_bytes())
    assert line["text"] == "A title\n\nWords were spoken today.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["imprt"],
        ["import"],
        ["import", "p.annotator"],
        ["import", "p.annotator", "x", "--format", "stone-tablets"],
        ["import", "p.annotator", "x", "--encoding", "klingon"],
        ["export", "p.annotator", "x", "--offsets", "inches"],
        ["export", "p.annotator", "x", "--status", "nearly"],
        ["codebook", "p.annotator", "--export", "a", "--import", "b"],
        ["info", "p.annotator", "--loud"],
    ],
)
def test_wrong_usage_is_status_two(run: _Shell, words: list[str]) -> None:
    said = run(*words)
    assert said.status == 2
    assert said.out == ""
    assert "usage" in said.err


def test_what_is_no_project_is_refused_in_one_sentence(run: _Shell, project: Path) -> None:
    text = run.file("text.annotator", "This is no project, only words. " * 100)
    empty = run.file("empty.annotator", b"")
    half = run.file("half.annotator", project.read_bytes()[:5000])
    missing = run.folder / "missing.annotator"
    for path in (text, empty, half, missing, run.folder):
        before = path.read_bytes() if path.is_file() else b""
        tries: list[list[str | Path]] = [
            ["info", path],
            ["export", path, "out"],
            ["import", path, text],
            ["codebook", path],
            ["check", path],
        ]
        for words in tries:
            said = run(*words)
            assert said.status == 1, words
            if words[0] != "check":
                assert said.out == ""
                assert said.err.startswith("annotator: ")
                assert said.err.count("\n") == 1
        if path.is_file():
            assert path.read_bytes() == before
    assert run("new", project).status == 1
    assert not (run.folder / "out").exists()


def test_a_text_that_was_tampered_with_is_found_and_not_exported(
    run: _Shell, project: Path
) -> None:
    run("import", project, run.file("a.txt", "A title\n\nAnd words.\n"))
    with contextlib.closing(sqlite3.connect(project)) as connection, connection:
        connection.execute("UPDATE texts SET text = 'Other words.'")
    said = run("check", project, "--json")
    assert (said.status, said.plain["findings"][0]["article"]) == (1, "a")
    assert run("export", project, "out.jsonl").status == 1
    assert [one.name for one in run.folder.iterdir() if "out" in one.name] == []


def test_a_project_that_is_open_elsewhere_can_be_read_but_not_written(
    run: _Shell, project: Path
) -> None:
    words = run.file("a.txt", "Words.\n")
    open_one = Project.open(project, own_name="somebody")
    try:
        said = run("import", project, words)
        assert said.status == 1
        assert said.err.count("\n") == 1
        assert run("info", project).status == 0
        assert run("export", project, "out.jsonl").status == 0
    finally:
        open_one.close()


def test_a_codebook_goes_out_and_comes_in(run: _Shell, project: Path) -> None:
    assert run("codebook", project, "--export", "book.json").status == 0
    book = json.loads((run.folder / "book.json").read_bytes())
    assert [label["name"] for label in book["labels"]] == ["ACTOR", "LOCATION", "CLAIM"]
    same = run("codebook", project, "--import", "book.json")
    assert same.out == "Nothing to change: the codebook says so already.\n"
    book["labels"][0]["definition"] = "Whoever acts."
    book["labels"] = [{"name": "EVENT", "key": "2"}, book["labels"][0], book["labels"][2]]
    book["relation_types"] = [{"name": "in", "heads": ["EVENT"], "children": []}]
    run.file("other.json", json.dumps(book))
    said = run("codebook", project, "--import", "other.json", "--json").plain
    assert said["added"] == ["EVENT", "in"]
    assert said["freed_keys"] == ["2 of LOCATION"]
    shown = run("codebook", project, "--json").plain
    names = [(label["name"], label["key"]) for label in shown["labels"]]
    assert names == [("EVENT", "2"), ("ACTOR", "1"), ("CLAIM", "3"), ("LOCATION", "")]
    assert "Whoever acts." in run("codebook", project).out
    made = run("new", "q.annotator", "--codebook", "other.json", "--json").plain
    assert made["labels"] == 3


def test_a_bad_codebook_makes_no_project(run: _Shell) -> None:
    book = run.file("bad.json", '{"format": "annotator-codebook/1", "label": []}')
    said = run("new", "q.annotator", "--codebook", book)
    assert said.status == 1
    assert said.err.startswith(f"annotator: {book}: is not a codebook: ")
    assert not (run.folder / "q.annotator").exists()


def test_a_backup_is_a_project_again(run: _Shell, project: Path) -> None:
    run("import", project, run.file("a.txt", "Words.\n"))
    assert run("backup", project, "copy.annotator").status == 0
    taken = run("restore", "copy.annotator", project)
    assert taken.status == 1
    assert taken.err.count("\n") == 1
    assert run("restore", "copy.annotator", "again.annotator").status == 0
    assert run("info", "again.annotator", "--json").plain["articles"] == 1
    junk = run.file("junk", "words")
    assert run("restore", junk, "third.annotator").status == 1
    other = run.folder / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE texts (sha256)")
    assert run("restore", other, "third.annotator").status == 1
    assert run("backup", other, "third.annotator").status == 1
    assert not (run.folder / "third.annotator").exists()


def test_formats_are_listed_with_what_they_cannot_hold(run: _Shell) -> None:
    plain = run("formats", "--json").plain
    assert [one["name"] for one in plain["formats"]][:2] == ["plain", "jsonl"]
    assert all(one["cannot_hold"] for one in plain["formats"])
    assert "cannot hold whom and what marks mean" in run("formats").out


def test_nothing_from_a_file_can_steer_the_terminal(run: _Shell, project: Path) -> None:
    bad = run.file("bad.jsonl", json.dumps({"\x1b[2J\x07": 1}))
    said = run("import", project, bad)
    assert "\x1b" not in said.err
    assert "[2J" in said.err


def test_a_command_wins_over_a_file_of_its_name(run: _Shell, project: Path) -> None:
    run.file("import", b"")
    assert asks_for_window([])
    assert asks_for_window(["--sample"])
    assert asks_for_window([str(project)])
    assert asks_for_window(["./import"])
    assert asks_for_window(["not-there-yet.annotator"])
    assert not asks_for_window(["import"])
    assert not asks_for_window(["imprt"])
    assert not asks_for_window(["--help"])
    assert not asks_for_window(["import", "p", "x"])


def test_commands_never_load_the_window(run: _Shell, project: Path) -> None:
    program = (
        "import sys; from annotator.__main__ import main; sys.argv[1:] = sys.argv[1:]; "
        "status = main(); assert not any(name.startswith(('PySide6', 'annotator.ui')) "
        "for name in sys.modules); sys.exit(status)"
    )
    for words, status in ((["info", str(project)], 0), (["info", "missing"], 1), (["info"], 2)):
        ran = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=_CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == status, ran.stderr


def test_help_names_every_command_in_order() -> None:
    lines = parser().format_help().splitlines()
    named = [line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "]
    assert tuple(named) == COMMANDS


def test_a_project_begins_with_a_codebook_that_comes_along(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "events.annotator"
    assert run("new", str(path), "--codebook", "conflict-events").status == 0
    assert "EVENT" in run("codebook", str(path)).out
    qdc = tmp_path / "book.qdc"
    assert run("codebook", str(path), "--export", str(qdc)).status == 0
    assert b"urn:QDA-XML:codebook:1.0" in qdc.read_bytes()
    refused = run("new", str(tmp_path / "x.annotator"), "--codebook", "no-such")
    assert refused.status == 1
    assert "political-claims" in refused.err


def test_a_format_has_its_options_and_makes_folders_or_zips(
    run: _Shell, project: Path, tmp_path: Path
) -> None:
    source = Path(__file__).resolve().parents[1] / "data" / "native.jsonl"
    assert run("import", project, source).status == 0
    out = tmp_path / "tags"
    options = ["--format", "conll", "--option", "scheme=bilou", "--option", "comments=no"]
    said = run("export", project, out, *options, "--loss-report")
    assert said.status == 0
    assert "Not in the file: relation (3)" in said.out
    assert "\tL-ACTOR" in (out / "ACTOR.conll").read_text(encoding="utf-8")
    assert "#" not in (out / "ACTOR.conll").read_text(encoding="utf-8").splitlines()[0]
    again = run("export", project, out, *options)
    assert again.status == 1
    assert "name a new or an empty folder" in again.err
    assert run("export", project, tmp_path / "x.zip", "--format", "brat").status == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as made:
        assert made.namelist() == ["fixture-1.txt", "fixture-1.ann", "annotation.conf"]
    bad = run("export", project, tmp_path / "y", "--format", "conll", "--option", "scheme=x")
    assert "scheme must be one of iob2, iob1, iobes, bilou, not x" in bad.err
    bad = run("export", project, tmp_path / "y.jsonl", "--offsets", "grapheme")
    assert "Offsets in jsonl count codepoint or utf16 or byte, not grapheme." in bad.err


def test_an_import_tells_of_offsets_and_saves_its_report(
    run: _Shell, project: Path, tmp_path: Path
) -> None:
    run.file("a.txt", b"Later, Ankara agreed.\n")
    run.file("a.ann", b"T1\tLOC 0 6\tAnkara\nT2\tLOC 0 5\tParis\n")
    said = run("import", project, tmp_path / "a.ann", "--report", tmp_path / "report.txt")
    assert said.status == 0
    assert "Offsets: 0 taken as they were, 1 moved, 1 not found." in said.out
    report = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "a: T1 LOC 'Ankara' at 0-6 was moved to 7-13" in report
    assert "a: T2 LOC 'Paris' at 0-5 has words that are not in the text" in report


def test_copies_are_listed_and_linked(run: _Shell, project: Path) -> None:
    story = " ".join(f"word{number}" for number in range(60))
    first, again = run.file("a.txt", story), run.file("b.txt", f"{story} and more")
    came = run("import", project, first, again)
    assert "Copies of articles that were there: 1." in came.out
    assert f"{again}: b is a copy of a, 96% alike: kept" in came.out
    assert run("copies", project).out.splitlines()[1] == "b: a copy of a, 96% alike"
    (found,) = run("copies", project, "--link", "--json").plain["copies"]
    assert (found["article"], found["original"], found["linked"]) == ("b", "a", True)
    assert run("copies", project).out.splitlines()[1].endswith(", linked")
    assert run("copies", project, "--unlink").out.splitlines()[1] == "b: a copy of a, 96% alike"


def test_a_copy_can_be_left_out(run: _Shell, project: Path) -> None:
    story = " ".join(f"word{number}" for number in range(60))
    run("import", project, run.file("a.txt", story))
    came = run("import", project, run.file("b.txt", story), "--copies", "skip")
    assert (came.status, "b is a copy of a, 100% alike: skipped" in came.out) == (0, True)
    assert run("info", project, "--json").plain["articles"] == 1


def test_training_data_comes_in_parts_that_stay(run: _Shell, project: Path) -> None:
    run("import", project, _DATA / "native.jsonl")
    made = run("export", project, "out", "--training", "--shares", "1/0/0", "--licence", "mit")
    assert made.status == 0
    assert made.out.splitlines()[0].startswith("train: ")
    assert "with --seed 0 every article stays in its part" in made.out
    assert 'license: "mit"' in (run.folder / "out" / "README.md").read_text("utf-8")
    told = run("export", project, "again", "--training", "--balance", "--json").plain
    assert told["files"].keys() >= {"split.jsonl", "load.py"}
    again = run("export", project, "out", "--training")
    assert (again.status, "is there already" in again.err) == (1, True)
    assert run("export", project, "x", "--training", "--shares", "8/2").status == 2


def test_columns_and_names_of_files_are_told_and_previewed(run: _Shell) -> None:
    run("new", "p.annotator")
    table = run.file("2024-01-05_x.csv", "a,body\nTitle,Words.\n")
    told = ("--map", "title=a", "--names", "{date:%Y-%m-%d}_{*}")
    shown = run("import", "p.annotator", table, *told, "--preview", "--json").plain["files"][0]
    assert [one["part"] for one in shown["columns"]] == ["title", "text"]
    assert shown["names"] == {"date": "2024-01-05"}
    assert run("info", "p.annotator", "--json").plain["articles"] == 0
    assert run("import", "p.annotator", table, *told).status == 0
    (article,) = _articles(run.folder / "p.annotator")
    assert article == ("Title", "2024-01-05")
    said = run("import", "p.annotator", table, "--map", "title=nope")
    assert said.status == 1
    assert said.err == f"annotator: {table}: has no column nope; it has: a, body\n"
    assert run("import", "p.annotator", table, "--map", "nope=a").status == 2


def test_what_was_said_of_tables_in_the_window_holds_here_too(run: _Shell) -> None:
    run("new", "p.annotator")
    table = run.file("t.csv", "a,b\nWords here.,Title\n")
    Settings().set(table_columns=[{"a": "text", "b": "title"}])
    preview = ("import", "p.annotator", table, "--preview", "--json")

    def parts(*told: str) -> list[str]:
        (one,) = run(*preview, *told).plain["files"]
        return [column["part"] for column in one["columns"]]

    assert parts() == ["text", "title"]
    assert parts("--map", "author=b") == ["text", "author"]
    assert parts("--guess-columns") == ["more", "more"]


def test_a_sheet_is_listed_chosen_and_remembered(run: _Shell) -> None:
    run("new", "p.annotator")
    samples.workbook(run.folder / "t.xlsx")

    def look(*told: str) -> tuple[str, list[str]]:
        shown = run("import", "p.annotator", "t.xlsx", "--preview", "--json", *told)
        (one,) = shown.plain["files"]
        return one["sheet"], one["sheets"]

    titles = ["About", "May", "June", "Empty"]
    assert look() == ("May", titles)
    assert look("--sheet", "June") == ("June", titles)
    Settings().set(table_sheets=[{"titles": sorted(titles), "chosen": "June"}])
    assert look() == ("June", titles)
    assert look("--guess-columns") == ("May", titles)
    assert run("import", "p.annotator", "t.xlsx").status == 0
    assert _articles(run.folder / "p.annotator") == [("In June", "")]
    said = run("import", "p.annotator", "t.xlsx", "--sheet", "July")
    assert said.status == 1
    assert "has no sheet July; it has: About, May, June, Empty" in said.err


def _articles(path: Path) -> list[tuple[str, str]]:
    project = Project.open(path, own_name="ed")
    try:
        return [(one.title, one.published) for one in project.reader.articles()]
    finally:
        project.close()

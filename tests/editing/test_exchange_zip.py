"""Zip archives of articles come in as folders do, and leave nothing behind."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from annotator.editing.exchange import Cancelled, ImportOptions, NotBroughtIn, bring_in
from annotator.editing.project import Project
from annotator.formats.name_pattern import NamePattern


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(tempfile, "tempdir", str(_place(tmp_path)))
    made = Project.create(tmp_path / "p.annotator", own_name="ed")
    yield made
    made.close()
    assert not list(_place(tmp_path).glob("annotator-*")), "something stayed unpacked"


def _place(tmp_path: Path) -> Path:
    place = tmp_path / "unpacked"
    place.mkdir(exist_ok=True)
    return place


def _zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


_BRAT = {"b/x.txt": "Ankara said no.", "b/x.ann": "T1\tACTOR 0 6\tAnkara\n"}


def test_every_kind_of_file_in_it_is_read_as_if_it_lay_in_a_folder(
    project: Project, tmp_path: Path
) -> None:
    members: dict[str, str | bytes] = {
        "a/one.txt": "One.",
        "t.csv": "title,text\nA,two\n",
        **_BRAT,
        "__MACOSX/._one.txt": "?",
    }
    source = _zipped(tmp_path / "a.zip", members)
    report = bring_in(project, [source])
    assert (report.files, report.articles, report.annotations) == (3, 3, 1)
    assert bring_in(project, [source]).articles == 0


def test_what_is_bad_is_named_within_the_archive(project: Project, tmp_path: Path) -> None:
    inner = _zipped(tmp_path / "inner.zip", {"x.txt": "x"}).read_bytes()
    members: dict[str, str | bytes] = {
        "t.csv": "title,text\nA,\nB,fine\n",
        "inner.zip": inner,
        "p.xyz": "?",
    }
    source = _zipped(tmp_path / "a.zip", members)
    with pytest.raises(NotBroughtIn):
        bring_in(project, [source])
    report = bring_in(project, [source], ImportOptions(skip_bad=True))
    assert sorted((one.file, one.line) for one in report.refusals) == [
        (f"{source}/inner.zip", None),
        (f"{source}/t.csv", 2),
    ]
    assert report.passed_over == (f"{source}/p.xyz",)
    assert report.articles == 1


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"../x.txt": "x"}, "leads out"),
        ({"/etc/x.txt": "x"}, "leads out"),
        ({"b.txt": b"a" * 40 * 2**20}, "times its size"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused_whole(
    project: Project, tmp_path: Path, members: dict[str, str | bytes], reason: str
) -> None:
    source = _zipped(tmp_path / "a.zip", members)
    with pytest.raises(NotBroughtIn, match=reason):
        bring_in(project, [source])
    assert not (tmp_path / "x.txt").exists()


def test_names_and_folders_in_it_follow_a_pattern(project: Project, tmp_path: Path) -> None:
    source = _zipped(tmp_path / "a.zip", {"Post/2024-01-05.txt": "Words."})
    pattern = NamePattern("{source}/{date:%Y-%m-%d}")
    bring_in(project, [source], ImportOptions(names=pattern))
    (article,) = project.reader.articles()
    assert (article.source, article.published) == ("Post", "2024-01-05")


def test_it_can_be_stopped_while_it_is_unpacked(project: Project, tmp_path: Path) -> None:
    source = _zipped(tmp_path / "a.zip", {f"{at}.txt": "x" for at in range(5)})
    with pytest.raises(Cancelled):
        bring_in(project, [source], None, lambda _done, _total, _name: False)
    assert not list(project.reader.articles())

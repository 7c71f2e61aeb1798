"""A folder for training loads by its card alone, and by the script that lies in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.editing.exchange import ExportOptions, bring_in
from annotator.editing.project import Project
from annotator.editing.training import Shares, TrainingOptions, TrainingReport, send_out_parts

pytestmark = [pytest.mark.consumer, pytest.mark.filterwarnings("ignore")]

_CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The sample articles with their gold, which overlaps and comes in pieces."""
    made = Project.create(tmp_path / "p.annotator", own_name="tester")
    bring_in(made, [_CHECKOUT / "seeds" / "gold.jsonl"])
    yield made
    made.close()


def _folder(project: Project, out: Path, form: str) -> TrainingReport:
    options = TrainingOptions(export=ExportOptions(format=form), shares=Shares(1, 1, 1))
    return send_out_parts(project, out, options)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_card_alone_loads_the_parts(
    project: Project, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    report = _folder(project, tmp_path / "out", form)
    found = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert {name: len(rows) for name, rows in found.items()} == {
        {"dev": "validation"}.get(one.part, str(one.part)): one.articles for one in report.parts
    }
    for rows in found.values():
        for row in rows:
            for span in row["spans"]:
                pieces = [row["text"][start:end] for start, end in span["fragments"]]
                assert " ".join(pieces) == span["text"]


@pytest.mark.parametrize(
    ("form", "module"), [("jsonl", "spacy"), ("spacy", "spacy"), ("parquet", "pyarrow")]
)
def test_the_script_beside_the_data_loads_it(
    project: Project, tmp_path: Path, form: str, module: str
) -> None:
    pytest.importorskip(module, reason=f"{module} is not installed")
    report = _folder(project, tmp_path / "out", form)
    command = [sys.executable, str(tmp_path / "out" / "load.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        [str(one.part), str(one.articles)] for one in report.parts
    ]

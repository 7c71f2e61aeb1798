"""Exports load in what people load them into, with the marks where they were."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.consumers import checks, training

pytestmark = [pytest.mark.consumer, pytest.mark.filterwarnings("ignore")]


@pytest.mark.parametrize(
    "check",
    checks.CHECKS,
    ids=lambda check: f"{check.format}-{check.package}-{check.read.__name__}",
)
def test_a_consumer_reads_what_was_exported(
    check: checks.Check, tmp_path: Path, shared: Path
) -> None:
    if not check.version:
        pytest.skip(f"{check.package} is not installed")
    checks.run(check, tmp_path, shared)


def test_spacy_trains_on_an_export_and_learns(tmp_path: Path, shared: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    assert training.score(tmp_path, shared / "prodigy-news-headlines") > 0


def test_debug_data_finds_nothing_wrong_with_an_export(tmp_path: Path, shared: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    train, dev = training.exported(tmp_path, shared / "prodigy-news-headlines")
    config = training.config(tmp_path)
    command = [sys.executable, "-m", "spacy", "debug", "data", str(config)]
    paths = ["--paths.train", str(train), "--paths.dev", str(dev)]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "Corpus is loadable" in said, said[-2000:]
    assert "invalid whitespace" not in said.casefold()
    assert "✘ 0" not in said

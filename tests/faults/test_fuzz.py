"""Readers meet bytes nobody would write; what was ever found stays here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import fuzz, harness
from tests.faults.fuzz_targets import SEPARATOR, targets

_FOUND: list[tuple[str, bytes]] = [
    ("jsonl", b'{"format":"\\n1"}'),  # the name of a format broke the line of its refusal
    ("brat", b"R1\t\n" + SEPARATOR + b"Words."),  # a relation of nothing
]


@pytest.mark.parametrize(("name", "data"), _FOUND, ids=[name for name, _ in _FOUND])
def test_what_was_found_once_is_refused_in_words(name: str, data: bytes, tmp_path: Path) -> None:
    targets()[name](data, tmp_path)


@pytest.mark.parametrize("name", targets())
def test_every_target_takes_its_real_files(name: str, tmp_path: Path) -> None:
    fuzz.plant(name, tmp_path / "corpus")
    (tmp_path / "place").mkdir()
    for path in sorted((tmp_path / "corpus").iterdir())[:10]:
        targets()[name](path.read_bytes(), tmp_path / "place")


@pytest.mark.skipif(bool(fuzz.missing()), reason=fuzz.missing() or "-")
def test_a_few_seconds_of_fuzzing_find_nothing() -> None:
    assert harness.run("fuzz", "--reader", "all", "--minutes", "0.1").startswith("all: ")

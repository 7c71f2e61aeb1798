"""Every format on the list has a file in tests/data that it is held to."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator import formats

_GOLDEN = Path(__file__).resolve().parents[1] / "data" / "formats"


@pytest.mark.parametrize("name", [one.name for one in formats.FORMATS])
def test_a_listed_format_has_a_golden_file(name: str) -> None:
    files = [file for file in _GOLDEN.glob("*") if file.name.partition(".")[0] == name]
    assert files, f"put one into tests/data/formats, named {name}.<suffix> or a folder {name}"
    assert all(file.is_dir() or file.stat().st_size for file in files)

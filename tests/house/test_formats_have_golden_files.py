"""Every format on the list has a file here that it is held to.

By its suffix, in tests/data or among the sample articles; where formats share a suffix,
the name of the file or of its folder tells which it is meant for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats import FORMATS
from annotator.formats.format import Format

_CHECKOUT = Path(__file__).resolve().parents[2]
_FILES = [
    file
    for folder in ("tests/data", "seeds")
    for file in (_CHECKOUT / folder).rglob("*")
    if file.is_file() and file.stat().st_size
]


def _is_of(file: Path, one: Format) -> bool:
    suffix = file.suffix.lower()
    sharing = [other for other in FORMATS if suffix in other.suffixes]
    named = one.name in file.name or file.parent.name == one.name
    return one in sharing and (len(sharing) == 1 or named)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_listed_format_has_a_golden_file(one: Format) -> None:
    assert any(_is_of(file, one) for file in _FILES), f"none in tests/data for {one.name}"

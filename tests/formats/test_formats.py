"""The list of formats, and telling the format of a file by what it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats import FORMATS, format_for, format_named, format_of
from annotator.formats.format import Format
from annotator.formats.plain import PLAIN
from tests.formats import samples


def test_names_tell_formats_apart_and_each_says_what_it_loses() -> None:
    names = [one.name for one in FORMATS]
    assert len(set(names)) == len(names)
    for one in FORMATS:
        assert one.cannot_hold
        assert one.reads or one.writes
        assert format_named(one.name) is one
        assert all(format_for(Path(f"x{suffix.upper()}")) for suffix in one.suffixes)
        assert len({choice.name for choice in one.choices}) == len(one.choices)
    assert format_for(Path("x.nothing")) is None
    assert format_named("nothing") is None


@pytest.mark.parametrize("one", [one for one in FORMATS if one.reads], ids=lambda one: one.name)
def test_a_golden_file_is_known_for_what_it_is(one: Format) -> None:
    if one is PLAIN:
        return
    for module in one.needs:
        pytest.importorskip(module, reason=f"{one.name} needs {module}")
    golden = samples.golden(one)
    files = [golden] if golden.is_file() else sorted(golden.iterdir())
    assert any(format_of(file) is one for file in files)


def test_a_file_that_is_nothing_known_has_no_format(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert format_of(picture) is None
    assert format_of(tmp_path / "missing.xyz") is None

"""The list of formats."""

from __future__ import annotations

from pathlib import Path

from annotator.formats import FORMATS, format_for, format_named


def test_names_and_suffixes_tell_formats_apart() -> None:
    names = [one.name for one in FORMATS]
    suffixes = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)
    for one in FORMATS:
        assert one.loses
        assert one.reads or one.writes
        assert format_named(one.name) is one
        assert all(format_for(Path(f"x{suffix.upper()}")) is one for suffix in one.suffixes)
    assert format_for(Path("x.docx")) is None
    assert format_named("docx") is None

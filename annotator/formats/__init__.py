"""Every format, in the order users see them. A new format is one line more in FORMATS."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.format import Format
from annotator.formats.jsonl import JSONL
from annotator.formats.plain import PLAIN

FORMATS: tuple[Format, ...] = (PLAIN, JSONL)


def format_named(name: str) -> Format | None:
    """The format of that name, or None."""
    return next((one for one in FORMATS if one.name == name), None)


def format_for(path: Path) -> Format | None:
    """The format a file's suffix tells of, or None."""
    suffix = path.suffix.lower()
    return next((one for one in FORMATS if suffix in one.suffixes), None)

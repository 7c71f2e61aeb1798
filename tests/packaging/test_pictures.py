"""The README shows pictures that are there, and light enough to clone."""

from __future__ import annotations

import re
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def test_every_picture_of_the_readme_is_there_and_small() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (_CHECKOUT / "README.md").read_text("utf-8"))
    assert len(shown) >= 2
    for name in shown:
        picture = _CHECKOUT / name
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 250_000, f"{name} is too large"

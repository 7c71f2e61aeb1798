"""Damaged project files open and say so, or are refused in words; none crashes or hangs."""

from __future__ import annotations

import sys

import pytest

from tests.faults import harness


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_sixty_damaged_files_are_survived() -> None:
    told = harness.run("damage", "--trials", "60")
    assert "60 files: none crashed or hung the program" in told
    assert "other than it was" not in told

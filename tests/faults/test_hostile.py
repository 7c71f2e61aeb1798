"""Files made to do harm are refused in words, or read within bounds, by every reader."""

from __future__ import annotations

import sys

import pytest

from annotator.formats import FORMATS
from tests.faults import harness


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no limit of memory")
@pytest.mark.timeout(300)
def test_small_files_made_to_do_harm_are_survived() -> None:
    told = harness.run("hostile", "--small", seconds=280)
    for form in FORMATS:
        assert not form.reads or f"{form.name:20} deep_json" in told

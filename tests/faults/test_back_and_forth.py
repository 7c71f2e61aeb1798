"""Whatever was done is taken back to the byte, and done again to the byte."""

from __future__ import annotations

from pathlib import Path

from tests.faults.back_and_forth import run


def test_hundreds_of_acts_are_taken_back_and_done_again(tmp_path: Path) -> None:
    done = run(tmp_path / "p.annotator", 300, 20260304)
    assert done.total() == 300
    assert {"mark", "relate", "link", "regroup", "plan", "import", "delete_article"} <= set(done)

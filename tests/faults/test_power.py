"""A power cut between any two writes loses nothing that was said to be done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import preload

_CHECKOUT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(bool(preload.missing()), reason=preload.missing() or "-")


def _run(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.power", *words],
        cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_hundred_power_cuts_lose_nothing() -> None:
    tally = json.loads(_run("--cuts", "300").split("\n")[-2])
    assert tally["kills"] == 300


def test_a_project_that_does_not_wait_for_the_disk_would_lose_acts() -> None:
    assert "is lost" in _run("--cuts", "100", "--control")

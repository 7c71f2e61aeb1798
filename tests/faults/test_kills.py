"""A program that is killed at any moment has lost nothing it said was done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.driver import needs_a_screen

_CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")
def test_two_hundred_kills_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", "--kills", "200"],
        cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout.split("\n")[-2])
    assert tally["kills"] == 200
    assert tally["said"] > 500
    assert tally["hot"] > 50, "the kills come when there is nothing to lose"


@pytest.mark.window
@pytest.mark.timeout(180)
def test_ten_kills_of_the_window_lose_nothing() -> None:
    needs_a_screen()
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.window_kills", "--kills", "10"],
        cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout.split("\n")[-2])
    assert tally["kills"] == 10
    assert tally["said"] > 20

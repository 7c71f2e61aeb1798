"""A program that is killed at any moment has lost nothing it said was done."""

from __future__ import annotations

import json
import sys

import pytest

from tests.faults import harness
from tests.stories.driver import needs_a_screen


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")
def test_two_hundred_kills_lose_nothing() -> None:
    tally = json.loads(harness.run("kills", "--kills", "200").split("\n")[-2])
    assert tally["kills"] == 200
    assert tally["said"] > 500
    assert tally["hot"] > 50, "the kills come when there is nothing to lose"


@pytest.mark.window
@pytest.mark.timeout(180)
def test_ten_kills_of_the_window_lose_nothing() -> None:
    needs_a_screen()
    tally = json.loads(harness.run("window_kills", "--kills", "10", seconds=170).split("\n")[-2])
    assert tally["kills"] == 10
    assert tally["said"] > 20

"""A power cut between any two writes loses nothing that was said to be done."""

from __future__ import annotations

import json

import pytest

from tests.faults import harness, preload

pytestmark = pytest.mark.skipif(bool(preload.missing()), reason=preload.missing() or "-")


@pytest.mark.parametrize(("place", "cuts"), [("here", 100), ("Dropbox", 60)])
def test_power_cuts_lose_nothing(place: str, cuts: int) -> None:
    told = harness.run("power", "--cuts", str(cuts), "--place", place)
    assert json.loads(told.split("\n")[-2])["kills"] == cuts


def test_a_project_that_does_not_wait_for_the_disk_would_lose_acts() -> None:
    assert "is lost" in harness.run("power", "--cuts", "100", "--control")

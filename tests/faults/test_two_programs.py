"""A second program sees what the first one does, and takes over when it is killed."""

from __future__ import annotations

import sys

import pytest

from tests.faults import harness


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")
def test_a_second_program_follows_and_takes_over() -> None:
    told = harness.run("two_programs")
    assert "200 acts followed" in told
    assert "10 takeovers" in told
    assert "nothing lost" in told

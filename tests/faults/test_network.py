"""Nothing in the program opens a network connection."""

from __future__ import annotations

import pytest

from tests.faults import harness, preload
from tests.stories.driver import needs_a_screen


@pytest.mark.window
@pytest.mark.skipif(bool(preload.missing()), reason=preload.missing() or "-")
def test_a_full_session_touches_no_network() -> None:
    needs_a_screen()
    assert "no network was touched" in harness.run("network")

"""The stories' programs end with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.driver import Driver, Start, needs_a_screen


@pytest.fixture
def start_program(own_home: Path) -> Iterator[Start]:
    """Starts the real program on a project, in a window of the X server in DISPLAY."""
    needs_a_screen()
    started: list[Driver] = []

    def start(project: Path) -> Driver:
        started.append(Driver(project, own_home))
        return started[-1]

    yield start
    for driver in started:
        driver.end()

"""The whole window on a project with one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.ui.window import MainWindow
from tests.ui.real_window import window_on

TEXT = "Minister Deniz Aral said the dam at Karsu will be finished. The R&D League said no."


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with its article open and the keyboard on the page."""
    with window_on(tmp_path, qtbot, {"Ministers meet": TEXT}) as shown:
        yield shown

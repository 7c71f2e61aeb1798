"""The window is painted before anything is imported that the first picture does without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
_START = """
import json, linecache, os, sys
from pathlib import Path
from annotator.settings import Settings
from annotator.ui.app import make_application, open_window

def tell():
    made = {
        name
        for part in ("QtCore", "QtGui", "QtWidgets")
        for name, kind in vars(sys.modules[f"PySide6.{part}"]).items()
        if isinstance(kind, type)
    }
    cards = window.view.lane_layout.measures.cards_left > 0
    print(json.dumps([list(sys.modules), list(made), list(linecache.cache), cards]), flush=True)
    os._exit(0)

app = make_application(Settings())
window = open_window(Settings(), Path(sys.argv[1]))
window.view.painted.connect(tell)
app.exec()
"""
_SCREEN = {"name": "wide", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96,
           "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
_MAKE = "from annotator.editing.sample import sample_project; print(sample_project('tester'))"
_LATE = (
    "alembic",
    "charset_normalizer",
    "hashlib",
    "regex",
    "sqlalchemy",
    "annotator.cli",
    "annotator.editing.bring_in",
    "annotator.formats",
    "annotator.store.store",
    "annotator.ui.commands",
    "annotator.ui.dialogs",
    "annotator.ui.guard",
    "annotator.ui.panels.inspector",
    "annotator.ui.shortcuts",
)


_LATE_CLASSES = ("QFormLayout", "QGraphicsSceneEvent", "QIcon", "QShortcut", "QTabletEvent")
"""Each is made by Python the first time it is asked for, with all its constants."""


def _run(code: str, *arguments: str, screen: Path | None = None) -> str:
    platform = "offscreen" if screen is None else f"offscreen:configfile={screen}"
    environment = dict(os.environ, QT_QPA_PLATFORM=platform)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        cwd=_CHECKOUT,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_nothing_heavy_is_made_before_the_first_picture(tmp_path: Path) -> None:
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
    project = _run(_MAKE)
    modules, classes, read, has_cards = json.loads(_run(_START, project, screen=screen))
    assert has_cards  # the whole picture, margin and all
    assert "annotator.ui.canvas.article_view" in modules
    assert not set(modules) & set(_LATE)
    assert "QTextEdit" in classes
    assert not set(classes) & set(_LATE_CLASSES)
    own = str(_CHECKOUT / "annotator")
    assert not [path for path in read if path.startswith(own)]  # compiled is enough

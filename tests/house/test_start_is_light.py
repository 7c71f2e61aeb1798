"""The window is painted before anything is imported that the first picture does without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
_START = """
import json, os, sys
from pathlib import Path
from annotator.settings import Settings
from annotator.ui.app import make_application, open_window
from PySide6.QtCore import QEvent, QObject, QTimer

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(json.dumps(sorted(sys.modules)), flush=True)
            os._exit(0)
        return False

app = make_application(Settings())
eye = Eye()
window = open_window(Settings(), Path(sys.argv[1]))
window.view.viewport().installEventFilter(eye)
app.exec()
"""
_MAKE = "from annotator.editing.sample import sample_project; print(sample_project('tester'))"
_LATE = (
    "alembic",
    "charset_normalizer",
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


def _run(code: str, *arguments: str) -> str:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
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


def test_nothing_heavy_is_imported_before_the_first_picture() -> None:
    project = _run(_MAKE)
    modules = set(json.loads(_run(_START, project)))
    assert "annotator.ui.canvas.article_view" in modules
    assert not modules & set(_LATE)

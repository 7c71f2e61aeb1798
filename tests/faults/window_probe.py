"""Runs the real program in a window and says on standard output what the window says is saved.

One JSON object a line: {"ready": true} once the page is shown and has the keyboard, then
{"saved": N} each time the window has shown an act as done, N being the number of the newest
act in the journal. {"trouble": …} holds the notice about an act that is not saved, "" once it
has gone; {"alive": N} comes from its event loop every 50 ms as long as there is one. Every key
comes from the X server.

    python -m tests.faults.window_probe PROJECT [FILE TO DROP]
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from annotator.domain.change import Step
from annotator.settings import Settings
from annotator.ui.app import make_application, open_window
from annotator.ui.window import MainWindow

_DROP_AFTER_MS = 120


def _say(**what: object) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


def watch(window: MainWindow) -> None:
    """Say what is saved, each time page, panels and the line below have followed an act."""

    def changed(step: Step) -> None:
        project = window.project
        if project is not None:
            _say(saved=project.reader.journal(limit=1)[0].seq)

    bridge = window._bridge
    assert bridge is not None
    bridge.changed.connect(changed)


def tell_trouble(window: MainWindow) -> None:
    """Say what the notice about an act that is not saved says, whenever it changes."""
    said = ""
    beats = 0

    def look() -> None:
        nonlocal said, beats
        notice = window.notices.notice("unsaved")
        words = notice.sentence if notice is not None else ""
        if words != said:
            said = words
            _say(trouble=words, line=window.status.words())
        if said:
            beats += 1
            _say(alive=beats)

    looking = QTimer(window)
    looking.timeout.connect(look)
    looking.start(50)


def main() -> int:
    """Run until the program ends."""
    settings = Settings()
    app = make_application(settings)
    window = open_window(settings, Path(sys.argv[1]))
    watch(window)
    tell_trouble(window)
    asking = QTimer(app)

    def look() -> None:
        if window.isActiveWindow() and window.article is not None and "page_keys" in vars(window):
            asking.stop()
            _say(ready=True, words=window.status.words())
            if len(sys.argv) > 2:
                dropped = [Path(sys.argv[2])]
                QTimer.singleShot(_DROP_AFTER_MS, window, lambda: window.take_files(dropped))

    asking.timeout.connect(look)
    asking.start(5)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

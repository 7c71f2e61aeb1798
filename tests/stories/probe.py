"""Runs the real program in a window and answers questions about where things are.

Started as a process of its own by the stories. Every key and click comes from the X
server; the only thing asked here is geometry and state, one JSON question a line on
standard input, one JSON answer a line on standard output.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QSocketNotifier
from PySide6.QtWidgets import QApplication

from annotator.settings import Settings
from annotator.ui.app import make_application, open_window
from annotator.ui.window import MainWindow


def answer(window: MainWindow, asked: dict[str, Any]) -> dict[str, Any]:
    """Answer one question."""
    view = window.view
    what = asked["ask"]
    if what == "where":  # middle of the caret's box at an offset, on the screen
        view.show_stretch(asked["offset"], asked["offset"] + 1)
        QApplication.processEvents()
        box = view.cursor_box(asked["offset"], before=asked.get("before", False))
        point = view.viewport().mapToGlobal(QPointF(box.left(), box.center().y()))
        return {"x": round(point.x()), "y": round(point.y())}
    if what == "caret":  # put the caret somewhere, as a click between words would
        view.select_annotation(None)
        view.select_words(asked["offset"], asked["offset"])
        return {}
    if what == "shot":
        window.grab().save(asked["file"])
        return {}
    if what == "size":
        window.resize(asked["width"], asked["height"])
        return {}
    if what == "do":
        window.run(next(one for one in window.commands if one.name == asked["command"]))
        return {}
    return {
        "caret": view.caret(),
        "selection": view.selection(),
        "selected": view.page.marks.selected if view.page else None,
        "article": window.article.id if window.article else None,
        "name": window.article.article.name if window.article else None,
        "marks": len(window.article.annotations) if window.article else 0,
        "status": window.status.words(),
        "active": window.isActiveWindow(),
        "scroll": view.verticalScrollBar().value(),
        "place": view.place(),
    }


def main() -> int:
    settings = Settings()
    app = make_application(settings)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    window = open_window(settings, path)
    waiting = b""

    def read() -> None:
        nonlocal waiting
        got = os.read(0, 65536)
        if not got:
            app.quit()
            return
        waiting += got
        while b"\n" in waiting:
            line, waiting = waiting.split(b"\n", 1)
            print(json.dumps(answer(window, json.loads(line))), flush=True)  # noqa: T201

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

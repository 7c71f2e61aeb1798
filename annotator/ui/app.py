"""Starts the window: paint first, then whatever takes time.

The first picture needs neither SQLAlchemy nor the importers; the writer is opened
in the background once the window has been painted, and a first act that comes
sooner waits for it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator import __version__, home
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.settings import Settings, own_name
from annotator.ui import memory, theme
from annotator.ui.single import Door, knock
from annotator.ui.soundness import refuse_unsound_pair
from annotator.ui.window import MainWindow

_COLLECT = (50_000, 20, 100)
_AFTER_MS = 10
"""After the first picture was painted, until it is out."""


def main(project: Path | None = None, *, sample: bool = False) -> int:
    """Run the program in a window; returns its exit status.

    With no project it opens where it was left, or says welcome.
    """
    refuse_unsound_pair()
    if not _has_screen():
        print(  # noqa: T201  nowhere else to say it
            "annotator: there is no screen to open a window on: DISPLAY and WAYLAND_DISPLAY"
            " are not set.",
            file=sys.stderr,
        )
        return 1
    settings = Settings()
    path = _wanted(project, settings, sample=sample)
    if path is not None and knock(path):
        return 0  # the window that has this project has come to the front
    app = make_application(settings)
    window = open_window(settings, path)
    status = app.exec()
    window.guard.leaving.finish()
    window.guard.backups.stop()
    window.guard.faults.session.end()
    del window
    return status


def open_window(settings: Settings, path: Path | None) -> MainWindow:
    """The main window, shown, with a project in it if there is one."""
    window = MainWindow(settings)
    theme.dress()
    window.view.painted.connect(
        lambda: QTimer.singleShot(_AFTER_MS, window, lambda: _after_first_paint(window))
    )
    window.show()  # nothing is painted yet, but every part has its true width from now on
    memory.lay_panes(window)
    if path is not None:
        window.attempt(lambda: window.open_project(path))
    if window.project is None:
        window.show_welcome()
    if window.article is None:
        QTimer.singleShot(0, window.view.say_painted)  # no article will be: it is the welcome
    return window


def make_application(settings: Settings) -> QApplication:
    """The application object with the program's name, letters, colours and language."""
    sys.setswitchinterval(0.0005)  # work in other threads must not cost the window a frame
    # asked for by name afterwards, the style would come with a class of a hundred constants
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("Annotator")
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("annotator")
    _translate(app)
    theme.install_fonts()
    theme.apply(settings.text("theme", "system"))
    theme.follow_system()
    return app


def _has_screen() -> bool:
    """Whether Qt will find a display; without one it would abort."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _wanted(project: Path | None, settings: Settings, *, sample: bool) -> Path | None:
    if project is not None:
        return project.resolve()
    if sample:
        from annotator.editing.sample import sample_project  # noqa: PLC0415  makes it if missing

        return sample_project(own_name(settings))
    last = settings.text("last_project")
    return Path(last) if last and Path(last).is_file() else None


def _after_first_paint(window: MainWindow) -> None:
    """Open the writer beside the window, and keep the collector out of its frames."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415  a large class, not needed to paint

    window.setWindowIcon(QIcon(str(home.resources() / "icons" / "annotator.svg")))
    window.wake()
    door = Door(window)
    door.stand_before(window.project)
    window.opened_project.connect(door.stand_before)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT)  # opening a book makes tuples by the hundred thousand
    gc.enable()
    window.guard.faults.look_back()
    window.guard.faults.listen()
    window.guard.leaving.listen()
    prepare(window.project)
    window.opened_project.connect(prepare)


def prepare(project: Project | None) -> None:
    """Open a project's writer in the background."""
    if project is not None and not project.read_only:
        threading.Thread(target=_prepare, args=(project,), daemon=True).start()


def _prepare(project: Project) -> None:
    try:
        project.prepare()
    except Refused:
        return  # the first act will say so, in the window


def _translate(app: QApplication) -> None:
    folder = home.resources() / "translations"
    own = QTranslator(app)
    if own.load(QLocale(), "annotator", "_", str(folder)):
        from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415  English needs none

        app.installTranslator(own)
        qt = QTranslator(app)
        if qt.load(
            QLocale(),
            "qtbase",
            "_",
            QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        ):
            app.installTranslator(qt)

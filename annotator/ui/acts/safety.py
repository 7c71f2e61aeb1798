"""History, backups, and taking articles out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def show_history(window: MainWindow) -> None:
    """Show the journal beside the window; once."""
    from annotator.ui.history.dialog import History  # noqa: PLC0415  not needed to start

    project = window.opened()
    shown = next((one for one in window.findChildren(History) if one.isVisible()), None)
    if shown is None:
        shown = History(window, project)
        shown.show()
    shown.activateWindow()

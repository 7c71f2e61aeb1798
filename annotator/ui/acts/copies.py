"""Articles that tell a story which another has told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


def show_copies(window: MainWindow) -> None:
    """Look for copies in the whole project, and show them beside their originals."""
    from annotator.editing.copies import copies_in  # noqa: PLC0415  not needed to start
    from annotator.ui.copies.dialog import CopiesDialog  # noqa: PLC0415
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

    project = window.opened()
    found = work_through(
        window,
        QCoreApplication.translate("MainWindow", "Looking for copies"),
        lambda watch: copies_in(project.reader, watch),
    )
    dialog = CopiesDialog(window, project, found)
    dialog.exec()
    dialog.deleteLater()

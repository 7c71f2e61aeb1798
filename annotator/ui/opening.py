"""Opening a project in the window, and what is offered when it cannot be; and closing it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.domain.refusal import Foreign, Refused, Unsound
from annotator.editing.project import Project
from annotator.settings import own_name

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def open_project(window: MainWindow, path: Path) -> None:
    """Open a project file; one that another program holds is opened to read, and followed.

    Raises Refused; for a file that is damaged, or brings code of its own, a notice
    offers what can be done about it.
    """
    if not may_close(window):
        return
    if window.project is not None and window.project.path == path:
        window.close_project()
    window.put_away("opening", "copy", "crash", "refused")
    try:
        project = Project.open(path, own_name=own_name(window.settings), follow=True)
    except (Foreign, Unsound) as why:
        from annotator.ui.guard.mending import offer  # noqa: PLC0415  seldom needed

        offer(window, path, why)
        raise
    window.show_project(project)


def may_close(window: MainWindow) -> bool:
    """Whether the project can be let go of: asks while acts are in hand."""
    project = window.project
    if project is None:
        return True
    window.inspector.finish()
    with contextlib.suppress(Refused):
        project.try_again()
    if not project.hand:
        return True
    from annotator.ui.dialogs.ask import confirm  # noqa: PLC0415  seldom needed

    steps = project.hand.steps
    if len(steps) == 1:
        said = translate(
            "MainWindow",
            "“{0}” is not saved, and will be lost when you close. Everything before it is saved.",
        ).format(steps[0].title)
    else:
        said = translate(
            "MainWindow",
            "{0} acts are not saved, and will be lost when you close. Everything before them is "
            "saved.",
        ).format(QLocale().toString(len(steps)))
    loses = confirm(
        window,
        translate("MainWindow", "Close without saving?"),
        said,
        translate("MainWindow", "Close all the same"),
    )
    if loses:
        window.guard.aside.forget()
    return loses

"""What can be done about a project file that cannot be opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.refusal import CannotOpen, Foreign
from annotator.ui.notices import Act

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def offer(window: MainWindow, path: Path, why: CannotOpen) -> None:
    """Say why a file is not opened, and offer to take its rows into a fresh one."""
    acts: list[Act] = [
        (
            translate("Mending", "Take its articles and marks into a new file"),
            lambda: window.attempt(lambda: take_rows(window, path)),
        )
    ]
    said = str(why)
    if isinstance(why, Foreign):
        said += " " + translate("Mending", "Nothing in it was run or changed.")
    window.notices.show_notice("opening", "danger", said, acts)


def take_rows(window: MainWindow, path: Path) -> None:
    """Take the rows of a file into a fresh one beside it, and open that. Raises Refused."""
    from annotator.store.rescue import free_name, rescue  # noqa: PLC0415  seldom needed
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

    target = free_name(path, translate("Mending", "taken over"))
    found = work_through(
        window,
        translate("Mending", "Taking articles and marks over"),
        lambda watch: rescue(path, target, watch),
    )
    window.open_project(target)
    said = [
        translate("Mending", "{0} holds what could be taken from {1}.").format(
            target.name, path.name
        )
    ]
    lost = sum(found.left_out.values())
    if lost:
        said.append(translate("Mending", "{0} rows did not fit and were left out.").format(lost))
    said += found.remarks
    window.notices.show_notice("copy", "quiet", " ".join(said))

"""What can be done about a project file that cannot be opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from annotator.domain.refusal import CannotOpen, Foreign
from annotator.store.keeping import Kept
from annotator.ui.notices import Act

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def offer(window: MainWindow, path: Path, why: CannotOpen) -> None:
    """Say why a file is not opened, and offer its newest good backup, or its rows."""
    from annotator.editing.backups import newest_good  # noqa: PLC0415  seldom needed

    acts: list[Act] = []
    said = str(why)
    good = newest_good(path, window.settings) if path.exists() else None
    if good is not None:
        when = at(good)
        said += " " + translate("Mending", "The newest good backup is from {0}.").format(when)
        acts.append(
            (
                translate("Mending", "Put the backup in its place"),
                lambda: window.attempt(lambda: put_back(window, path, good)),
            )
        )
    if isinstance(why, Foreign):
        said += " " + translate("Mending", "Nothing in it was run or changed.")
    if path.exists() and path.stat().st_size:
        acts.append(
            (
                translate("Mending", "Take its rows into a new file"),
                lambda: window.attempt(lambda: take_rows(window, path)),
            )
        )
    window.notices.show_notice("opening", "danger", said, acts)


def at(kept: Kept) -> str:
    """When a backup was made, by the clock of this computer."""
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(kept.at.timestamp())), QLocale.FormatType.ShortFormat
    )


def put_back(window: MainWindow, path: Path, good: Kept) -> None:
    """Put a backup in the place of a file that cannot be opened, and open it. Raises Refused."""
    from annotator.editing.backups import put_in_place  # noqa: PLC0415  seldom needed
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

    aside = work_through(
        window,
        translate("Mending", "Putting the backup in place"),
        lambda watch: put_in_place(good.path, path, watch),
    )
    window.open_project(path)
    window.notices.show_notice(
        "copy",
        "quiet",
        translate("Mending", "This is the backup of {0}. The damaged file is kept as {1}.").format(
            at(good), aside.name
        ),
    )


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

"""Projects, import and export, undo and redo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.change import Step
from annotator.domain.refusal import Refused, Stale
from annotator.editing.project import Project
from annotator.settings import own_name
from annotator.ui import opening

if TYPE_CHECKING:
    from annotator.ui.dialogs.bring_in import BringIn
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def new_project(window: MainWindow) -> None:
    """Ask for a file name, make an empty project there and open it."""
    from annotator.ui.dialogs.ask import ask_new_project  # noqa: PLC0415  not needed to start

    asked = ask_new_project(window, Path(window.settings.text("last_folder") or Path.home()))
    if asked is None:
        return
    path, codebook = asked
    project = Project.create(path, own_name=own_name(window.settings), codebook=codebook)
    window.settings.set(last_folder=str(path.parent))
    window.show_project(project)


def open_project(window: MainWindow) -> None:
    """Ask for a project file and open it."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  not needed to start

    chosen, _ = QFileDialog.getOpenFileName(
        window,
        translate("MainWindow", "Open a project"),
        window.settings.text("last_folder"),
        translate("MainWindow", "Annotator projects (*.annotator);;All files (*)"),
    )
    if chosen:
        window.settings.set(last_folder=str(Path(chosen).parent))
        window.open_project(Path(chosen))


def open_sample(window: MainWindow) -> None:
    from annotator.editing.sample import sample_project  # noqa: PLC0415  seldom needed

    with window.busy(translate("MainWindow", "Preparing the sample project…")):
        path = sample_project(own_name(window.settings))
    window.open_project(path)


def close_project(window: MainWindow) -> None:
    if opening.may_close(window):
        window.close_project()


def bring_in(window: MainWindow, paths: list[Path] | None = None) -> None:
    """Import files; asks which when none are given."""
    from annotator.ui.dialogs.bring_in import BringIn  # noqa: PLC0415  opens the importers

    project = window.opened()
    if project.read_only:
        raise Refused(translate("MainWindow", "This project is open for reading only."))
    dialog = BringIn(window, project, paths or [])
    dialog.exec()
    window.after_import()
    _leave_import(window, dialog)


def show_import_report(window: MainWindow) -> None:
    """Show once more what the last import into this project said."""
    from annotator.ui.dialogs.bring_in import BringIn  # noqa: PLC0415  opens the importers

    if window.import_report is None:
        raise Refused(translate("MainWindow", "Nothing was imported since the project was opened."))
    dialog = BringIn(window, window.opened())
    dialog.show_report(window.import_report)
    dialog.exec()
    _leave_import(window, dialog)


def _leave_import(window: MainWindow, dialog: BringIn) -> None:
    """Keep the report, and open the article of the row that was chosen in it."""
    window.import_report = dialog.report or window.import_report
    wanted = dialog.wanted
    dialog.deleteLater()
    if wanted is None:
        return
    if not window.opened().reader.has_article(wanted.article_id):
        raise Refused(translate("MainWindow", "The article is not in the project any more."))
    window.show_article(wanted.article_id)
    if wanted.at is not None:
        window.view.select_annotation(None)
        window.view.select_words(*wanted.at)
        window.view.show_stretch(*wanted.at)
    window.view.setFocus()
    window.say(translate("MainWindow", "“Show the last import report” in Ctrl+K takes you back."))


def send_out(window: MainWindow) -> None:
    """Export annotations."""
    from annotator.ui.dialogs.send_out import SendOut  # noqa: PLC0415  opens the exporters

    project = window.opened()
    project.save_first()  # a file that says it is all there must not leave out what is in hand
    SendOut(window, project).exec()


def undo(window: MainWindow) -> None:
    """Take back what was done last in the article that is open, or on the whole project."""
    try:
        step = _turn(window, undo=True)
    except Stale as why:
        hint = translate("MainWindow", "The history shows what depends on it.")
        raise Stale(f"{why} {hint}") from why
    if step is None and window.opened().undo_title is not None:
        raise Refused(
            translate(
                "MainWindow",
                "There is nothing to undo in this article. The history takes back anything.",
            )
        )
    if step is None:
        raise Refused(translate("MainWindow", "There is nothing to undo."))
    window.say(translate("MainWindow", "Undone: {0}").format(step.title))
    window.show_where(step)


def redo(window: MainWindow) -> None:
    step = _turn(window, undo=False)
    if step is None:
        raise Refused(translate("MainWindow", "There is nothing to redo."))
    window.say(translate("MainWindow", "Done again: {0}").format(step.title))
    window.show_where(step)


def _turn(window: MainWindow, *, undo: bool) -> Step | None:
    """Undo or redo; a large act is turned around beside the window, which says so."""
    project = window.opened()
    within = window.article.id if window.article else None
    can = not project.hand and not project.read_only
    if not can or not project.reader.turning_is_large(undo=undo):
        turn = project.undo if undo else project.redo
        return turn(article_id=within)
    from annotator.ui.dialogs.turning import turned  # noqa: PLC0415  seldom needed

    step = turned(window, project, within, undo=undo)
    if step is not None:
        project.tell(step)
    return step


def change_name(window: MainWindow) -> None:
    """Ask for the name that new marks are made under."""
    from annotator.ui.dialogs.ask import ask_text  # noqa: PLC0415  not needed to start

    name = ask_text(
        window,
        translate("MainWindow", "My name"),
        translate("MainWindow", "Marks are made as"),
        own_name(window.settings),
    )
    if name:
        window.settings.set(annotator_name=name.strip())
        if window.project is not None:
            window.open_project(window.project.path)


def leave(window: MainWindow) -> None:
    window.close()

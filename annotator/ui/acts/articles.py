"""From article to article: done and next, back, flags, find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.domain.status import Progress
from annotator.editing import progress

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate


def done_and_next(window: MainWindow) -> None:
    """The article is done; show the next one that is to do."""
    project, article = window.at_work()
    progress.set_progress(project, article.id, Progress.DONE)
    following = window.articles.next_todo(article.id)
    if following is None:
        window.say(translate("MainWindow", "Done. No article of this list is left to do."))
    else:
        window.show_article(following)


def set_to_do(window: MainWindow) -> None:
    project, article = window.at_work()
    progress.set_progress(project, article.id, Progress.TODO)


def go_back(window: MainWindow) -> None:
    """Show the article that was read before this one."""
    window.go_back()


def next_article(window: MainWindow) -> None:
    _step(window, 1)


def previous_article(window: MainWindow) -> None:
    _step(window, -1)


def _step(window: MainWindow, step: int) -> None:
    neighbour = window.articles.neighbour(step)
    if neighbour is not None:
        window.show_article(neighbour)


def toggle_flag(window: MainWindow) -> None:
    """Raise the flag and ask why, or lower it."""
    from annotator.ui.dialogs.ask import ask_text  # noqa: PLC0415  not needed to start

    project, article = window.at_work()
    status = project.status(article.id)
    if status.flagged:
        progress.set_flag(project, article.id, flagged=False)
        return
    note = ask_text(
        window,
        translate("MainWindow", "Flag this article"),
        translate("MainWindow", "Why? (may be empty)"),
        status.flag_note,
    )
    if note is not None:
        progress.set_flag(project, article.id, flagged=True, note=note)


def filter_articles(window: MainWindow) -> None:
    window.show_left(True)
    window.articles.focus_filter()


def find(window: MainWindow) -> None:
    window.search.open()


def find_in_project(window: MainWindow) -> None:
    """Find words in every article, those selected to begin with."""
    window.opened()
    words = window.view.selection()
    chosen = window.reading().text[words[0] : words[1]] if words else ""
    window.project_find.open_with(chosen if "\n" not in chosen else "")


def find_next(window: MainWindow) -> None:
    window.search.step(1)


def find_previous(window: MainWindow) -> None:
    window.search.step(-1)

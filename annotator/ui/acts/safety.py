"""History, backups, and taking articles out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.ui import counts

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


def show_backups(window: MainWindow) -> None:
    """Show the backups of the project, and what going back to one would change."""
    from annotator.ui.dialogs.backups import Backups  # noqa: PLC0415  not needed to start

    dialog = Backups(window, window.opened())
    dialog.exec()
    dialog.deleteLater()


def delete_article(window: MainWindow) -> None:
    """Take the open article out of the project, with all that is in it; asks first."""
    from annotator.editing.deleting import delete_articles, marks_in  # noqa: PLC0415  seldom
    from annotator.ui.dialogs.ask import confirm  # noqa: PLC0415
    from annotator.ui.dialogs.working import work_through  # noqa: PLC0415

    project, article = window.at_work()
    name = article.article.title or article.article.name
    question = translate(
        "MainWindow", "“{0}” goes, with {1} by everyone. Undo brings it back as it is."
    ).format(name, counts.of_marks(marks_in(project, [article.id])))
    title = translate("MainWindow", "Delete the article?")
    if not confirm(window, title, question, translate("MainWindow", "Delete")):
        return
    following = window.articles.neighbour(1) or window.articles.neighbour(-1)
    window.inspector.finish()
    work_through(
        window,
        translate("MainWindow", "Deleting the article"),
        lambda watch: delete_articles(project, [article.id], watch),
    )
    QCoreApplication.processEvents()  # the news is on its way from the other thread
    if following is not None and project.reader.has_article(following):
        window.show_article(following)

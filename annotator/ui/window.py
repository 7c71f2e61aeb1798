"""The main window: article list, page, inspector, and the line of status below.

It holds what is open and hands news on; what a command does stands in `acts`, how
a part looks stands with the part.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
)

from annotator.domain.article import Article
from annotator.domain.change import Step
from annotator.domain.codebook import Label, RelationType
from annotator.domain.refusal import Refused
from annotator.domain.status import Status
from annotator.editing.project import OpenArticle, Project
from annotator.settings import Settings
from annotator.text.offsets import line_and_column
from annotator.ui import assembly, memory, opening
from annotator.ui.arrival import Arrival
from annotator.ui.bridge import Bridge
from annotator.ui.hands import Handed

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent

    from annotator.editing.bring_in import ImportReport
    from annotator.ui.commands.command import Command

_LINES_UP_TO = 200_000
"""Line numbers are counted at each caret move only in texts up to this long."""


class MainWindow(Handed):
    """One project in one window."""

    opened_project = Signal(object)
    """The project now open, or None."""
    opened_article = Signal()
    """Another article is shown, or none is."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.project: Project | None = None
        self.article: OpenArticle | None = None
        self.import_report: ImportReport | None = None
        self.sticky: Label | None = None
        self.last_label_id: int | None = None
        self.arrival = Arrival(self)
        self._bridge: Bridge | None = None
        self._trail: list[int] = []
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Annotator"))
        self.setAcceptDrops(True)
        self.parts = assembly.build(self)
        self.view = self.parts.view
        self.articles = self.parts.articles
        self.inspector = self.parts.inspector
        self.status = self.parts.status
        assembly.connect(self)
        memory.restore_shape(self)

    # -- what is open --------------------------------------------------------------------

    def opened(self) -> Project:
        """The open project. Raises Refused when there is none."""
        if self.project is None:
            raise Refused(self.tr("Open a project first."))
        return self.project

    def reading(self) -> OpenArticle:
        """The open article. Raises Refused when there is none."""
        if self.article is None:
            raise Refused(self.tr("Open an article first."))
        return self.article

    def at_work(self) -> tuple[Project, OpenArticle]:
        """Project and article, for an act that writes. Raises Refused where it cannot."""
        project, article = self.opened(), self.reading()
        if project.read_only:
            raise Refused(self.tr("This project is open for reading only."))
        return project, article

    def open_project(self, path: Path) -> None:
        """Open a project file; one that another program holds is opened to read."""
        opening.open_project(self, path.resolve())

    def show_project(self, project: Project) -> None:
        """Put an opened project on the screen, where it was left."""
        self.close_project()
        self.put_away("refused")
        self.project = project
        self._bridge = Bridge(project, self)
        self._bridge.changed.connect(self._follow)
        if not self.is_practising:
            memory.remember_recent(self.settings, project.path)
        self.setWindowTitle(self.tr("{0} – Annotator").format(project.title))
        self.parts.top_bar.show_project(project)
        self.articles.show_project(project)
        self.inspector.show_project(project)
        self.parts.stack.setCurrentIndex(0)
        self._show_progress()
        self.status.show_saved(read_only=project.read_only)
        if not memory.go_to_place(self):
            first = self.articles.first()
            if first is not None:
                self.show_article(first)
            else:
                self._show_no_article()
        self.view.setFocus()
        self.opened_project.emit(project)

    def close_project(self) -> None:
        """Let go of the open project, remembering where it was left."""
        if self.project is None:
            return
        self.inspector.finish()
        self.rest()
        memory.remember_place(self)
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
            self._bridge = None
        project, self.project = self.project, None
        self.article = None
        self._trail.clear()
        self.import_report = None
        self.set_sticky(None)
        self.arrival.stop()
        self.view.clear_article()
        self.articles.show_project(None)
        self.inspector.show_project(None)
        self.parts.top_bar.show_project(None)
        project.close()
        self.setWindowTitle(self.tr("Annotator"))
        self.show_welcome()
        self.opened_project.emit(None)

    def show_article(self, article_id: int) -> None:
        """Open an article on the page."""
        project = self.opened()
        if self.article is not None and self.article.id == article_id:
            self.articles.choose(article_id)
            return
        if self.article is not None:
            self._trail.append(self.article.id)
            del self._trail[:-100]
        self.hide_chip()
        self._show(project.open_article(article_id))
        self.articles.choose(article_id)
        self.opened_article.emit()
        self.caret_moved()

    def _show(self, article: OpenArticle) -> None:
        self.article = article
        self.view.show_article(article, self.opened().codebook)
        self.inspector.show_article(article)
        self.arrival.begin(article.annotations)

    def go_back(self) -> None:
        """Show the article that was read before."""
        if not self._trail:
            raise Refused(self.tr("There is no article before this one."))
        back_to = self._trail.pop()
        here = self.article
        self.show_article(back_to)
        if here is not None and self._trail and self._trail[-1] == here.id:
            self._trail.pop()

    def show_welcome(self) -> None:
        """Say hello: nothing is open."""
        from annotator.ui.welcome import Welcome  # noqa: PLC0415  seldom seen

        if self.parts.stack.count() < 2:
            welcome = Welcome(self)
            welcome.open_sample.connect(lambda: self.run_named("open-sample"))
            welcome.practise.connect(lambda: self.run_named("practise"))
            welcome.new_project.connect(lambda: self.run_named("new-project"))
            welcome.open_project.connect(lambda: self.run_named("open-project"))
            welcome.open_recent.connect(
                lambda path: self.attempt(lambda: self.open_project(Path(path)))
            )
            self.parts.stack.addWidget(welcome)
        welcome_page = self.parts.stack.widget(1)
        assert isinstance(welcome_page, Welcome)
        recent = self.settings.texts("recent")
        welcome_page.set_recent([(path, Path(path).is_file()) for path in recent])
        self.parts.stack.setCurrentIndex(1)

    # -- running -------------------------------------------------------------------------

    def run(self, command: Command) -> None:
        """Do what a command says; a refusal is shown, not raised."""
        self.attempt(lambda: command.run(self))

    def run_named(self, name: str) -> None:
        """Do what the command of a name says."""
        self.run(next(command for command in self.commands if command.name == name))

    def say(self, words: str) -> None:
        """Tell something in the status line."""
        self.status.show_message(words, "plain")

    def set_sticky(self, label: Label | None) -> None:
        """Every selection is marked at once with this label, until there is none."""
        self.sticky = label
        self.inspector.show_sticky(label.id if label else None)
        if label is not None:
            self.say(
                self.tr("{0} is sticky: every selection is marked at once. Esc ends it.").format(
                    label.name
                )
            )

    # -- following -----------------------------------------------------------------------

    def _follow(self, step: Step) -> None:
        project = self.project
        if project is None:
            return
        if step.bulk:
            self._reload()
        elif self.article is not None:
            self.view.follow(list(step.changes))
        touched = {type(change.value) for change in step.changes}
        if step.bulk or touched & {Label, RelationType}:
            self.view.restyle(project.codebook)
        self.articles.follow(step)
        self.inspector.follow(step)
        self.parts.top_bar.follow(step)
        if step.bulk or step.settles or touched & {Status, Article}:
            self._show_progress()
        if not project.hand:
            self.status.show_saved(read_only=project.read_only)
        if project.hand or "guard" in self.__dict__:
            self.guard.saving.look()

    def _reload(self) -> None:
        """Read the open article afresh: an act too large to list may have touched it."""
        project = self.project
        if project is None or self.article is None:
            return
        place, article_id = self.view.place(), self.article.id
        self.article = None
        if project.reader.has_article(article_id):
            self._show(project.open_article(article_id))
            self.view.go_to_place(place)
        else:
            self._show_no_article()

    def show_where(self, step: Step) -> None:
        """Go to the article an undone or redone step happened in."""
        project = self.project
        if project is None or step.article_id is None:
            return
        here = self.article.id if self.article else None
        if step.article_id != here and project.reader.has_article(step.article_id):
            self.show_article(step.article_id)
        for change in step.changes:
            start = getattr(change.value, "start", None)
            end = getattr(change.value, "end", None)
            if isinstance(start, int) and isinstance(end, int):
                self.view.show_stretch(start, end)
                return

    def after_import(self) -> None:
        """Show the first article if none is open yet."""
        first = self.articles.first()
        if self.article is None and first is not None:
            self.show_article(first)
            self.view.setFocus()

    def article_lost(self, why: str) -> None:
        """The open article cannot be read on: rather none than a part of it."""
        self._show_no_article()
        self.refused(why)

    def _show_no_article(self) -> None:
        self.article = None
        self.arrival.stop()
        self.view.clear_article()
        self.inspector.show_article(None)

    def _show_progress(self) -> None:
        if self.project is not None:
            reached = self.project.reader.reached(self.project.me.id)
            self.status.show_progress(reached.done, reached.articles)

    def article_chosen(self, article_id: int) -> None:
        """An article was chosen from the list."""
        self.attempt(lambda: self.show_article(article_id))

    def label_pressed(self, label_id: int) -> None:
        """A label was chosen by name, by mouse or from a menu."""
        from annotator.ui.acts import marking  # noqa: PLC0415  not needed to paint

        self.hide_chip()
        self.attempt(lambda: marking.press_label(self, label_id))
        self.view.setFocus()

    def words_chosen(self) -> None:
        """Words were selected by mouse."""
        from annotator.ui.acts import marking  # noqa: PLC0415  not needed to paint

        self.attempt(lambda: marking.words_chosen(self))

    def edge_moved(self, annotation_id: int, start: int, end: int) -> None:
        """An edge of a mark was dragged."""
        from annotator.ui.acts import marking  # noqa: PLC0415  not needed to paint

        self.attempt(lambda: marking.edge_moved(self, annotation_id, start, end))

    def annotation_selected(self, annotation_id: object) -> None:
        """A mark was selected on the page, or none is."""
        self.inspector.select(annotation_id if isinstance(annotation_id, int) else None)

    def caret_moved(self) -> None:
        """The caret or the selected words changed."""
        if self.article is None:
            return
        words = self.view.selection()
        if words is None:
            self.hide_chip()
        text, line = self.article.text, None
        if len(text) <= _LINES_UP_TO:
            line = line_and_column(text, self.view.caret())[0]
        self.status.show_position(line, words[1] - words[0] if words else 0)

    # -- panels --------------------------------------------------------------------------

    def show_left(self, there: bool) -> None:
        self.articles.setVisible(there)

    def show_right(self, there: bool) -> None:
        self.inspector.setVisible(there)

    def focus_next_part(self) -> None:
        """Give the keyboard to the next of list, page and inspector."""
        parts = [part for part in (self.articles, self.view, self.inspector) if part.isVisible()]
        now = QApplication.focusWidget()
        at = next(
            (i for i, part in enumerate(parts) if now and (part is now or part.isAncestorOf(now))),
            -1,
        )
        following = parts[(at + 1) % len(parts)] if parts else self.view
        if following is self.articles:
            self.articles.focus_list()
        elif following is self.inspector:
            self.inspector.focus_first()
        else:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    # -- coming and going ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.run_named("let-go")
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.take_files(paths))

    def take_files(self, paths: list[Path]) -> None:
        """Open a dropped project, or import what was dropped."""
        from annotator.ui.acts import files  # noqa: PLC0415  not needed to paint

        projects = [path for path in paths if path.suffix == ".annotator"]
        if projects:
            self.attempt(lambda: self.open_project(projects[0]))
        elif paths:
            self.attempt(lambda: files.bring_in(self, paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not opening.may_close(self):
            event.ignore()
            return
        memory.remember_shape(self)
        self.close_project()
        super().closeEvent(event)

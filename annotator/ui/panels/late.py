"""The inspector's place, taken at once; the inspector itself comes after the first paint.

What is shown meanwhile is remembered and told to it when it comes. Once it is there it
hears of everything a moment late, when the page has been painted: a key that marks
never waits for the questions of the new mark to be built. Whoever needs it sooner has
it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.change import Step
from annotator.editing.project import OpenArticle, Project
from annotator.ui.moment import Moment
from annotator.ui.panels.panel import Panel

if TYPE_CHECKING:
    from annotator.ui.panels.inspector import Inspector


_LATER_MS = 40
"""After the page was painted, and sooner than the eye gets there."""


class LateInspector(Panel):
    """Stands where the inspector will stand, and speaks for it."""

    label_pressed = Signal(object)
    edit_label = Signal(object)
    all_labels = Signal()
    annotation_chosen = Signal(object)
    go_to = Signal(object)
    refused = Signal(str)
    entity_pressed = Signal(object)
    left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setMinimumWidth(220)
        self._inspector: Inspector | None = None
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._selected: int | None = None
        self._sticky: int | None = None
        self._untold: list[Callable[[Inspector], None]] = []
        self._moment = Moment(_LATER_MS, self)
        self._moment.over.connect(self._hear)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def come(self) -> Inspector:
        """The inspector, made if it is not there yet."""
        if self._inspector is None:
            from annotator.ui.panels.inspector import Inspector  # noqa: PLC0415

            made = Inspector(self)
            made.label_pressed.connect(self.label_pressed)
            made.edit_label.connect(self.edit_label)
            made.all_labels.connect(self.all_labels)
            made.annotation_chosen.connect(self.annotation_chosen)
            made.go_to.connect(self.go_to)
            made.refused.connect(self.refused)
            made.entity_pressed.connect(self.entity_pressed)
            made.left.connect(self.left)
            made.show_project(self._project)
            made.show_article(self._article)
            made.select(self._selected)
            made.show_sticky(self._sticky)
            self._column.addWidget(made)
            self.setAccessibleName("")  # or it would be read out twice
            self._inspector = made
        self._catch_up()
        return self._inspector

    def show_project(self, project: Project | None) -> None:
        self._project, self._article, self._selected = project, None, None
        self._catch_up()
        if self._inspector is not None:
            self._inspector.show_project(project)

    def show_article(self, article: OpenArticle | None) -> None:
        self._article, self._selected = article, None
        self._untold.clear()
        self._tell(lambda inspector: inspector.show_article(article))

    def select(self, annotation_id: int | None) -> None:
        self._selected = annotation_id
        self._tell(lambda inspector: inspector.select(annotation_id))

    def follow(self, step: Step) -> None:
        self._tell(lambda inspector: inspector.follow(step))

    def show_sticky(self, label_id: int | None) -> None:
        """Show which label marks every selection at once."""
        self._sticky = label_id
        self._tell(lambda inspector: inspector.show_sticky(label_id))

    def edit_note(self) -> None:
        """Put the cursor into the note of the selected mark."""
        self.come().edit_note()

    def edit_answers(self) -> None:
        """Put the cursor on the first question about the selected mark."""
        self.come().edit_answers()

    def focus_first(self) -> None:
        """Take the keyboard."""
        self.come().focus_first()

    def finish(self) -> None:
        """Write what was typed and is not written yet."""
        self._catch_up()
        if self._inspector is not None:
            self._inspector.finish()

    def go_on(self) -> None:
        """All marks of the open article are there: hear what waited for them."""
        if self._untold:
            self._moment.begin()

    def _tell(self, news: Callable[[Inspector], None]) -> None:
        if self._inspector is not None:
            self._untold.append(news)
            if not self._moment.waiting:
                self._moment.begin()

    def _hear(self) -> None:
        """Hear what there is, unless marks of the article are still on their way."""
        if self._article is None or self._article.annotations.is_whole:
            self._catch_up()

    def _catch_up(self) -> None:
        self._moment.stop()
        untold, self._untold = self._untold, []
        if self._inspector is not None:
            for news in untold:
                news(self._inspector)

"""What a panel is: a part of the window that shows something of the open project."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.change import Step
from annotator.editing.project import OpenArticle, Project


class Panel(QWidget):
    """A panel follows what is opened, selected and written; it never decides."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        """What the panel is called, in the reader's language."""
        self.setAccessibleName(title)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_project(self, project: Project | None) -> None:
        """A project was opened, or closed."""

    def show_article(self, article: OpenArticle | None) -> None:
        """An article was opened, or none is."""

    def select(self, annotation_id: int | None) -> None:
        """An annotation was selected, or none is."""

    def follow(self, step: Step) -> None:
        """Something was written."""

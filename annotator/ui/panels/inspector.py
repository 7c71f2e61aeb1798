"""The inspector: the selected mark, the codebook, and all marks of the article."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, Relation
from annotator.domain.change import Step
from annotator.domain.codebook import Label, RelationType
from annotator.domain.entity import Entity, EntityLink
from annotator.editing.project import OpenArticle, Project
from annotator.ui.panels.about_article import ArticleSection
from annotator.ui.panels.codebook import CodebookSection
from annotator.ui.panels.marks import MarksSection
from annotator.ui.panels.panel import Panel
from annotator.ui.panels.selected import SelectedSection

_SHOWN = {Annotation, Relation, Label, RelationType, Entity, EntityLink}
"""What can be seen of a mark."""


class Inspector(Panel):
    """What is known about what is selected."""

    label_pressed = Signal(object)
    edit_label = Signal(object)
    """A label is to be edited: its id, or None for the codebook."""
    all_labels = Signal()
    annotation_chosen = Signal(object)
    """A mark was chosen from the list, by its id."""
    go_to = Signal(object)
    refused = Signal(str)
    entity_pressed = Signal(object)
    """The entity that the selected mark means was pressed."""
    left = Signal()
    """The keyboard should go back to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Inspector", "Inspector"), parent)
        self.setMinimumWidth(220)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._selected_id: int | None = None
        self._selected = SelectedSection(self)
        self._about = ArticleSection(self)
        self._codebook = CodebookSection(self)
        self._marks = MarksSection(self)
        inside = QWidget()
        inside.setProperty("role", "pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(22)
        column.addWidget(self._selected)
        column.addWidget(self._about)
        column.addWidget(self._codebook)
        column.addWidget(self._marks, 1)
        column.addStretch(0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._selected.go_to.connect(self.go_to)
        self._selected.refused.connect(self.refused)
        self._selected.entity_pressed.connect(self.entity_pressed)
        self._selected.left.connect(self.left)
        self._about.refused.connect(self.refused)
        self._about.go_to.connect(self.go_to)
        self._codebook.label_pressed.connect(self.label_pressed)
        self._codebook.edit_label.connect(self.edit_label)
        self._codebook.all_labels.connect(self.all_labels)
        self._selected.rebuilt.connect(self._order_stops)
        self._codebook.rebuilt.connect(self._order_stops)
        self._marks.chosen.connect(self.annotation_chosen)

    def show_project(self, project: Project | None) -> None:
        self._project = project
        self.show_article(None)
        self._codebook.show_project(project)

    def show_article(self, article: OpenArticle | None) -> None:
        self._article = article
        self._selected_id = None
        self._selected.show_article(self._project, article)
        self._about.show_article(self._project, article)
        self._codebook.show_article(article)
        self._marks.show_article(self._project, article)

    def select(self, annotation_id: int | None) -> None:
        self._selected_id = annotation_id
        self._show_selected()
        self._marks.select(annotation_id)

    def follow(self, step: Step) -> None:
        self._about.follow(step)
        self._codebook.follow(step)
        self._marks.follow(step)
        touched = {type(change.value) for change in step.changes}
        if step.bulk or touched & _SHOWN:
            self._show_selected()

    def show_sticky(self, label_id: int | None) -> None:
        """Show which label marks every selection at once."""
        self._codebook.show_sticky(label_id)

    def edit_note(self) -> None:
        """Put the cursor into the note of the selected mark."""
        self._selected.edit_note()

    def edit_answers(self) -> None:
        """Put the cursor on the first question about the selected mark."""
        self._selected.edit_answers()

    def finish(self) -> None:
        """Write what was typed and is not written yet."""
        self._selected.write_note()

    def focus_first(self) -> None:
        """Take the keyboard."""
        buttons = self._codebook.buttons()
        if self._selected_id is not None:
            self._selected.edit_answers()
        elif buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _order_stops(self) -> None:
        """Let Tab go down the panel: Qt puts new widgets last."""
        asked = [*self._about.questions.fields(), *self._about.buttons]
        stops = [*self._selected.stops(), *asked, *self._codebook.buttons(), self._marks.table]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _show_selected(self) -> None:
        annotations = self._article.annotations if self._article else None
        chosen = self._selected_id
        found = annotations.find(chosen) if annotations and chosen is not None else None
        self._selected.show_annotation(found)
        self._codebook.select(found.label_id if found else None)

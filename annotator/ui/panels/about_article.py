"""The questions about the article, and what is still to be answered in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.article import ArticleAnswer
from annotator.domain.change import Step
from annotator.domain.codebook import Label, Question
from annotator.domain.refusal import Refused
from annotator.editing import answering
from annotator.editing.answering import Missing
from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.wording import button_text, shortened, worded
from annotator.ui.panels.parts import INDENT, heading
from annotator.ui.panels.questions import Questions

_MOST = 6
_TOUCHING = {Annotation, ArticleAnswer, Label, Question}


class ArticleSection(QWidget):
    """Hidden as long as the codebook asks nothing of articles and nothing is open."""

    refused = Signal(str)
    go_to = Signal(object)
    """A mark with an open question, by its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._heading = heading(self.tr("Article"), self)
        self.questions = Questions(self)
        self.questions.answered.connect(self._answer)
        self.questions.refused.connect(self.refused)
        self._open = heading("", self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 0, INDENT, 0)
        column.setSpacing(8)
        for part in (self._heading, self.questions, self._open):
            column.addWidget(part)
        column.addLayout(self._rows)
        self.hide()

    def show_article(self, project: Project | None, article: OpenArticle | None) -> None:
        """Show what is asked about an article."""
        self._project, self._article = project, article
        self.refresh()

    def follow(self, step: Step) -> None:
        """Take over what a step changed."""
        if step.bulk or _TOUCHING.intersection(type(one.value) for one in step.changes):
            self.refresh()

    def refresh(self) -> None:
        """Show what is asked and what is open, as they are now."""
        project, article = self._project, self._article
        if project is None or article is None:
            self.hide()
            return
        asked = answering.questions(project.codebook)
        if asked:
            # the form asks what a label asks; here the article is what is asked about
            about = Label(id=0, name="", position=0, attributes=tuple(one.asked for one in asked))
            said = answering.said_of(project, article.id)
            names = {one.name for one in asked}
            answers = tuple(one for one in said.items() if one[0] in names)
            self.questions.show_answers(about, answers, read_only=project.read_only)
        else:
            self.questions.show_none()
        self._heading.setVisible(bool(asked))
        found = answering.missing(project, article)
        self._show_open(found)
        self.setVisible(bool(asked or found))

    def _show_open(self, found: list[Missing]) -> None:
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self._open.setText(self.tr("To answer · {0}").format(len(found)).upper())
        self._open.setVisible(bool(found))
        for one in found[:_MOST]:
            button = QPushButton(button_text(self._said(one)), self)
            # long words are cut by the pane's width; they must not widen it past what is seen
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setProperty("role", "flat")
            button.setStyleSheet("text-align: left; padding: 3px 4px;")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, which=one: self._go(which))
            self._rows.addWidget(button)
            button.show()
            self.buttons.append(button)

    def _said(self, one: Missing) -> str:
        article = self._article
        mark = (
            article.annotations.find(one.annotation_id) if article and one.annotation_id else None
        )
        if mark is None or article is None:
            return self.tr("{0} · article").format(worded(one.name))
        return f"{worded(one.name)} · {shortened(article.text_of(mark), 34)}"

    def _go(self, one: Missing) -> None:
        if one.annotation_id is not None:
            self.go_to.emit(one.annotation_id)
            return
        for field in self.questions.fields():
            if field.accessibleName() == one.name:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, name: str, value: str) -> None:
        if self._project is None or self._article is None:
            return
        try:
            answering.answer_article(self._project, self._article.id, name, value)
        except Refused as why:
            self.refused.emit(str(why))
            self.refresh()

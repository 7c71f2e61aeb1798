"""The selected annotation: its words, questions, relations and note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.refusal import Refused
from annotator.editing import linking, marking
from annotator.editing.project import OpenArticle, Project
from annotator.ui.models.wording import shortened, tooltip
from annotator.ui.panels.links import Links
from annotator.ui.panels.note import NoteEdit
from annotator.ui.panels.parts import INDENT, Swatch, heading, plain, quiet
from annotator.ui.panels.questions import Questions

_SHORT = 120


class SelectedSection(QWidget):
    """Shows one annotation and writes what is answered."""

    go_to = Signal(object)
    refused = Signal(str)
    entity_pressed = Signal(object)
    left = Signal()
    """The page wants the keyboard back."""
    rebuilt = Signal()
    """There are other widgets to reach by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._shown: Annotation | None = None
        self._swatch = Swatch(self)
        self._heading = heading("", self)
        self._words = plain(QLabel(self))
        self._words.setWordWrap(True)
        self._facts = quiet("", self)
        self._facts.setWordWrap(True)
        self._questions = Questions(self)
        self._links = Links(self)
        self._note = NoteEdit(self)
        self._questions.answered.connect(self._answer)
        self._questions.refused.connect(self.refused)
        self._links.go_to.connect(self.go_to)
        self._links.removed.connect(self._unrelate)
        self._links.retyped.connect(self._retype)
        self._links.entity_pressed.connect(self.entity_pressed)
        self._note.written.connect(self._write_note)
        self._note.left.connect(self.left)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._swatch)
        top.addWidget(self._heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 0, INDENT, 0)
        column.setSpacing(8)
        column.addLayout(top)
        for part in (self._words, self._facts, self._questions, self._links, self._note):
            column.addWidget(part)
        self._show_none()

    def show_article(self, project: Project | None, article: OpenArticle | None) -> None:
        """Work on another article, or on the same one read afresh."""
        self.write_note()
        self._project, self._article, self._shown = project, article, None
        self._show_none()

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Show an annotation as it is now, or that none is selected."""
        shown = self._shown
        same = annotation is not None and shown is not None and annotation.id == shown.id
        if not same:
            self.write_note()
        project, article, self._shown = self._project, self._article, annotation
        if annotation is None or project is None or article is None:
            self._show_none()
            return
        label = project.codebook.label(annotation.label_id)
        self._swatch.show_label(label)
        self._heading.setText(self.tr("Selected {0}").format(label.name).upper())
        words = article.text_of(annotation)
        self._words.setText(shortened(words, _SHORT))
        self._words.setToolTip(tooltip(words) if len(words) > _SHORT else "")
        self._words.setVisible(True)
        self._facts.setText(self._facts_of(project, annotation))
        anew = self._questions.show_answers(label, annotation.answers, read_only=project.read_only)
        anew |= self._links.show_links(
            article, project.codebook, annotation, read_only=project.read_only
        )
        if anew:
            self.rebuilt.emit()
        self._note.setVisible(True)
        self._note.setReadOnly(project.read_only)
        if same:
            self._note.show_note(annotation.note)
        else:
            self._note.replace_note(annotation.note)

    def edit_note(self) -> None:
        """Put the cursor into the note."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._note.moveCursor(self._note.textCursor().MoveOperation.End)

    def edit_answers(self) -> None:
        """Put the cursor on the first question, or into the note when nothing is asked."""
        asked = [field for field in self._questions.fields() if field.isVisibleTo(self)]
        if asked and asked[0].isEnabled():
            asked[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.edit_note()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, top to bottom."""
        return [*self._questions.fields(), *self._links.buttons(), self._note]

    def write_note(self) -> None:
        """Write the note as typed, if it is not written yet."""
        self._note.write()

    # -- parts ------------------------------------------------------------------------

    def _show_none(self) -> None:
        self._shown = None
        self._swatch.show_label(None)
        self._heading.setText(self.tr("Selected").upper())
        self._words.setVisible(False)
        self._facts.setText(
            self.tr("Nothing selected. Drag over words and press a label’s key, or press Tab.")
            if self._article is not None
            else self.tr("No article is open.")
        )
        self._questions.show_none()
        self._links.show_none()
        self._note.replace_note("")
        self._note.setVisible(False)

    def _facts_of(self, project: Project, annotation: Annotation) -> str:
        annotator = project.annotators.get(annotation.annotator_id)
        name = annotator.name if annotator else project.me.name
        parts = [
            self.tr("by {0}").format(name or self.tr("nobody named")),
            ", ".join(f"{start}–{end}" for start, end in annotation.fragments),
        ]
        if annotation.origin != "hand":
            parts.append(annotation.origin)
        return " · ".join(parts)

    # -- writing ----------------------------------------------------------------------

    def _answer(self, name: str, value: str) -> None:
        shown, project, article = self._shown, self._project, self._article
        if shown is None or project is None or article is None:
            return
        try:
            marking.set_answer(project, article, shown.id, name, value)
        except Refused as why:
            self.refused.emit(str(why))
            self.show_annotation(article.annotations.find(shown.id))

    def _unrelate(self, relation_id: int) -> None:
        project, article = self._project, self._article
        if project is not None and article is not None:
            self._attempt(lambda: linking.unrelate(project, article, relation_id))

    def _retype(self, relation_id: int, type_id: int) -> None:
        project, article = self._project, self._article
        if project is not None and article is not None:
            kind = project.codebook.relation_type(type_id)
            self._attempt(lambda: linking.change_type(project, article, relation_id, kind))

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refused as why:
            self.refused.emit(str(why))

    def _write_note(self, note: str) -> None:
        shown, project, article = self._shown, self._project, self._article
        if shown is None or project is None or article is None:
            return
        if shown.id not in article.annotations:
            return
        try:
            marking.set_note(project, article, shown.id, note)
        except Refused as why:
            self._note.not_written(shown.note)
            self.refused.emit(str(why))

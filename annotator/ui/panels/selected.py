"""The selected annotation: its words, questions, relations and note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Annotation
from annotator.domain.refusal import Refused
from annotator.editing import marking
from annotator.editing.project import OpenArticle, Project
from annotator.ui.panels.answers import editor
from annotator.ui.panels.headings import emptied, heading, plain

_IDLE_MS = 800
_SHORT = 90


class SelectedSection(QWidget):
    """Shows one annotation and writes what is answered."""

    go_to = Signal(object)
    refused = Signal(str)
    left = Signal()
    """Escape was pressed in an editor: the page wants the keyboard back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._shown: Annotation | None = None
        self._editors: list[QWidget] = []
        self._heading = heading(self.tr("Selected"), self)
        self._words = plain(QLabel(self))
        self._words.setWordWrap(True)
        self._facts = plain(QLabel(self))
        self._facts.setProperty("role", "quiet")
        self._facts.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 4, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._note = QPlainTextEdit(self)
        self._note.setPlaceholderText(self.tr("Note…"))
        self._note.setAccessibleName(self.tr("Note on the selected mark"))
        self._note.setFixedHeight(64)
        self._note.setTabChangesFocus(True)
        self._note.installEventFilter(self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.write_note)
        self._note.textChanged.connect(self._note_typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._heading, self._words, self._facts):
            column.addWidget(part)
        column.addLayout(self._form)
        column.addWidget(self._note)
        self.show_annotation(None)

    def show_article(self, project: Project | None, article: OpenArticle | None) -> None:
        """Work on another article."""
        self.write_note()
        self._project, self._article = project, article
        self._shown = None
        self.show_annotation(None)

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Show an annotation as it is now, or that none is selected."""
        if annotation is not None and annotation == self._shown:
            return
        same = (
            annotation is not None
            and self._shown is not None
            and annotation.id == self._shown.id
            and annotation.label_id == self._shown.label_id
        )
        if not same:
            self.write_note()
        typing = self._note.hasFocus() and same
        before, self._shown = self._shown, annotation
        if annotation is None or self._project is None or self._article is None:
            self._show_none()
            return
        label = self._project.codebook.label(annotation.label_id)
        self._heading.setText(self.tr("Selected {0}").format(label.name).upper())
        words = self._article.text_of(annotation)
        self._words.setText(words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…")
        self._words.setVisible(True)
        self._facts.setText(self._facts_of(annotation))
        if not (same and before is not None and before.answers == annotation.answers):
            self._show_questions(annotation)
        self._note.setVisible(True)
        self._note.setReadOnly(self._project.read_only)
        if not typing:
            self._put_note(annotation.note)

    def edit_note(self) -> None:
        """Put the cursor into the note."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._note.moveCursor(self._note.textCursor().MoveOperation.End)

    def edit_answers(self) -> None:
        """Put the cursor on the first question, or into the note when nothing is asked."""
        if self._editors:
            self._editors[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.edit_note()

    def write_note(self) -> None:
        """Write the note as typed, if it is not written yet."""
        self._idle.stop()
        shown, project, article = self._shown, self._project, self._article
        if shown is None or project is None or article is None or project.read_only:
            return
        typed = self._note.toPlainText()
        now = article.annotations.find(shown.id)
        if now is not None and typed != now.note and self._note.isVisibleTo(self):
            self._write(lambda: marking.set_note(project, article, shown.id, typed))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.write_note()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if event.key() == Qt.Key.Key_Escape or done:
                self.write_note()
                self.left.emit()
                return True
        return False

    # -- parts ------------------------------------------------------------------------

    def _show_none(self) -> None:
        self._heading.setText(self.tr("Selected").upper())
        self._words.setVisible(False)
        self._facts.setText(
            self.tr("Nothing is selected. Drag over words and press a label's key, or press Tab.")
        )
        emptied(self._form)
        self._editors = []
        self._put_note("")
        self._note.setVisible(False)

    def _show_questions(self, annotation: Annotation) -> None:
        assert self._project is not None
        assert self._article is not None
        focused = next((i for i, one in enumerate(self._editors) if one.hasFocus()), -1)
        emptied(self._form)
        self._editors = []
        label = self._project.codebook.label(annotation.label_id)
        for attribute in label.attributes:
            field = editor(
                attribute, annotation.answer(attribute.name), self._answer(attribute.name), self
            )
            field.setEnabled(not self._project.read_only)
            name = plain(QLabel(attribute.name.capitalize(), self))
            name.setProperty("role", "quiet")
            name.setBuddy(field)
            self._form.addRow(name, field)
            self._editors.append(field)
        asked = {attribute.name for attribute in label.attributes}
        for key, value in annotation.answers:
            if key not in asked and value:
                self._form.addRow(_quiet(key.capitalize(), self), plain(QLabel(value, self)))
        self._show_relations(annotation)
        if 0 <= focused < len(self._editors):
            self._editors[focused].setFocus()

    def _show_relations(self, annotation: Annotation) -> None:
        assert self._project is not None
        assert self._article is not None
        for relation in self._article.annotations.relations_of(annotation.id):
            outward = relation.head_id == annotation.id
            other_id = relation.child_id if outward else relation.head_id
            other = self._article.annotations.find(other_id)
            if other is None:
                continue
            kind = self._project.codebook.relation_type(relation.type_id).name
            words = self._article.text_of(other)
            button = QPushButton(words if len(words) < 32 else f"{words[:31]}…", self)
            button.setProperty("role", "flat")
            button.setStyleSheet("text-align: left; padding-left: 4px;")
            button.setToolTip(words)
            button.setAccessibleName(self.tr("{0}: {1}, go there").format(kind, words))
            button.clicked.connect(lambda _checked=False, which=other_id: self.go_to.emit(which))
            name = kind.capitalize() if outward else self.tr("{0} of").format(kind.capitalize())
            self._form.addRow(_quiet(name, self), button)

    def _facts_of(self, annotation: Annotation) -> str:
        assert self._project is not None
        annotator = self._project.annotators.get(annotation.annotator_id)
        name = annotator.name if annotator else self._project.me.name
        parts = [
            self.tr("by {0}").format(name or self.tr("nobody named")),
            ", ".join(f"{start}–{end}" for start, end in annotation.fragments),
        ]
        if annotation.origin != "hand":
            parts.append(annotation.origin)
        return " · ".join(parts)

    def _answer(self, name: str) -> Callable[[str], None]:
        def answer(value: str) -> None:
            shown, project, article = self._shown, self._project, self._article
            if shown is not None and project is not None and article is not None:
                self._write(lambda: marking.set_answer(project, article, shown.id, name, value))

        return answer

    def _write(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refused as why:
            self.refused.emit(str(why))

    def _note_typed(self) -> None:
        if self._note.hasFocus():
            self._idle.start()

    def _put_note(self, note: str) -> None:
        if self._note.toPlainText() != note:
            self._note.setPlainText(note)


def _quiet(text: str, parent: QWidget) -> QLabel:
    label = plain(QLabel(text, parent))
    label.setProperty("role", "quiet")
    return label

"""Everything about one relation type, and about one question on articles."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Attribute, Codebook, Question, RelationType
from annotator.editing.codebook_edits import in_tree_order
from annotator.ui.codebook.attribute_form import AttributeForm
from annotator.ui.codebook.fields import LineField, TextField
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.wording import words
from annotator.ui.panels.forms import form
from annotator.ui.panels.parts import quiet

_TICK = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable


class EndsList(QListWidget):
    """Labels to tick: which may be at one end. None ticked allows any."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "entries")
        self.setAccessibleName(name)
        self.itemChanged.connect(lambda _item: self.chosen.emit(self._ticked()))

    def show_ends(self, book: Codebook, ends: tuple[int, ...]) -> None:
        """Show the labels of a codebook, those in `ends` ticked."""
        self.blockSignals(True)
        self.clear()
        for label, depth in in_tree_order(book):
            if label.retired and label.id not in ends:
                continue
            item = QListWidgetItem("   " * depth + label.name, self)
            item.setData(Qt.ItemDataRole.UserRole, label.id)
            item.setFlags(_TICK)
            on = label.id in ends
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.setFixedHeight(min(8, max(2, self.count())) * 24 + 6)

    def _ticked(self) -> tuple[int, ...]:
        items = [self.item(row) for row in range(self.count())]
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )


class RelationForm(QWidget):
    """Shows a relation type and says how it is to be."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = RelationType(id=0, name="", position=0)
        self.name = LineField(self.tr("Name"), self)
        self.definition = TextField(self.tr("Definition"), 3, self)
        self.heads = EndsList(self.tr("Labels it may begin at"), self)
        self.children_ = EndsList(self.tr("Labels it may end at"), self)
        self.symmetric = Tick(self.tr("means the same read backwards"), self)
        self.per_head = _most(self.tr("How many may begin at one mark"), self)
        self.per_child = _most(self.tr("How many may end at one mark"), self)
        self.retired = Tick(self.tr("retired: no new ones are made"), self)
        rows = form()
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Definition"), self.definition),
            (self.tr("From"), self.heads),
            (self.tr("To"), self.children_),
            (self.tr("Direction"), self.symmetric),
            (self.tr("Per start"), self.per_head),
            (self.tr("Per end"), self.per_child),
            (self.tr("In use"), self.retired),
        ):
            rows.addRow(quiet(title, self), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.addLayout(rows)
        column.addWidget(
            words(self.tr("With nothing ticked, any label may be at that end."), "quiet")
        )
        column.addStretch(1)
        self.name.written.connect(lambda said: self._say(name=said))
        self.definition.written.connect(lambda said: self._say(definition=said))
        self.heads.chosen.connect(lambda ids: self._say(heads=ids))
        self.children_.chosen.connect(lambda ids: self._say(children=ids))
        self.symmetric.clicked.connect(lambda on: self._say(symmetric=on))
        self.per_head.valueChanged.connect(lambda most: self._say(per_head=most))
        self.per_child.valueChanged.connect(lambda most: self._say(per_child=most))
        self.retired.clicked.connect(lambda on: self._say(retired=on))

    def show_kind(self, kind: RelationType, book: Codebook) -> None:
        """Show a relation type as it is."""
        self._kind = kind
        self.name.show_text(kind.name)
        self.definition.show_text(kind.definition)
        self.heads.show_ends(book, kind.heads)
        self.children_.show_ends(book, kind.children)
        self.symmetric.setChecked(kind.symmetric)
        for box, most in ((self.per_head, kind.per_head), (self.per_child, kind.per_child)):
            box.blockSignals(True)
            box.setValue(most)
            box.blockSignals(False)
        self.retired.setChecked(kind.retired)

    def write(self) -> None:
        """Say what was typed and is not said yet."""
        self.name.write()
        self.definition.write()

    def _say(self, **fields: object) -> None:
        after = msgspec.structs.replace(self._kind, **fields)
        if after != self._kind:
            self.changed.emit(after)


class QuestionForm(QWidget):
    """Shows a question about articles and says how it is to be."""

    changed = Signal(object)
    choice_renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = Question(id=0, position=0, asked=Attribute(name=""))
        self.form = AttributeForm(self)
        self.retired = Tick(self.tr("retired: not asked any more"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.addWidget(self.form)
        column.addWidget(self.retired)
        column.addStretch(1)
        self.form.changed.connect(lambda asked: self._say(asked=asked))
        self.form.renamed.connect(lambda new: self._say_asked(name=new))
        self.form.choice_renamed.connect(self.choice_renamed)
        self.retired.clicked.connect(lambda on: self._say(retired=on))

    def show_question(self, question: Question, book: Codebook) -> None:
        """Show a question as it is."""
        self._question = question
        self.form.show_question(question.asked, [one.asked for one in book.questions])
        self.retired.setChecked(question.retired)

    def write(self) -> None:
        """Say what was typed and is not said yet."""
        self.form.write()

    def _say_asked(self, **fields: object) -> None:
        self._say(asked=msgspec.structs.replace(self._question.asked, **fields))

    def _say(self, **fields: object) -> None:
        after = msgspec.structs.replace(self._question, **fields)
        if after != self._question:
            self.changed.emit(after)


def _most(name: str, parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(0, 99)
    box.setSpecialValueText(parent.tr("any number"))
    box.setAccessibleName(name)
    return box

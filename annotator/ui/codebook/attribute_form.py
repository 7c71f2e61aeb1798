"""One question in full: kind, choices, default, whether it must be answered, and when."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from annotator.domain.codebook import Attribute, AttributeKind
from annotator.ui.codebook.fields import LineField, ListField, TextField
from annotator.ui.dialogs.tick import Tick
from annotator.ui.panels.forms import NAME_WIDTH, form
from annotator.ui.panels.parts import quiet

_CHOSEN = (AttributeKind.CHOICE, AttributeKind.CHOICES)


def kind_words(kind: AttributeKind) -> str:
    """What a kind of question is called."""
    return {
        AttributeKind.CHOICE: QCoreApplication.translate("Questions", "one choice"),
        AttributeKind.CHOICES: QCoreApplication.translate("Questions", "several choices"),
        AttributeKind.YES_NO: QCoreApplication.translate("Questions", "yes or no"),
        AttributeKind.NUMBER: QCoreApplication.translate("Questions", "number"),
        AttributeKind.TEXT: QCoreApplication.translate("Questions", "text"),
        AttributeKind.DATE: QCoreApplication.translate("Questions", "date"),
    }[kind]


class AttributeForm(QWidget):
    """Shows a question and says how it is to be."""

    changed = Signal(object)
    """The Attribute as it is to be."""
    renamed = Signal(str)
    choice_renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = Attribute(name="")
        self._others: Sequence[Attribute] = ()
        self.name = LineField(self.tr("Name of the question"), self)
        self.kind = QComboBox(self)
        for kind in AttributeKind:
            self.kind.addItem(kind_words(kind), kind)
        self.choices = ListField(self.tr("Choices"), self.tr("Another choice…"), self)
        self.default = LineField(self.tr("Default answer"), self)
        self.required = Tick(self.tr("must be answered"), self)
        self.definition = TextField(self.tr("What is meant"), 2, self)
        self.when = QComboBox(self)
        self.answer = QComboBox(self)
        self.kind.setAccessibleName(self.tr("Kind of answer"))
        self.when.setAccessibleName(self.tr("Ask only when this question"))
        self.answer.setAccessibleName(self.tr("has this answer"))
        when = QWidget(self)
        row = QHBoxLayout(when)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.when, 1)
        row.addWidget(self.answer, 1)
        rows = form()
        self.setLayout(rows)
        self._rows = rows
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Answer"), self.kind),
            (self.tr("Choices"), self.choices),
            (self.tr("Default"), self.default),
            ("", self.required),
            (self.tr("Meaning"), self.definition),
            (self.tr("Only when"), when),
        ):
            label = quiet(title, self)
            label.setMinimumWidth(NAME_WIDTH)
            rows.addRow(label, field)
        self.name.written.connect(self.renamed)
        self.kind.activated.connect(
            lambda _at: self._say(kind=AttributeKind(self.kind.currentData()))
        )
        self.choices.changed.connect(self._say_choices)
        self.choices.reworded.connect(self.choice_renamed)
        self.default.written.connect(lambda said: self._say(default=said))
        self.required.clicked.connect(lambda on: self._say(required=on))
        self.definition.written.connect(lambda said: self._say(definition=said))
        self.when.activated.connect(lambda _at: self._say_when(first=True))
        self.answer.activated.connect(lambda _at: self._say_when())

    def show_question(self, asked: Attribute, others: Sequence[Attribute]) -> None:
        """Show a question; it may wait for answers to `others`."""
        self._asked, self._others = asked, [one for one in others if one.name != asked.name]
        self.name.show_text(asked.name)
        self.kind.setCurrentIndex(self.kind.findData(asked.kind))
        self.choices.show_entries(asked.choices)
        self._rows.setRowVisible(self.choices, asked.kind in _CHOSEN)
        self.default.show_text(asked.default)
        self.required.setChecked(asked.required)
        self.definition.show_text(asked.definition)
        self.when.clear()
        self.when.addItem(self.tr("always"), "")
        for other in self._others:
            self.when.addItem(other.name, other.name)
        name, said = asked.shown_when[0] if asked.shown_when else ("", "")
        self.when.setCurrentIndex(max(0, self.when.findData(name)))
        self._show_answers(said)

    def write(self) -> None:
        """Say what was typed and is not said yet."""
        for field in (self.name, self.default, self.definition):
            field.write()

    def _show_answers(self, said: str) -> None:
        """Offer the answers of the question that is waited for."""
        other = next((one for one in self._others if one.name == self.when.currentData()), None)
        self.answer.clear()
        self.answer.setVisible(other is not None)
        if other is None:
            return
        offered = list(other.choices)
        if other.kind is AttributeKind.YES_NO:
            offered = ["yes", "no"]
        self.answer.setEditable(not offered)
        self.answer.addItems(offered)
        if self.answer.findText(said) < 0 and said:
            self.answer.addItem(said)
        self.answer.setCurrentIndex(max(0, self.answer.findText(said)))

    def _say(self, **fields: object) -> None:
        after = msgspec.structs.replace(self._asked, **fields)
        if after != self._asked:
            self.changed.emit(after)

    def _say_choices(self, choices: tuple[str, ...]) -> None:
        default = self._asked.default if self._asked.default in choices else ""
        self._say(choices=choices, default=default)

    def _say_when(self, *, first: bool = False) -> None:
        name = str(self.when.currentData() or "")
        if first:
            self._show_answers("")
        if not name:
            self._say(shown_when=())
        elif self.answer.currentText():
            rest = self._asked.shown_when[1:]
            self._say(shown_when=((name, self.answer.currentText()), *rest))

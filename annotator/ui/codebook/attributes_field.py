"""The questions a label asks: a list of them, and the one chosen in full."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.domain.codebook import Attribute, AttributeKind, Label
from annotator.ui.codebook.attribute_form import AttributeForm
from annotator.ui.codebook.fields import ListField


class AttributesField(QWidget):
    """Says how the questions of a label are to be."""

    changed = Signal(object)
    """All attributes, a tuple."""
    renamed = Signal(str, str)
    choice_renamed = Signal(str, str, str)
    """Attribute, old words, new words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[Attribute, ...] = ()
        self.names = ListField(self.tr("Questions"), self.tr("Another question…"), self)
        self.form = AttributeForm(self)
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 10, 10, 10)
        inside.addWidget(self.form)
        self._card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.names)
        column.addWidget(card)
        self.names.changed.connect(self._names_changed)
        self.names.reworded.connect(self.renamed)
        self.names.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.form.changed.connect(self._one_changed)
        self.form.renamed.connect(lambda new: self.renamed.emit(self._chosen_name(), new))
        self.form.choice_renamed.connect(
            lambda old, new: self.choice_renamed.emit(self._chosen_name(), old, new)
        )

    def show_label(self, label: Label) -> None:
        """Show the questions of a label."""
        grown = len(label.attributes) > len(self._asked) > 0
        self._asked = label.attributes
        self.names.show_entries([asked.name for asked in label.attributes])
        if label.attributes and (self.names.list.currentRow() < 0 or grown):
            self.names.list.setCurrentRow(len(label.attributes) - 1 if grown else 0)
        self._show_chosen()

    def write(self) -> None:
        """Say what was typed and is not said yet."""
        if self._card.isVisibleTo(self):
            self.form.write()

    def _chosen(self) -> Attribute | None:
        at = self.names.list.currentRow()
        return self._asked[at] if 0 <= at < len(self._asked) else None

    def _chosen_name(self) -> str:
        chosen = self._chosen()
        return chosen.name if chosen else ""

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self._card.setVisible(chosen is not None)
        if chosen is not None:
            self.form.show_question(chosen, self._asked)

    def _names_changed(self, names: tuple[str, ...]) -> None:
        there = {asked.name: asked for asked in self._asked}
        new = Attribute(name="", kind=AttributeKind.CHOICE)
        self.changed.emit(
            tuple(there.get(name) or Attribute(name=name, kind=new.kind) for name in names)
        )

    def _one_changed(self, after: Attribute) -> None:
        self.changed.emit(tuple(after if one.name == after.name else one for one in self._asked))

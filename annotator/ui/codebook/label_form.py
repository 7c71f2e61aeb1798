"""Everything about one label."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.codebook import Codebook, Label
from annotator.editing.codebook_edits import in_tree_order
from annotator.ui.codebook.attributes_field import AttributesField
from annotator.ui.codebook.colours import ColourField
from annotator.ui.codebook.fields import LineField, ListField, TextField
from annotator.ui.dialogs.wording import heading, say, words
from annotator.ui.panels.forms import NAME_WIDTH, form
from annotator.ui.panels.parts import quiet


class LabelForm(QWidget):
    """Shows a label and says how it is to be."""

    changed = Signal(object, str)
    """The Label as it is to be, and what to call the step."""
    renamed = Signal(str)
    recoloured = Signal(str, str)
    moved_under = Signal(object)
    """The id of the label to lie under, None for the top."""
    attribute_renamed = Signal(str, str)
    choice_renamed = Signal(str, str, str)

    def __init__(self, command_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        """`command_of` names the command that a key has on the page, "" for none."""
        super().__init__(parent)
        self._command_of = command_of
        self._label = Label(id=0, name="", position=0)
        self.name = LineField(self.tr("Name"), self)
        self.key = LineField(self.tr("Key"), self)
        self.key.setMaxLength(1)
        self.key.setFixedWidth(46)
        self._clash = words("", "warning", wrap=True)
        self.colour = ColourField(self)
        self.parent_box = QComboBox(self)
        self.parent_box.setAccessibleName(self.tr("Lies under"))
        self.definition = TextField(self.tr("Definition"), 4, self)
        self.includes = TextField(self.tr("Include"), 3, self)
        self.excludes = TextField(self.tr("Do not include"), 3, self)
        self.examples = ListField(self.tr("Examples"), self.tr("Another example…"), self)
        self.counterexamples = ListField(
            self.tr("What is none"), self.tr("Another example of what is none…"), self
        )
        self.attributes = AttributesField(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(14)
        column.addLayout(self._facts())
        column.addWidget(heading(self.tr("What it means")))
        column.addLayout(self._meaning())
        column.addWidget(heading(self.tr("Questions about each mark")))
        column.addWidget(self.attributes)
        column.addStretch(1)
        self._connect()

    def _facts(self) -> QVBoxLayout:
        rows = form()
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Key"), self.key),
            ("", self._clash),
            (self.tr("Colour"), self.colour),
            (self.tr("Under"), self.parent_box),
        ):
            rows.addRow(_title(title, self), field)
        self._fact_rows = rows
        holder = QVBoxLayout()
        holder.addLayout(rows)
        return holder

    def _meaning(self) -> QVBoxLayout:
        rows = form()
        for title, field in (
            (self.tr("Definition"), self.definition),
            (self.tr("Include"), self.includes),
            (self.tr("Leave out"), self.excludes),
            (self.tr("Examples"), self.examples),
            (self.tr("Not these"), self.counterexamples),
        ):
            rows.addRow(_title(title, self), field)
        holder = QVBoxLayout()
        holder.addLayout(rows)
        return holder

    def _connect(self) -> None:
        self.name.written.connect(self.renamed)
        self.key.written.connect(
            lambda said: self._say(self.tr("Change the key of {0}"), key=said.lower())
        )
        self.colour.chosen.connect(self.recoloured)
        self.parent_box.activated.connect(
            lambda _at: self.moved_under.emit(self.parent_box.currentData())
        )
        for name in ("definition", "includes", "excludes"):
            field: TextField = getattr(self, name)
            field.written.connect(
                lambda said, which=name: self._say(self.tr("Define {0}"), **{which: said})
            )
        for name in ("examples", "counterexamples"):
            entries: ListField = getattr(self, name)
            entries.changed.connect(
                lambda said, which=name: self._say(self.tr("Examples of {0}"), **{which: said})
            )
            entries.reworded.connect(
                lambda old, new, which=name: self._say(
                    self.tr("Examples of {0}"),
                    **{which: tuple(new if one == old else one for one in self._told(which))},
                )
            )
        self.attributes.changed.connect(
            lambda asked: self._say(self.tr("Questions of {0}"), attributes=asked)
        )
        self.attributes.renamed.connect(self.attribute_renamed)
        self.attributes.choice_renamed.connect(self.choice_renamed)

    def show_label(self, label: Label, book: Codebook) -> None:
        """Show a label as it is."""
        self._label = label
        self.name.show_text(label.name)
        self.key.show_text(label.key)
        self._show_clash(label)
        self.colour.show_label(label, book)
        self.parent_box.clear()
        self.parent_box.addItem(self.tr("no other label"), None)
        for other, depth in in_tree_order(book):
            if other.id != label.id:
                self.parent_box.addItem("  " * depth + other.name, other.id)
        self.parent_box.setCurrentIndex(max(0, self.parent_box.findData(label.parent_id)))
        self.definition.show_text(label.definition)
        self.includes.show_text(label.includes)
        self.excludes.show_text(label.excludes)
        self.examples.show_entries(label.examples)
        self.counterexamples.show_entries(label.counterexamples)
        self.attributes.show_label(label)

    def write(self) -> None:
        """Say what was typed and is not said yet."""
        for field in (self.name, self.key, self.definition, self.includes, self.excludes):
            field.write()
        self.attributes.write()

    def focus_name(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()
        QLineEdit.selectAll(self.name)

    def _show_clash(self, label: Label) -> None:
        command = self._command_of(label.key) if label.key else ""
        said = self.tr("On the page this key already does: {0}. It will not mark.")
        say(self._clash, said.format(command) if command else "", "warning")
        self._fact_rows.setRowVisible(self._clash, bool(command))

    def _told(self, name: str) -> tuple[str, ...]:
        told: tuple[str, ...] = getattr(self._label, name)
        return told

    def _say(self, title: str, **fields: object) -> None:
        after = msgspec.structs.replace(self._label, **fields)
        if after != self._label:
            self.changed.emit(after, title.format(self._label.name))


def _title(text: str, parent: QWidget) -> QWidget:
    title = quiet(text, parent)
    title.setMinimumWidth(NAME_WIDTH + 10)
    return title

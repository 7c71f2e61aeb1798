"""What the codebook asks about the selected annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from annotator.domain.annotation import Answers
from annotator.domain.codebook import Attribute, Label
from annotator.ui.models.wording import button_text, worded
from annotator.ui.panels.forms import NAME_WIDTH, add_row, emptied, form
from annotator.ui.panels.parts import plain, quiet

if TYPE_CHECKING:
    from annotator.ui.panels.answers import Editor


class Questions(QWidget):
    """One row for each attribute, and one for each answer nobody asks for any more."""

    answered = Signal(str, str)
    """Name of the attribute, and the answer; "" takes it away."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form()
        self.setLayout(self._form)
        self._asked: tuple[Attribute, ...] | None = None
        self._unasked: Answers = ()
        self._editors: dict[str, Editor] = {}

    def show_answers(self, label: Label, answers: Answers, *, read_only: bool) -> bool:
        """Show the questions of a label and their answers; whether the rows are new ones."""
        asked = {attribute.name for attribute in label.attributes}
        unasked = tuple(one for one in answers if one[0] not in asked and one[1])
        anew = (label.attributes, unasked) != (self._asked, self._unasked)
        if anew:
            self._asked, self._unasked = label.attributes, unasked
            self._build()
        said = dict(answers)
        for attribute in label.attributes:
            field = self._editors[attribute.name]
            field.show_answer(said.get(attribute.name, ""))
            field.setEnabled(not read_only)
            self._form.setRowVisible(field, attribute.is_asked(said))
        self.setVisible(self._form.rowCount() > 0)
        return anew

    def show_none(self) -> None:
        """Ask nothing."""
        self._asked, self._unasked, self._editors = None, (), {}
        emptied(self._form)
        self.hide()

    def fields(self) -> list[Editor]:
        """The editors, top to bottom."""
        return list(self._editors.values())

    def _build(self) -> None:
        from annotator.ui.panels.answers import editor  # noqa: PLC0415  not needed to start

        emptied(self._form)
        self._editors = {}
        for attribute in self._asked or ():
            field = editor(attribute, self)
            field.answered.connect(
                lambda value, name=attribute.name: self.answered.emit(name, value)
            )
            field.refused.connect(self.refused)
            name = worded(attribute.name) + (" *" if attribute.required else "")
            title = quiet(button_text(name), self)
            title.setMinimumWidth(NAME_WIDTH)
            title.setBuddy(field)
            if attribute.required:
                title.setToolTip(self.tr("An answer is required."))
                field.setAccessibleDescription(self.tr("An answer is required."))
            add_row(self._form, title, field)
            self._editors[attribute.name] = field
        for key, value in self._unasked:
            words = plain(QLabel(value, self))
            words.setWordWrap(True)
            title = quiet(worded(key), self)
            title.setMinimumWidth(NAME_WIDTH)
            add_row(self._form, title, words)

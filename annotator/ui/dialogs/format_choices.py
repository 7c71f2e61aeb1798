"""What a format leaves to choose, as a row of its own for each question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from annotator.formats.format import Choice
from annotator.ui.dialogs.still import StillCombo
from annotator.ui.dialogs.wording import words


class FormatChoices(QWidget):
    """Hidden where a format leaves nothing to choose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(10)
        self._form.setHorizontalSpacing(16)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these, each at its default."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._boxes.clear()
        for choice in choices:
            box = StillCombo()
            box.setAccessibleName(choice.title)
            for value, shown in choice.values:
                box.addItem(shown, value)
            box.currentIndexChanged.connect(self.changed)
            self._boxes[choice.name] = box
            self._form.addRow(words(choice.title), box)
        self.setVisible(bool(choices))

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, but for defaults."""
        return tuple(
            (name, str(box.currentData()))
            for name, box in self._boxes.items()
            if box.currentIndex() > 0
        )

    def box(self, name: str) -> QComboBox:
        """Where the choice of that name is made."""
        return self._boxes[name]

"""Letters and lines: each choice shows on the page at once, and is remembered."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFontComboBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.canvas.measures import Reading
from annotator.ui.dialogs.wording import words

_NARROWEST = 30


class ReadingDialog(QDialog):
    """Says how the reader wants to read; whoever owns the page shows it so."""

    changed = Signal(object)
    """A Reading that was chosen."""
    zoomed = Signal(float)

    def __init__(self, parent: QWidget, reading: Reading, zoom: float) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Letters and lines"))
        self.setMinimumWidth(360)
        self._reading = reading
        self.face = QFontComboBox()
        self.face.setEditable(False)
        self.size_of_letters = QSpinBox()
        self.size_of_letters.setRange(50, 400)
        self.size_of_letters.setSingleStep(10)
        self.size_of_letters.setSuffix(self.tr(" %"))
        self.lines = QDoubleSpinBox()
        self.lines.setRange(1.2, 3.0)
        self.lines.setSingleStep(0.1)
        self.lines.setDecimals(1)
        self.column = QSpinBox()
        self.column.setRange(_NARROWEST - 2, 160)
        self.column.setSingleStep(2)
        self.column.setSpecialValueText(self.tr("as wide as the window"))
        self.column.setSuffix(self.tr(" characters"))
        self._show(reading, zoom)
        self.face.currentFontChanged.connect(lambda font: self._say(family=font.family()))
        self.size_of_letters.valueChanged.connect(lambda size: self.zoomed.emit(size / 100))
        self.lines.valueChanged.connect(lambda height: self._say(line_height=height))
        self.column.valueChanged.connect(
            lambda wide: self._say(characters=wide if wide >= _NARROWEST else 0)
        )
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        for name, field in (
            (self.tr("Face"), self.face),
            (self.tr("Size of letters"), self.size_of_letters),
            (self.tr("Line height"), self.lines),
            (self.tr("Widest column"), self.column),
        ):
            label = words(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            form.addRow(label, field)
        row = QDialogButtonBox()
        usual = row.addButton(self.tr("As at first"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.setAutoDefault(False)
        usual.clicked.connect(self._as_at_first)
        close = row.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        row.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addLayout(form)
        column.addSpacing(10)
        column.addWidget(row)

    def _show(self, reading: Reading, zoom: float) -> None:
        shown = QFont(reading.family) if reading.family else theme.serif_font(17)
        self.face.setCurrentFont(shown)
        self.size_of_letters.setValue(round(zoom * 100))
        self.lines.setValue(reading.line_height)
        self.column.setValue(reading.characters or self.column.minimum())

    def _as_at_first(self) -> None:
        for field in (self.face, self.size_of_letters, self.lines, self.column):
            field.blockSignals(True)
        self._show(Reading(), 1.0)
        for field in (self.face, self.size_of_letters, self.lines, self.column):
            field.blockSignals(False)
        self.zoomed.emit(1.0)
        self._reading = Reading()
        self.changed.emit(self._reading)

    def _say(self, **chosen: str | float | int) -> None:
        self._reading = msgspec.structs.replace(self._reading, **chosen)
        self.changed.emit(self._reading)

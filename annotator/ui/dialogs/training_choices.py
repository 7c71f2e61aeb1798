"""Whether an export is for training, and how it is parted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from annotator.domain.refusal import Refused
from annotator.editing.exchange import ExportOptions
from annotator.editing.training import Grouping, Part, Shares, TrainingOptions
from annotator.formats.edges import Edges
from annotator.ui.dialogs.still import StillCombo, StillSpin
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.wording import words

_LICENCES = ("cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "other")
"""As the Hugging Face hub names them; any other can be typed."""

_LARGEST_SEED = 999_999


class TrainingChoices(QWidget):
    """A box to tick; what else there is to choose shows once it is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = Tick(self.tr("In parts for training: train, dev and test, with a card"))
        self.shares = {part: self._number(100) for part in Part}
        self.grouping = StillCombo()
        self.seed = self._number(_LARGEST_SEED)
        self.balance = Tick(self.tr("Choose the seed that spreads labels most evenly"))
        self.edges = StillCombo()
        self.negatives = Tick(self.tr("With articles that are done and have no marks"))
        self.licence = StillCombo()
        self._more = QWidget()
        self._fill()
        self._build()
        self.tick.toggled.connect(self._ticked)
        self.balance.toggled.connect(self.seed.setDisabled)
        for box in (self.grouping, self.edges):
            box.currentIndexChanged.connect(self.changed)
        self.licence.currentTextChanged.connect(self.changed)
        for number in (*self.shares.values(), self.seed):
            number.valueChanged.connect(self.changed)
        for tick in (self.balance, self.negatives):
            tick.toggled.connect(self.changed)

    @property
    def wanted(self) -> bool:
        return self.tick.isChecked()

    def options(self, export: ExportOptions) -> TrainingOptions:
        """What was chosen. Raises Refused for shares of nothing."""
        return TrainingOptions(
            export=export,
            shares=Shares(**{str(part): box.value() for part, box in self.shares.items()}),
            grouping=Grouping(str(self.grouping.currentData())),
            seed=None if self.balance.isChecked() else self.seed.value(),
            edges=Edges(str(self.edges.currentData())),
            negatives=self.negatives.isChecked(),
            licence=self.licence.currentText().strip(),
        )

    @property
    def fault(self) -> str:
        """Why this cannot be done, "" if it can."""
        try:
            self.options(ExportOptions())
        except Refused:
            return self.tr("One of the parts at least must have a share.")
        return ""

    def _ticked(self, on: bool) -> None:
        self._more.setVisible(on)
        self.changed.emit()

    def _number(self, most: int) -> QSpinBox:
        box = StillSpin()
        box.setRange(0, most)
        box.setMinimumWidth(96)
        return box

    def _fill(self) -> None:
        defaults = Shares()
        names = {
            Part.TRAIN: self.tr("Share of train"),
            Part.DEV: self.tr("Share of dev"),
            Part.TEST: self.tr("Share of test"),
        }
        for part, box in self.shares.items():
            box.setValue(getattr(defaults, part))
            box.setAccessibleName(names[part])
        self.seed.setAccessibleName(self.tr("Seed"))
        self.negatives.setChecked(True)
        for how, shown in (
            (Grouping.COPIES, self.tr("Copies of a story")),
            (Grouping.SOURCE, self.tr("Articles of a source")),
            (Grouping.DATE, self.tr("Articles of a day")),
            (Grouping.ARTICLE, self.tr("Nothing")),
        ):
            self.grouping.addItem(shown, str(how))
        self.grouping.setAccessibleName(self.tr("What stays in one part"))
        for edges, shown in (
            (Edges.TRIM, self.tr("Without blanks")),
            (Edges.EXPAND, self.tr("Widened to whole words")),
            (Edges.CONTRACT, self.tr("Narrowed to whole words")),
            (Edges.AS_MARKED, self.tr("As they were marked")),
        ):
            self.edges.addItem(shown, str(edges))
        self.edges.setAccessibleName(self.tr("Edges of marks"))
        self.licence.setEditable(True)
        self.licence.addItems(list(_LICENCES))
        self.licence.setCurrentIndex(-1)
        self.licence.setAccessibleName(self.tr("Licence, for the card"))
        line = self.licence.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Not said"))
            line.setAccessibleName(self.licence.accessibleName())

    def _build(self) -> None:
        shares = QHBoxLayout()
        shares.setSpacing(8)
        for part, box in self.shares.items():
            shares.addWidget(words(str(part), "quiet"))
            shares.addWidget(box)
        shares.addStretch(1)
        seed = QHBoxLayout()
        seed.setSpacing(12)
        seed.addWidget(self.seed)
        seed.addWidget(self.balance)
        seed.addStretch(1)
        form = QFormLayout(self._more)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(words(self.tr("Shares")), shares)
        form.addRow(words(self.tr("In one part stay")), self.grouping)
        form.addRow(words(self.tr("Seed")), seed)
        form.addRow(words(self.tr("Edges of marks")), self.edges)
        form.addRow(words(self.tr("Licence")), self.licence)
        form.addRow(words(), self.negatives)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.tick)
        column.addWidget(self._more)
        self._more.hide()

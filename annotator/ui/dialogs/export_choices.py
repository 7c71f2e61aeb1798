"""What an export holds and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from annotator.domain.status import Progress
from annotator.editing.exchange import ExportOptions
from annotator.editing.project import Project
from annotator.editing.training import TrainingOptions
from annotator.formats import FORMATS, format_named
from annotator.formats.format import Format, OffsetUnit
from annotator.ui.dialogs.chip import Chip
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.format_choices import FormatChoices
from annotator.ui.dialogs.still import StillCombo
from annotator.ui.dialogs.tick import Tick
from annotator.ui.dialogs.training_choices import TrainingChoices
from annotator.ui.dialogs.wording import words


class _Chips(QWidget):
    """Names of which any may be chosen; none chosen means all."""

    changed = Signal()

    def __init__(self, name: str, everything: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        flow = Flow(self)
        self._all = Chip(everything)
        self._all.setChecked(True)
        self._all.clicked.connect(self._choose_all)
        flow.addWidget(self._all)
        self._chips: dict[str, Chip] = {}
        for choice, shown in choices:
            chip = self._chips[choice] = Chip(shown)
            chip.clicked.connect(self._chosen)
            flow.addWidget(chip)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, chip in self._chips.items() if chip.isChecked())

    def choose(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for name, chip in self._chips.items():
            chip.setChecked(name in wanted)
        self._chosen()

    def _choose_all(self) -> None:
        self.choose(())

    def _chosen(self) -> None:
        self._all.setChecked(not self.names)
        self.changed.emit()


class ExportChoices(QWidget):
    """Format, whose marks, which labels, how far along, offsets, furniture."""

    changed = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        annotators = sorted(project.annotators.values(), key=lambda one: one.name)
        nobody = self.tr("Unnamed")
        self.annotators = _Chips(
            self.tr("Annotators"),
            self.tr("Everybody"),
            [(one.name, one.name or nobody) for one in annotators],
        )
        self.labels = _Chips(
            self.tr("Labels"),
            self.tr("All labels"),
            [(one.name, one.name) for one in project.codebook.labels],
        )
        self.format = StillCombo()
        self.status = StillCombo()
        self.offsets = StillCombo()
        self.own = FormatChoices()
        self.training = TrainingChoices()
        self.strip_zones = Tick(self.tr("Leave out bylines, datelines and other furniture"))
        self._fill()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(words(self.tr("Format")), self.format)
        form.addRow(words(self.tr("Marks by")), self.annotators)
        form.addRow(words(self.tr("Labels")), self.labels)
        form.addRow(words(self.tr("Articles that are")), self.status)
        form.addRow(words(self.tr("Offsets count")), self.offsets)
        form.addRow(words(), self.own)
        form.addRow(words(), self.strip_zones)
        form.addRow(words(), self.training)
        for chips in (self.annotators, self.labels):
            chips.changed.connect(self.changed)
        self.format.currentIndexChanged.connect(self._follow_format)
        self._follow_format()
        self.own.changed.connect(self.changed)
        for box in (self.format, self.status, self.offsets):
            box.currentIndexChanged.connect(self.changed)
        self.strip_zones.toggled.connect(self.changed)
        self.training.tick.toggled.connect(self._follow_training)
        self.training.changed.connect(self.changed)

    @property
    def written(self) -> Format:
        """The format chosen."""
        form = format_named(str(self.format.currentData()))
        assert form is not None
        return form

    @property
    def in_folder(self) -> bool:
        """Whether what is written is a folder."""
        return self.written.in_folder or self.training.wanted

    @property
    def fault(self) -> str:
        """Why what was chosen cannot be written, "" if it can."""
        if not self.training.wanted:
            return ""
        if self.written.in_folder:
            return self.tr("This format is several files; parts are written in one file each.")
        return self.training.fault

    @property
    def wish(self) -> ExportOptions | TrainingOptions:
        """All that was chosen. Raises Refused where there is a `fault`."""
        return self.training.options(self.options) if self.training.wanted else self.options

    @property
    def options(self) -> ExportOptions:
        """What was chosen, as the export wants it; every loss is listed."""
        status = str(self.status.currentData())
        return ExportOptions(
            format=self.written.name,
            annotators=self.annotators.names,
            labels=self.labels.names,
            progress=Progress(status) if status else None,
            offsets=OffsetUnit(str(self.offsets.currentData())),
            strip_zones=self.strip_zones.isChecked(),
            chosen=self.own.chosen,
            list_losses=True,
        )

    def _follow_training(self, on: bool) -> None:
        """Only what is done teaches where nothing is."""
        self.status.setCurrentIndex(self.status.findData(str(Progress.DONE) if on else ""))

    def _follow_format(self) -> None:
        """Offer what the chosen format leaves to choose."""
        form = self.written
        self.own.show_choices(form.choices)
        self.offsets.blockSignals(True)  # one change, told once
        self.offsets.clear()
        for unit in form.units:
            self.offsets.addItem(self._unit(unit), str(unit))
        self.offsets.setEnabled(len(form.units) > 1)
        self.offsets.blockSignals(False)

    def _unit(self, unit: OffsetUnit) -> str:
        return {
            OffsetUnit.CODE_POINT: self.tr("Characters (code points): Python, spaCy, Annotator"),
            OffsetUnit.UTF16: self.tr("UTF-16 units: JavaScript, Java"),
            OffsetUnit.BYTE: self.tr("Bytes of UTF-8"),
            OffsetUnit.GRAPHEME: self.tr("Characters as readers see them (grapheme clusters)"),
        }[unit]

    def _fill(self) -> None:
        for form in FORMATS:
            if form.writes:
                self.format.addItem(form.title, form.name)
        self.format.setCurrentIndex(max(self.format.findData(ExportOptions().format), 0))
        for progress, shown in (
            ("", self.tr("In any state")),
            (Progress.DONE, self.tr("Done")),
            (Progress.IN_PROGRESS, self.tr("In progress")),
            (Progress.TODO, self.tr("To do")),
        ):
            self.status.addItem(shown, str(progress))
        self.format.setAccessibleName(self.tr("Format"))
        self.status.setAccessibleName(self.tr("State of the articles"))
        self.offsets.setAccessibleName(self.tr("What offsets count"))

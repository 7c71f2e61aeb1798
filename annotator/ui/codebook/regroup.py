"""Choosing what a label is merged into, or how it is split."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Label
from annotator.domain.refusal import Refused
from annotator.editing.codebook_edits import in_tree_order
from annotator.editing.project import Project
from annotator.editing.regrouping import merge, split_by_answer
from annotator.editing.safe_change import Plan
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.wording import say, words
from annotator.ui.panels.forms import form
from annotator.ui.panels.parts import quiet

translate = QCoreApplication.translate


class ChooseLabel(QDialog):
    """One label out of all."""

    def __init__(self, parent: QWidget, title: str, project: Project, but: Label) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.box.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(completer.CompletionMode.PopupCompletion)
        self.box.setAccessibleName(title)
        for label, _ in in_tree_order(project.codebook):
            if label.id != but.id and not label.retired:
                self.box.addItem(label.name, label.id)
        row, self.act = ending(self, yes=self.tr("Go on…"), no=self.tr("Cancel"))
        row.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(words(title, "project", wrap=True))
        column.addWidget(self.box)
        column.addSpacing(8)
        column.addWidget(row)
        line = self.box.lineEdit()
        assert line is not None
        line.selectAll()
        self.box.setFocus()

    def label_id(self) -> int | None:
        """The label chosen, None when what was typed is none."""
        at = self.box.findText(self.box.currentText(), Qt.MatchFlag.MatchFixedString)
        found = self.box.itemData(at) if at >= 0 else None
        return int(found) if found is not None else None


class SplitByAnswer(QDialog):
    """Which answers of which question become which labels."""

    def __init__(self, parent: QWidget, project: Project, label: Label) -> None:
        super().__init__(parent)
        self._project, self._label = project, label
        self.plan: Plan | None = None
        self.setWindowTitle(self.tr("Split {0} by its answers").format(label.name))
        self.resize(460, 460)
        self.attribute = QComboBox(self)
        self.attribute.setAccessibleName(self.tr("Split by the answers to"))
        for asked in label.attributes:
            self.attribute.addItem(asked.name)
        self.names: dict[str, QLineEdit] = {}
        self._rows = form()
        inside = QWidget()
        inside.setLayout(self._rows)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        self.trouble = words("", "danger", wrap=True)
        row, self.act = ending(self, yes=self.tr("Go on…"), no=self.tr("Cancel"))
        row.accepted.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(words(self.windowTitle(), "project", wrap=True))
        column.addWidget(self.attribute)
        hint = self.tr("Each answer becomes the label named beside it; leave a name empty to "
                       "keep those marks as they are.")  # fmt: skip
        column.addWidget(words(hint, "quiet", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.trouble)
        column.addWidget(row)
        say(self.trouble, "")
        self.attribute.currentIndexChanged.connect(lambda _at: self._show_answers())
        self._show_answers()

    def _show_answers(self) -> None:
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self.names.clear()
        counts = self._project.reader.labelled.answers(self._label.id, self.attribute.currentText())
        asked = self._label.attribute(self.attribute.currentText())
        values = dict.fromkeys((*(asked.choices if asked else ()), *counts))
        for value in values:
            line = QLineEdit()
            said = value or self.tr("no answer")
            line.setText(f"{self._label.name} {value}".upper() if value in counts and value else "")
            line.setAccessibleName(self.tr("Label for {0}").format(said))
            title = quiet(f"{said} ({counts.get(value, 0):,})", self)
            self._rows.addRow(title, line)
            self.names[value] = line

    def _go_on(self) -> None:
        names = {value: line.text() for value, line in self.names.items()}
        try:
            self.plan = split_by_answer(
                self._project.codebook, self._label, self.attribute.currentText(), names
            )
        except Refused as why:
            say(self.trouble, str(why), "danger")
            return
        self.accept()


def ask_merge(parent: QWidget, project: Project, label: Label) -> Plan | None:
    """Ask what a label is merged into; the plan, None when called off."""
    title = translate("Regroup", "Merge {0} into").format(label.name)
    asking = ChooseLabel(parent, title, project, label)
    into = asking.label_id() if asking.exec() == QDialog.DialogCode.Accepted else None
    asking.deleteLater()
    if into is None:
        return None
    return merge(project.codebook, [label], project.codebook.label(into))


def ask_split(parent: QWidget, project: Project, label: Label) -> Plan | None:
    """Ask how a label is split by its answers; the plan, None when called off."""
    if not label.attributes:
        said = translate("Regroup", "{0} asks no questions, so no answers can split it.")
        raise Refused(said.format(label.name))
    asking = SplitByAnswer(parent, project, label)
    asking.exec()
    plan = asking.plan
    asking.deleteLater()
    return plan

"""What the rules say, as a list: a sentence, the words, the article."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    Qt,
)

from annotator.editing.checks import Finding
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import worded


def sentence(finding: Finding) -> str:
    """A finding in words."""
    translate = QCoreApplication.translate
    said = {
        "claim without holder": translate("Checks", "Nobody holds this claim"),
        "unanswered question": translate("Checks", "Not answered: {0}"),
        "link with a wrong end": translate("Checks", "Not allowed: {0}"),
        "crossing marks": translate("Checks", "Crosses “{0}”"),
        "double mark": translate("Checks", "Marked twice"),
        "marked otherwise elsewhere": translate("Checks", "Mostly marked {0} elsewhere"),
        "place without coordinates": translate("Checks", "{0} has no coordinates"),
        "mark on furniture": translate("Checks", "Marked in a {0}"),
        "blanks at the edge": translate("Checks", "Begins or ends with a blank"),
        "retired label": translate("Checks", "{0} is retired"),
    }
    return said.get(finding.rule, worded(finding.rule)).format(finding.more)


def mending(finding: Finding) -> str:
    """What would put a finding right, "" for nothing."""
    translate = QCoreApplication.translate
    said = {
        "remove the second mark": translate("Checks", "remove the second mark"),
        "remove the mark": translate("Checks", "remove the mark"),
        "leave the blanks out": translate("Checks", "leave the blanks out"),
        "remove the link": translate("Checks", "remove the link"),
    }
    return said.get(finding.fixed_by, finding.fixed_by)


def rule_title(rule: str) -> str:
    """What a rule is called in a list of them."""
    translate = QCoreApplication.translate
    known = {
        "claim without holder": translate("Checks", "Claim without holder"),
        "unanswered question": translate("Checks", "Unanswered question"),
        "link with a wrong end": translate("Checks", "Link with a wrong end"),
        "crossing marks": translate("Checks", "Crossing marks"),
        "double mark": translate("Checks", "Double mark"),
        "marked otherwise elsewhere": translate("Checks", "Marked otherwise elsewhere"),
        "place without coordinates": translate("Checks", "Place without coordinates"),
        "mark on furniture": translate("Checks", "Mark on furniture"),
        "blanks at the edge": translate("Checks", "Blanks at the edge"),
        "retired label": translate("Checks", "Retired label"),
    }
    return known.get(rule, worded(rule))


class FindingModel(TableModel):
    """Findings in the order they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = (self.tr("What"), self.tr("Words"), self.tr("Article"), self.tr("Fix"))
        self._findings: list[Finding] = []

    def show(self, findings: list[Finding]) -> None:
        """Show these findings."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def finding_at(self, row: int) -> Finding | None:
        """The finding in a row, None outside the list."""
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def count(self) -> int:
        return len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self.finding_at(index.row())
        if finding is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            shown = (sentence(finding), finding.words, finding.title, mending(finding))
            return shown[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (sentence(finding), finding.words, finding.title) if part
            )
        return None

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
            fix = QCoreApplication.translate("Checks", finding.fixed_by)
            return (sentence(finding), finding.words, finding.title, fix)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (sentence(finding), finding.words, finding.title) if part
            )
        return None

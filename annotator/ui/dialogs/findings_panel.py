"""Findings by sort: a chip for each sort, the table of the one chosen, copy and save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.chip import Chip
from annotator.ui.dialogs.findings import Finding, Findings
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.wording import say, words

Sort = tuple[str, Sequence[Finding]]
"""What to call findings of one kind, and they."""


class FindingsPanel(QWidget):
    """Hidden as long as there is nothing to say."""

    def __init__(self, about: str, file_name: str, parent: QWidget | None = None) -> None:
        """`about` heads the column of what findings are about."""
        super().__init__(parent)
        self.file_name = file_name
        """Where to save, until the user says otherwise."""
        self.table = Findings(about)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setAutoDefault(False)
        self.copy.setToolTip(self.tr("Copies the chosen rows, or all of them"))
        self.copy.clicked.connect(self._copy)
        self.save = QPushButton(self.tr("Save as text…"))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._ask_where)
        self.remark = words("", "quiet")
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        row.addWidget(self.remark)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._chips)
        column.addWidget(card, 1)
        column.addLayout(row)
        self.hide()

    def show_sorts(self, sorts: Sequence[Sort]) -> None:
        """Show the sorts that have findings, the first of them open."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        while self._flow.takeAt(0) is not None:
            pass
        some = [sort for sort in sorts if sort[1]]
        for title, findings in some:
            chip = Chip(f"{title} {len(findings):,}")
            chip.toggled.connect(
                lambda on, which=findings: self.table.show_findings(which) if on else None
            )
            self._group.addButton(chip)
            self._flow.addWidget(chip)
        opens = any(one.article_id for _, findings in some for one in findings)
        said = self.tr("A click on a row, or Enter, opens the article.") if opens else ""
        say(self.remark, said, "quiet")
        self.setVisible(bool(some))
        if some:
            self._group.buttons()[0].setChecked(True)

    def save_to(self, path: Path) -> None:
        """Write the findings that `copy` would copy; says in place why it cannot."""
        try:
            path.write_text(self.table.as_text(), encoding="utf-8", errors="replace")
        except OSError as why:
            said = self.tr("{0} cannot be written: {1}").format(path.name, why.strerror or str(why))
            say(self.remark, said, "danger")
        else:
            say(self.remark, self.tr("Saved as {0}").format(path.name), "good")

    def _copy(self) -> None:
        self.table.copy()
        say(self.remark, self.tr("Copied"), "good")

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save these remarks"), self.file_name, self.tr("Text files (*.txt)")
        )
        if chosen:
            self.save_to(Path(chosen))

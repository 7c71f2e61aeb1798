"""What an export wrote, and what the file does not hold."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.editing.exchange import ExportReport, TrainingReport
from annotator.ui import counts
from annotator.ui.dialogs.export_preview import in_parts
from annotator.ui.dialogs.findings import Finding
from annotator.ui.dialogs.findings_panel import FindingsPanel
from annotator.ui.dialogs.wording import words


class ExportResult(QWidget):
    """Counts in words, the file's path to copy, and a table of losses by sort."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = words("", wrap=True)
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName(self.tr("The file that was written"))
        copy = QPushButton(self.tr("Copy the path"))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.path.text()))
        self.losses = words("", wrap=True)
        self.findings = FindingsPanel(self.tr("Article"), "losses.txt")
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setProperty("role", "primary")
        self.close_button.clicked.connect(self.closed)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.path, 1)
        where.addWidget(copy)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(self.tr("Exported"), "title"))
        column.addWidget(self.sentence)
        column.addLayout(where)
        column.addSpacing(8)
        column.addWidget(self.losses)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        column.addLayout(row)

    def show_report(self, found: ExportReport | TrainingReport, path: Path) -> None:
        """Say what is in the file or the folder now."""
        report = found.whole if isinstance(found, TrainingReport) else found
        said = self.tr("{0}, {1} and {2} are in this file:").format(
            counts.of_articles(report.articles),
            counts.of_annotations(report.annotations),
            counts.of_relations(report.relations),
        )
        if isinstance(found, TrainingReport):
            here = self.tr("They are in this folder, with a card and what loads them:")
            said = "\n".join([*in_parts(found), here])
        self.sentence.setText(said)
        self.path.setText(str(path))
        self.path.setCursorPosition(0)
        by_sort: dict[str, list[Finding]] = {}
        for loss in report.listed:
            by_sort.setdefault(loss.sort, []).append(Finding(loss.article, None, loss.detail))
        self.losses.setText(
            self.tr("What the file does not hold:")
            if by_sort
            else self.tr("Nothing that was asked for is lost.")
        )
        self.losses.setProperty("role", "" if by_sort else "quiet")
        self.findings.file_name = str(path.with_suffix(".losses.txt"))
        self.findings.show_sorts(list(by_sort.items()))
        self.close_button.setDefault(True)
        self.close_button.setFocus()

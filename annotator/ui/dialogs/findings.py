"""A table of what there is to say about files and lines, to be copied and saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.domain.span import Fragment
from annotator.ui.models.table import Index, TableModel
from annotator.ui.models.wording import tooltip


class Finding(NamedTuple):
    """A sentence about a file, or about a line of it (1-based).

    `article_id` is the article that it is about, 0 for none; `at` the code points there.
    """

    file: str
    line: int | None
    sentence: str
    article_id: int = 0
    at: Fragment | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        return f"{where}: {self.sentence}" if where else self.sentence


class _Model(TableModel):
    def __init__(self, parent: QObject, headings: Sequence[str]) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self.headings = headings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = tuple(findings)
        self.endResetModel()

    def count(self) -> int:
        return len(self.findings)

    def data(
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            line = "" if finding.line is None else f"{finding.line:,}"
            return (Path(finding.file).name or finding.file, line, finding.sentence)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip((finding.file, "", finding.sentence)[index.column()])
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and finding.article_id:
            return self.tr("Enter opens the article")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return str(finding)
        return None


class Findings(QTableView):
    """File, line and sentence. Ctrl+C copies the chosen rows, or all of them.

    A click on a row, or Enter, asks for the article that it is about.
    """

    wanted = Signal(object)
    """The Finding whose article is to be opened."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self, (about, self.tr("Line"), self.tr("What")))
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(
            "QTableView { background: transparent; }"
            " QTableView::item { padding: 0 5px; } QHeaderView { background: transparent; }"
            " QHeaderView::section { background: transparent; }"
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(28, self.fontMetrics().height() + 10))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setStretchLastSection(True)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 220)
        self.setColumnWidth(1, 70)
        self.setAccessibleName(self.tr("Remarks"))
        self.clicked.connect(self._clicked)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, from the first on."""
        self._model.show_findings(findings)
        self.setColumnHidden(1, all(finding.line is None for finding in findings))
        self.scrollToTop()
        if findings:
            self.setCurrentIndex(self._model.index(0, 0))
            self.clearSelection()

    @property
    def chosen(self) -> Finding | None:
        """The finding of the current row."""
        row = self.currentIndex().row()
        return self.findings[row] if 0 <= row < len(self.findings) else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self._model.findings

    def as_text(self) -> str:
        """Chosen rows, or all of them, as lines of `file:line: sentence`."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        chosen = [self.findings[row] for row in sorted(rows)] or self.findings
        return "".join(f"{finding}\n" for finding in chosen)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def _clicked(self, index: Index) -> None:
        """Rows chosen with Shift or Ctrl are to be copied."""
        finding = self.findings[index.row()]
        plain = QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if plain and finding.article_id:
            self.wanted.emit(finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and chosen is not None and chosen.article_id:
            self.wanted.emit(chosen)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

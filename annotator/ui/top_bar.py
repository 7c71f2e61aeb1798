"""The bar above everything: whose project this is, search, undo, import, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.domain.change import Step
from annotator.editing.project import Project
from annotator.ui.models.wording import tooltip

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


_BESIDE_WORDS = 88
"""Pixels of the search field that its words do not have: margins and the key."""


class TopBar(QWidget):
    """Says what is open and offers what is wanted most."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._project: Project | None = None
        self.setProperty("role", "bar")
        self._name = _plain(QLabel(self))
        self._name.setProperty("role", "project")
        self._me = _plain(QLabel(self))
        self._me.setProperty("role", "quiet")
        self._search = _Search(
            (self.tr("Search articles, labels, commands…"), self.tr("Search…")), self
        )
        self._search.setProperty("role", "search")
        self._search.setMinimumWidth(260)
        self._search.setMaximumWidth(460)
        key = _plain(QLabel(self.tr("Ctrl K"), self._search))
        key.setProperty("role", "key")
        inside = QHBoxLayout(self._search)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        key.setFixedHeight(20)
        # words given at birth would bring along the icons that a button may have
        self._undo = QPushButton(self)
        self._undo.setText(self.tr("↶ Undo"))
        self._undo.setProperty("role", "flat")
        self._import = QPushButton(self)
        self._import.setText(self.tr("Import"))
        self._export = QPushButton(self)
        self._export.setText(self.tr("Export"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._me)
        row.addStretch(1)
        row.addWidget(self._search, 2)
        row.addStretch(1)
        for button in (self._undo, self._import, self._export):
            row.addWidget(button)
        line = QFrame(self)
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line)
        for button, name, spoken in (
            (self._search, "commands", self.tr("Commands and search")),
            (self._undo, "undo", self.tr("Undo")),
            (self._import, "import", self.tr("Import articles or annotations")),
            (self._export, "export", self.tr("Export annotations")),
        ):
            button.setAccessibleName(spoken)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, asked=name: window.run_named(asked))
        self.show_project(None)
        window.opened_article.connect(self._show_undo)

    def show_project(self, project: Project | None) -> None:
        """Say which project is open, and as whom."""
        self._project = project
        self._name.setText(project.title if project else self.tr("Annotator"))
        self._me.setText(f"/ {project.me.name}" if project else "")
        writable = project is not None and not project.read_only
        self._undo.setVisible(project is not None)
        self._import.setVisible(project is not None)
        self._export.setVisible(project is not None)
        self._import.setEnabled(writable)
        self._show_undo()

    def follow(self, _step: Step) -> None:
        """Undo says what it would take back."""
        self._show_undo()

    def _show_undo(self) -> None:
        project, article = self._project, self._window.article
        within = article.id if article is not None else None
        title = project.undo_title_in(within) if project else None
        writable = self._project is not None and not self._project.read_only
        self._undo.setEnabled(writable and title is not None)
        self._undo.setToolTip(tooltip(self.tr("Undo: {0}").format(title)) if title else "")


class _Search(QPushButton):
    """Looks like a line to type in; says less where there is little room."""

    def __init__(self, words: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setText(words[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _BESIDE_WORDS
        fits = self.fontMetrics().horizontalAdvance(self._words[0]) <= room
        self.setText(self._words[0] if fits else self._words[1])


def _plain(label: QLabel) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

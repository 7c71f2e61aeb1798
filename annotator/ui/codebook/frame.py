"""The widgets of the codebook editor, and where they stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.codebook.label_form import LabelForm
from annotator.ui.codebook.relation_form import QuestionForm, RelationForm
from annotator.ui.codebook.tree import BookTree
from annotator.ui.dialogs.wording import say, words


class BookFrame(QDialog):
    """A tree on the left, a form on the right, buttons below."""

    def __init__(self, parent: QWidget, command_of: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Codebook"))
        self.resize(1060, 760)
        self.tree = BookTree(self)
        self.label_form = LabelForm(command_of, self)
        self.relation_form = RelationForm(self)
        self.question_form = QuestionForm(self)
        self.pages = QStackedWidget()
        empty = words(self.tr("Choose a label, or add one."), "quiet")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (empty, self.label_form, self.relation_form, self.question_form):
            area = QScrollArea()
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(page)
            page.setProperty("role", "pane")
            self.pages.addWidget(area)
        self.message = words("", "warning", wrap=True)
        self.version = words("", "quiet")
        self._lay_out()

    def _lay_out(self) -> None:
        self.add = QPushButton(self.tr("Add…"))
        self.add.setToolTip(self.tr("Add a label, or what is chosen on the left (Ctrl+N)"))
        self.change = QPushButton(self.tr("Change…"))
        self.change.setToolTip(self.tr("Merge, split, retire, delete"))
        self.change.setMenu(QMenu(self.change))
        left = QWidget()
        left.setProperty("role", "pane")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(12, 12, 8, 12)
        inside.addWidget(self.tree, 1)
        buttons = QHBoxLayout()
        for button in (self.add, self.change):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.pages)
        split.setStretchFactor(1, 1)
        split.setSizes([360, 700])
        self.compare = QPushButton(self.tr("Versions…"))
        self.bring_in = QPushButton(self.tr("Import…"))
        self.send_out = QPushButton(self.tr("Export…"))
        self.done_button = QPushButton(self.tr("Close"))
        bottom = QHBoxLayout()
        bottom.setContentsMargins(16, 10, 16, 12)
        bottom.setSpacing(8)
        bottom.addWidget(self.version)
        bottom.addWidget(self.message, 1)
        bottom.addStretch(1)
        for button in (self.compare, self.bring_in, self.send_out, self.done_button):
            button.setAutoDefault(False)
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        rule = QFrame()
        rule.setProperty("role", "line")
        column.addWidget(rule)
        column.addLayout(bottom)
        say(self.message, "")

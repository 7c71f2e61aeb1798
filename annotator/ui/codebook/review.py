"""Splitting a label by hand: its marks one by one, each given a label by one key."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Label
from annotator.domain.refusal import Refused
from annotator.editing.project import Project
from annotator.editing.regrouping import split_by_hand
from annotator.editing.safe_change import Plan, example_of
from annotator.ui.canvas.keys import physical_key
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.wording import say, words
from annotator.ui.strip.frame import OptionButton
from annotator.ui.strip.question import KEYS, Option

_MOST = 9


class Review(QDialog):
    """Walks through a label's marks. Keys 1 to 9 choose, 0 leaves it, arrows move."""

    def __init__(self, parent: QWidget, project: Project, label: Label) -> None:
        super().__init__(parent)
        self._project, self._label = project, label
        self._ids: array[int] = project.reader.labelled.ids((label.id,))
        self._at = 0
        self._names: list[str] = []
        self.chosen: dict[int, str] = {}
        self.plan: Plan | None = None
        self.setWindowTitle(self.tr("Split {0} by hand").format(label.name))
        self.resize(620, 420)
        self._lay_out()
        say(self.trouble, "")
        self._show()

    def _lay_out(self) -> None:
        self.place = words("", "quiet")
        self.article = words("", "quiet", wrap=True)
        self.before, self.marked, self.after = (words("", wrap=True) for _ in range(3))
        self.before.setProperty("role", "quiet")
        self.after.setProperty("role", "quiet")
        font = self.marked.font()
        font.setBold(True)
        self.marked.setFont(font)
        self.card = QFrame(self)
        self.card.setProperty("role", "card")
        self.card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card.setAccessibleName(self.tr("The mark under review"))
        inside = QVBoxLayout(self.card)
        for part in (self.article, self.before, self.marked, self.after):
            inside.addWidget(part)
        self._options = QWidget(self)
        self._flow = Flow(self._options)
        self.buttons: list[OptionButton] = []
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(self.tr("A label to choose, new or known…"))
        self.name.setAccessibleName(self.tr("A label to choose"))
        self.name.returnPressed.connect(self._add)
        add = QPushButton(self.tr("Add"), self)
        add.setAutoDefault(False)
        add.clicked.connect(self._add)
        more = QHBoxLayout()
        more.addWidget(self.name, 1)
        more.addWidget(add)
        self.trouble = words("", "danger", wrap=True)
        row, self.act = ending(self, yes=self.tr("Go on…"), no=self.tr("Cancel"))
        self.act.setAutoDefault(False)
        self.act.setDefault(False)
        row.accepted.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(words(self.windowTitle(), "project", wrap=True))
        hint = self.tr("Name the labels first. Then one key for each mark; 0 leaves it as it is, "
                       "arrows move on and back.")  # fmt: skip
        column.addWidget(words(hint, "quiet", wrap=True))
        column.addLayout(more)
        column.addWidget(self._options)
        column.addWidget(self.place)
        column.addWidget(self.card, 1)
        column.addWidget(self.trouble)
        column.addWidget(row)

    def offer(self, name: str) -> None:
        """Let a label be chosen by the next digit."""
        name = name.strip()
        if not name or name in self._names or len(self._names) >= _MOST:
            return
        self._names.append(name)
        option = Option(name, name, KEYS[len(self._names) - 1])
        button = OptionButton(option, self._options)
        button.clicked.connect(lambda _on=False, one=name: self.choose(one))
        self._flow.addWidget(button)
        self.buttons.append(button)
        button.show()
        self._show()

    def choose(self, name: str) -> None:
        """Give the mark shown a label ("" leaves it), and go on to the next."""
        if not self._ids:
            return
        mark = self._ids[self._at]
        self.chosen.pop(mark, None)
        if name:
            self.chosen[mark] = name
        self.move_by(1)

    def move_by(self, by: int) -> None:
        """Show the next mark, or one before."""
        self._at = min(max(0, self._at + by), max(0, len(self._ids) - 1))
        self._show()

    def _add(self) -> None:
        self.offer(self.name.text())
        self.name.clear()
        if len(self._names) >= 2:
            self.card.setFocus()

    def _show(self) -> None:
        if not self._ids:
            self.place.setText(self.tr("No annotation has this label."))
            return
        mark = next(iter(self._project.reader.labelled.annotations([self._ids[self._at]])))
        example = example_of(self._project, mark)
        said = self.tr("{0} of {1} · {2} given another label")
        self.place.setText(said.format(self._at + 1, len(self._ids), len(self.chosen)))
        self.article.setText(example.article)
        self.before.setText(example.before)
        self.marked.setText(example.marked)
        self.after.setText(example.after)
        self.card.setAccessibleName(f"{example.marked}, {example.article}")
        for button in self.buttons:
            taken = self.chosen.get(self._ids[self._at]) == button.option.value
            button.show_state(taken=taken, highlighted=False)

    def _go_on(self) -> None:
        try:
            self.plan = split_by_hand(self._project.codebook, self._label, self.chosen)
        except Refused as why:
            say(self.trouble, str(why), "danger")
            return
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.name.hasFocus():
            if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                super().keyPressEvent(event)
            return
        key = physical_key(event) or event.text()
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.move_by(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.move_by(-1)
        elif key == "0":
            self.choose("")
        elif key in KEYS[: len(self._names)] and key:
            self.choose(self._names[KEYS.index(key)])
        else:
            super().keyPressEvent(event)


def review(parent: QWidget, project: Project, label: Label) -> Plan | None:
    """Let a label be split by hand; the plan, None when called off."""
    asking = Review(parent, project, label)
    for other in project.codebook.labels:
        if other.parent_id == label.id and not other.retired:
            asking.offer(other.name)
    asking.exec()
    plan = asking.plan
    asking.deleteLater()
    return plan

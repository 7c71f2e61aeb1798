"""Bars below the top: what the user should know until it is so no longer, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.wording import restyle, words

Kind = Literal["quiet", "warning", "danger"]
Act = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""

_SIGNS = {"quiet": "○", "warning": "⚠", "danger": "✕"}


class Notice(QFrame):
    """One sentence with a sign before it and buttons behind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentence = ""
        self._sign = words("")
        self._words = words("", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row = QHBoxLayout()
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addLayout(self._buttons)
        line = QFrame(self)
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(line)

    def say(self, kind: Kind, sentence: str, acts: Sequence[Act]) -> None:
        """Show another sentence and other buttons."""
        self.sentence = sentence
        self._sign.setText(_SIGNS[kind])
        self._words.setText(sentence)
        for label in (self._sign, self._words):
            label.setProperty("role", "" if kind == "quiet" else kind)
            restyle(label)
        self.setAccessibleName(sentence)
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for title, act in acts:
            button = QPushButton(title, self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, does=act: does())
            self._buttons.addWidget(button)

    def buttons(self) -> list[QPushButton]:
        """The buttons there are, in their order."""
        found = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [one for one in widgets if isinstance(one, QPushButton)]


class Notices(QWidget):
    """Notices by name, the newest last. A screen reader says each aloud when it comes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notices"))
        self._shown: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_notice(
        self,
        name: str,
        kind: Kind,
        sentence: str,
        acts: Sequence[Act] = (),
        *,
        closes: bool = True,
        aloud: bool = True,
    ) -> None:
        """Show a notice, or change the one of that name; `closes` offers to put it away.

        A change that is not `aloud` is left to be read.
        """
        notice = self._shown.get(name)
        again = notice is not None and notice.sentence == sentence
        if notice is None:
            notice = self._shown[name] = Notice(self)
            self._column.addWidget(notice)
        away: list[Act] = [(self.tr("Close"), lambda: self.put_away(name))] if closes else []
        notice.say(kind, sentence, [*acts, *away])
        self.show()
        if aloud and not again:
            spoken = QAccessibleAnnouncementEvent(self, sentence)
            if kind != "quiet":
                spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(spoken)

    def put_away(self, name: str) -> None:
        """Show a notice no more, if it is there."""
        notice = self._shown.pop(name, None)
        if notice is not None:
            notice.hide()
            self._column.removeWidget(notice)
            notice.deleteLater()
        if not self._shown:
            self.hide()

    def clear(self) -> None:
        """Show none."""
        for name in tuple(self._shown):
            self.put_away(name)

    def notice(self, name: str) -> Notice | None:
        """The notice of a name that is shown now, or None."""
        return self._shown.get(name)

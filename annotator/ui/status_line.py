"""The line below: how far the project is, that all is saved, what was refused, where one is."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from annotator.ui.panels.headings import plain

_SHOWN_MS = 6000

Kind = Literal["plain", "warning"]


class StatusLine(QWidget):
    """Messages stand for six seconds, then what was there before stands again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Articles done"))
        self._done = self._label("quiet")
        self._saved = self._label("good")
        self._position = self._label("quiet")
        self._standing = ("", "good")
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SHOWN_MS)
        self._fading.timeout.connect(self._stand)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(18)
        row.addWidget(self._bar)
        row.addWidget(self._done)
        row.addWidget(self._saved, 1)
        for key, words in (
            ("Space", self.tr("done & next")),
            ("?", self.tr("all shortcuts")),
        ):
            cap = self._label("key")
            cap.setText(key)
            hint = self._label("quiet")
            hint.setText(words)
            pair = QHBoxLayout()
            pair.setSpacing(6)
            pair.addWidget(cap)
            pair.addWidget(hint)
            row.addLayout(pair)
        row.addWidget(self._position)
        line = QFrame(self)
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many articles are done."""
        self._bar.setMaximum(max(1, total))
        self._bar.setValue(done)
        self._done.setText(self.tr("{0} of {1} done").format(done, total))

    def show_saved(self, *, read_only: bool = False) -> None:
        """Say that everything is on disk, or that nothing can be changed."""
        if read_only:
            self._standing = (self.tr("Read only: nothing can be changed here"), "warning")
        else:
            self._standing = (self.tr("All changes saved"), "good")
        if not self._fading.isActive():
            self._stand()

    def show_message(self, words: str, kind: Kind) -> None:
        """Say something for a moment; a screen reader says it aloud."""
        self._say(
            words, "warning" if kind == "warning" else "quiet", "⚠ " if kind == "warning" else ""
        )
        self._fading.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def show_position(self, words: str) -> None:
        """Say where the caret is."""
        self._position.setText(words)

    def words(self) -> str:
        """What stands in the line now."""
        return self._saved.text()

    def _stand(self) -> None:
        words, role = self._standing
        self._say(words, role, "● " if words else "")

    def _say(self, words: str, role: str, sign: str) -> None:
        self._saved.setText(f"{sign}{words}")
        self._saved.setToolTip(words)
        if self._saved.property("role") != role:
            self._saved.setProperty("role", role)
            self._saved.style().unpolish(self._saved)
            self._saved.style().polish(self._saved)

    def _label(self, role: str) -> QLabel:
        label = plain(QLabel(self))
        label.setProperty("role", role)
        label.setMinimumWidth(1)
        return label

"""The line below: how far the project is, that all is saved, what was refused, where one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from annotator.ui import counts
from annotator.ui.models.wording import tooltip
from annotator.ui.panels.parts import plain

_SHOWN_MS = 6000

Kind = Literal["plain", "warning"]


class StatusLine(QWidget):
    """Messages stand for six seconds, then what was there before stands again.

    A warning gives way at once to the news that an act after it was saved.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Status"))
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Articles done"))
        self._done = self._label("quiet")
        self._saved = _Said(self)
        self._position = self._label("quiet")
        self._standing = ("", "", "quiet")
        self._warning = False
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SHOWN_MS)
        self._fading.timeout.connect(self._stand)
        self._keys = QWidget(self)
        self._hints = QHBoxLayout(self._keys)
        self._hints.setContentsMargins(0, 0, 0, 0)
        self._hints.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(18)
        row.addWidget(self._bar)
        row.addWidget(self._done)
        row.addWidget(self._saved, 1)
        row.addWidget(self._keys)
        row.addWidget(self._position)
        line = QFrame(self)
        line.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row)
        self.show_hints(
            ((self.tr("Space"), self.tr("done & next")), ("?", self.tr("all shortcuts")))
        )

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys and what they do."""
        while (item := self._hints.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key, words in hints:
            for role, text in (("key", key), ("quiet", words)):
                label = self._label(role)
                label.setText(text)
                self._hints.addWidget(label)
                label.show()
            self._hints.addSpacing(10)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many articles are done."""
        self._bar.setMaximum(max(1, total))
        self._bar.setValue(done)
        numbers = (QLocale().toString(one) for one in (done, total))
        self._done.setText(self.tr("{0} of {1} done").format(*numbers))

    def show_saved(self, *, read_only: bool = False) -> None:
        """Say that everything is on disk, or that nothing can be changed."""
        if read_only:
            words = self.tr("Read only: nothing can be changed here")
            self._standing = (words, "○ ", "warning")
        else:
            self._standing = (self.tr("All changes saved"), "● ", "good")
        if self._warning or not self._fading.isActive():
            self._stand()

    def show_unsaved(self, words: str) -> None:
        """Say that something is not on disk, until `show_saved` says that all is."""
        self._standing = (words, "✕ ", "danger")
        self._stand()

    def show_message(self, words: str, kind: Kind) -> None:
        """Say something for a moment; a screen reader says it aloud."""
        self._warning = kind == "warning"
        self._saved.say(words, *(("⚠ ", "warning") if self._warning else ("", "quiet")))
        self._keys.setHidden(self._saved.is_cut())  # what happened matters more
        self._fading.start()
        from PySide6.QtGui import (  # noqa: PLC0415  not needed to paint
            QAccessible,
            QAccessibleAnnouncementEvent,
        )

        spoken = QAccessibleAnnouncementEvent(self, words)
        if self._warning:
            spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(spoken)

    def show_position(self, line: int | None, selected: int) -> None:
        """Say in which line the caret is, and how many characters are selected."""
        parts = [self.tr("Ln {0}").format(line)] if line is not None else []
        if selected:
            parts.append(counts.of_characters_selected(selected))
        self._position.setText(" · ".join(parts))

    def words(self) -> str:
        """What stands in the line now."""
        return self._saved.words

    def _stand(self) -> None:
        self._fading.stop()
        self._warning = False
        self._keys.show()
        self._saved.say(*self._standing)

    def _label(self, role: str) -> QLabel:
        label = plain(QLabel(self))
        label.setProperty("role", role)
        return label


class _Said(QLabel):
    """A sentence with a sign before it, cut short where there is no room; whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "good")
        self.words = ""
        self._sign = ""

    def say(self, words: str, sign: str, role: str) -> None:
        self.words, self._sign = words, sign
        self.setAccessibleName(words)
        self.setToolTip(tooltip(words))
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
        self._cut()

    def is_cut(self) -> bool:
        """Whether there is too little room for the words."""
        return self.fontMetrics().horizontalAdvance(self._whole()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.contentsRect().width()
        self.setText(
            self.fontMetrics().elidedText(self._whole(), Qt.TextElideMode.ElideRight, room)
        )

    def _whole(self) -> str:
        return self._sign + " ".join(self.words.split())

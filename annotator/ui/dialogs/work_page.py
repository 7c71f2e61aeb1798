"""The page of a dialog while work goes on: how far, at what, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import words

_STEPS = 1000


class WorkPage(QWidget):
    """Shows a Work's progress. `in_bytes` says that it counts bytes rather than things."""

    cancelled = Signal()

    def __init__(self, *, in_bytes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_bytes = in_bytes
        self._title = words("", "title")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.detail = Elided(role="quiet")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.stop)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.detail)
        column.addStretch(1)
        column.addLayout(row)

    def begin(self, title: str) -> None:
        """Stand at nothing done."""
        self._title.setText(title)
        self.bar.setRange(0, 0)
        self.detail.show_text(self.tr("Getting ready…"))
        self.cancel.setEnabled(True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Say how much of how much is done, and what is at work."""
        if not self.cancel.isEnabled():
            return
        if total > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(_STEPS, done * _STEPS // total))
        if total > 0 and done >= total:
            self.detail.show_text(self.tr("Writing to disk…"))
            return
        if self._in_bytes:
            locale = QLocale()
            counts = (locale.formattedDataSize(done), locale.formattedDataSize(total))
        else:
            counts = (f"{done:,}", f"{total:,}")
        so_far = self.tr("{0} of {1}").format(*counts)
        self.detail.show_text(f"{so_far} · {name}" if name else so_far)
        self.bar.setAccessibleDescription(so_far)

    def stop(self) -> None:
        """Ask for an end; the work may take a moment to hear it."""
        if not self.cancel.isEnabled():
            return
        self.cancel.setEnabled(False)
        self.detail.show_text(self.tr("Stopping; what was begun is taken back…"))
        self.cancelled.emit()

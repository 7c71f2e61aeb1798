"""The page that greets when no project is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import heading, key_cap, short, words

_COLUMN = 520
_MOST_RECENT = 6


class _Choice(QPushButton):
    """A large button: what it does, a sentence about it, its key."""

    def __init__(self, title: str, about: str, key: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setAutoDefault(False)
        name = words(title, "project")
        sentence = words(about, "quiet", wrap=True)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(name)
        told.addWidget(sentence)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(16)
        self._row.addLayout(told, 1)
        self._row.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
        _let_clicks_through(self)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.sizeHint().height())


class _Recent(QPushButton):
    """A project opened before: its name and folder, or that it is gone."""

    def __init__(self, path: str, *, exists: bool) -> None:
        super().__init__()
        self.path = path
        file = Path(path)
        self.setProperty("role", "flat")
        self.setAutoDefault(False)
        self.setEnabled(exists)
        self.setToolTip(path)
        gone = self.tr("missing: moved, renamed or deleted")
        name = words(file.stem, "project" if exists else "quiet")
        folder = Elided(short(file.parent), role="quiet")
        self.setAccessibleName(file.stem)
        self.setAccessibleDescription(str(file.parent) if exists else gone)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 7, 16, 7)
        self._row.setSpacing(12)
        self._row.addWidget(name)
        self._row.addWidget(folder, 1)
        if not exists:
            self._row.addWidget(words(gone, "warning"))
        _let_clicks_through(self)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.sizeHint().height())


class Welcome(QWidget):
    """Three ways to begin, and the projects opened before."""

    open_sample = Signal()
    new_project = Signal()
    open_project = Signal()
    open_recent = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Welcome"))
        self.sample = _Choice(
            self.tr("Open the sample project"),
            self.tr(
                "Articles in several languages, some already marked: look around, try the keys."
            ),
            "Enter",
        )
        self.new = _Choice(
            self.tr("New project"),
            self.tr("One file that holds your articles, your marks and every change."),
            "Ctrl+N",
        )
        self.open = _Choice(
            self.tr("Open a project"), self.tr("Go on where you or a colleague left off."), "Ctrl+O"
        )
        self.sample.clicked.connect(self.open_sample)
        self.new.clicked.connect(self.new_project)
        self.open.clicked.connect(self.open_project)
        self._recent_heading = heading(self.tr("Recent projects"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._rows: list[_Recent] = []
        self._build()
        self.set_recent([])

    def _build(self) -> None:
        name = words(self.tr("Annotator"))
        name.setFont(theme.serif_font(38))
        about = words(
            self.tr("Mark who says what, and where, in news articles; export it to train models."),
            "quiet",
            wrap=True,
        )
        drop = words(
            self.tr(
                "Or drop files here: a project opens; articles are imported into the open project."
            ),
            "quiet",
            wrap=True,
        )
        self._column = QWidget()
        self._column.setMaximumWidth(_COLUMN)
        inner = QVBoxLayout(self._column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(name)
        inner.addWidget(about)
        inner.addSpacing(22)
        for choice in (self.sample, self.new, self.open):
            inner.addWidget(choice)
        inner.addSpacing(22)
        inner.addWidget(self._recent_heading)
        inner.addLayout(self._recent)
        inner.addSpacing(14)
        inner.addWidget(drop)
        sheet = QWidget()
        sheet.setProperty("role", "page")
        down = QVBoxLayout(sheet)
        down.setContentsMargins(24, 32, 24, 32)
        down.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._column, 100)
        across.addStretch(1)
        down.addLayout(across)
        down.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def set_recent(self, recent: list[tuple[str, bool]]) -> None:
        """Show the projects opened before, newest first, and whether each is still there."""
        for old in self._rows:
            self._recent.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows.clear()
        for path, exists in recent[:_MOST_RECENT]:
            row = _Recent(path, exists=exists)
            row.clicked.connect(lambda _checked=False, which=path: self.open_recent.emit(which))
            self._recent.addWidget(row)
            self._rows.append(row)
        self._recent_heading.setVisible(bool(recent))

    def _stops(self) -> list[QPushButton]:
        return [self.sample, self.new, self.open, *(row for row in self._rows if row.isEnabled())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        stops = self._stops()
        now = next((at for at, stop in enumerate(stops) if stop.hasFocus()), None)
        if event.key() in (keys.Key_Down, keys.Key_Up):
            step = 1 if event.key() == keys.Key_Down else -1
            to = 0 if now is None else (now + step) % len(stops)
            stops[to].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            stops[now or 0].click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)


def _let_clicks_through(button: QPushButton) -> None:
    for label in button.findChildren(QLabel):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

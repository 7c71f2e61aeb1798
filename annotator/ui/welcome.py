"""The page that greets when no project is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import heading, key_cap, short, words
from annotator.ui.models.wording import tooltip

_COLUMN = 520
_NARROWEST = 240
_MOST_RECENT = 6


class _Line(QPushButton):
    """A button that holds words of its own. Arrows go from line to line."""

    stepped = Signal(int)

    def __init__(self, name: str, about: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.setAutoDefault(False)
        self.row = QHBoxLayout(self)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self.row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.row.minimumSize().height())

    def heightForWidth(self, width: int) -> int:
        tall = self.row.totalHeightForWidth(width)
        return tall if tall > 0 else self.row.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class _Choice(_Line):
    """A large button: what it does, a sentence about it, its key."""

    def __init__(self, title: str, about: str, key: str) -> None:
        super().__init__(title, about)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(words(title, "project"))
        told.addWidget(words(about, "quiet", wrap=True))
        self.row.setContentsMargins(16, 12, 16, 12)
        self.row.setSpacing(16)
        self.row.addLayout(told, 1)
        if key:
            self.row.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
        _let_clicks_through(self)


class _Recent(_Line):
    """A project opened before: its name and folder, or that it is gone."""

    def __init__(self, path: str, *, exists: bool) -> None:
        file = Path(path)
        gone = QCoreApplication.translate("Welcome", "missing: moved, renamed or deleted")
        super().__init__(file.stem, str(file.parent) if exists else gone)
        self.path = path
        self.setProperty("role", "flat")
        self.setEnabled(exists)
        self.setToolTip(tooltip(path))
        self.row.setContentsMargins(16, 7, 16, 7)
        self.row.setSpacing(12)
        self.row.addWidget(Elided(file.stem, role="project" if exists else "quiet"))
        self.row.addWidget(Elided(short(file.parent), role="quiet"), 1)
        if not exists:
            self.row.addWidget(words(gone, "warning"))
        _let_clicks_through(self)


class Welcome(QWidget):
    """The ways to begin, and the projects opened before."""

    open_sample = Signal()
    practise = Signal()
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
        self.practice = _Choice(
            self.tr("Practise the keys"),
            self.tr("Three minutes on a short article that is thrown away afterwards."),
            "",
        )
        self.new = _Choice(
            self.tr("New project"),
            self.tr("One file that holds your articles, your marks and every change."),
            "Ctrl+N",
        )
        self.open = _Choice(
            self.tr("Open a project"), self.tr("Go on where you or a colleague left off."), "Ctrl+O"
        )
        for choice in self._choices():
            choice.stepped.connect(self._step)
        self.sample.clicked.connect(self.open_sample)
        self.practice.clicked.connect(self.practise)
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
        for choice in self._choices():
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
            row.stepped.connect(self._step)
            row.clicked.connect(lambda _checked=False, which=path: self.open_recent.emit(which))
            self._recent.addWidget(row)
            self._rows.append(row)
        self._recent_heading.setVisible(bool(recent))

    def _choices(self) -> tuple[_Choice, ...]:
        return self.sample, self.new, self.open, self.practice

    def _stops(self) -> list[QPushButton]:
        return [*self._choices(), *(row for row in self._rows if row.isEnabled())]

    def _step(self, by: int) -> None:
        stops = self._stops()
        focused = self.focusWidget()
        now = next((at for at, stop in enumerate(stops) if stop is focused), 0)
        stops[(now + by) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)


def _let_clicks_through(button: QPushButton) -> None:
    for label in button.findChildren(QLabel):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

"""The colour of a label: one of the safe palette, or an own one with what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook, Label
from annotator.ui import contrast, theme
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.wording import say, words

translate = QCoreApplication.translate

_GROUNDS = ("page", "pane", "window", "chosen", "selection")
_MOST_ALIKE = 3


def palette() -> list[tuple[str, str]]:
    """Line colours of the safe palette, light and dark, in order."""
    light, dark = theme.named("light"), theme.named("dark")
    pairs = zip(light.labels, dark.labels, strict=True)
    return [(one[0].name(), other[0].name()) for one, other in pairs]


def line_of(label: Label, *, dark: bool) -> str:
    """The colour of a label's line on one of the themes."""
    return theme.named("dark" if dark else "light").line(label).name()


def troubles(label: Label, book: Codebook) -> list[str]:
    """What is wrong with a label's colours, a sentence each."""
    found = []
    for dark in (False, True):
        shown = theme.named("dark" if dark else "light")
        line = shown.line(label).name()
        grounds = [getattr(shown, name).name() for name in _GROUNDS] + [shown.tint(label).name()]
        least = contrast.least_contrast(line, grounds[:3])
        worst = contrast.least_contrast(line, grounds)
        where = translate("Colours", "dark") if dark else translate("Colours", "light")
        if least < contrast.LEAST_CONTRAST:
            said = translate(
                "Colours", "Hard to see on the {0} theme: contrast {1}:1, 3:1 is needed."
            )
            found.append(said.format(where, f"{least:.1f}"))
        elif worst < contrast.LEAST_CONTRAST and (label.dark if dark else label.light):
            said = translate(
                "Colours", "Faint on highlighted words of the {0} theme: contrast {1}:1."
            )
            found.append(said.format(where, f"{worst:.1f}"))
    same: dict[str, str] = {}
    for dark in (False, True):
        others = {
            one.name: line_of(one, dark=dark)
            for one in book.labels
            if one.id != label.id and not one.retired
        }
        for name, sight in contrast.alike(line_of(label, dark=dark), others):
            same.setdefault(name, sight)
    for name, sight in list(same.items())[:_MOST_ALIKE]:
        if sight:
            said = translate(
                "Colours",
                "Looks like {0} to readers with {1}.",
            )
            found.append(said.format(name, sight))
        else:
            found.append(translate("Colours", "Looks like {0}.").format(name))
    if len(same) > _MOST_ALIKE:
        said = translate("Colours", "And like {0} more labels.")
        found.append(said.format(len(same) - _MOST_ALIKE))
    return found


class _Dot(QAbstractButton):
    """One colour to choose: the left half as on light ground, the right as on dark."""

    def __init__(self, light: str, dark: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.light, self.dark = light, dark
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(5, 5, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.dark if now.dark else self.light))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            color = now.accent if self.hasFocus() else now.ink
            painter.setPen(QPen(color, 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)
        painter.end()


class ColourField(QWidget):
    """Chooses colours and warns."""

    chosen = Signal(str, str)
    """Light and dark line colours; both "" for the palette's own at the label's place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = self._dark = ""
        self._dots: list[_Dot] = []
        choices = QWidget(self)
        flow = Flow(choices, apart=2)
        for number, (light, dark) in enumerate(palette(), 1):
            dot = _Dot(light, dark, choices)
            dot.setAccessibleName(self.tr("Colour {0} of the safe palette").format(number))
            dot.clicked.connect(lambda _on=False, one=dot: self.chosen.emit(one.light, one.dark))
            flow.addWidget(dot)
            self._dots.append(dot)
        self._own = [QPushButton(self), QPushButton(self)]
        row = QHBoxLayout()
        row.setSpacing(6)
        for at, button in enumerate(self._own):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, which=bool(at): self._ask(dark=which))
            row.addWidget(button)
        row.addStretch(1)
        self._trouble = words("", "warning", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(choices)
        column.addLayout(row)
        column.addWidget(self._trouble)

    def show_label(self, label: Label, book: Codebook) -> None:
        """Show a label's colours, and what is wrong with them."""
        self._light, self._dark = line_of(label, dark=False), line_of(label, dark=True)
        for dot in self._dots:
            dot.setChecked((dot.light, dot.dark) == (self._light, self._dark))
        for at, button in enumerate(self._own):
            dark = bool(at)
            color = self._dark if dark else self._light
            said = self.tr("On dark: {0}…") if dark else self.tr("On light: {0}…")
            button.setText(said.format(color))
        found = troubles(label, book)
        say(self._trouble, "\n".join(found), "warning")
        self.setAccessibleDescription(" ".join(found))

    def _ask(self, *, dark: bool) -> None:
        title = (
            self.tr("Colour on the dark theme") if dark else self.tr("Colour on the light theme")
        )
        now = QColor(self._dark if dark else self._light)
        found = QColorDialog.getColor(now, self, title)
        if found.isValid():
            light = self._light if dark else found.name()
            self.chosen.emit(light, found.name() if dark else self._dark)

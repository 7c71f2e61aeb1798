"""The strip itself: a question, its options with their keys, and what the keys mean.

It takes the keyboard while it is open, so that a digit answers and does not relabel;
Esc gives the keyboard back. It decides nothing: it says what was pressed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import AttributeKind
from annotator.ui import theme
from annotator.ui.canvas.keys import physical_key
from annotator.ui.dialogs.wording import heading, say, words
from annotator.ui.panels.answers import AnswerLine
from annotator.ui.strip.question import Ask, Option, with_keys

_CAP = 20.0
_ROW = 28
_WIDEST = 250
_PER_COLUMN = 7
_LEFT = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


class OptionButton(QPushButton):
    """One option: its key, how it reads, a few quiet words, and a dot when it is the answer."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        self.taken = False
        self.highlighted = False
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, *, taken: bool, highlighted: bool) -> None:
        """Show whether it is the answer, and whether Enter would take it."""
        self.taken, self.highlighted = taken, highlighted
        self.setAccessibleName(self.spoken())
        self.update()

    def spoken(self) -> str:
        """The option as a screen reader says it."""
        parts = [self.option.key, self.option.words, self.option.detail]
        if self.taken:
            parts.append(self.tr("chosen"))
        return ", ".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.ui_font(bold=True)).horizontalAdvance(self.option.words)
        if self.option.detail:
            width += 12 + QFontMetricsF(theme.ui_font()).horizontalAdvance(self.option.detail)
        return QSize(min(_WIDEST, round(width + _CAP + 30)), _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.taken or self.highlighted or self.underMouse():
            painter.setPen(QPen(now.accent, 1.5) if self.highlighted else Qt.PenStyle.NoPen)
            painter.setBrush(now.chosen if self.taken or self.underMouse() else now.page)
            painter.drawRoundedRect(box, 6, 6)
        cap = QRectF(box.left() + 4, box.center().y() - 9, _CAP, 18)
        painter.setPen(QPen(now.hairline, 1))
        painter.setBrush(now.page)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(theme.ui_font(larger=-1, bold=True))
        painter.setPen(now.quiet)
        painter.drawText(cap, _CENTER, self.option.key.upper())
        font = theme.ui_font(bold=self.taken)
        painter.setFont(font)
        room = box.adjusted(_CAP + 11, 0, -6, 0)
        detail = self.option.detail
        if detail:
            small = theme.ui_font(larger=-1)
            painter.setFont(small)
            shown = QFontMetricsF(small).elidedText(
                detail, Qt.TextElideMode.ElideRight, room.width() * 0.5
            )
            painter.drawText(room, _RIGHT, shown)
            room.adjust(0, 0, -QFontMetricsF(small).horizontalAdvance(shown) - 10, 0)
            painter.setFont(font)
        painter.setPen(now.ink)
        said = QFontMetricsF(font).elidedText(
            self.option.words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, said)
        painter.end()


class Strip(QFrame):
    """Shows one question at a time."""

    taken = Signal(object)
    """An option was taken."""
    typed = Signal(str)
    """An answer was typed, and Enter pressed."""
    cleared = Signal()
    """The answer is to be taken away."""
    onward = Signal()
    back = Signal()
    closed = Signal()
    keep_pressed = Signal()
    passed = Signal(object)
    """A key that means the page was pressed: its event."""
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("strip")
        self.setStyleSheet("QFrame#strip:focus { border-width: 2px; }")
        self._title = heading("")
        self._count = words("", "quiet")
        self._keep = QToolButton(self)
        self._keep.setProperty("role", "chip")
        self._keep.setCheckable(True)
        self._keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keep.setText(self.tr("* keep"))
        self._keep.setToolTip(self.tr("Keep this answer for the marks to come (key *)"))
        self._keep.setAccessibleName(self.tr("Keep this answer for the marks to come"))
        self._keep.clicked.connect(self.keep_pressed)
        self._definition = words("", "quiet", wrap=True)
        self._hint = words("", "quiet")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(1)
        self._line: AnswerLine | None = None
        self._several = False
        self._at = -1
        self.buttons: list[OptionButton] = []
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        top.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._definition)
        column.addLayout(self._grid)
        column.addWidget(self._hint)
        self.hide()

    # -- showing ----------------------------------------------------------------------

    def show_question(self, ask: Ask, *, number: int, of: int) -> None:
        """Ask something; `number` of so many questions."""
        self._empty()
        self._title.setText(ask.title + (" *" if ask.required else ""))
        self._count.setText(self.tr("{0} of {1}").format(number, of) if of > 1 else "")
        self._keep.setVisible(ask.keep is not None)
        self._keep.setChecked(ask.kept)
        say(self._definition, ask.definition, "quiet")
        self._several = ask.kind is AttributeKind.CHOICES
        self._at = -1
        if ask.options:
            self._show_options(with_keys(ask.options), ask.answers)
        else:
            self._show_line(ask)
        onward = self.tr("Enter next") if self._several or self._line else self.tr("Tab skip")
        self._hint.setText("   ".join((onward, self.tr("⌫ back"), self.tr("Esc close"))))
        self.setAccessibleName(self._spoken(ask))
        self.show()
        self.raise_()
        self.adjustSize()
        (self._line or self).setFocus(Qt.FocusReason.PopupFocusReason)
        self._announce(self.accessibleName())

    def show_answers(self, answers: Sequence[str]) -> None:
        """Show which options are the answer now."""
        for place, button in enumerate(self.buttons):
            button.show_state(taken=button.option.value in answers, highlighted=place == self._at)

    def show_kept(self, kept: bool) -> None:
        """Show whether the answer is kept for marks to come."""
        self._keep.setChecked(kept)

    def _show_options(self, options: list[Option], answers: Sequence[str]) -> None:
        rows = max(_PER_COLUMN, -(-len(options) // 3))
        for place, option in enumerate(options):
            button = OptionButton(option, self)
            button.clicked.connect(lambda _checked=False, one=option: self.taken.emit(one))
            self._grid.addWidget(button, place % rows, place // rows)
            self.buttons.append(button)
            button.show()
        self.show_answers(answers)

    def _show_line(self, ask: Ask) -> None:
        self._line = AnswerLine(ask.kind, self)
        self._line.setMinimumWidth(220)
        self._line.setAccessibleName(ask.title)
        self._line.show_answer(ask.answers[0] if ask.answers else "")
        self._line.refused.connect(self.refused)
        self._line.installEventFilter(self)
        self._grid.addWidget(self._line, 0, 0)
        self._line.show()

    def _empty(self) -> None:
        """Take away what the last question needed."""
        gone: list[QWidget] = [*self.buttons, *([self._line] if self._line else [])]
        if self._line is not None:
            self._line.removeEventFilter(self)
        self.buttons, self._line = [], None
        for widget in gone:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _spoken(self, ask: Ask) -> str:
        said = [ask.title, self._count.text(), *(button.spoken() for button in self.buttons)]
        return "; ".join(part for part in said if part)

    def _announce(self, said: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    # -- keys -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()  # commands must not hear keys that answer
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._pressed(event)  # before Qt takes Tab for itself
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is not self._line
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
        ):
            return super().eventFilter(watched, event)
        key = event.key()
        assert self._line is not None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._line.blockSignals(True)
            before = self._line.text()
            fits = self._line.finish()
            self._line.blockSignals(False)
            if fits:
                self.typed.emit(self._line.text())
            else:
                self.refused.emit(self._line.wrong(before.strip()))
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Tab:
            self.onward.emit()
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Backspace and not self._line.text()):
            self.back.emit()
        else:
            return False
        return True

    def _pressed(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        keys = Qt.Key
        if key == keys.Key_Escape:
            self.closed.emit()
        elif key in (keys.Key_Down, keys.Key_Up):
            self._move(1 if key == keys.Key_Down else -1)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self._at >= 0:
            self.taken.emit(self.buttons[self._at].option)
        elif key in (keys.Key_Tab, keys.Key_Return, keys.Key_Enter):
            self.onward.emit()
        elif key in (keys.Key_Backtab, keys.Key_Backspace):
            self.back.emit()
        elif key == keys.Key_Delete:
            self.cleared.emit()
        elif key in _OF_THE_PAGE:
            self.passed.emit(event)
        elif event.text() == "*":
            self.keep_pressed.emit()
        else:
            self._take((physical_key(event) or event.text()).lower())

    def _take(self, key: str) -> None:
        for button in self.buttons:
            if key and button.option.key == key:
                self.taken.emit(button.option)
                return

    def _move(self, by: int) -> None:
        if self.buttons:
            first = 0 if by > 0 else len(self.buttons) - 1
            self._at = first if self._at < 0 else (self._at + by) % len(self.buttons)
            answers = [one.option.value for one in self.buttons if one.taken]
            self.show_answers(answers)
            self._announce(self.buttons[self._at].spoken())


_OF_THE_PAGE = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)

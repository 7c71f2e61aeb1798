"""Choosing one of many labels by two letters, beside the words to be marked.

Every label has two letters of its own; after the first only those that begin with
it are left, the second takes one. A blank or a slash leads to typing its name
instead.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.codebook import Label
from annotator.editing.label_codes import codes
from annotator.ui.canvas.keys import physical_key
from annotator.ui.codebook.rows import LabelRow
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.fuzzy import score
from annotator.ui.dialogs.wording import words

_WIDTH = 640
_HEIGHT = 340
_MOST = 400


class LabelChooser(QFrame):
    """Offers labels; says which one was taken."""

    taken = Signal(object)
    """The id of the label."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Choose a label by its two letters"))
        self._typed = ""
        self._codes: dict[int, str] = {}
        self._labels: list[Label] = []
        self.rows: list[LabelRow] = []
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Name of a label…"))
        self.line.setAccessibleName(self.tr("Name of a label"))
        self.line.textChanged.connect(lambda _typed: self._narrow())
        self.line.installEventFilter(self)
        hint = self.tr("Two letters take a label   ␣ type its name   Esc close")
        self._hint = words(hint, "quiet")
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._flow = Flow(self._inside, apart=2)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._area, 1)
        column.addWidget(self._hint)
        self.hide()

    def offer(self, labels: list[Label]) -> None:
        """Offer labels, those that are retired aside."""
        for row in self.rows:
            self._flow.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._typed = ""
        self._codes = codes(labels)
        self._labels = [label for label in labels if not label.retired]
        self.rows = [
            LabelRow(label, self._codes.get(label.id, ""), self._inside) for label in self._labels
        ]
        for row in self.rows[:_MOST]:
            row.clicked.connect(lambda _on=False, which=row.label.id: self._take(which))
            self._flow.addWidget(row)
            row.show()
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self.line.hide()
        room = self._page.size()
        wanted = 90 + 28 * -(-len(self._labels) // 3)
        self.resize(min(_WIDTH, room.width() - 16), min(_HEIGHT, wanted, room.height() - 16))
        self._narrow()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def stand_at(self, point: QPoint) -> None:
        """Stand below a point of the page, or above it where there is no room."""
        room = self._page.size()
        x = max(4, min(point.x(), room.width() - self.width() - 4))
        y = point.y()
        if y + self.height() > room.height() - 4:
            y = max(4, room.height() - self.height() - 4)
        self.move(x, y)

    def _narrow(self) -> None:
        """Show the labels that fit what was typed, the best first where a name was."""
        name = self.line.text().strip()
        best, highest = None, 0
        for row in self.rows:
            code = self._codes.get(row.label.id, "")
            fit = score(name, row.label.name) if name else (0, ())
            row.show_typed(self._typed)
            row.setVisible(code.startswith(self._typed) and fit is not None)
            if name and fit is not None and (best is None or fit[0] > highest):
                best, highest = row, fit[0]
        for row in self.rows:
            row.show_best(row is best)
        self._inside.updateGeometry()

    def _take(self, label_id: int) -> None:
        self.hide()
        self.taken.emit(label_id)

    def _letter(self, sign: str) -> None:
        typed = self._typed + sign
        fitting = [one for one, code in self._codes.items() if code.startswith(typed)]
        if not fitting:
            return
        self._typed = typed
        if len(fitting) == 1:
            self._take(fitting[0])
        else:
            self._narrow()

    # -- keys -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._pressed(event)
            return True
        return super().event(event)

    def _pressed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
            self._narrow()
        elif event.text() in (" ", "/"):
            self._typed = ""
            self.line.show()
            self.line.setFocus()
            self._narrow()
        else:
            sign = (physical_key(event) or event.text()).lower()
            if sign and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._letter(sign)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._line_pressed(event):
                return True
        return super().eventFilter(watched, event)

    def _line_pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            best = next((row for row in self.rows if row.best), None)
            if best is not None:
                self._take(best.label.id)
        else:
            return False
        return True

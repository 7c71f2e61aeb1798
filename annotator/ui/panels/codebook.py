"""The codebook at a glance: each label with its colour, count in the article and key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.domain.codebook import Label
from annotator.editing.project import OpenArticle, Project
from annotator.ui import theme
from annotator.ui.panels.headings import heading


class LabelButton(QPushButton):
    """One label: swatch, name, how often it is used here, key."""

    def __init__(self, label: Label, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = label
        self._count = 0
        self._sticky = False
        self.setFlat(True)
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(label.definition)
        self.show_state(0, sticky=False)

    def show_state(self, count: int, *, sticky: bool) -> None:
        """Show how often the label is used in the article, and whether it is sticky."""
        self._count, self._sticky = count, sticky
        parts = [
            self.tr("Mark as {0}").format(self.label.name),
            self.tr("%n mark(s) here", "", count),
        ]
        if self.label.key:
            parts.append(self.tr("key {0}").format(self.label.key))
        if sticky:
            parts.append(self.tr("sticky"))
        self.setAccessibleName(", ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(theme.ui_font()).height()) + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.line(self.label))
        painter.drawRoundedRect(QRectF(4, middle - 6, 12, 12), 3, 3)
        font = theme.ui_font(bold=self._sticky)
        painter.setFont(font)
        painter.setPen(now.ink)
        right = self.width() - 6.0
        key = self.label.key
        if key:
            cap = QRectF(right - 20, middle - 9, 18, 18)
            painter.setPen(QPen(now.hairline, 1))
            painter.setBrush(now.page)
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(now.quiet)
            painter.setFont(theme.ui_font(larger=-1, bold=True))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key.upper())
        painter.setFont(theme.ui_font())
        painter.setPen(now.quiet)
        box = QRectF(0, 0, right - 30, self.height())
        middle_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(middle_right), str(self._count))
        name = self.label.name.capitalize()
        if self._sticky:
            name = self.tr("{0} · sticky").format(name)
        painter.setFont(font)
        painter.setPen(now.accent if self._sticky else now.ink)
        room = box.width() - 34 - QFontMetricsF(font).horizontalAdvance(str(self._count))
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        middle_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(27, 0, room + 8, self.height()), int(middle_left), shown)
        painter.end()


class CodebookSection(QWidget):
    """The labels. Pressing one marks with it."""

    label_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._sticky: int | None = None
        self._buttons: list[LabelButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addWidget(heading(self.tr("Codebook"), self))

    def show_codebook(self, project: Project | None) -> None:
        """Show the labels of a project's codebook."""
        self._project = project
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        labels = project.codebook.labels if project else ()
        self._buttons = [LabelButton(label, self) for label in labels if not label.retired]
        for button in self._buttons:
            button.clicked.connect(
                lambda _checked=False, which=button.label.id: self.label_pressed.emit(which)
            )
            self._column.addWidget(button)
        self.show_counts(self._article)

    def show_counts(self, article: OpenArticle | None) -> None:
        """Count the labels of an article."""
        self._article = article
        counts = Counter(one.label_id for one in article.annotations) if article else Counter()
        for button in self._buttons:
            sticky = button.label.id == self._sticky
            button.show_state(counts[button.label.id], sticky=sticky)

    def show_sticky(self, label_id: int | None) -> None:
        """Show which label marks every selection at once."""
        self._sticky = label_id
        self.show_counts(self._article)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

"""The codebook at a glance: each label with its colour, count in the article and key."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.change import Step
from annotator.domain.codebook import Label, RelationType
from annotator.editing.project import OpenArticle, Project
from annotator.ui import counts, theme
from annotator.ui.models.wording import tooltip, worded
from annotator.ui.panels.glance import Glance
from annotator.ui.panels.parts import INDENT, draw_swatch, heading

_KEY = 22.0
_MOST = 14
"""Labels with a button of their own."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LabelButton(QPushButton):
    """One label: swatch, name, how often it is used here, key."""

    hovered = Signal(object)
    """The hand or the keyboard is at it: the label's id; None when it has left."""
    edit = Signal(object)

    def __init__(self, label: Label, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = label
        self._count = 0
        self._sticky = False
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tooltip(label.definition or worded(label.name)))
        self.setAccessibleDescription(label.definition)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.show_state(0, sticky=False)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.label.id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.hovered.emit(self.label.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hovered.emit(None)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        action = menu.addAction(self.tr("Edit {0}…").format(worded(self.label.name)))
        action.triggered.connect(lambda _checked=False: self.edit.emit(self.label.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(point))

    def show_state(self, count: int, *, sticky: bool) -> None:
        """Show how often the label is used in the article, and whether it is sticky."""
        self._count, self._sticky = count, sticky
        parts = [
            self.tr("Mark as {0}").format(worded(self.label.name)),
            counts.of_marks_here(count),
        ]
        if self.label.key:
            parts.append(self.tr("key {0}").format(self.label.key))
        if sticky:
            parts.append(self.tr("sticky"))
        self.setAccessibleName(", ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(theme.ui_font()).height()) + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._sticky:
            painter.setPen(QPen(now.line(self.label), 2))
            painter.setBrush(now.tint(self.label))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        draw_swatch(painter, QRectF(8, box.center().y() - 6, 12, 12), now.line(self.label))
        self._draw_key(painter, QRectF(box.right() - 8 - _KEY, box.center().y() - 9, _KEY, 18))
        font = theme.ui_font()
        count = QRectF(30, 0, box.width() - 30 - 8 - _KEY - 8, box.height())
        painter.setFont(font)
        painter.setPen(now.ink if self._sticky else now.quiet)
        painter.drawText(count, _RIGHT, str(self._count))
        room = count.width() - QFontMetricsF(font).horizontalAdvance(str(self._count)) - 8
        name = worded(self.label.name)
        if self._sticky:
            name = self.tr("{0} · sticky").format(name)
            font = theme.ui_font(bold=True)
            painter.setFont(font)
        painter.setPen(now.ink)
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(count, _LEFT, shown)
        painter.end()

    def _draw_key(self, painter: QPainter, cap: QRectF) -> None:
        if not self.label.key:
            return
        now = theme.current()
        painter.setPen(QPen(now.hairline, 1))
        painter.setBrush(now.page)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(now.quiet)
        painter.setFont(theme.ui_font(larger=-1, bold=True))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self.label.key.upper())


class CodebookSection(QWidget):
    """The labels, and what one of them means. Pressing one marks with it.

    Of a large codebook only those are here that have a key, are used in the article, or
    were marked with last; all others are a keystroke away.
    """

    label_pressed = Signal(object)
    edit_label = Signal(object)
    """A label is to be edited: its id, or None for the codebook."""
    all_labels = Signal()
    """All labels are to be offered."""
    rebuilt = Signal()
    """There are other widgets to reach by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._sticky: int | None = None
        self._counts: Counter[int] = Counter()
        self._buttons: list[LabelButton] = []
        self._heading = heading(self.tr("Codebook"), self)
        self._heading.setContentsMargins(INDENT, 0, INDENT, 4)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._edit = QToolButton(self)
        self._edit.setProperty("role", "flat")
        self._edit.setText(self.tr("Edit…"))
        self._edit.setAccessibleName(self.tr("Edit the codebook"))
        self._edit.clicked.connect(lambda: self.edit_label.emit(None))
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._edit)
        self._column.addLayout(top)
        self._all = QPushButton(self)
        self._all.setProperty("role", "flat")
        self._all.clicked.connect(self.all_labels)
        self._glance = Glance(self)
        self._selected: int | None = None
        self._hovered: int | None = None

    def show_project(self, project: Project | None) -> None:
        """Show the labels of a project's codebook."""
        self._project = project
        self._hovered = None
        for widget in (self._all, self._glance):
            self._column.removeWidget(widget)
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        labels = project.codebook.labels if project else ()
        there = [label for label in labels if not label.retired]
        self._buttons = [LabelButton(label, self) for label in self._at_hand(there)]
        for button in self._buttons:
            button.clicked.connect(
                lambda _checked=False, which=button.label.id: self.label_pressed.emit(which)
            )
            button.hovered.connect(self._hover)
            button.edit.connect(self.edit_label)
            self._column.addWidget(button)
            button.show()
        self._all.setText(self.tr("All {0} labels…").format(len(there)))
        self._all.setVisible(len(there) > len(self._buttons))
        self._edit.setVisible(project is not None and not project.read_only)
        self._column.addWidget(self._all)
        self._column.addWidget(self._glance)
        self._show_states()
        self._show_meaning()
        self.rebuilt.emit()

    def select(self, label_id: int | None) -> None:
        """The label of the selected mark, None when none is: its meaning is shown."""
        self._selected = label_id
        self._show_meaning()

    def _at_hand(self, labels: list[Label]) -> list[Label]:
        """The labels that have a button."""
        if len(labels) <= _MOST:
            return labels
        wanted = [one for one in labels if one.key]
        used = sorted(labels, key=lambda one: -self._counts[one.id])
        wanted += [one for one in used if self._counts[one.id] and one not in wanted]
        kept = {one.id for one in wanted[:_MOST]}
        return [one for one in labels if one.id in kept]

    def _hover(self, label_id: int | None) -> None:
        self._hovered = label_id
        self._show_meaning()

    def _show_meaning(self) -> None:
        which = self._hovered or self._selected or self._sticky
        labels = self._project.codebook.labels if self._project else ()
        self._glance.show_label(next((one for one in labels if one.id == which), None))

    def show_article(self, article: OpenArticle | None) -> None:
        """Count the labels of an article."""
        self._article = article
        self._counts = article.annotations.label_counts() if article else Counter()
        self._show_states()

    def follow(self, step: Step) -> None:
        """Take over what a step changed: an article of thousands of marks is not counted again."""
        if step.bulk:
            self.show_article(self._article)
        if step.bulk or any(isinstance(one.value, Label | RelationType) for one in step.changes):
            self.show_project(self._project)
        if self._article is None:
            return
        for change in step.changes:
            for value, by in ((change.before, -1), (change.after, 1)):
                if isinstance(value, Annotation) and value.article_id == self._article.id:
                    self._counts[value.label_id] += by
        self._show_states()

    def show_sticky(self, label_id: int | None) -> None:
        """Show which label marks every selection at once."""
        self._sticky = label_id
        self._show_states()
        self._show_meaning()

    def buttons(self) -> list[LabelButton]:
        """The labels' buttons, top to bottom."""
        return list(self._buttons)

    def _show_states(self) -> None:
        for button in self._buttons:
            sticky = button.label.id == self._sticky
            button.show_state(self._counts[button.label.id], sticky=sticky)

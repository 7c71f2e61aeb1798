"""Several choices as a list of boxes to tick, in the theme's own colours."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.domain.codebook import SEPARATOR
from annotator.ui import theme

_BOX = 14.0
_LEFT = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex


class ChoiceList(QListWidget):
    """Any of several choices. Space or a click anywhere on a row ticks it."""

    answered = Signal(str)
    refused = Signal(str)

    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_TickDelegate(self))
        for choice in choices:
            self._offer(choice)
        self._known = self.count()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _item: self.answered.emit(SEPARATOR.join(self._taken())))

    def show_answer(self, value: str) -> None:
        """Show an answer; choices that the codebook does not know are offered as well."""
        taken = value.split(SEPARATOR) if value else []
        self.blockSignals(True)
        while self.count() > self._known:
            self.takeItem(self.count() - 1)
        known = {self.item(row).text() for row in range(self.count())}
        for choice in taken:
            if choice not in known:
                self._offer(choice)
        for row in range(self.count()):
            item = self.item(row)
            on = item.text() in taken
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        rows = min(8, max(1, self.count()))
        return QSize(120, _row_height() * rows + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _offer(self, choice: str) -> None:
        item = QListWidgetItem(choice, self)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)

    def _taken(self) -> list[str]:
        items = [self.item(row) for row in range(self.count())]
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]


class _TickDelegate(QStyledItemDelegate):
    """Fusion's own boxes all but vanish on dark grounds."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, _row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        now = theme.current()
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        row = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.accent, 1.5))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
        ink = now.ink if state & QStyle.StateFlag.State_Enabled else now.quiet
        box = QRectF(row.left() + 7.5, row.center().y() - _BOX / 2, _BOX, _BOX)
        painter.setPen(QPen(now.accent if on else now.quiet, 1.2))
        painter.setBrush(now.accent if on else now.page)
        painter.drawRoundedRect(box, 3, 3)
        if on:
            _draw_tick(painter, box, now.page)
        painter.setPen(ink)
        font = theme.ui_font()
        painter.setFont(font)
        room = row.adjusted(_BOX + 16, 0, -6, 0)
        said = QFontMetricsF(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, said)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if not option.state & QStyle.StateFlag.State_Enabled:
            return False
        pressed = event.type() == QEvent.Type.MouseButtonRelease
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pressed = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if not pressed:
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        now = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, now.value, Qt.ItemDataRole.CheckStateRole)


def _draw_tick(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(QPen(color, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = ((3.2, 7.2), (6.0, 10.0), (10.8, 4.4))
    painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) for x, y in points]))


def _row_height() -> int:
    return round(QFontMetricsF(theme.ui_font()).lineSpacing()) + 6

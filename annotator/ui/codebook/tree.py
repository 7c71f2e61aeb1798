"""The codebook as a tree: labels under labels, then relation types, then questions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.domain.codebook import Codebook, Label, Question, RelationType
from annotator.editing.codebook_edits import in_tree_order
from annotator.ui import theme
from annotator.ui.models.wording import tooltip
from annotator.ui.panels.parts import draw_swatch

Thing = Label | RelationType | Question

_ID = Qt.ItemDataRole.UserRole
_OPEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class BookTree(QTreeWidget):
    """Chooses one thing of the codebook; labels can be dragged, all moved with Alt and arrows."""

    chosen = Signal(object)
    """The id of what is chosen now, None for nothing."""
    moved = Signal(int)
    """What is chosen is to go up (-1) or down (1)."""
    dropped = Signal(object, object, object)
    """A label was dropped: its id, the id of the label it now lies under (None for none),
    and the ids of those beside it, in order, itself among them."""
    remove = Signal()
    rename = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Codebook"))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, self.header().ResizeMode.ResizeToContents)
        self._groups: list[QTreeWidgetItem] = []
        self._closed: set[int] = set()
        self.currentItemChanged.connect(lambda now, _before: self.chosen.emit(_id_of(now)))
        self.itemCollapsed.connect(lambda item: self._closed.add(_id_of(item) or 0))
        self.itemExpanded.connect(lambda item: self._closed.discard(_id_of(item) or 0))

    def show_book(self, book: Codebook, counts: dict[int, int], chosen: int | None) -> None:
        """Show a codebook, with how often each label is used, and one thing of it chosen."""
        self.blockSignals(True)
        self.clear()
        titles = (self.tr("Labels"), self.tr("Relation types"), self.tr("Questions on articles"))
        self._groups = [self._group(title) for title in titles]
        items: dict[int, QTreeWidgetItem] = {}
        for label, _ in in_tree_order(book):
            above = items.get(label.parent_id or 0, self._groups[0])
            items[label.id] = self._label_item(above, label, counts.get(label.id, 0))
        for group, others in ((1, book.relation_types), (2, book.questions)):
            for one in others:
                item = _item(self._groups[group], one.id, one.name, retired=one.retired)
                item.setFlags(_OPEN)
                items[one.id] = item
        for item in (*self._groups, *items.values()):
            item.setExpanded(_id_of(item) not in self._closed or item in self._groups)
        now = items.get(chosen or 0)
        if now is not None:
            self.setCurrentItem(now)
        self.blockSignals(False)

    def section(self) -> int:
        """0 among labels, 1 among relation types, 2 among questions."""
        item = self.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return self._groups.index(item) if item in self._groups else 0

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title.upper()])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if title == self.tr("Labels"):
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsDropEnabled)
        item.setForeground(0, theme.current().quiet)
        item.setFont(0, theme.ui_font(larger=-2, bold=True))
        return item

    def _label_item(self, above: QTreeWidgetItem, label: Label, count: int) -> QTreeWidgetItem:
        item = _item(above, label.id, label.name, retired=label.retired)
        item.setIcon(0, swatch(theme.current().line(label)))
        item.setText(1, f"{count:,}" if count else "")
        item.setText(2, label.key.upper())
        item.setForeground(1, theme.current().quiet)
        item.setToolTip(0, tooltip(label.definition))
        parts = [label.name, self.tr("{0} marks").format(count)]
        if label.key:
            parts.append(self.tr("key {0}").format(label.key))
        if label.retired:
            parts.append(self.tr("retired"))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(parts))
        item.setFlags(_OPEN | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        return item

    # -- hands ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if held and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove.emit()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rename.emit()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        dragged = _id_of(self.currentItem())
        super().dropEvent(event)
        item = self._find(dragged)
        if dragged is None or item is None:
            return
        above = item.parent()
        if above is None or above in self._groups[1:]:
            above = self._groups[0]
        beside = [_id_of(above.child(row)) for row in range(above.childCount())]
        self.dropped.emit(dragged, _id_of(above), [one for one in beside if one is not None])

    def _find(self, thing_id: int | None) -> QTreeWidgetItem | None:
        found = self.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        return next((item for item in found if _id_of(item) == thing_id), None)


def swatch(color: QColor) -> QIcon:
    """The colour of a label as an icon."""
    picture = QPixmap(28, 28)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_swatch(painter, QRectF(1, 1, 12, 12), color)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


def _item(above: QTreeWidgetItem, thing_id: int, name: str, *, retired: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem(above, [name])
    item.setData(0, _ID, thing_id)
    if retired:
        font = theme.ui_font()
        font.setStrikeOut(True)
        item.setFont(0, font)
        item.setForeground(0, theme.current().quiet)
    return item


def _id_of(item: QTreeWidgetItem | None) -> int | None:
    found = item.data(0, _ID) if item is not None else None
    return int(found) if found is not None else None

"""The files and folders that are to be brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.formats import FORMATS
from annotator.ui import counts
from annotator.ui.dialogs.wording import short, words
from annotator.ui.models.wording import tooltip

_PATH = Qt.ItemDataRole.UserRole


class ChosenFiles(QWidget):
    """A list to add to and take from, by button, by key and by dropping."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        """Where the file dialogs open; follows what was chosen last."""
        self._paths: list[Path] = []
        self.setAcceptDrops(True)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setStyleSheet(
            "QTreeView { background: transparent; } QTreeView::item { padding: 3px 6px; }"
        )
        self.list.setAccessibleName(self.tr("Files and folders to import"))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(True)
        self.list.itemSelectionChanged.connect(self._show_state)
        self.empty = words(self.tr("Drop files and folders here, or choose them."), "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count = words("", "quiet")
        self.add_files = self._button(self.tr("Add files…"), self._ask_files)
        self.add_folder = self._button(self.tr("Add a folder…"), self._ask_folder)
        self.remove = self._button(self.tr("Remove"), self._remove)
        self._build()
        self._show_state()

    @property
    def paths(self) -> list[Path]:
        """What was chosen, in the order it was chosen in."""
        return list(self._paths)

    def add(self, paths: Iterable[Path]) -> None:
        """Add files and folders that are not in the list yet."""
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        if not new:
            return
        self._paths += new
        for path in new:
            name = f"{path.name or path}/" if path.is_dir() else path.name
            item = QTreeWidgetItem([name, short(path.parent)])
            item.setData(0, _PATH, str(path))
            item.setToolTip(0, tooltip(str(path)))
            item.setForeground(1, self.palette().placeholderText())
            self.list.addTopLevelItem(item)
        self.folder = new[-1] if new[-1].is_dir() else new[-1].parent
        self._show_state()
        self.changed.emit()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        inside.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add_files)
        row.addWidget(self.add_folder)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card, 1)
        column.addLayout(row)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _show_state(self) -> None:
        self.list.setVisible(bool(self._paths))
        self.empty.setVisible(not self._paths)
        self.remove.setEnabled(bool(self.list.selectedItems()))
        in_folders = sum(path.is_dir() for path in self._paths)
        in_files = len(self._paths) - in_folders
        parts = [counts.of_files(in_files)] if in_files else []
        parts += [counts.of_folders(in_folders)] if in_folders else []
        self.count.setText(", ".join(parts))

    def _ask_files(self) -> None:
        readable = [one for one in FORMATS if one.reads]
        suffixes = dict.fromkeys(suffix for one in readable for suffix in one.suffixes)
        every = " ".join(f"*{suffix}" for suffix in suffixes)
        kinds = [self.tr("All that can be read ({0})").format(every)]
        kinds += [
            f"{one.title} ({' '.join(f'*{end}' for end in one.suffixes)})" for one in readable
        ]
        kinds.append(self.tr("All files (*)"))
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Files to import"), str(self.folder), ";;".join(kinds)
        )
        self.add(Path(name) for name in chosen)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder to import"), str(self.folder)
        )
        if chosen:
            self.add([Path(chosen)])

    def _remove(self) -> None:
        gone = {item.data(0, _PATH) for item in self.list.selectedItems()}
        for item in self.list.selectedItems():
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(item))
        self._paths = [path for path in self._paths if str(path) not in gone]
        self._show_state()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.list.hasFocus():
            self._remove()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.add(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        event.acceptProposedAction()

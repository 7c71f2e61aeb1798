"""Changing keys: every command with its keys, a line that takes a new one.

What is changed is in force and on disk at once, like everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from annotator.text.folding import fold_key
from annotator.ui.canvas.hint_letters import letters_for
from annotator.ui.clearing import let_clear
from annotator.ui.commands.command import Command
from annotator.ui.commands.table import COMMANDS
from annotator.ui.dialogs.key_line import KeyLine
from annotator.ui.dialogs.wording import key_words, say, words
from annotator.ui.keyboards import NAMES
from annotator.ui.keymap import FIXED, holder_of, normal, own_keys, write_own_keys

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_SHOWN = 7
"""Letters of jump-marks that are shown of a keyboard: those of its home row."""
_NAME = Qt.ItemDataRole.UserRole


class Rebinding(QDialog):
    """All commands and their keys. Enter on one asks for a key."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = ""
        """The name of the command that a key is asked for."""
        self._pending = ""
        """A key that another command has, until the user says what to do."""
        self.setWindowTitle(self.tr("Change keys"))
        self._make_parts()
        self._build()
        self._fill()
        self._ask("")
        self.resize(720, min(680, max(420, window.height() - 80)))
        self.filter.setFocus()

    def _make_parts(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a command or a key…"))
        self.filter.setAccessibleName(self.tr("Find a command or a key"))
        let_clear(self.filter)
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.map = QComboBox()
        self.map.setAccessibleName(self.tr("Key map"))
        for name, title in (
            ("both", self.tr("Both hands")),
            ("left", self.tr("Left hand alone")),
            ("right", self.tr("Right hand alone")),
        ):
            self.map.addItem(title, name)
        now = self.map.findData(self._window.settings.text("key_map", "both"))
        self.map.setCurrentIndex(max(0, now))
        self.map.activated.connect(self._choose_map)
        self.keyboard = QComboBox()
        self.keyboard.setAccessibleName(self.tr("Keyboard"))
        self.keyboard.setToolTip(self.tr("The letters of jump-marks lie on its home row."))
        found = NAMES[self._window.keyboard.found]
        self.keyboard.addItem(self.tr("Automatic: {0}").format(found), "")
        for layout, title in NAMES.items():
            self.keyboard.addItem(title, layout)
        now = self.keyboard.findData(self._window.keyboard.chosen)
        self.keyboard.setCurrentIndex(max(0, now))
        self.keyboard.activated.connect(self._choose_keyboard)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.tree.setAccessibleName(self.tr("Commands and their keys"))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(lambda item, _column: self._ask(item.data(0, _NAME) or ""))
        self.tree.currentItemChanged.connect(lambda *_: self._ask(""))
        self.line = KeyLine()
        self.line.setAccessibleName(self.tr("New key"))
        self.line.pressed.connect(self._pressed)
        self.line.left.connect(self._leave_line)
        self.change = self._button(self.tr("New key"), self._begin)
        self.replace = self._button(self.tr("Take it from there"), self._take_pending)
        self.clear = self._button(self.tr("No key"), lambda: self._set(()))
        self.reset = self._button(self.tr("As it was"), self._reset_one)
        self.reset_all = self._button(self.tr("Reset all keys"), self._reset_all)
        self.done_button = self._button(self.tr("Close"), self.accept)
        self.remark = words("", "quiet", wrap=True)

    def _button(self, title: str, act: object) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act() if callable(act) else None)
        return button

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(words(self.tr("Change keys"), "title"))
        top.addStretch(1)
        top.addWidget(self.filter, 1)
        hands = QHBoxLayout()
        label = words(self.tr("Key map"), "quiet")
        label.setBuddy(self.map)
        hands.addWidget(label)
        hands.addWidget(self.map)
        hands.addSpacing(12)
        label = words(self.tr("Keyboard"), "quiet")
        label.setBuddy(self.keyboard)
        hands.addWidget(label)
        hands.addWidget(self.keyboard)
        hands.addStretch(1)
        hands.addWidget(self.reset_all)
        asking = QHBoxLayout()
        asking.addWidget(self.change)
        asking.addWidget(self.line, 1)
        asking.addWidget(self.replace)
        asking.addStretch(1)
        asking.addWidget(self.clear)
        asking.addWidget(self.reset)
        bottom = QHBoxLayout()
        bottom.addWidget(self.remark, 1)
        bottom.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(hands)
        column.addWidget(self.tree, 1)
        column.addLayout(asking)
        column.addLayout(bottom)

    # -- showing -------------------------------------------------------------------------

    def _fill(self) -> None:
        chosen = self._chosen()
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for command in self._window.commands:
            group = groups.get(command.shown_group)
            if group is None:
                group = groups[command.shown_group] = QTreeWidgetItem([command.shown_group, ""])
                group.setFirstColumnSpanned(True)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                self.tree.addTopLevelItem(group)
            shown = ", ".join(key_words(key) for key in command.keys)
            item = QTreeWidgetItem([self._title(command), shown])
            item.setData(0, _NAME, command.name)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{self._title(command)}, {shown}")
            group.addChild(item)
        self.tree.expandAll()
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(False)
        self._narrow(self.filter.text())
        self._go_to(chosen)

    def _title(self, command: Command) -> str:
        project = self._window.project
        if command.label_key and project is not None:
            label = project.codebook.label_for_key(command.label_key)
            if label is not None:
                return self.tr("Mark as {0}").format(label.name)
        return command.shown_title

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for group in self._groups() for item in _children(group)]

    def _groups(self) -> list[QTreeWidgetItem]:
        rows = range(self.tree.topLevelItemCount())
        return [group for row in rows if (group := self.tree.topLevelItem(row)) is not None]

    def _narrow(self, typed: str) -> None:
        sought = fold_key(typed).split()
        for item in self._items():
            said = fold_key(f"{item.text(0)} {item.text(1)}")
            item.setHidden(not all(word in said for word in sought))
        for group in self._groups():
            group.setHidden(all(one.isHidden() for one in _children(group)))
        first = next((item for item in self._items() if not item.isHidden()), None)
        now = self.tree.currentItem()
        if first is not None and (now is None or now.isHidden()):
            self.tree.setCurrentItem(first)

    def _go_to(self, name: str) -> None:
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.tree.setCurrentItem(item)

    def _chosen(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _NAME) or "") if item is not None else ""

    def _command(self, name: str) -> Command:
        return next(one for one in self._window.commands if one.name == name)

    # -- asking for a key ----------------------------------------------------------------

    def _begin(self) -> None:
        self._ask(self._chosen())

    def _ask(self, name: str) -> None:
        self._asked, self._pending = name, ""
        self.replace.hide()
        self.line.setText("")
        if not name:
            self.line.setPlaceholderText("")
            self.line.setEnabled(False)
            return
        title = self._title(self._command(name))
        asked = self.tr("Press the new key for: {0}").format(title)
        self.line.setEnabled(True)
        self.line.setPlaceholderText(self.tr("Press a key; Esc leaves it"))
        self.line.setAccessibleName(asked)
        self.line.setFocus()
        self._say(asked)

    def _leave_line(self) -> None:
        self._ask("")
        self.tree.setFocus()
        self._say("")

    def _pressed(self, key: str) -> None:
        self.line.setText(key_words(key))
        if normal(key) in FIXED:
            self._say(
                self.tr("{0} moves the caret and cannot be changed.").format(key_words(key)),
                "warning",
            )
            return
        there = holder_of(self._window.commands, key, but=self._asked)
        if there is None:
            self._set((key,))
            return
        self._pending = key
        self.replace.show()
        self.replace.setFocus()
        self._say(
            self.tr("{0} is the key of: {1}").format(key_words(key), self._title(there)), "warning"
        )

    def _take_pending(self) -> None:
        key, name = self._pending, self._asked
        there = holder_of(self._window.commands, key, but=name)
        own = own_keys(self._window.keys_file)
        if there is not None:
            own[there.name] = tuple(one for one in there.keys if normal(one) != normal(key))
        own[name] = (key,)
        self._keep(own)

    def _set(self, keys: tuple[str, ...]) -> None:
        name = self._asked or self._chosen()
        if name:
            self._keep({**own_keys(self._window.keys_file), name: keys})

    def _reset_one(self) -> None:
        name = self._chosen()
        own = own_keys(self._window.keys_file)
        if not name:
            return
        own.pop(name, None)
        back = next(one for one in COMMANDS if one.name == name)
        # its own keys come back from whoever was given them since
        for key in back.keys:
            for other, keys in list(own.items()):
                if any(normal(one) == normal(key) for one in keys):
                    own[other] = tuple(one for one in keys if normal(one) != normal(key))
        self._keep(own)

    def _reset_all(self) -> None:
        self._keep({})

    def _choose_map(self) -> None:
        self._window.settings.set(key_map=str(self.map.currentData()))
        self._window.take_keys()
        self._fill()
        self._say(self.tr("In force: {0}").format(self.map.currentText()))

    def _choose_keyboard(self) -> None:
        self._window.keyboard.choose(str(self.keyboard.currentData()))
        letters = " ".join(letters_for(_SHOWN, self._window.jumping.keys()))
        self._say(self.tr("Letters of jump-marks: {0}").format(letters))

    def _keep(self, own: dict[str, tuple[str, ...]]) -> None:
        if not write_own_keys(self._window.keys_file, own):
            said = self.tr("{0} cannot be written.").format(str(self._window.keys_file))
            self._say(said, "warning")
            return
        self._window.take_keys()
        self._ask("")
        self._fill()
        self.tree.setFocus()
        self._say(self.tr("The keys are in force."), "good")

    def _say(self, text: str, role: str = "quiet") -> None:
        say(self.remark, text, role)
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.tree, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the filter move in the list, Enter asks for a key."""
        if (
            watched is self.filter
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.tree.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._begin()
                return True
        return super().eventFilter(watched, event)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = range(group.childCount())
    return [item for row in rows if (item := group.child(row)) is not None]

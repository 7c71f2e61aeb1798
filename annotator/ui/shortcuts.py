"""Commands as keys and menus of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.ui.commands.command import Command

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

translate = QCoreApplication.translate

_SCOPES = {
    "page": Qt.ShortcutContext.WidgetShortcut,
    "window": Qt.ShortcutContext.WindowShortcut,
}


class Shortcuts:
    """One QAction a command. Letters listen on the page only, so that typing elsewhere types."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        self._page_keys: dict[str, Command] = {}
        window.view.customContextMenuRequested.connect(self.show_page_menu)
        for command in window.commands:
            action = QAction(command.shown_title, window)
            action.setObjectName(command.name)
            action.setShortcutContext(_SCOPES[command.scope])
            action.triggered.connect(lambda _checked=False, asked=command: self._window.run(asked))
            where: QWidget = window.view if command.scope == "page" else window
            where.addAction(action)
            self.actions[command.name] = action
        self.take(window.commands)

    def take(self, commands: Sequence[Command]) -> None:
        """Let commands answer to the keys they have now."""
        self._page_keys.clear()
        for command in commands:
            keys = [QKeySequence(key) for key in command.keys]
            self.actions[command.name].setShortcuts(keys)
            if command.scope == "page":
                self._page_keys.update(dict.fromkeys(command.keys, command))

    def run_physical(self, key: str) -> bool:
        """Run the page command of a Latin key; says whether there was one."""
        command = self._page_keys.get(key)
        if command is not None:
            self._window.run(command)
        return command is not None

    def key_of(self, command: Command) -> str:
        """A command's first key as this system writes it, "" for none."""
        if not command.keys:
            return ""
        return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def show_page_menu(self, point: QPoint) -> None:
        """What can be done where the page was right-clicked."""
        window = self._window
        if window.article is None:
            return
        view = window.view
        if view.selection() is None:
            inside = view.viewport().mapFromParent(point)
            stack = view.hand.marks_under(view.on_page(QPointF(inside)))
            if stack and view.selected_annotation() not in stack:
                view.select_annotation(stack[0].id, show=False)
        menu = QMenu(view)
        for label in window.opened().codebook.labels:
            if not label.retired:
                name = label.name.replace("&", "&&")  # one of them would be a key of the menu
                action = menu.addAction(translate("MainWindow", "Mark as {0}").format(name))
                action.triggered.connect(
                    lambda _checked=False, which=label.id: window.label_pressed(which)
                )
        menu.addSeparator()
        selected = view.selected_annotation() is not None
        for name in ("answer", "note", "remove-mark", "select-sentence", "find", "undo"):
            action = self.actions[name]
            if selected or name in ("select-sentence", "find", "undo"):
                menu.addAction(action)
        if view.selection() is not None:
            menu.addSeparator()
            menu.addAction(self.actions["copy"])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.mapToGlobal(point))

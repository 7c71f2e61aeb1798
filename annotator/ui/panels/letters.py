"""Hearing that a widget has other letters, so that its rows get another height."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _Letters(QObject):
    def __init__(self, widget: QWidget, tell: Callable[[], object]) -> None:
        super().__init__(widget)
        self._tell = tell
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._tell()
        return False


def follow_letters(widget: QWidget, tell: Callable[[], object]) -> None:
    """Call `tell` whenever the widget's letters become others."""
    _Letters(widget, tell)

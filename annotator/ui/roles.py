"""What a widget drawn by hand is to a screen reader: Qt takes it for a mere ground.

A widget says its role with `give_role`; the factory hands it on. Asked only while a
screen reader runs.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY = "spoken_role"


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a screen reader take a widget for what it is. To be said before its name is."""
    widget.setProperty(_PROPERTY, role.value)
    _install()


@cache
def _install() -> None:
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    if not isinstance(asked, QWidget):
        return None
    role = asked.property(_PROPERTY)
    return QAccessibleWidget(asked, QAccessible.Role(role)) if isinstance(role, int) else None

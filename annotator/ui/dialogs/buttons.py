"""The buttons that end a dialog, in the order of the system at hand."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def ending(dialog: QDialog, *, yes: str, no: str) -> tuple[QDialogButtonBox, QPushButton]:
    """A row with the act the dialog is for and the way out; the act is not connected yet."""
    row = QDialogButtonBox()
    act = row.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
    act.setProperty("role", "primary")
    act.setAutoDefault(True)
    act.setDefault(True)
    out = row.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
    out.setAutoDefault(False)
    row.rejected.connect(dialog.reject)
    return row, act

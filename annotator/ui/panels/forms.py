"""Names and fields in two columns, as the sections of a panel show them."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

NAME_WIDTH = 70
"""Width of the names before the fields, so that the forms of a panel line up."""


def form() -> QFormLayout:
    """Names and fields in two columns."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(8)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made


def add_row(rows: QFormLayout, name: QWidget, field: QWidget) -> None:
    """Add a row that can take the keyboard at once, not only after the next layout."""
    rows.addRow(name, field)
    name.show()
    field.show()


def emptied(rows: QFormLayout) -> None:
    """Take all rows out of a form; their widgets go once the present event is over."""
    while rows.rowCount():
        row = rows.takeRow(0)
        for item in (row.labelItem, row.fieldItem):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

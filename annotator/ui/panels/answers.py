"""Editors for the answers to a label's attributes, one kind each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QDoubleValidator, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QWidget

from annotator.domain.codebook import Attribute, AttributeKind

Answer = Callable[[str], None]
"""Told the new answer; "" takes it away."""

SEPARATOR = "; "
"""Between several choices in one answer."""


def editor(attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    """The editor of one attribute, showing its present answer."""
    makers = {
        AttributeKind.CHOICE: _choice,
        AttributeKind.CHOICES: _choices,
        AttributeKind.YES_NO: _yes_no,
        AttributeKind.NUMBER: _number,
        AttributeKind.TEXT: _text,
        AttributeKind.DATE: _date,
    }
    made = makers[attribute.kind](attribute, value, answer, parent)
    made.setAccessibleName(attribute.name)
    return made


def _choice(attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    return _combo(attribute.choices, value, answer, parent)


def _yes_no(_attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    return _combo(("yes", "no"), value, answer, parent)


def _combo(choices: tuple[str, ...], value: str, answer: Answer, parent: QWidget) -> QWidget:
    box = QComboBox(parent)
    box.addItem("–", "")
    known = choices if not value or value in choices else (*choices, value)
    for choice in known:
        box.addItem(choice, choice)
    box.setCurrentIndex(known.index(value) + 1 if value else 0)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.activated.connect(lambda index: answer(str(box.itemData(index))))
    return box


def _choices(attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    model = QStandardItemModel(parent)
    taken = value.split(SEPARATOR) if value else []
    for choice in attribute.choices:
        item = QStandardItem(choice)
        item.setEditable(False)
        item.setCheckable(True)
        item.setCheckState(Qt.CheckState.Checked if choice in taken else Qt.CheckState.Unchecked)
        model.appendRow(item)
    view = QListView(parent)
    view.setModel(model)
    view.setMaximumHeight(24 * min(6, max(2, model.rowCount())))

    def changed(_item: QStandardItem) -> None:
        items = [model.item(row) for row in range(model.rowCount())]
        on = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        answer(SEPARATOR.join(on))

    model.itemChanged.connect(changed)
    return view


def _line(value: str, answer: Answer, parent: QWidget, check: Callable[[str], bool]) -> QLineEdit:
    line = QLineEdit(value, parent)

    def finished() -> None:
        typed = line.text().strip()
        if not typed or check(typed):
            answer(typed)
        else:
            line.setText(value)

    line.editingFinished.connect(finished)
    return line


def _text(_attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    return _line(value, answer, parent, lambda _typed: True)


def _number(_attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    line = _line(value, answer, parent, lambda _typed: line.hasAcceptableInput())
    validator = QDoubleValidator(line)
    validator.setLocale(QLocale.c())
    line.setValidator(validator)
    line.setPlaceholderText("0")
    return line


def _date(_attribute: Attribute, value: str, answer: Answer, parent: QWidget) -> QWidget:
    from PySide6.QtCore import QDate  # noqa: PLC0415  few codebooks ask for dates

    def is_date(typed: str) -> bool:
        return QDate.fromString(typed, Qt.DateFormat.ISODate).isValid()

    line = _line(value, answer, parent, is_date)
    line.setPlaceholderText("2026-03-04")
    return line

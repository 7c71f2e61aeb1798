"""The facts of an entity, each written as it is changed."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.entity import Entity
from annotator.domain.refusal import Refused
from annotator.ui.panels.forms import form
from annotator.ui.panels.parts import quiet

translate = QCoreApplication.translate

_LINES = 3


class _Several(QPlainTextEdit):
    """A few lines of text that say when the keyboard leaves them."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMaximumHeight(self.fontMetrics().lineSpacing() * _LINES + 14)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()


class EntityForm(QScrollArea):
    """Names, kind, place, note and free facts of one entity."""

    changed = Signal(object)
    """The entity as it should be now."""
    refused = Signal(str)
    placing = Signal(str)
    """Words were typed to look a place up by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entity: Entity | None = None
        self.setAccessibleName(self.tr("Facts of the entity"))
        self._rows: QFormLayout = form()
        self.name = self._line(self.tr("Name"))
        self.kind = self._line(self.tr("Kind"))
        self.aliases = self._lines(self.tr("Other names"), self.tr("One name a line"))
        self.place = self._line(self.tr("Find place"))
        self.place.setPlaceholderText(self.tr("Type the name of a place…"))
        self.place.textEdited.connect(self.placing)
        self.latitude = self._line(self.tr("Latitude"))
        self.longitude = self._line(self.tr("Longitude"))
        self.country = self._line(self.tr("Country"))
        self.chain = self._line(self.tr("Lies in"))
        self.chain.setPlaceholderText(self.tr("Widest area first, commas between"))
        self.precision = self._line(self.tr("Precision"))
        self.more = self._lines(self.tr("More"), self.tr("name: value, one a line"))
        self.note = self._lines(self.tr("Note"), "")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 4, 8, 8)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        for line in (self.name, self.kind, self.latitude, self.longitude, self.country, self.chain,
                     self.precision):  # fmt: skip
            line.editingFinished.connect(self._write)
        for several in (self.aliases, self.more, self.note):
            several.left.connect(self._write)

    def show_entity(self, entity: Entity | None, *, read_only: bool = False) -> None:
        """Show an entity as it is now."""
        self._entity = None  # what follows writes nothing
        self.setEnabled(entity is not None)
        shown = entity or Entity(id=0, name="")
        self.name.setText(shown.name)
        self.kind.setText(shown.kind)
        _say(self.aliases, "\n".join(shown.aliases))
        self.place.clear()
        self.latitude.setText("" if shown.latitude is None else f"{shown.latitude:g}")
        self.longitude.setText("" if shown.longitude is None else f"{shown.longitude:g}")
        self.country.setText(shown.country)
        self.chain.setText(", ".join(shown.chain))
        self.precision.setText(shown.precision)
        _say(self.more, "\n".join(f"{name}: {value}" for name, value in shown.more))
        _say(self.note, shown.note)
        for field in self.findChildren(QLineEdit):
            field.setReadOnly(read_only)
        for several in (self.aliases, self.more, self.note):
            several.setReadOnly(read_only)
        self._entity = entity

    def _write(self) -> None:
        before = self._entity
        if before is None:
            return
        try:
            after = msgspec.structs.replace(
                before,
                name=self.name.text().strip(),
                kind=self.kind.text().strip(),
                aliases=tuple(_listed(self.aliases.toPlainText())),
                latitude=_degrees(self.latitude.text(), 90, self.tr("Latitude")),
                longitude=_degrees(self.longitude.text(), 180, self.tr("Longitude")),
                country=self.country.text().strip(),
                chain=tuple(one for one in map(str.strip, self.chain.text().split(",")) if one),
                precision=self.precision.text().strip(),
                more=tuple(_pairs(self.more.toPlainText())),
                note=self.note.toPlainText(),
            )
        except Refused as why:
            self.refused.emit(str(why))
            self.show_entity(before)
            return
        if after != before:
            self.changed.emit(after)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        label = quiet(name, self)
        label.setBuddy(line)
        self._rows.addRow(label, line)
        return line

    def _lines(self, name: str, hint: str) -> _Several:
        several = _Several(self)
        several.setAccessibleName(name)
        several.setPlaceholderText(hint)
        label = quiet(name, self)
        label.setBuddy(several)
        self._rows.addRow(label, several)
        return several


def _say(several: QPlainTextEdit, words: str) -> None:
    if several.toPlainText() != words:
        several.setPlainText(words)


def _listed(text: str) -> list[str]:
    return [one for one in map(str.strip, text.splitlines()) if one]


def _pairs(text: str) -> list[tuple[str, str]]:
    found = []
    for line in _listed(text):
        name, _, value = line.partition(":")
        found.append((name.strip(), value.strip()))
    return found


def _degrees(typed: str, most: int, name: str) -> float | None:
    if not typed.strip():
        return None
    try:
        found = float(typed.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        said = translate("EntityForm", "{0}: “{1}” is not a number of degrees.")
        raise Refused(said.format(name, typed.strip())) from None
    if not -most <= found <= most:
        said = translate("EntityForm", "{0} must lie between -{1} and {1} degrees.")
        raise Refused(said.format(name, most))
    return found

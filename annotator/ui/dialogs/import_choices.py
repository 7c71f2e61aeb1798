"""How files are to be read: their format, and what their offsets count."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from annotator.formats import FORMATS
from annotator.formats.format import OffsetUnit


def format_box() -> QComboBox:
    """Found out for each file, unless one format is named."""
    box = QComboBox()
    box.setAccessibleName(_tr("Format of the files"))
    box.addItem(_tr("Found out for each file"), "")
    for form in FORMATS:
        if form.reads:
            box.addItem(form.title, form.name)
    return box


def offsets_box() -> QComboBox:
    """Found out by the words of marks, unless a unit is named."""
    box = QComboBox()
    box.setAccessibleName(_tr("What offsets of marks count"))
    box.addItem(_tr("Found out by the words of marks"), "")
    for unit, shown in (
        (OffsetUnit.CODE_POINT, _tr("Characters (code points)")),
        (OffsetUnit.UTF16, _tr("UTF-16 units")),
        (OffsetUnit.BYTE, _tr("Bytes of UTF-8")),
        (OffsetUnit.GRAPHEME, _tr("Characters as readers see them (grapheme clusters)")),
    ):
        box.addItem(shown, str(unit))
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportChoices", text)

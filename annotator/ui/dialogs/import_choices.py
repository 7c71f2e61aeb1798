"""How files are to be read: their format, what their offsets count, what copies become."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from annotator.editing.copies import Copies
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


def copies_box() -> QComboBox:
    """What becomes of articles that tell a story which is there already."""
    box = QComboBox()
    box.setAccessibleName(_tr("Copies of articles that are there"))
    for how, shown in (
        (Copies.KEEP, _tr("Kept and listed, to be compared")),
        (Copies.LINK, _tr("Linked to the first of them")),
        (Copies.SKIP, _tr("Left out, unless they bring marks")),
        (Copies.IGNORE, _tr("Not looked for")),
    ):
        box.addItem(shown, str(how))
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportChoices", text)

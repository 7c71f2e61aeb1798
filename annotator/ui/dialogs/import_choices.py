"""How files are to be read: their format, what their offsets count, what copies become."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from annotator.editing.copies import Copies
from annotator.formats import FORMATS
from annotator.formats.format import OffsetUnit

translate = QCoreApplication.translate


def format_box() -> QComboBox:
    """Found out for each file, unless one format is named."""
    box = QComboBox()
    box.setAccessibleName(translate("ImportChoices", "Format of the files"))
    box.addItem(translate("ImportChoices", "Found out for each file"), "")
    for form in FORMATS:
        if form.reads:
            box.addItem(form.title, form.name)
    return box


def offsets_box() -> QComboBox:
    """Found out by the words of marks, unless a unit is named."""
    box = QComboBox()
    box.setAccessibleName(translate("ImportChoices", "What offsets of marks count"))
    box.addItem(translate("ImportChoices", "Found out by the words of marks"), "")
    for unit, shown in (
        (OffsetUnit.CODE_POINT, translate("ImportChoices", "Characters (code points)")),
        (OffsetUnit.UTF16, translate("ImportChoices", "UTF-16 units")),
        (OffsetUnit.BYTE, translate("ImportChoices", "Bytes of UTF-8")),
        (
            OffsetUnit.GRAPHEME,
            translate("ImportChoices", "Characters as readers see them (grapheme clusters)"),
        ),
    ):
        box.addItem(shown, str(unit))
    return box


def copies_box() -> QComboBox:
    """What becomes of articles that tell a story which is there already."""
    box = QComboBox()
    box.setAccessibleName(translate("ImportChoices", "Copies of articles that are there"))
    for how, shown in (
        (Copies.KEEP, translate("ImportChoices", "Kept and listed, to be compared")),
        (Copies.LINK, translate("ImportChoices", "Linked to the first of them")),
        (Copies.SKIP, translate("ImportChoices", "Left out, unless they bring marks")),
        (Copies.IGNORE, translate("ImportChoices", "Not looked for")),
    ):
        box.addItem(shown, str(how))
    return box

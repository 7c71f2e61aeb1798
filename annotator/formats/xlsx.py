"""A workbook of one sheet whose cells are texts, written row by row.

The smallest package that ECMA-376 (Office Open XML) allows; equal rows give equal
bytes. Inline strings, so that no cell is ever a formula.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DAY = (1980, 1, 1, 0, 0, 0)
_MOST_CHARACTERS = 32_767
"""What a cell may hold; Excel takes no more."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_|[\x00-\x08\x0b\x0c\x0e-\x1f\r]")


def write(out: BinaryIO, title: str, rows: Iterable[Sequence[str]]) -> None:
    """A workbook with the rows as its sheet; the first row stays in view."""
    with zipfile.ZipFile(out, "w") as package:
        for name, content in _parts(title).items():
            with package.open(_info(name), "w") as file:
                file.write((_HEAD + content).encode())
        with package.open(_info("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as file:
            for piece in _sheet(rows):
                file.write(piece.encode())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _parts(title: str) -> dict[str, str]:
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": (
            f'{rels}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{rels}<Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ),
    }


def _sheet(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _HEAD
    yield f'<worksheet xmlns="{_SHEET}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews><sheetData>"
    for number, row in enumerate(rows, 1):
        cells = "".join(f"<c t='inlineStr'><is>{_text(cell)}</is></c>" for cell in row)
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _text(cell: str) -> str:
    shown = cell[:_MOST_CHARACTERS]
    return f'<t xml:space="preserve">{escape(_ESCAPED.sub(_spelled, shown))}</t>'


def _spelled(found: re.Match[str]) -> str:
    """Control characters as _x000D_, and what looks like that so that it stays what it is."""
    sign = found[0]
    return f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_"

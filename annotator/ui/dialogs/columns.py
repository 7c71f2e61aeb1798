"""Which column of a table of articles is what, with a look at how its articles then read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.editing.previewing import TableLook
from annotator.formats.articles.dates import DayFirst, day_first, iso
from annotator.formats.columns import Cells, Columns, Part
from annotator.ui import theme
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.elided import Elided
from annotator.ui.dialogs.wording import say, words
from annotator.ui.models.wording import tooltip

_SHOWN = 2000
_CELL = 160


class ColumnsDialog(QDialog):
    """Asks of each column what it is, and of a workbook which sheet is the table.

    `columns` and `sheets` are the answers, a table each.
    """

    def __init__(self, parent: QWidget, looks: Sequence[TableLook]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Columns"))
        self.resize(720, 640)
        self._looks = list(looks)
        self._parts = [dict(look.columns.parts) for look in looks]
        self._at = 0
        self._row = 0
        self.tables = QComboBox()
        self.tables.setAccessibleName(self.tr("Table"))
        self.tables.addItems([look.path.name for look in looks])
        self.tables.currentIndexChanged.connect(self._show_table)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet of the workbook"))
        self.sheet.setToolTip(tooltip(self.sheet.accessibleName()))
        self.sheet.activated.connect(self._choose_sheet)
        self.boxes: dict[str, QComboBox] = {}
        self.inside = QScrollArea()
        self.inside.setWidgetResizable(True)
        self.inside.setFrameShape(QFrame.Shape.NoFrame)
        self.inside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.which = words("", "quiet")
        self.back = self._step(self.tr("Row before"), -1)
        self.on = self._step(self.tr("Next row"), 1)
        self.facts = words("", wrap=True)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(theme.serif_font(14))
        self.preview.setFixedHeight(130)
        self.preview.setAccessibleName(self.tr("How the article reads"))
        self.remark = words("", "danger", wrap=True)
        self._build()
        self._show_table(0)

    @property
    def columns(self) -> list[Columns]:
        """What each table's columns are."""
        return [Columns(tuple(parts.items())) for parts in self._parts]

    @property
    def sheets(self) -> list[tuple[tuple[str, ...], str]]:
        """Of each workbook of several sheets, the titles of all and of the one that is taken."""
        return [(look.titles, look.title) for look in self._looks if look.sheets]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(words(self.tr("What the columns hold"), "title"))
        head.addStretch(1)
        head.addWidget(self.tables)
        head.addWidget(self.sheet)
        self.tables.setVisible(len(self._looks) > 1)
        card = QFrame()
        card.setProperty("role", "card")
        around = QVBoxLayout(card)
        around.setContentsMargins(6, 6, 6, 6)
        around.addWidget(self.inside)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addWidget(self.which, 1)
        steps.addWidget(self.back)
        steps.addWidget(self.on)
        row, self.yes = ending(self, yes=self.tr("Use these columns"), no=self.tr("Cancel"))
        row.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addLayout(steps)
        column.addWidget(self.facts)
        column.addWidget(self.preview)
        column.addWidget(self.remark)
        column.addWidget(row)

    def _step(self, text: str, by: int) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._show_row(self._row + by))
        return button

    def _show_table(self, at: int) -> None:
        self._at = max(0, at)
        look = self._looks[self._at]
        self.sheet.clear()
        self.sheet.addItems([one.title for one in look.sheets])
        self.sheet.setCurrentText(look.title)
        self.sheet.setVisible(bool(look.sheets))
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        self.boxes = {}
        for number, name in enumerate(look.names):
            box = self._box(name)
            label = words(name)
            label.setBuddy(box)
            label.setMaximumWidth(200)
            label.setToolTip(tooltip(name))
            grid.addWidget(label, number, 0)
            grid.addWidget(box, number, 1)
            grid.addWidget(self._first_cell(look.rows, name), number, 2)
            self.boxes[name] = box
        grid.setRowStretch(len(look.names), 1)
        self.inside.setWidget(page)
        self._show_row(0)
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()

    def _choose_sheet(self, at: int) -> None:
        """Ask of another sheet of the workbook."""
        look = self._looks[self._at]
        chosen = replace(look.sheets[at], sheets=look.sheets)
        self._looks[self._at] = chosen
        self._parts[self._at] = dict(chosen.columns.parts)
        self._show_table(self._at)
        self.sheet.setFocus()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("What {0} holds").format(name))
        for part in Part:
            box.addItem(shown(part), str(part))
        box.setCurrentIndex(list(Part).index(self._parts[self._at][name]))
        box.currentIndexChanged.connect(lambda at: self._chosen(name, list(Part)[at]))
        return box

    def _first_cell(self, rows: Sequence[Cells], name: str) -> QLabel:
        cells = [" ".join(row[name].split())[:_CELL] for row in rows[:3] if row.get(name)]
        line = Elided(role="quiet")
        line.show_text(" · ".join(cells))
        return line

    def _chosen(self, name: str, part: Part) -> None:
        self._parts[self._at][name] = part
        self._show_row(self._row)

    def _show_row(self, row: int) -> None:
        look, parts = self._looks[self._at], self._parts[self._at]
        self._row = max(0, min(row, len(look.rows) - 1))
        cells = look.rows[self._row] if look.rows else {}
        said = self.tr("Row {0} of the first {1}").format(self._row + 1, len(look.rows))
        self.which.setText(said if look.rows else self.tr("The table has no rows."))
        self.back.setEnabled(self._row > 0)
        self.on.setEnabled(self._row + 1 < len(look.rows))
        texts = [
            cells[name] for name, part in parts.items() if part is Part.TEXT and cells.get(name)
        ]
        self.preview.setPlainText("\n\n".join(texts)[:_SHOWN])
        first = day_first(
            one.get(name, "")
            for one in look.rows
            for name, part in parts.items()
            if part is Part.DATE
        )
        known = [
            f"{shown(part)}: {_said(part, cells[name], first)}"
            for name, part in parts.items()
            if part not in (Part.TEXT, Part.MORE, Part.NOTHING) and cells.get(name)
        ]
        self.facts.setText("\n".join(known))
        lacking = [
            one.path.name
            for one, held in zip(self._looks, self._parts, strict=True)
            if Part.TEXT not in held.values()
        ]
        say(
            self.remark,
            self.tr("Which column of {0} is the text?").format(lacking[0]) if lacking else "",
            "danger",
        )
        self.yes.setEnabled(not lacking)


def _said(part: Part, cell: str, first: DayFirst) -> str:
    said = iso(cell, first) if part is Part.DATE else " ".join(cell.split())
    return said[:_CELL]


def shown(part: Part) -> str:
    """What a part is called in the window."""
    translate = QCoreApplication.translate
    return {
        Part.TEXT: translate("Columns", "Text"),
        Part.TITLE: translate("Columns", "Title"),
        Part.AUTHOR: translate("Columns", "Author"),
        Part.DATE: translate("Columns", "Date"),
        Part.SOURCE: translate("Columns", "Source"),
        Part.PLACE: translate("Columns", "Place"),
        Part.URL: translate("Columns", "Address (URL)"),
        Part.KEYWORDS: translate("Columns", "Keywords"),
        Part.ID: translate("Columns", "Name (id)"),
        Part.LANGUAGE: translate("Columns", "Language"),
        Part.SECTION: translate("Columns", "Section"),
        Part.MORE: translate("Columns", "A further fact"),
        Part.NOTHING: translate("Columns", "Left out"),
    }[part]

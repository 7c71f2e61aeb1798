"""What is told of files before they are brought in: columns of tables, patterns of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.refusal import Refused
from annotator.editing.exchange import ImportOptions
from annotator.editing.previewing import Looks, TableLook, look_for_choices
from annotator.editing.remembered_tables import (
    RememberedColumns,
    RememberedSheets,
    patterns,
    remember_pattern,
)
from annotator.formats.columns import Columns, Part
from annotator.formats.name_pattern import NamePattern
from annotator.settings import Settings
from annotator.ui.dialogs.columns import ColumnsDialog, shown
from annotator.ui.dialogs.looking import Looking
from annotator.ui.dialogs.wording import say, words
from annotator.ui.models.wording import tooltip

_EXAMPLES = 3


class ToldFiles(QWidget):
    """Tables and names of the chosen files, looked at beside the window."""

    looked = Signal()

    def __init__(self, settings: Settings | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._looks = Looks()
        self._looking = Looking(self)
        self._looking.found.connect(self._found)
        self.remembered = RememberedColumns(settings)
        self.sheets = RememberedSheets(settings)
        self.pattern = QComboBox()
        self.pattern.setEditable(True)
        self.pattern.setAccessibleName(self.tr("Pattern of file names"))
        self.pattern.addItem("")
        self.pattern.setItemData(0, self.tr("None"), Qt.ItemDataRole.AccessibleTextRole)
        self.pattern.addItems(patterns(settings))
        line = self.pattern.lineEdit()
        if line is not None:
            line.setPlaceholderText("{date:%Y-%m-%d}_{source}_{title}")
            line.setAccessibleName(self.pattern.accessibleName())
            line.setToolTip(
                tooltip(
                    self.tr(
                        "Words: date, title, source, author, place, language, section, url,"
                        " keywords; any other word becomes a further fact; {*} is passed over."
                    )
                )
            )
        self.pattern.currentTextChanged.connect(self._show)
        self.names = words("", "quiet", wrap=True)
        self.tables = words("", "quiet", wrap=True)
        self.choose = QPushButton(self.tr("Columns…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.ask)
        self.table_row = QWidget()
        row = QHBoxLayout(self.table_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.tables, 1)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.pattern)
        column.addWidget(self.names)
        column.addWidget(self.table_row)
        self._show()

    # -- what was told -------------------------------------------------------------------

    @property
    def name_pattern(self) -> NamePattern | None:
        """The pattern, None for none. Raises Refused for one that means nothing."""
        said = self.pattern.currentText().strip()
        return NamePattern(said) if said else None

    @property
    def columns(self) -> list[Columns]:
        """What the columns of each table are taken for."""
        return [one.columns for one in self._tables()]

    @property
    def lacks_text(self) -> bool:
        """Whether a table has no column that is taken for the text."""
        return any(not one.of(Part.TEXT) for one in self.columns)

    def ask(self) -> bool:
        """Ask what the columns are; says whether that was told."""
        if not self._looks.tables:
            return False
        dialog = ColumnsDialog(self, self._tables())
        told = bool(dialog.exec())
        if told:
            self.remembered.take(dialog.columns)
            self.remembered.keep(self._settings)
            for titles, chosen in dialog.sheets:
                self.sheets.take(titles, chosen)
            self.sheets.keep(self._settings)
        dialog.deleteLater()
        self._show()
        return told

    def keep(self) -> None:
        """Remember the pattern for the next time."""
        remember_pattern(self._settings, self.pattern.currentText().strip())

    def _tables(self) -> list[TableLook]:
        """The tables, their sheets and columns as they are taken now."""
        return [self._taken(one) for one in self._looks.tables]

    def _taken(self, look: TableLook) -> TableLook:
        chosen = self.sheets(look.path, look.titles) if look.titles else ""
        sheets = tuple(
            replace(one, columns=self.remembered(one.path, one.names, one.rows))
            for one in look.sheets
        )
        now = replace(look, sheets=sheets).of_sheet(chosen or look.title)
        columns = self.remembered(now.path, now.names, now.rows)
        return replace(now, columns=columns, sheets=sheets)

    # -- looking -------------------------------------------------------------------------

    def look_at(self, paths: Sequence[Path], options: ImportOptions) -> None:
        """Look for tables and names among files and folders."""
        self._looking.begin(lambda watch: look_for_choices(paths, options, watch))

    def stop(self) -> None:
        """Look no more."""
        self._looking.stop()

    def _found(self, looks: object) -> None:
        self._looks = looks if isinstance(looks, Looks) else Looks()
        self._show()
        self.looked.emit()

    def _show(self) -> None:
        self._show_names()
        self.table_row.setVisible(bool(self._looks.tables))
        if not self._looks.tables:
            return
        first = self._tables()[0]
        columns = first.columns
        if self.lacks_text:
            say(
                self.tables,
                self.tr("Which column of {0} is the text?").format(first.path.name),
                "warning",
            )
            return
        taken = ", ".join(
            self.tr("{0} in “{1}”").format(shown(part), name)
            for name, part in columns.parts
            if part not in (Part.MORE, Part.NOTHING)
        )
        several = len(first.titles) > 1
        where = f"{first.path.name} ({first.title})" if several else first.path.name
        say(self.tables, f"{where}: {taken}", "quiet")

    def _show_names(self) -> None:
        try:
            pattern = self.name_pattern
        except Refused as why:
            say(self.names, str(why), "danger")
            return
        if pattern is None or not self._looks.files:
            say(self.names, "")
            return
        lines: list[str] = []
        follow = 0
        for path in self._looks.files:
            facts = pattern.facts(path)
            follow += facts is not None
            if len(lines) < _EXAMPLES:
                told = self.tr("does not follow the pattern")
                if facts is not None:
                    told = ", ".join(f"{name} = {value}" for name, value in facts)
                lines.append(f"{path.name}: {told}")
        if len(self._looks.files) > _EXAMPLES:
            said = self.tr("{0} of the first {1} files follow it")
            lines.append(said.format(follow, len(self._looks.files)))
        say(self.names, "\n".join(lines), "quiet" if follow else "warning")

"""Two versions of the codebook beside each other: what is new, gone, or otherwise."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.editing.comparing import Difference, Kind, compare, versions
from annotator.editing.project import Project
from annotator.ui import counts
from annotator.ui.dialogs.wording import say, words

translate = QCoreApplication.translate

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading


class Versions(QDialog):
    """Chooses two versions and lists what changed between them."""

    def __init__(self, parent: QWidget, project: Project) -> None:
        super().__init__(parent)
        self._versions = versions(project)
        self._marks = project.reader.marks_by_version()
        self.setWindowTitle(self.tr("Versions of the codebook"))
        self.resize(760, 520)
        self.older, self.newer = QComboBox(self), QComboBox(self)
        self.older.setAccessibleName(self.tr("Older version"))
        self.newer.setAccessibleName(self.tr("Newer version"))
        for number, at, _ in self._versions:
            said = self._called(number, at)
            self.older.addItem(said)
            self.newer.addItem(said)
        self.older.setCurrentIndex(max(0, len(self._versions) - 2))
        self.newer.setCurrentIndex(len(self._versions) - 1)
        self.table = QTableWidget(0, 4, self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("What"), self.tr("Of it"), self.tr("Before"), self.tr("After")]
        )
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.tr("What changed"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column in range(4):
            wide = column >= 2
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents,
            )
        self.nothing = words("", "quiet", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.older, 1)
        row.addWidget(words("→", "quiet"))
        row.addWidget(self.newer, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(24, 20, 24, 18)
        column_.setSpacing(10)
        column_.addWidget(words(self.windowTitle(), "project"))
        column_.addLayout(row)
        column_.addWidget(self.nothing)
        column_.addWidget(self.table, 1)
        self.older.currentIndexChanged.connect(lambda _at: self._compare())
        self.newer.currentIndexChanged.connect(lambda _at: self._compare())
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.table.resizeRowsToContents)

    def _called(self, number: int, at: str) -> str:
        marks = counts.of_marks(self._marks.get(number, 0))
        if not at:
            return self.tr("Version {0}, in use · {1}").format(number, marks)
        when = QDateTime.fromString(at, Qt.DateFormat.ISODate).toLocalTime()
        until = QLocale().toString(when, QLocale.FormatType.ShortFormat)
        return self.tr("Version {0}, until {1} · {2}").format(number, until, marks)

    def _compare(self) -> None:
        old = self._versions[self.older.currentIndex()][2]
        new = self._versions[self.newer.currentIndex()][2]
        found = compare(old, new)
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, said in enumerate(_cells(one)):
                item = QTableWidgetItem(said)
                item.setTextAlignment(_TOP)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        self.table.setVisible(bool(found))
        one_only = self.tr(
            "There is one version so far. The next begins when the codebook is changed after "
            "something was marked."
        )
        same = self.tr("These two say the same.")
        none = one_only if len(self._versions) == 1 else same
        say(self.nothing, "" if found else none, "quiet")


def _cells(one: Difference) -> tuple[str, str, str, str]:
    of_it = {
        Kind.ADDED: translate("Versions", "new"),
        Kind.REMOVED: translate("Versions", "gone"),
        Kind.CHANGED: one.field,
    }[one.kind]
    return one.name, of_it, one.before, one.after

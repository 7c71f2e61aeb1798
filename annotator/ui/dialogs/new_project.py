"""Where a new project goes: a name and a folder, checked while they are typed."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook
from annotator.editing.shipped import codebook_of, shipped
from annotator.ui.dialogs.buttons import ending
from annotator.ui.dialogs.wording import say, short, words

SUFFIX = ".annotator"
_NEVER_IN_NAMES = '/\\:*?"<>|'
"""What some system does not allow in a file name: a project can be carried anywhere."""
_LONGEST_NAME = 120


def wrong_with(name: str, folder: Path) -> str:
    """Why no project can be made under that name in that folder; "" where it can."""
    translate = QCoreApplication.translate
    bad = next((one for one in name if one in _NEVER_IN_NAMES or not one.isprintable()), "")
    shown = bad if bad.isprintable() else translate("NewProject", "control characters")
    checks = (
        (not name, translate("NewProject", "Give the project a name.")),
        (bool(bad), translate("NewProject", "A name cannot hold {0}").format(shown)),
        (
            name.startswith(".") or name.endswith("."),
            translate("NewProject", "A name cannot start or end with a full stop."),
        ),
        (
            len(name) > _LONGEST_NAME,
            translate("NewProject", "This name is too long for some systems."),
        ),
    )
    return next((why for wrong, why in checks if wrong), "") or _wrong_with_place(name, folder)


def _wrong_with_place(name: str, folder: Path) -> str:
    translate = QCoreApplication.translate
    try:
        if not folder.is_dir():
            return translate("NewProject", "This folder does not exist.")
        if (folder / f"{name}{SUFFIX}").exists():
            return translate("NewProject", "There is a project of that name already.")
    except OSError as why:  # a name or path longer than the system takes
        return why.strerror or str(why)
    if not os.access(folder, os.W_OK):
        return translate("NewProject", "This folder cannot be written to.")
    return ""


def _called(name: str) -> str:
    """What a codebook that comes with the program is called."""
    translate = QCoreApplication.translate
    return {
        "political-claims": translate("NewProject", "Political claims"),
        "conflict-events": translate("NewProject", "Conflict events"),
    }.get(name, name)


class NewProject(QDialog):
    """Asks for name, folder and codebook; `path` is where the project goes."""

    def __init__(self, parent: QWidget, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New project"))
        self.setMinimumWidth(520)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("For instance: River talks 2026"))
        self.name.setAccessibleName(self.tr("Name of the project"))
        self.folder = QLineEdit(str(folder if folder.is_dir() else Path.home()))
        self.folder.setAccessibleName(self.tr("Folder"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.setAccessibleName(self.tr("Choose a folder"))
        choose.clicked.connect(self._choose)
        self.codebook = QComboBox()
        self.codebook.setAccessibleName(self.tr("Codebook"))
        self.codebook.addItem(self.tr("Actors, locations, claims"), "")
        for name in shipped():
            self.codebook.addItem(_called(name), name)
        self.codebook.addItem(self.tr("From a file…"), None)
        self.codebook.activated.connect(self._codebook_chosen)
        self.remark = words("", "quiet", wrap=True)
        row, self.act = ending(self, yes=self.tr("Create"), no=self.tr("Cancel"))
        row.accepted.connect(self.accept)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.folder, 1)
        where.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(words(self.tr("Name")), self.name)
        form.addRow(words(self.tr("Folder")), where)
        form.addRow(words(self.tr("Codebook")), self.codebook)
        form.addRow(words(), self.remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(16)
        column.addWidget(words(self.tr("New project"), "title"))
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(row)
        self.name.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.name.setFocus()
        self._check()

    def chosen_codebook(self) -> Codebook | None:
        """The codebook to begin with, None for the usual one. Raises BadInput for a bad file."""
        chosen = self.codebook.currentData()
        return codebook_of(Path(chosen)) if chosen else None

    def _codebook_chosen(self, at: int) -> None:
        if self.codebook.itemData(at) is not None:
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Codebook"),
            self.folder.text(),
            self.tr("JSON, REFI-QDC (*.json *.qdc)"),
        )
        if chosen:
            self.codebook.insertItem(at, Path(chosen).name, chosen)
        self.codebook.setCurrentIndex(at if chosen else 0)

    @property
    def path(self) -> Path:
        """The file that is going to be the project."""
        return self._folder() / f"{self._name()}{SUFFIX}"

    def accept(self) -> None:
        if not wrong_with(self._name(), self._folder()):
            super().accept()

    def _name(self) -> str:
        return self.name.text().strip().removesuffix(SUFFIX)

    def _folder(self) -> Path:
        typed = self.folder.text().strip()
        try:
            return Path(typed).expanduser()
        except RuntimeError:  # "~someone" who is not known here
            return Path(typed)

    def _check(self) -> None:
        wrong = wrong_with(self._name(), self._folder())
        self.act.setEnabled(not wrong)
        if not wrong:
            say(self.remark, self.tr("Creates {0}").format(short(self.path)), "quiet")
        elif self.name.text():
            say(self.remark, wrong, "danger")
        else:
            say(self.remark, wrong, "quiet")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for the project"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)

"""All entities of the project: find, look at mentions, edit, merge, split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Step
from annotator.domain.entity import Entity, EntityLink
from annotator.domain.refusal import Refused
from annotator.editing import entities
from annotator.editing.project import Project
from annotator.store.gazetteer import Place
from annotator.ui.clearing import let_clear
from annotator.ui.dialogs.ask import ask_text, confirm
from annotator.ui.models.entities import EntityModel
from annotator.ui.models.mentions import MentionModel
from annotator.ui.panels.entity_form import EntityForm
from annotator.ui.panels.panel import Panel
from annotator.ui.panels.tables import chosen_rows, table
from annotator.ui.strip.whom import described, placed

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_TYPING_MS = 120
_PLACES = 8


class _Before(QStyledItemDelegate):
    """What stands before a mention is cut at its beginning."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


class EntitiesPanel(Panel):
    """A list on the left; mentions and facts of the chosen one on the right."""

    go_to = Signal(object)
    """A mention was chosen."""
    refused = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(QCoreApplication.translate("EntitiesPanel", "Entities"), window)
        self._window = window
        self._project: Project | None = None
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter entities…"))
        self.filter.setAccessibleName(self.tr("Filter entities"))
        let_clear(self.filter)
        self.model = EntityModel(self)
        self.table = table(self.model, self.tr("Entities"), self, several=True)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.mentions = MentionModel(self)
        self.lines = table(
            self.mentions, self.tr("Mentions"), self, stretch=3, take=self._take, several=True
        )
        self.form = EntityForm(self)
        self.form.changed.connect(self._change)
        self.form.refused.connect(self.refused)
        self.form.placing.connect(self._look_up)
        self._offered: list[Place] = []
        self._words = QStringListModel(self)
        self.places = QCompleter(self._words, self)
        self.places.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.places.setWidget(self.form.place)
        self.places.activated[QModelIndex].connect(self._take_place)  # type: ignore[index]
        self.merge = self._button(self.tr("Merge…"), self._merge)
        self.split = self._button(self.tr("Split…"), self._split)
        self.remove = self._button(self.tr("Remove…"), self._remove)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TYPING_MS)
        self._later.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda _typed: self._later.start())
        self._lay_out()
        self._show_chosen()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 6, 4, 8)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for button in (self.merge, self.split, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("What is known of the entity"))
        self.tabs.addTab(self.lines, self.tr("Mentions"))
        self.tabs.addTab(self.form, self.tr("Facts"))
        self.table.setColumnWidth(1, 84)
        self.table.setColumnWidth(2, 88)
        for column_number, width in enumerate((110, 150, 100)):
            self.lines.setColumnWidth(column_number, width)
        self.lines.setItemDelegateForColumn(1, _Before(self.lines))
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.tabs)
        halves.setStretchFactor(1, 1)
        halves.setSizes([320, 560])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    # -- following --------------------------------------------------------------------

    def show_project(self, project: Project | None) -> None:
        self._project = project
        self.refresh()

    def follow(self, step: Step) -> None:
        touched = any(isinstance(one.value, Entity | EntityLink) for one in step.changes)
        if step.bulk or step.settles or touched:
            self._later.start()

    def refresh(self) -> None:
        """Read the entities afresh; the chosen one stays chosen."""
        self._later.stop()
        chosen = self._chosen()
        self.model.show(self._project, self.filter.text())
        row = self.model.row_of(chosen[0].id) if chosen else None
        if row is None and self.model.rowCount():
            row = 0
        if row is not None:
            self.table.selectRow(row)
        self._show_chosen()

    def choose(self, entity_id: int) -> None:
        """Show one entity."""
        self._later.stop()
        if self.model.row_of(entity_id) is None:
            self.filter.clear()
            self._later.stop()
            self.model.show(self._project)
        row = self.model.row_of(entity_id)
        if row is not None:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def _chosen(self) -> list[Entity]:
        found = [self.model.entity_at(row) for row in chosen_rows(self.table)]
        return [one for one in found if one is not None]

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        one = chosen[0] if len(chosen) == 1 else None
        writes = self._project is not None and not self._project.read_only
        self.mentions.show(self._project, one.id if one else None)
        self.form.show_entity(one, read_only=not writes)
        self.merge.setEnabled(writes and len(chosen) > 1)
        self.split.setEnabled(writes and one is not None and self.mentions.rowCount() > 1)
        self.remove.setEnabled(writes and one is not None)

    # -- acting -----------------------------------------------------------------------

    def _take(self, index: QModelIndex) -> None:
        mention = self.mentions.mention_at(index.row())
        if mention is not None:
            self.go_to.emit(mention)

    def _attempt(self, act: object) -> None:
        assert callable(act)
        try:
            act()
        except Refused as why:
            self.refused.emit(str(why))
        self.refresh()

    def _change(self, after: Entity) -> None:
        project = self._project
        if project is not None:
            self._attempt(lambda: entities.change(project, after))

    def _merge(self) -> None:
        project, chosen = self._project, self._chosen()
        if project is None or len(chosen) < 2:
            return
        names = ", ".join(one.name for one in chosen[1:])
        counts = project.reader.mention_counts()
        moved = sum(counts.get(one.id, 0) for one in chosen[1:])
        question = self.tr(
            "{0} become other names of {1}; {2} mentions move to it. One undo takes it back."
        ).format(names, chosen[0].name, moved)
        if confirm(self, self.tr("Merge entities"), question, self.tr("Merge")):
            self._attempt(
                lambda: entities.merge(project, chosen[0].id, [one.id for one in chosen[1:]])
            )

    def _split(self) -> None:
        project, chosen = self._project, self._chosen()
        marks = [self.mentions.mention_at(row) for row in chosen_rows(self.lines)]
        going = [one.annotation_id for one in marks if one is not None]
        if project is None or not chosen:
            return
        if not going:
            self.tabs.setCurrentWidget(self.lines)
            self.lines.setFocus()
            self.refused.emit(self.tr("Choose the mentions that are somebody else, then split."))
            return
        line = self.mentions.data(self.mentions.index(chosen_rows(self.lines)[0], 2))
        name = ask_text(
            self, self.tr("Split entity"),
            self.tr("Name of the new entity for {0} mentions").format(len(going)), str(line or ""),
        )  # fmt: skip
        if name:
            self._attempt(lambda: entities.split(project, chosen[0].id, going, name))

    def _remove(self) -> None:
        project, chosen = self._project, self._chosen()
        if project is None or len(chosen) != 1:
            return
        question = self.tr("{0} goes; {1} marks that mean it stay, and mean nobody then.").format(
            chosen[0].name, self.mentions.rowCount()
        )
        if confirm(self, self.tr("Remove entity"), question, self.tr("Remove")):
            self._attempt(lambda: entities.remove(project, chosen[0].id))

    def _look_up(self, typed: str) -> None:
        """Offer places of the list that begin so; choosing one fills in where it lies."""
        listed = self._window.meaning.places()
        self._offered = listed.begin_with(typed, limit=_PLACES) if listed else []
        self._words.setStringList([f"{place.name} — {described(place)}" for place in self._offered])
        if self._offered:
            self.places.complete()

    def _take_place(self, index: QModelIndex) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and 0 <= index.row() < len(self._offered):
            self._change(placed(chosen[0], self._offered[index.row()]))

    def _button(self, words: str, act: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

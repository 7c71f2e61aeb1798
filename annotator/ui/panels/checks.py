"""What the rules say about the article or the project: go there, or put it right."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Step
from annotator.domain.refusal import Refused
from annotator.editing.checks import RULES, Finding, check_article, check_project, put_right
from annotator.editing.project import OpenArticle, Project
from annotator.editing.watching import Cancelled
from annotator.ui.dialogs.chip import Chip
from annotator.ui.dialogs.flow import Flow
from annotator.ui.dialogs.work import Work
from annotator.ui.models.findings import FindingModel, rule_title
from annotator.ui.panels.panel import Panel
from annotator.ui.panels.parts import quiet
from annotator.ui.panels.tables import chosen_rows, table

_SETTLE_MS = 400


class ChecksPanel(Panel):
    """Findings by rule; the article's follow what is written, the project's are asked for."""

    go_to = Signal(object)
    """A finding was chosen."""
    refused = Signal(str)
    found = Signal(object)
    """What is shown now (a list of Finding)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ChecksPanel", "Checks"), parent)
        self._project: Project | None = None
        self._article: OpenArticle | None = None
        self._whole = False
        self._stale = False
        self._findings: list[Finding] = []
        self._rule = ""
        self._work: Work | None = None
        self.model = FindingModel(self)
        self.table = table(self.model, self.tr("Findings"), self, stretch=1, take=self._take,
                           several=True)  # fmt: skip
        self._chips = QWidget(self)
        self._flow = Flow(self._chips)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.here = self._button(self.tr("Check article"), self.check_here)
        self.everywhere = self._button(self.tr("Check project"), self.check_everywhere)
        self.fix = self._button(self.tr("Put right (F)"), self._put_right)
        self.fix_all = self._button(self.tr("Put all right"), self._put_all_right)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.stop = self._button(self.tr("Stop"), self._cancel)
        self.remark = quiet("", self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.check_here)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._put_right)
        self.table.selectionModel().selectionChanged.connect(self._show_fixes)
        self._lay_out()
        self._show([])

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.here)
        row.addWidget(self.everywhere)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        row.addWidget(self.remark)
        row.addStretch(1)
        row.addWidget(self.fix)
        row.addWidget(self.fix_all)
        self.table.setColumnWidth(0, 230)
        self.table.setColumnWidth(2, 190)
        self.table.setColumnWidth(3, 140)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._chips)
        column.addWidget(self.table, 1)
        self.progress.hide()
        self.stop.hide()

    # -- following --------------------------------------------------------------------

    def show_project(self, project: Project | None) -> None:
        self._cancel()
        if self._work is not None:
            self._work.wait()
        self._project, self._article, self._whole = project, None, False
        self._show([])

    def show_article(self, article: OpenArticle | None) -> None:
        self._article = article
        if not self._whole:
            self._settle.start()

    def follow(self, step: Step) -> None:
        if self._whole:
            self._stale = True
            self._say()
        elif step.changes or step.bulk:
            self._settle.start()

    # -- looking ----------------------------------------------------------------------

    def check_here(self) -> None:
        """Look at the open article."""
        self._settle.stop()
        self._whole = False
        there = self._project is not None and self._article is not None
        if not self.isVisible() and not there:
            return
        self._show(check_article(self._project, self._article) if there else [])  # type: ignore[arg-type]

    def check_everywhere(self) -> None:
        """Look at every article, beside the work."""
        project = self._project
        if project is None or (self._work is not None and self._work.running):
            return
        self._settle.stop()
        self._whole, self._stale = True, False
        work = Work(lambda watch: check_project(project, watch), self)
        work.progressed.connect(self._show_progress)
        work.finished.connect(self._finished)
        work.refused.connect(self._ended)
        work.broke.connect(lambda: self._ended(Cancelled()))
        self.progress.setRange(0, 0)
        self._show_work(on=True)
        self._work = work
        work.start()

    def _show_progress(self, done: int, total: int, _name: str) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)

    def _finished(self, found: object) -> None:
        self._show_work(on=False)
        assert isinstance(found, list)
        self._show(found)

    def _ended(self, why: Refused) -> None:
        self._show_work(on=False)
        self._whole = False
        self.refused.emit(str(why))

    def _cancel(self) -> None:
        if self._work is not None and self._work.running:
            self._work.cancel()

    def _show_work(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.stop.setVisible(on)
        self.remark.setVisible(not on)
        self.here.setEnabled(not on)
        self.everywhere.setEnabled(not on)

    # -- showing ----------------------------------------------------------------------

    def _show(self, findings: list[Finding]) -> None:
        self._findings = findings
        self.found.emit(findings)
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        while self._flow.takeAt(0) is not None:
            pass
        counts = Counter(one.rule for one in findings)
        if self._rule not in counts:
            self._rule = ""
        for rule, title in (("", self.tr("All")), *((name, rule_title(name)) for name, _ in RULES)):
            count = counts[rule] if rule else len(findings)
            if rule and not count:
                continue
            chip = Chip(f"{title} {count:,}")
            chip.setChecked(rule == self._rule)
            chip.clicked.connect(lambda _on=False, which=rule: self._choose(which))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()  # at once, also where the panel is seen already
        self._choose(self._rule)
        self._say()

    def _choose(self, rule: str) -> None:
        self._rule = rule
        self.model.show([one for one in self._findings if rule in ("", one.rule)])
        if self.model.rowCount():
            self.table.selectRow(0)
        self._show_fixes()

    def _say(self) -> None:
        if self._project is None:
            words = ""
        elif self._stale and self._whole:
            words = self.tr("Something was changed since; check again.")
        elif not self._findings:
            words = self.tr("Nothing to put right.")
        else:
            words = self.tr("in the project") if self._whole else self.tr("in this article")
        self.remark.setText(words)

    def _show_fixes(self) -> None:
        writes = self._project is not None and not self._project.read_only
        some = [self.model.finding_at(row) for row in range(self.model.rowCount())]
        self.fix.setEnabled(writes and any(one.fix for one in self._chosen()))
        self.fix_all.setEnabled(writes and any(one.fix for one in some if one is not None))

    def _chosen(self) -> list[Finding]:
        found = [self.model.finding_at(row) for row in chosen_rows(self.table)]
        return [one for one in found if one is not None]

    # -- acting -----------------------------------------------------------------------

    def _take(self, index: QModelIndex) -> None:
        finding = self.model.finding_at(index.row())
        if finding is not None:
            self.go_to.emit(finding)

    def _put_right(self) -> None:
        self._fix(self._chosen())

    def _put_all_right(self) -> None:
        some = [self.model.finding_at(row) for row in range(self.model.rowCount())]
        self._fix([one for one in some if one is not None])

    def _fix(self, findings: list[Finding]) -> None:
        project = self._project
        if project is None:
            return
        try:
            put_right(project, findings)
        except Refused as why:
            self.refused.emit(str(why))
            return
        gone = {id(one) for one in findings if one.fix}
        self._show([one for one in self._findings if id(one) not in gone])

    def _button(self, words: str, act: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

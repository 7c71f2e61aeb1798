"""The drawer under the page: entities and checks, one at a time.

Made when it is first opened. What is open in the window is told to both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTabWidget, QToolButton, QVBoxLayout

from annotator.domain.change import Step
from annotator.editing.checks import Finding
from annotator.editing.project import Project
from annotator.store.mentions import Mention
from annotator.ui.bridge import Bridge
from annotator.ui.panels.checks import ChecksPanel
from annotator.ui.panels.entities import EntitiesPanel

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

Which = Literal["entities", "checks"]
_HEIGHT = 300


class _Sheet(QFrame):
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)


class Drawer(QObject):
    """Opens and closes the drawer of one window, and follows its project."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge: Bridge | None = None
        self.entities = EntitiesPanel(window)
        self.checks = ChecksPanel(window)
        self.sheet = _Sheet()
        self.sheet.setProperty("role", "pane")
        self.sheet.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet.setFixedHeight(_HEIGHT)
        self.tabs = QTabWidget(self.sheet)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Drawer"))
        self.tabs.addTab(self.entities, self.tr("Entities"))
        self.tabs.addTab(self.checks, self.tr("Checks"))
        close = QToolButton(self.tabs)
        close.setText("×")
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAutoRaise(True)
        close.clicked.connect(self.close)
        self.tabs.setCornerWidget(close, Qt.Corner.TopRightCorner)
        self.tabs.currentChanged.connect(lambda _index: self._wake())
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        window.parts.page.addWidget(self.sheet)
        self.sheet.installEventFilter(self)
        self.sheet.hide()
        for panel in (self.entities, self.checks):
            panel.refused.connect(window.inspector.refused)
            panel.installEventFilter(self)
        self.entities.go_to.connect(self._go_to_mention)
        self.checks.go_to.connect(self._go_to_finding)
        self.checks.found.connect(self._show_on_map)
        window.opened_project.connect(self._take_project)
        window.opened_article.connect(self._take_article)
        self._take_project(window.project)
        self._take_article()

    @property
    def is_open(self) -> bool:
        return self.sheet.isVisible()

    def open(self, which: Which) -> None:
        """Open at one of the two and give it the keyboard."""
        panel = self.entities if which == "entities" else self.checks
        self.sheet.show()
        self.tabs.setCurrentWidget(panel)
        self._wake()
        if which == "entities":
            self.entities.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.checks.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self, which: Which) -> None:
        """Open at one of the two, or close when that is open already."""
        panel = self.entities if which == "entities" else self.checks
        if self.is_open and self.tabs.currentWidget() is panel:
            self.close()
        else:
            self.open(which)

    def close(self) -> None:
        """Close, and give the keyboard back to the page."""
        self.sheet.hide()
        self._window.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)

    # -- following --------------------------------------------------------------------

    def rest(self) -> None:
        """Have no thread at the project any more: it is about to be closed."""
        self.checks.show_project(None)

    def _take_project(self, project: object) -> None:
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.deleteLater()
            self._bridge = None
        if isinstance(project, Project):
            self._bridge = Bridge(project, self)
            self._bridge.changed.connect(self._follow)
        else:
            self.sheet.hide()
        self.entities.show_project(self._window.project)
        self.checks.show_project(self._window.project)

    def _take_article(self) -> None:
        self.checks.show_article(self._window.article)

    def _follow(self, step: Step) -> None:
        if not self.is_open:
            return
        self.entities.follow(step)
        self.checks.follow(step)

    def _wake(self) -> None:
        """What was passed over while the drawer was closed is read now."""
        if not self.is_open:
            return
        if self.tabs.currentWidget() is self.entities:
            self.entities.refresh()
        else:
            self.checks.check_here()

    def _go_to_mention(self, mention: Mention) -> None:
        self._go_to(mention.article_id, mention.annotation_id)

    def _show_on_map(self, findings: list[Finding]) -> None:
        article = self._window.article
        if article is not None:
            mine = {(one.start, one.end) for one in findings if one.article_id == article.id}
            self._window.view.mini_map.show_findings(sorted(one for one in mine if one[0] < one[1]))

    def _go_to_finding(self, finding: Finding) -> None:
        self._go_to(finding.article_id, finding.annotation_id)

    def _go_to(self, article_id: int, annotation_id: int | None) -> None:
        def go() -> None:
            self._window.show_article(article_id)
            if annotation_id is not None:
                self._window.view.select_annotation(None)
                self._window.view.select_annotation(annotation_id)

        self._window.attempt(go)

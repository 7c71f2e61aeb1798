"""Puts the parts of the window together: where each stands, and who hears whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui import memory
from annotator.ui.canvas.article_view import ArticleView
from annotator.ui.panels.articles import ArticlesPanel
from annotator.ui.panels.late import LateInspector
from annotator.ui.status_line import StatusLine
from annotator.ui.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class Parts(msgspec.Struct, frozen=True):
    """The widgets of the main window."""

    top_bar: TopBar
    articles: ArticlesPanel
    view: ArticleView
    inspector: LateInspector
    status: StatusLine
    splitter: QSplitter
    page: QVBoxLayout
    """The column of the page: a find bar goes on top of it."""
    whole: QVBoxLayout
    """The column of everything: notices go below the top bar."""
    stack: QStackedWidget
    """The work, and the welcome once it was needed."""


def build(window: MainWindow) -> Parts:
    """Make the widgets and lay them out."""
    view = ArticleView()
    articles = ArticlesPanel(window)
    inspector = LateInspector(window.tr("Inspector"), window)
    page = QWidget()
    page.setProperty("role", "page")
    column = _column(page, view)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in (articles, page, inspector):
        splitter.addWidget(part)
    for part in (inspector, page, articles):
        part.lower()  # Qt stacks them last to first, and that is how they would be read out
    splitter.setStretchFactor(1, 1)
    status = StatusLine(window)
    work = QWidget()
    _column(work, splitter).addWidget(status)
    stack = QStackedWidget()
    stack.addWidget(work)
    top_bar = TopBar(window)
    whole = QWidget()
    everything = _column(whole, stack)
    everything.insertWidget(0, top_bar)
    top_bar.lower()  # read out first
    window.setCentralWidget(whole)
    return Parts(
        top_bar=top_bar,
        articles=articles,
        view=view,
        inspector=inspector,
        status=status,
        splitter=splitter,
        page=column,
        whole=everything,
        stack=stack,
    )


def connect(window: MainWindow) -> None:
    """Let the parts hear each other through the window."""
    parts, view = window.parts, window.view
    parts.articles.chosen.connect(window.article_chosen)
    view.caret_moved.connect(window.caret_moved)
    view.annotation_selected.connect(window.annotation_selected)
    view.words_chosen.connect(window.words_chosen)
    view.edge_moved.connect(window.edge_moved)
    view.zoomed.connect(lambda zoom: window.settings.set(zoom=zoom))
    inspector = parts.inspector
    inspector.label_pressed.connect(window.label_pressed)
    inspector.edit_label.connect(window.edit_label)
    inspector.all_labels.connect(lambda: window.run_named("choose-label"))
    inspector.annotation_chosen.connect(view.select_annotation)
    inspector.go_to.connect(view.select_annotation)
    inspector.left.connect(view.setFocus)
    inspector.entity_pressed.connect(window.show_entity)
    inspector.refused.connect(window.refused)
    window.arrival.over.connect(inspector.go_on)
    window.arrival.refused.connect(window.article_lost)
    view.set_zoom(window.settings.number("zoom", 1.0))
    view.set_reading(memory.reading_of(window.settings))
    view.show_map(window.settings.flag("mini_map", default=True))


def _column(holder: QWidget, part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(part, 1)
    return column

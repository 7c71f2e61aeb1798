"""The article page: a read-only QTextEdit over the page's own layout.

Selection, caret, clipboard and what a screen reader hears are Qt's; which words a
gesture means, and how marks are shown, is ours. The view never writes: it says
what the hand did, and follows what was written.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.codebook import Codebook
from annotator.editing.project import OpenArticle
from annotator.ui import counts, theme
from annotator.ui.canvas.lane_layout import LaneLayout
from annotator.ui.canvas.margin import Margin
from annotator.ui.canvas.measures import MAP_WIDTH, Measures, Reading
from annotator.ui.canvas.page import Page
from annotator.ui.canvas.placed_text import PlacedText, Stretch
from annotator.ui.canvas.settling import Settler
from annotator.ui.canvas.word_count import WordCount
from annotator.ui.ground import lay_ground

if TYPE_CHECKING:
    from annotator.ui.canvas.mini_map import MiniMap
    from annotator.ui.canvas.mouse import Mouse
    from annotator.ui.canvas.wheel import Wheel

Place = tuple[int, int, int]
"""What to come back to: offset of the line at the top, pixels into it, caret."""


_BELOW = 60
"""Pixels below the words of a line that its lanes may take."""
_BESIDE = 8
"""Pixels beside the column that handles and tints may take."""
_PARTS = 4
"""Changed parts that are painted one by one, at most."""


class ArticleView(PlacedText):
    """The page. Offsets in its signals and methods are the article's code points."""

    caret_moved = Signal()
    """The caret or the selected words changed."""
    annotation_selected = Signal(object)
    """The selected annotation's id, or None."""
    words_chosen = Signal()
    """Words were selected by mouse: a label may be offered beside them."""
    edge_moved = Signal(object, int, int)
    """An edge of an annotation was dragged: its id, new start, new end."""
    zoomed = Signal(float)
    shown_anew = Signal()
    """Another article, other measures, or other search hits are shown."""
    changed_look = Signal(int, int)
    """A stretch of the text has other marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.reading = Reading()
        self.take_document(QTextDocument())  # Qt's own is laid out for Qt's own viewport
        lay_ground(self, Qt.CursorShape.IBeamCursor).setMouseTracking(True)
        self.margin = Margin(self)
        self._settler = Settler(self, self.scroll_quietly)
        self._words = WordCount(self._say_words, self)
        self._place: Place | None = None
        self._placing = False
        self._awake = False
        self.map_wanted = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Article"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.selectionChanged.connect(self.caret_moved)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changes.changed.connect(self._restyle)
        self._restyle()

    # -- showing ---------------------------------------------------------------------

    def show_article(self, article: OpenArticle, codebook: Codebook) -> None:
        """Show an article from its beginning."""
        self._settler.stop()
        measures = self._measures()
        self.page = Page(article, codebook, measures)
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(measures.text_font)
        layout = LaneLayout(
            document, measures, blocks=self.page.blocks, lanes_in=self.page.lanes_in
        )
        layout.header_height = self.page.remeasure(measures)
        layout.painter = self.page
        document.setDocumentLayout(layout)
        document.setPlainText(self.page.shown)
        self.lane_layout = layout
        self.take_document(document)
        self.setAccessibleName(article.article.title or article.article.name)
        self.setCursorWidth(2)
        self.verticalScrollBar().setValue(0)
        self._place = None
        self.viewport().update()
        self._settler.begin(layout, len(article.text))
        self._words.begin(article.text)
        self.annotation_selected.emit(None)
        self.shown_anew.emit()

    def clear_article(self) -> None:
        """Show nothing."""
        self._settler.stop()
        self._words.stop()
        self.page = None
        self.lane_layout = None
        self.take_document(QTextDocument())
        self.shown_anew.emit()

    def follow(self, changes: list[Change]) -> None:
        """Repaint what changed of the open article, and nothing else."""
        if self.page is None or self.lane_layout is None:
            return
        was_selected = self.page.marks.selected
        for start, end in self.page.follow(changes):
            self.refresh(start, end)
            self.changed_look.emit(start, end)
        self.margin.follow(changes)
        if was_selected is not None and self.page.marks.selected is None:
            self.annotation_selected.emit(None)

    def restyle(self, codebook: Codebook) -> None:
        """Show marks by another codebook."""
        if self.page is not None:
            self.page.restyle(codebook)
            self.viewport().update()
            self.shown_anew.emit()

    def set_zoom(self, zoom: float) -> None:
        """Letters at `zoom` times their size, the place being read kept."""
        zoom = min(4.0, max(0.5, round(zoom, 2)))
        if zoom != self.zoom:
            self.zoom = zoom
            self._remeasure()
            self.zoomed.emit(zoom)

    def show_map(self, there: bool) -> None:
        """Keep room for the map beside the scroll bar, or have none."""
        self.setViewportMargins(0, 0, MAP_WIDTH if there else 0, 0)
        self.map_wanted = there
        if "mini_map" in self.__dict__ or (there and self._awake):
            self.mini_map.setVisible(there)

    def wake(self) -> None:
        """Make what the first picture does without."""
        from annotator.ui.canvas.pinch import Pinch  # noqa: PLC0415

        Pinch(self)
        self._awake = True
        self.show_map(self.map_wanted)

    @cached_property
    def mini_map(self) -> MiniMap:
        """The article at a glance; not needed to paint."""
        from annotator.ui.canvas.mini_map import MiniMap  # noqa: PLC0415

        return MiniMap(self)

    def set_reading(self, reading: Reading) -> None:
        """Letters, lines and column as the reader likes them, the place being read kept."""
        if reading != self.reading:
            self.reading = reading
            self._remeasure()

    # -- what is selected ---------------------------------------------------------------

    def selected_annotation(self) -> Annotation | None:
        if self.page is None or self.page.marks.selected is None:
            return None
        return self.page.article.annotations.find(self.page.marks.selected)

    def select_annotation(self, annotation_id: int | None, *, show: bool = True) -> None:
        """Select an annotation (its words are then not selected as text), or none."""
        if self.page is None or self.page.marks.selected == annotation_id:
            return
        before, self.page.marks.selected = self.selected_annotation(), annotation_id
        after = self.selected_annotation()
        for annotation in (before, after):
            if annotation is not None:
                self.repaint_stretch(annotation.start, annotation.end)
                self.margin.selected(annotation)
        if after is not None and show:
            self.select_words(after.end, after.end)
            self.show_stretch(after.start, after.end)
        self.annotation_selected.emit(after.id if after else None)

    def show_stretch(self, start: int, end: int) -> None:
        """Scroll, if need be, until a stretch can be seen."""
        if self.lane_layout is None or self.page is None:
            return
        top, bottom = self.line_top(start), self.line_top(max(start, end - 1))
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        pitch = self.lane_layout.measures.line_pitch
        if top < bar.value() + 8 or bottom + pitch > bar.value() + height - 8:
            self._settler.grow_range()
            bar.setValue(int(max(0.0, top - height * 0.3)))

    def show_hits(self, hits: list[Stretch], current: int) -> None:
        """Show where a search found something; the current hit is scrolled to."""
        if self.page is None:
            return
        if self.page.hits is not hits:
            self.page.hits = hits
            self.shown_anew.emit()
        self.page.current_hit = current
        self.viewport().update()
        if 0 <= current < len(hits):
            self.show_stretch(*hits[current])

    def place(self) -> Place:
        """The place being read: where the hand last scrolled to, whatever has been
        laid out anew since."""
        if self.page is None or self.lane_layout is None:
            return 0, 0, 0
        if self._place is not None:
            return self._place[0], self._place[1], self.caret()
        y = self.verticalScrollBar().value()
        if y <= 0:
            return 0, 0, self.caret()
        position = self.lane_layout.hitTest(
            QPointF(self.lane_layout.measures.left, y), Qt.HitTestAccuracy.FuzzyHit
        )
        offset = self.page.positions.to_offset(position)
        return offset, int(y - self.line_top(offset)), self.caret()

    def go_to_place(self, place: Place) -> None:
        """Come back to a place, and stay there until the hand scrolls."""
        if self.page is None or self.lane_layout is None:
            return
        offset, pixels, caret = place
        if caret != self.caret():
            self.select_words(caret, caret)
        y = self.line_top(offset) + pixels if offset or pixels else 0.0
        self._settler.grow_range()
        self.scroll_quietly(int(y))
        self._place = place

    def scroll_quietly(self, value: int) -> None:
        """Scroll because the layout moved, not because the hand did."""
        self._placing = True
        self.verticalScrollBar().setValue(value)
        self._placing = False

    @cached_property
    def hand(self) -> Mouse:
        """What follows the mouse; not needed to paint."""
        from annotator.ui.canvas.mouse import Mouse  # noqa: PLC0415

        return Mouse(self)

    @cached_property
    def wheel(self) -> Wheel:
        """What follows the wheel; not needed to paint."""
        from annotator.ui.canvas.wheel import Wheel  # noqa: PLC0415

        return Wheel(self)

    # -- events -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.lane_layout is None or self.page is None:
            super().paintEvent(event)
            return
        # Far apart, changed parts are painted one by one, not with all between them.
        region = event.region()
        rects: list[QRect] = [event.rect()]
        if region.rectCount() <= _PARTS:
            rects = list(region)  # type: ignore[call-overload]
        for rect in rects:
            super().paintEvent(QPaintEvent(rect))
            self.margin.paint(rect)
        self.say_painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._remeasure()
        super().resizeEvent(event)
        self._settler.settle_seen()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel.turn(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.hand.pressed(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.hand.moved(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.hand.released(event):
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_clicked(event)

    # -- keeping the page in shape -------------------------------------------------------------

    def _measures(self) -> Measures:
        return Measures.fitting(self.viewport().width(), zoom=self.zoom, reading=self.reading)

    def _remeasure(self, *, afresh: bool = False) -> None:
        if self.lane_layout is None or self.page is None:
            return
        measures = self._measures()
        place = self.place()
        self.lane_layout.remeasure(measures, self.page.remeasure(measures), afresh=afresh)
        self.go_to_place(place)
        self._settler.begin(self.lane_layout, len(self.page.article.text))
        self.viewport().update()

    def _restyle(self) -> None:
        now = theme.current()
        palette = QPalette(QGuiApplication.palette())
        palette.setColor(QPalette.ColorRole.Base, now.page)
        palette.setColor(QPalette.ColorRole.Text, now.ink)
        palette.setColor(QPalette.ColorRole.Highlight, now.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, now.ink)
        self.setPalette(palette)
        self.viewport().setPalette(palette)  # under a style sheet it does not inherit it anew
        if self.page is not None:
            self.page.restyle(self.page.marks.codebook)
            self._remeasure(afresh=True)

    def refresh(self, start: int, end: int) -> None:
        """Make room where lines need more or fewer lanes, and repaint a stretch."""
        if self.lane_layout is None or self.page is None:
            return
        to_qt = self.page.positions.to_qt
        if self.lane_layout.relay(to_qt(start), to_qt(end)):
            self.viewport().update()
        else:
            self.repaint_stretch(start, end)

    def repaint_stretch(self, start: int, end: int) -> None:
        """Paint the lines of a stretch afresh, as far as they are seen."""
        if self.lane_layout is None:
            return
        y = self.verticalScrollBar().value()
        height = self.viewport().height()
        top = self.line_top(start) - y - 2
        bottom = self.line_bottom(end) - y + _BELOW
        if bottom > 0 and top < height:
            left = self.lane_layout.measures.left - _BESIDE
            wide = self.lane_layout.measures.column + 2 * _BESIDE
            first, last = max(0, int(top)), min(height, int(bottom) + 1)
            self.viewport().update(int(left), first, int(wide), last - first)

    def _say_words(self, count: int) -> None:
        if self.page is not None:
            if self.page.say_words(counts.of_words(count)):
                self._remeasure()
            self.viewport().update()

    def _scrolled(self) -> None:
        if not self._placing:
            self._place = None
        self._settler.settle_seen()
        self.margin.update()

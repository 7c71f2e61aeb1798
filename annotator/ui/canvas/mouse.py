"""What the hand does on the page with a mouse, pen or touchpad.

Drags snap to whole words unless Alt is held; after a double or triple click they take
whole words or sentences. A click takes the innermost mark and, repeated, the ones
around it, or the very mark whose line is clicked; the edges of the selected mark can
be dragged. The left button is never Qt's: its own selection knows no words of news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QMouseEvent, QPointingDevice

from annotator.domain.annotation import Annotation
from annotator.text.offsets import grapheme_start, next_grapheme, previous_grapheme
from annotator.text.sentences import sentence_at
from annotator.ui.canvas import motion
from annotator.ui.canvas.marks import Preview
from annotator.ui.models.wording import tooltip

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_GRIP = 5.0
"""How near to an edge, in pixels, the hand takes hold of it."""
_PEN_GRIP = 10.0
_SCROLL_MS = 30
_LEFT = Qt.MouseButton.LeftButton
_ALT = Qt.KeyboardModifier.AltModifier


class Mouse(QObject):
    """Follows one gesture at a time."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._origin: motion.Stretch | None = None
        """What the gesture began with: a place, a word, or a sentence."""
        self._unit = "word"
        self._press_point = QPointF()
        self._point = QPointF()
        self._held = Qt.KeyboardModifier.NoModifier
        self._dragging = False
        self._edge = ""
        self._double_clicked_when: int | None = None
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)

    # -- each returns whether the gesture is not Qt's to handle ------------------------

    def pressed(self, event: QMouseEvent) -> bool:
        """A button went down; says whether the gesture is ours alone."""
        view = self._view
        if event.button() != _LEFT or view.page is None:
            return False
        point = event.position()
        triple = self._is_triple_click(event)
        self._press_point = self._point = point
        self._dragging = False
        if triple:
            self._begin_unit("sentence", view.offset_at(point))
            return True
        self._unit = "word"
        self._edge = self._edge_under(point, _grip(event))
        if self._edge:
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._origin = (view.anchor(), view.anchor())
            self._dragging = True
            self._select(view.offset_at(point), event.modifiers())
            return True
        at = view.offset_at(point)
        self._origin = (at, at)
        view.select_words(at, at)
        return True

    def moved(self, event: QMouseEvent) -> bool:
        """The hand moved: something is being dragged, or pointed at."""
        view = self._view
        if view.page is None:
            return False
        self._point, self._held = event.position(), event.modifiers()
        if not event.buttons() & _LEFT:
            self._hover(event.position(), _grip(event))
            return True
        if self._edge or self._origin is not None:
            far = (event.position() - self._press_point).manhattanLength()
            needed = QGuiApplication.styleHints().startDragDistance() / 2
            if event.pointerType() == QPointingDevice.PointerType.Pen:
                needed *= 2  # a pen is never quite still
            if self._dragging or far >= needed:
                self._dragging = True
                self._drag()
            height = view.viewport().height()
            if self._dragging and not 0 <= event.position().y() < height:
                self._scrolling.start()
        return True

    def released(self, event: QMouseEvent) -> bool:
        """A button went up: words were selected, an edge was moved, or a mark clicked."""
        view = self._view
        if event.button() != _LEFT or view.page is None:
            return False
        self._scrolling.stop()
        origin, self._origin = self._origin, None
        dragged, self._dragging = self._dragging, False
        if self._edge:
            self._edge = ""
            self._drop_edge()
        elif dragged or (origin is not None and origin[0] != origin[1]):
            if view.selection() is not None:
                view.select_annotation(None)
                self._offer_to_paste()
                view.words_chosen.emit()
        elif origin is not None:
            self._click(event.position())
        return True

    def double_clicked(self, event: QMouseEvent) -> None:
        """Select the word under the hand; dragged on, word by word."""
        view = self._view
        if view.page is None or event.button() != _LEFT:
            return
        self._edge = ""
        self._double_clicked_when = event.timestamp()
        self._press_point = self._point = event.position()
        self._begin_unit("word", view.offset_at(event.position()))

    def let_go(self) -> bool:
        """Leave the edge being dragged where it was; whether one was."""
        view = self._view
        preview = view.page.marks.preview if view.page is not None else None
        if view.page is None or preview is None:
            return False
        self._edge, self._dragging, view.page.marks.preview = "", False, None
        self._scrolling.stop()
        annotation = view.selected_annotation()
        for start, end in (*preview.fragments, *(annotation.fragments if annotation else ())):
            view.repaint_stretch(start, end)
        return True

    # -- what lies under the hand ------------------------------------------------------

    def marks_under(self, on_page: QPointF) -> list[Annotation]:
        """Annotations whose words lie under a point of the page, innermost first; the
        one whose line lies there before all others."""
        view = self._view
        page = view.page
        if page is None:
            return []
        point = QPointF(on_page.x(), on_page.y() - view.verticalScrollBar().value())
        offset = view.offset_at(point)
        text = page.article.text
        height = page.measures.lane
        for start in (offset, previous_grapheme(text, offset)):
            end = next_grapheme(text, start)
            for box in view.boxes(start, end):
                lanes = page.lanes.deepest(start, end)
                reach = box.adjusted(0, -4, 0, max(10.0, (lanes + 1) * height))
                if reach.contains(point):
                    lane = int((point.y() - box.bottom() - 1) // height)
                    stack = page.article.annotations.at(start)
                    return sorted(stack, key=lambda one: page.lanes.of(one.id) != lane)
        return []

    # -- parts ---------------------------------------------------------------------------

    def _begin_unit(self, unit: str, offset: int) -> None:
        view = self._view
        assert view.page is not None
        article = view.page.article
        if unit == "word":
            found = motion.word_or_none(article.text, offset)
        else:
            found = sentence_at(article.text, offset, article.article.language)
        self._unit, self._origin = unit, found
        if found is not None:
            view.select_annotation(None)
            view.select_words(*found)

    def _click(self, point: QPointF) -> None:
        view = self._view
        card = view.margin.card_at(point)
        if card is not None:
            view.select_annotation(card, show=False)
            return
        stack = [one.id for one in self.marks_under(view.on_page(point))]
        selected = view.page.marks.selected if view.page else None
        if not stack:
            view.select_annotation(None)
        elif selected in stack:
            view.select_annotation(stack[(stack.index(selected) + 1) % len(stack)], show=False)
        else:
            view.select_annotation(stack[0], show=False)

    def _drag(self) -> None:
        if self._edge:
            self._drag_edge(self._view.offset_at(self._point))
        elif self._origin is not None:
            self._select(self._view.offset_at(self._point), self._held)

    def _select(self, offset: int, held: Qt.KeyboardModifier) -> None:
        view = self._view
        if view.page is None or self._origin is None:
            return
        article = view.page.article
        first, last = self._origin
        forward = offset >= first
        if self._unit == "sentence":
            here = sentence_at(article.text, offset, article.article.language)
            start, end = min(first, here[0]), max(last, here[1])
        elif held & _ALT:
            start, end = sorted((first if forward else last, offset))
            start, end = grapheme_start(article.text, start), grapheme_start(article.text, end)
        else:
            start, end = motion.snapped(article.text, min(first, offset), max(last, offset))
        view.select_words(*((start, end) if forward else (end, start)))

    def _is_triple_click(self, event: QMouseEvent) -> bool:
        when, self._double_clicked_when = self._double_clicked_when, None
        if when is None:
            return False
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        near = (event.position() - self._press_point).manhattanLength() < 8
        return event.timestamp() - when < interval and near

    def _edge_under(self, point: QPointF, grip: float) -> str:
        view = self._view
        selected = view.selected_annotation()
        if selected is None:
            return ""
        edges = {
            "start": view.edge_box(selected.start),
            "end": view.edge_box(selected.end, before=True),
        }
        near = {
            name: abs(box.left() - point.x())
            for name, box in edges.items()
            if box.adjusted(-grip, -2, grip, 8).contains(point)
        }
        return min(near, key=lambda name: near[name], default="")

    def _drag_edge(self, offset: int) -> None:
        view = self._view
        selected = view.selected_annotation()
        page = view.page
        if selected is None or page is None:
            self._edge = ""
            return
        text = page.article.text
        if self._held & _ALT:
            offset = grapheme_start(text, offset)
        else:
            word = motion.word_or_none(text, offset)
            if word is not None and word[0] < offset < word[1]:
                nearer_start = offset - word[0] < word[1] - offset
                offset = word[0] if nearer_start else word[1]
        before = page.marks.fragments(selected)
        fragments = list(before)
        if self._edge == "start":
            last = fragments[0][1]
            fragments[0] = (min(offset, previous_grapheme(text, last)), last)
        else:
            first = fragments[-1][0]
            fragments[-1] = (first, max(offset, next_grapheme(text, first)))
        if tuple(fragments) == before:
            return
        page.marks.preview = Preview(selected.id, tuple(fragments))
        changed = (*before, *fragments)
        view.repaint_stretch(min(changed)[0], max(end for _, end in changed))

    def _drop_edge(self) -> None:
        view = self._view
        if view.page is None or view.page.marks.preview is None:
            return
        preview, view.page.marks.preview = view.page.marks.preview, None
        start, end = preview.fragments[0][0], preview.fragments[-1][1]
        view.repaint_stretch(start, end)
        view.edge_moved.emit(preview.annotation_id, start, end)

    def _scroll_on(self) -> None:
        """Scroll as long as the hand that drags is above or below the page."""
        view = self._view
        y, height = self._point.y(), view.viewport().height()
        beyond = y if y < 0 else max(0.0, y - height + 1)
        bar = view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + round(max(-60.0, min(60.0, beyond))))
        if not beyond or bar.value() == before:
            self._scrolling.stop()
        self._drag()

    def _offer_to_paste(self) -> None:
        """Let the middle button paste the words elsewhere, where that is the custom."""
        clipboard = QGuiApplication.clipboard()
        words = self._view.selection()
        if clipboard.supportsSelection() and words is not None and self._view.page is not None:
            text = self._view.page.article.text[words[0] : words[1]]
            clipboard.setText(text, QClipboard.Mode.Selection)

    def _hover(self, point: QPointF, grip: float) -> None:
        view = self._view
        if view.page is None:
            return
        if self._edge_under(point, grip):
            view.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            return
        stack = self.marks_under(view.on_page(point))
        card = view.margin.card_at(point)
        pointing = bool(stack) or card is not None
        view.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.IBeamCursor
        )
        hovered = stack[0].id if stack else card
        if hovered == view.page.marks.hovered:
            return
        before, view.page.marks.hovered = view.page.marks.hovered, hovered
        for annotation_id in (before, hovered):
            annotation = (
                view.page.article.annotations.find(annotation_id) if annotation_id else None
            )
            if annotation is not None:
                view.repaint_stretch(annotation.start, annotation.end)
        view.setToolTip(tooltip(view.page.describe(hovered)) if hovered else "")


def _grip(event: QMouseEvent) -> float:
    pen = event.pointerType() == QPointingDevice.PointerType.Pen
    return _PEN_GRIP if pen else _GRIP

"""What the hand does on the page with a mouse, pen or touchpad.

Drags snap to whole words unless Alt is held; a click takes the innermost mark and,
repeated, the ones around it; the edges of the selected mark can be dragged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from annotator.domain.annotation import Annotation
from annotator.text.offsets import grapheme_start
from annotator.text.sentences import sentence_at
from annotator.ui.canvas import motion
from annotator.ui.canvas.marks import Preview
from annotator.ui.models.wording import tooltip

if TYPE_CHECKING:
    from annotator.ui.canvas.article_view import ArticleView

_GRIP = 5.0
"""How near to an edge, in pixels, the hand takes hold of it."""


class Mouse:
    """Follows one gesture at a time."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._pressed_at: int | None = None
        self._press_point = QPointF()
        self._dragging = False
        self._edge: str = ""
        self._double_clicked_at = -1
        self._clicked_when = 0

    # -- each returns whether the gesture is not Qt's to handle ------------------------

    def pressed(self, event: QMouseEvent) -> bool:
        """A button went down; says whether the gesture is ours alone."""
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or view.page is None:
            return False
        point = event.position()
        if self._is_triple_click(event):
            self._select_sentence(view.offset_at(point))
            return True
        self._edge = self._edge_under(point)
        self._press_point = point
        self._dragging = False
        if self._edge:
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pressed_at = view.anchor()
            self._select(view.offset_at(point), event)
            self._dragging = True
            return True
        self._pressed_at = view.offset_at(point)
        view.select_words(self._pressed_at, self._pressed_at)  # or Qt begins drag and drop
        return False

    def wants_move(self, event: QMouseEvent) -> bool:
        """Whether an edge is being dragged."""
        if not self._edge or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        self._drag_edge(event)
        return True

    def moved(self, event: QMouseEvent) -> None:
        """The hand moved: words are being selected, or something is pointed at."""
        view = self._view
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed_at is not None:
            far = (event.position() - self._press_point).manhattanLength()
            if self._dragging or far >= QGuiApplication.styleHints().startDragDistance() / 2:
                self._dragging = True
                self._select(view.offset_at(event.position()), event)
            return
        self._hover(event.position())

    def released(self, event: QMouseEvent) -> bool:
        """A button went up; says whether that ended the drag of an edge."""
        view = self._view
        if not self._edge or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._edge = ""
        if view.page is None or view.page.marks.preview is None:
            return True
        preview, view.page.marks.preview = view.page.marks.preview, None
        start, end = preview.fragments[0][0], preview.fragments[-1][1]
        view.refresh(start, end)
        view.edge_moved.emit(preview.annotation_id, start, end)
        return True

    def settle(self, event: QMouseEvent) -> None:
        """A press has ended: words were selected, or a mark was clicked."""
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            if view.selection() is not None:
                view.select_annotation(None)
                view.words_chosen.emit()
            return
        self._click(event.position())

    def double_clicked(self, event: QMouseEvent) -> None:
        """Select the word under the hand."""
        view = self._view
        if view.page is None or event.button() != Qt.MouseButton.LeftButton:
            return
        offset = view.offset_at(event.position())
        word = motion.word_or_none(view.page.article.text, offset)
        self._double_clicked_at = offset
        self._clicked_when = event.timestamp()
        self._press_point = event.position()
        self._pressed_at = None
        if word is not None:
            view.select_annotation(None)
            view.select_words(*word)
            view.words_chosen.emit()

    def marks_under(self, on_page: QPointF) -> list[Annotation]:
        """Annotations whose words lie under a point of the page, innermost first."""
        view = self._view
        page = view.page
        if page is None:
            return []
        point = QPointF(on_page.x(), on_page.y() - view.verticalScrollBar().value())
        offset = view.offset_at(point)
        found = []
        for near in (offset, offset - 1):
            if near < 0 or near >= len(page.article.text):
                continue
            left = view.cursor_box(near)
            right = view.cursor_box(near + 1, before=True)
            low, high = sorted((left.left(), right.left()))
            if low <= point.x() <= high and left.top() - 4 <= point.y() <= left.bottom() + 14:
                found = page.article.annotations.at(near)
                break
        return found

    # -- parts ---------------------------------------------------------------------------

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

    def _select(self, offset: int, event: QMouseEvent) -> None:
        view = self._view
        if view.page is None or self._pressed_at is None:
            return
        text = view.page.article.text
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            view.select_words(grapheme_start(text, self._pressed_at), grapheme_start(text, offset))
            return
        start, end = motion.snapped(text, self._pressed_at, offset)
        forward = offset >= self._pressed_at
        view.select_words(*((start, end) if forward else (end, start)))

    def _select_sentence(self, offset: int) -> None:
        view = self._view
        assert view.page is not None
        article = view.page.article
        view.select_annotation(None)
        view.select_words(*sentence_at(article.text, offset, article.article.language))
        view.words_chosen.emit()

    def _is_triple_click(self, event: QMouseEvent) -> bool:
        if self._double_clicked_at < 0:
            return False
        soon = event.timestamp() - self._clicked_when < (
            QGuiApplication.styleHints().mouseDoubleClickInterval()
        )
        near = (event.position() - self._press_point).manhattanLength() < 8
        self._double_clicked_at = -1
        return soon and near

    def _edge_under(self, point: QPointF) -> str:
        view = self._view
        selected = view.selected_annotation()
        if selected is None:
            return ""
        edges = {
            "start": view.cursor_box(selected.start),
            "end": view.cursor_box(selected.end, before=True),
        }
        for name, box in edges.items():
            reach = box.adjusted(-_GRIP, -2, _GRIP, 8)
            if reach.contains(point):
                return name
        return ""

    def _drag_edge(self, event: QMouseEvent) -> None:
        view = self._view
        selected = view.selected_annotation()
        page = view.page
        if selected is None or page is None:
            self._edge = ""
            return
        text = page.article.text
        offset = view.offset_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            offset = grapheme_start(text, offset)
        else:
            word = motion.word_or_none(text, offset)
            if word is not None and word[0] < offset < word[1]:
                nearer_start = offset - word[0] < word[1] - offset
                offset = word[0] if nearer_start else word[1]
        fragments = list(page.marks.fragments(selected))
        if self._edge == "start":
            last = fragments[0][1]
            fragments[0] = (min(offset, last - 1), last)
        else:
            first = fragments[-1][0]
            fragments[-1] = (first, max(offset, first + 1))
        page.marks.preview = Preview(selected.id, tuple(fragments))
        view.refresh(min(selected.start, fragments[0][0]), max(selected.end, fragments[-1][1]))

    def _hover(self, point: QPointF) -> None:
        view = self._view
        if view.page is None:
            return
        if self._edge_under(point):
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
                view.refresh(annotation.start, annotation.end)
        view.setToolTip(tooltip(view.page.describe(hovered)) if hovered else "")

"""A text laid out by lanes: where things are on it, in the article's own offsets."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.ui.canvas.geometry import LineBox, line_of, x_of
from annotator.ui.canvas.lane_layout import EMPTY, LaneLayout
from annotator.ui.canvas.page import Page

Stretch = tuple[int, int]


class PlacedText(QTextEdit):
    """What is asked of the page's geometry. Offsets are the article's code points."""

    painted = Signal()
    """The first picture is there: of an article, or of a window without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_painted = False
        self._document: QTextDocument | None = None
        self.page: Page | None = None
        self.lane_layout: LaneLayout | None = None
        """The layout of what is shown; measures and heights are asked of it."""

    def take_document(self, document: QTextDocument) -> None:
        """Show a document, and let the one before go: it and its layout hold each other,
        and a book is large."""
        before, self._document = self._document, document
        self.setDocument(document)  # which does not own it
        layout = before.documentLayout() if before is not None else None
        if before is not None and isinstance(layout, LaneLayout):
            layout.let_go()
            before.deleteLater()

    def say_painted(self) -> None:
        """The picture was painted: the first time is told."""
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    # -- caret and selection -----------------------------------------------------------

    def caret(self) -> int:
        """The caret's offset."""
        return self.page.positions.to_offset(self.textCursor().position()) if self.page else 0

    def selection(self) -> Stretch | None:
        """The selected words, None when there are none."""
        cursor = self.textCursor()
        if self.page is None or not cursor.hasSelection():
            return None
        to_offset = self.page.positions.to_offset
        return to_offset(cursor.selectionStart()), to_offset(cursor.selectionEnd())

    def anchor(self) -> int:
        """Where the selection began, or the caret when there is none."""
        return self.page.positions.to_offset(self.textCursor().anchor()) if self.page else 0

    def select_words(self, anchor: int, caret: int) -> None:
        """Select from `anchor` to `caret`; equal offsets just place the caret."""
        if self.page is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.page.positions.to_qt(anchor))
        cursor.setPosition(self.page.positions.to_qt(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def is_right_to_left(self) -> bool:
        """Whether the paragraph at the caret runs right to left; a blank one, as the one
        before it does, or a key would step to and fro between them."""
        block = self.document().findBlock(self.textCursor().position())
        while self.page and self.page.blocks.kind_of(block.blockNumber()) in EMPTY:
            if not block.previous().isValid():
                break
            block = block.previous()
        return block.textDirection() == Qt.LayoutDirection.RightToLeft

    # -- places ------------------------------------------------------------------------

    def offset_at(self, point: QPointF) -> int:
        """The offset nearest to a point of the viewport."""
        if self.page is None or self.lane_layout is None:
            return 0
        position = self.lane_layout.hitTest(self.on_page(point), Qt.HitTestAccuracy.FuzzyHit)
        return self.page.positions.to_offset(position)

    def offset_near(self, y: float) -> int:
        """Roughly the offset at a height of the page; lays nothing out."""
        layout = self.lane_layout
        if self.page is None or layout is None:
            return 0
        number = layout.block_at(y)
        block = self.document().findBlockByNumber(number)
        top, bottom = layout.block_top(number), layout.block_top(number + 1)
        into = min(1.0, max(0.0, (y - top) / max(1.0, bottom - top)))
        return self.page.positions.to_offset(block.position() + round(block.length() * into))

    def on_page(self, point: QPointF) -> QPointF:
        """A point of the viewport as a point of the page."""
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    def cursor_box(self, offset: int, *, before: bool = False) -> QRectF:
        """The caret's box at an offset, on the viewport.

        With `before`, an offset at a line's start means the end of the line above.
        """
        if self.page is None or self.lane_layout is None:
            return QRectF()
        position = self.page.positions.to_qt(offset)
        block = self.lane_layout.lay_out(
            self.document().findBlock(max(0, position - before)).blockNumber()
        )
        layout = block.layout()
        inside = position - block.position()
        line = layout.lineForTextPosition(max(0, inside - before))
        if not line.isValid():
            return QRectF()
        x = x_of(line, inside)
        origin = layout.position()
        y = origin.y() + line.y() - self.verticalScrollBar().value()
        return QRectF(origin.x() + x, y, 1.0, line.height())

    def edge_box(self, offset: int, *, before: bool = False) -> QRectF:
        """The edge of the character at an offset, or with `before` of the one that ends
        there, on the viewport: in mixed directions it may lie far from the caret's place."""
        found = self._line(offset, before=before)
        if found is None or self.page is None:
            return QRectF()
        x = found.edge(self.page.positions.to_qt(offset), before=before)
        y = found.top - self.verticalScrollBar().value()
        return QRectF(x, y, 1.0, found.bottom - found.top)

    def boxes(self, start: int, end: int) -> list[QRectF]:
        """Where a stretch of text can be seen, on the viewport, line by line."""
        if self.page is None or self.lane_layout is None:
            return []
        top = float(self.verticalScrollBar().value())
        bottom = top + self.viewport().height()
        first, last = self.page.positions.to_qt(start), self.page.positions.to_qt(end)
        seen = self.lane_layout.block_at(top)
        block = self._laid_out(max(first, self.document().findBlockByNumber(seen).position()))
        found: list[QRectF] = []
        while block.isValid() and block.position() < last:
            self.lane_layout.lay_out(block.blockNumber())
            if block.layout().position().y() > bottom:
                break
            for line in self.page.marks.lines(block, top, bottom):
                found += [
                    piece.box.translated(0, -top)
                    for piece in line.pieces(first, last)
                    if piece.bottom > top and piece.top < bottom
                ]
            block = block.next()
        return found

    def line_top(self, offset: int) -> float:
        """The page height of the line an offset lies in."""
        if self.lane_layout is None or self.page is None:
            return 0.0
        position = self.page.positions.to_qt(offset)
        block = self.lane_layout.lay_out(self.document().findBlock(position).blockNumber())
        layout = block.layout()
        line = layout.lineForTextPosition(position - block.position())
        lead = layout.lineAt(0).y() if layout.lineCount() else 0.0
        return layout.position().y() + (line.y() - lead if line.isValid() else 0.0)

    def line_bottom(self, offset: int) -> float:
        """The page height below the words of the line that ends, or holds, an offset."""
        found = self._line(offset, before=offset > 0)
        return found.bottom if found is not None else self.line_top(offset)

    def _line(self, offset: int, *, before: bool) -> LineBox | None:
        if self.page is None or self.lane_layout is None:
            return None
        position = self.page.positions.to_qt(offset)
        block = self._laid_out(max(0, position - before))
        marks = self.page.marks
        return line_of(block, position, before=before, words=marks.words, bidi=marks.bidi(block))

    def _laid_out(self, position: int) -> QTextBlock:
        assert self.lane_layout is not None
        return self.lane_layout.lay_out(self.document().findBlock(position).blockNumber())

"""An original and its copy side by side, with the words that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollBar, QVBoxLayout, QWidget

from annotator.text.differences import Piece
from annotator.ui import theme
from annotator.ui.dialogs.wording import say, words

_TINT = 0.22


class Comparing(QWidget):
    """Two texts to be read; their scroll bars go together. Differing words are underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = (words("", "heading"), words("", "heading"))
        self.texts = (QPlainTextEdit(), QPlainTextEdit())
        self.counts = words("", "quiet", wrap=True)
        names = (self.tr("The original"), self.tr("The copy"))
        row = QHBoxLayout()
        row.setSpacing(12)
        for head, text, name in zip(self.heads, self.texts, names, strict=True):
            text.setReadOnly(True)
            text.setAccessibleName(name)
            text.setTabChangesFocus(True)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(head)
            column.addWidget(text, 1)
            row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row, 1)
        whole.addWidget(self.counts)
        self._turning = False
        self._follow_each_other()

    def show_texts(
        self, titles: tuple[str, str], pieces: tuple[Sequence[Piece], Sequence[Piece]]
    ) -> None:
        """Show the original and the copy, in pieces."""
        for head, title in zip(self.heads, titles, strict=True):
            head.setText(title)
        for text, some in zip(self.texts, pieces, strict=True):
            _fill(text, some)
        one, other = (sum(_words(piece) for piece in some) for some in pieces)
        said = self.tr("Underlined: {0} words only in the original, {1} only in the copy.")
        say(self.counts, said.format(f"{one:,}", f"{other:,}"), "quiet")

    def clear(self) -> None:
        """Show nothing."""
        for head, text in zip(self.heads, self.texts, strict=True):
            head.setText("")
            text.clear()
        say(self.counts, "")

    def _follow_each_other(self) -> None:
        one, other = (text.verticalScrollBar() for text in self.texts)
        one.valueChanged.connect(lambda at: self._follow(at, one, other))
        other.valueChanged.connect(lambda at: self._follow(at, other, one))

    def _follow(self, at: int, leading: QScrollBar, following: QScrollBar) -> None:
        if not self._turning:
            self._turning = True
            reach = leading.maximum()
            following.setValue(round(at / reach * following.maximum()) if reach else 0)
            self._turning = False


def _words(piece: Piece) -> int:
    return 0 if piece.shared else len(piece.text.split())


def _fill(text: QPlainTextEdit, pieces: Sequence[Piece]) -> None:
    colors = theme.current()
    own = QTextCharFormat()
    own.setFontUnderline(True)
    own.setBackground(theme.mixed(colors.warning, colors.page, _TINT))
    text.clear()
    cursor = text.textCursor()
    cursor.beginEditBlock()
    for piece in pieces:
        cursor.insertText(piece.text, QTextCharFormat() if piece.shared else own)
    cursor.endEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    text.setTextCursor(cursor)

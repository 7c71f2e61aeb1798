"""A few words of an article with a stretch of them marked, as on the page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.codebook import Label
from annotator.domain.span import Fragment
from annotator.text.offsets import OffsetMap
from annotator.ui import theme

_AROUND = 70
"""Characters shown before and behind."""

_LONGEST = 400
"""Characters of a marked stretch that are shown whole."""


class Excerpt(QWidget):
    """Paints the words itself: no widget may take them for markup."""

    def __init__(
        self,
        text: str,
        fragments: tuple[Fragment, ...],
        label: Label | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._marked = cut_out(text, fragments)
        self._label = label
        self.setAccessibleName(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changes.changed.connect(self.update)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self._laid(width)
        return round(layout.boundingRect().height()) + 4

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(theme.current().ink)
            self._laid(self.width()).draw(painter, QPointF(0, 2))

    def _laid(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._words, theme.serif_font(15))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        units = OffsetMap.utf16(self._words)
        layout.setFormats(
            [self._format(units.to_unit(start), units.to_unit(end)) for start, end in self._marked]
        )
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, y))
            y += line.height() * 1.15
        layout.endLayout()
        return layout

    def _format(self, start: int, end: int) -> QTextLayout.FormatRange:
        now = theme.current()
        look = QTextCharFormat()
        if self._label is not None:
            look.setBackground(QBrush(now.tint(self._label)))
            look.setUnderlineColor(now.line(self._label))
        look.setFontUnderline(True)
        look.setFontWeight(QFont.Weight.DemiBold)
        made = QTextLayout.FormatRange()
        made.start = start
        made.length = end - start
        made.format = look
        return made


def cut_out(text: str, fragments: tuple[Fragment, ...]) -> tuple[str, list[Fragment]]:
    """The words around fragments on one line, and where the fragments are in them."""
    first, last = fragments[0][0], fragments[-1][1]
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    before = "…" if start else ""
    if last - first <= _LONGEST:
        words = before + text[start:end] + ("…" if end < len(text) else "")
        moved = len(before) - start
        marked = [(one + moved, other + moved) for one, other in fragments]
    else:
        half = _LONGEST // 2
        head, tail = text[start : first + half], text[last - half : end]
        words = before + head + " … " + tail + ("…" if end < len(text) else "")
        at = len(before) + first - start
        marked = [(at, at + 2 * half + 3)]
    # as long as it was: the fragments stay where they are
    return "".join(" " if one in "\n\r\t\u2028\u2029" else one for one in words), marked

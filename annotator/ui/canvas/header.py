"""The head of the page: the article's title and what is known about it."""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from annotator.domain.article import Article
from annotator.ui import theme
from annotator.ui.canvas.measures import Measures

_TOP = 24.0


class Header:
    """Title and one quiet line, laid out above the text."""

    def __init__(self, article: Article) -> None:
        self.title = article.title or article.name
        self._article = article
        self._words = ""
        self._lines = QTextLayout()
        self._small = QTextLayout()
        self._left = 0.0
        self.height = 0.0

    def lay_out(self, measures: Measures) -> float:
        """Lay out for a page; returns the height it takes."""
        self._left = measures.left
        self._lines = QTextLayout(self.title, measures.title_font)
        y = _set(self._lines, measures.column, _TOP * measures.scale, 1.02)
        facts = _facts(self._article, self._words)
        self._small = QTextLayout(facts, measures.small_font)
        y = _set(self._small, measures.column, y + 4 * measures.scale, 1.3)
        self.height = round(y + 14 * measures.scale)
        return self.height

    def say_words(self, words: str, measures: Measures) -> bool:
        """Say how many words the text has; returns whether the height stays the same."""
        before, self._words = self.height, words
        return self.lay_out(measures) == before

    def paint(self, painter: QPainter) -> None:
        now = theme.current()
        painter.setPen(now.ink)
        self._lines.draw(painter, QPointF(self._left, 0))
        painter.setPen(now.quiet)
        self._small.draw(painter, QPointF(self._left, 0))

    @property
    def box(self) -> QRectF:
        return QRectF(self._left, 0, 10_000, self.height)


def _set(layout: QTextLayout, width: float, y: float, pitch: float) -> float:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if layout.text() and is_right_to_left(layout.text()):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * pitch
    layout.endLayout()
    return y


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs right to left."""
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL", "L"):
            return kind != "L"
    return False


def _facts(article: Article, words: str) -> str:
    language = QLocale(article.language).language() if article.language else None
    spoken = (
        QLocale.languageToString(language)
        if language not in (None, QLocale.Language.C)
        else article.language
    )
    parts = (
        article.source,
        long_date(article.published),
        article.place,
        words,
        spoken,
        article.author,
    )
    return joined(*parts)


def joined(*parts: str) -> str:
    """Facts side by side, each kept in its own direction (Unicode isolates)."""
    return " · ".join(f"\u2068{part}\u2069" for part in parts if part)


def long_date(published: str) -> str:
    """An ISO date in the reader's own long form; anything else as it is."""
    return _dated(published, QCoreApplication.translate("Header", "d MMMM yyyy"))


def short_date(published: str) -> str:
    """An ISO date as day and month; anything else as it is."""
    return _dated(published, QCoreApplication.translate("Header", "d MMM"))


def _dated(published: str, pattern: str) -> str:
    date = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, pattern) if date.isValid() else published

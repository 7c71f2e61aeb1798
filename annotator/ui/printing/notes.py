"""What a card has no room for, below the article: all answers, links and notes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.reading_order import reading_order
from annotator.editing.held import OpenArticle
from annotator.ui import theme
from annotator.ui.models.wording import shortened, worded

_SHORT = 140

translate = QCoreApplication.translate


def notes_of(
    article: OpenArticle,
    codebook: Codebook,
    numbers: dict[int, int],
    size: QSizeF,
    font: QFont,
) -> QTextDocument | None:
    """The notes on sheets of a size, None when there is nothing to say.

    `numbers` are those of the claims; other marks are told by their words.
    """
    told = [
        one
        for one in sorted(article.annotations, key=reading_order)
        if one.note or any(value for _, value in one.answers)
    ]
    if not told:
        return None
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setPageSize(size)
    cursor = QTextCursor(document)
    plain, bold = QTextCharFormat(), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    for letters in (plain, bold):
        letters.setForeground(theme.current().ink)
    apart = QTextBlockFormat()
    apart.setBottomMargin(5)
    cursor.setBlockFormat(apart)
    cursor.insertText(translate("Printing", "Answers and notes"), bold)
    for one in told:
        cursor.insertBlock(apart)
        number = f"{numbers[one.id]}  " if one.id in numbers else ""
        name = worded(codebook.label(one.label_id).name)
        cursor.insertText(f"{number}{name}  ", bold)
        cursor.insertText(_said(article, one), plain)
    return document


def _said(article: OpenArticle, mark: Annotation) -> str:
    words = shortened(article.text_of(mark), _SHORT)
    answers = "; ".join(f"{worded(name)}: {value}" for name, value in mark.answers if value)
    parts = [f"“{words}”", answers, " ".join(mark.note.split())]
    return " — ".join(part for part in parts if part)

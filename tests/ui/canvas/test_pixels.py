"""Each mark's line lies under exactly its characters, as Qt lays them out, in every script.

Marks are given colours of their own and drawn unbroken, so that a line can be read off
the picture. Where it should be is asked of Qt's glyph runs, character by character.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QTextLayout, QTextLine
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook, Label
from annotator.editing.project import OpenArticle
from annotator.text.offsets import grapheme_end, grapheme_start
from annotator.ui import theme
from annotator.ui.canvas.article_view import ArticleView
from annotator.ui.canvas.geometry import x_of
from annotator.ui.canvas.measures import MOST_LANES
from tests.ui.turns import chance_of

TEXTS = {
    "latin": "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks about fish.",
    "turkish": "İbrahim Kalın’ın Ankara’da Iğdır ve Şırnak üzerine söyledikleri yankı buldu.",
    "arabic": "وقال آرال إن الوزارة ستضمن تدفقًا لا يقل عن 40 مترًا مكعبًا في Karsu الثانية.",
    "hebrew": "השרה אמרה כי הסכם הנהר (2026) ייחתם בעיר Karsu City לאחר הבחירות.",
    "chinese": "能源部长阿拉尔周三前往卡尔苏，就上游水坝举行会谈。村民要求 40 立方米的水。",
    "thai": "รัฐมนตรีพลังงานเดินทางไปเจรจาเรื่องเขื่อนเมื่อวันพุธที่ผ่านมาในเมืองคาร์ซู",
    "tabs": "Name\tPlace\tYear of the talks\tAral\tKarsu\t2026 and so on to the end.",
    "emoji": "She agreed 👍🏽 and the family 👨‍👩‍👧 left; cafe\u0301 and Ọ̀yọ́ did not 😀🇹🇷.",
}
_WORD = re.compile(r"\s|\S+")
"""What letters may join within: Qt cannot say where a part of a ligature lies."""
_Rows = dict[int, list[tuple[int, int]]]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ArticleView]:
    theme.install_fonts()
    theme.apply("light")
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(620, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.clear_article()


def _marked(text: str, chance: random.Random, count: int) -> tuple[OpenArticle, Codebook]:
    """Marks that nest, cross, equal one another and have several fragments."""
    marks: list[Annotation] = []
    labels: list[Label] = []
    before = [(0, grapheme_end(text, 6))]
    for number in range(1, count + 1):
        kind = chance.choice(("free", "free", "inside", "crossing", "equal", "broken"))
        start = chance.randrange(len(text) - 30)
        fragments = [(start, start + chance.choice((2, 3, 7, 20, 60)))]
        if kind == "inside" and before[-1][1] - before[0][0] > 4:
            fragments = [(before[0][0] + 1, before[-1][1] - 1)]
        elif kind == "crossing":
            fragments = [(max(0, before[0][0] - 3), before[0][0] + 3)]
        elif kind == "equal":
            fragments = before
        elif kind == "broken":
            fragments = [(start, start + 4), (start + 9, start + 14), (start + 40, start + 44)]
        fragments = _on_characters(text, fragments)
        before = fragments
        label = Label(
            id=number,
            name=f"L{number}",
            position=8 * number,  # each eighth label's line is unbroken
            light=QColor.fromHsv(number * 37 % 360, 255, 120 + number).name(),
        )
        labels.append(label)
        marks.append(
            Annotation(
                id=number,
                article_id=1,
                label_id=label.id,
                annotator_id=1,
                fragments=tuple(fragments),
                number=number,
                name=f"s{number}",
            )
        )
    article = Article(id=1, name="a", text_sha256="", length=len(text), title="T")
    return OpenArticle(article, text, AnnotationSet(1, marks)), Codebook(tuple(labels), ())


def _on_characters(text: str, fragments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in fragments:
        first, last = start, min(end, len(text))
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        first, last = grapheme_start(text, first), grapheme_end(text, last)
        # Lam and alef are one glyph, and Qt's glyph runs misplace a half of it.
        first -= text[first - 1 : first + 1] == "لا"
        last += text[last - 1 : last + 1] == "لا"
        if first < last and (not found or first > found[-1][1]):
            found.append((first, last))
    return found or [(0, grapheme_end(text, 1))]


def _expected(view: ArticleView, mark: Annotation) -> _Rows:
    """Where Qt lays out a mark's characters: left and right by the height of their line."""
    assert view.page is not None
    to_qt = view.page.positions.to_qt
    rows: dict[int, list[tuple[float, float]]] = defaultdict(list)
    y = view.verticalScrollBar().value()
    lane, height = view.page.lanes.of(mark.id), view.page.measures.lane
    text = view.page.article.text
    for start, end in mark.fragments:
        for word in _WORD.finditer(text, start, end):
            block = view.document().findBlock(to_qt(word.start()))
            layout = block.layout()
            first = to_qt(word.start()) - block.position()
            last = to_qt(word.end()) - block.position()
            while first < last:  # line by line
                line = layout.lineForTextPosition(first)
                line_end = line.textStart() + line.textLength()
                here = min(last, line_end)
                if not word.group().isspace() or here < line_end:  # else the break swallows it
                    top = layout.position().y() + line.y() + line.height() + 1 + lane * height
                    rows[round(top) - y] += _boxes(line, word.group(), first, here, layout)
                first = max(here, first + 1)
    return {top: _joined(boxes) for top, boxes in rows.items()}


def _boxes(
    line: QTextLine, word: str, first: int, last: int, layout: QTextLayout
) -> list[tuple[float, float]]:
    left = layout.position().x()
    if word == "\t":  # no glyph at all
        return [(left + x_of(line, first), left + x_of(line, last))]
    boxes = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
    return [(left + box.left(), left + box.right()) for box in boxes]


def _joined(boxes: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    joined: list[tuple[float, float]] = []
    for left, right in sorted(boxes):
        if joined and left <= joined[-1][1] + 1.5:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return [(round(left), round(right)) for left, right in joined]


def _found(picture: QImage, scale: int) -> dict[int, _Rows]:
    """Runs of one colour in the picture, by colour and height, in device-independent pixels."""
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    wide = image.width()
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    found: dict[int, _Rows] = defaultdict(lambda: defaultdict(list))
    for y in range(0, image.height(), scale):
        row = pixels[y * wide : (y + 1) * wide].tolist()
        begun = 0
        for x in range(1, wide + 1):
            if x == wide or row[x] != row[begun]:
                found[row[begun]][y // scale].append((begun // scale, -(-x // scale)))
                begun = x
    return found


def _close(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    return len(one) == len(other) and all(
        abs(left - a) <= 1 and abs(right - b) <= 2
        for (left, right), (a, b) in zip(one, other, strict=True)
    )


@pytest.mark.parametrize(("scale", "zoom"), [(1, 1.0), (2, 1.0), (1, 2.0)])
@pytest.mark.parametrize("script", TEXTS)
def test_lines_lie_under_their_characters_and_none_is_covered(
    view: ArticleView, qtbot: QtBot, turn: int, script: str, scale: int, zoom: float
) -> None:
    chance = chance_of(turn, script, scale, zoom)
    view.set_zoom(zoom)
    text = "\n\n".join(" ".join([TEXTS[script]] * times) for times in (3, 2, 1))
    article, book = _marked(text, chance, 24)
    view.show_article(article, book)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not view.lane_layout or not view.lane_layout.unsettled(0, 1))
    QApplication.processEvents()
    assert view.page is not None
    assert view.page.article.annotations.label_counts().total() == 24
    size = view.viewport().size()
    picture = QImage(size * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    view.viewport().render(picture, QPoint())
    found = _found(picture, scale)
    for mark in article.annotations:
        if view.page.lanes.of(mark.id) >= MOST_LANES:
            continue  # counted below the others
        color = QColor(book.label(mark.label_id).light)
        seen = found[color.rgb()]
        for top, boxes in _expected(view, mark).items():
            if 0 <= top < size.height() - 3:
                inner = top + view.page.measures.stroke - 1
                here = _joined(seen[inner])  # the rule between fragments is thinner
                words = text[mark.start : mark.end]
                assert _close(here, boxes), (script, mark.fragments, words, here, boxes)


def test_marks_too_deep_for_a_lane_are_counted_below(view: ArticleView, qtbot: QtBot) -> None:
    text = "The governor of Upper Vale spoke at length about the water of the river."
    depth = MOST_LANES + 3
    marks = [
        Annotation(
            id=number,
            article_id=1,
            label_id=1,
            annotator_id=number,
            fragments=((4, 12 + number),),
            number=number,
            name=f"s{number}",
        )
        for number in range(1, depth + 1)
    ]
    book = Codebook((Label(id=1, name="L", position=0, light="#ff00ff"),), ())
    article = Article(id=1, name="a", text_sha256="", length=len(text), title="T")
    view.show_article(OpenArticle(article, text, AnnotationSet(1, marks)), book)
    QApplication.processEvents()
    picture = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    view.viewport().render(picture, QPoint())
    found = _found(picture, 1)
    lines = found[QColor("#ff00ff").rgb()]
    assert len(lines) == 2 * MOST_LANES  # two pixels each
    below = range(max(lines) + 1, max(lines) + 1 + 12)
    ink = [
        y for y in below if any(found[color][y] for color in found if QColor(color).value() < 180)
    ]
    assert len(ink) > 5
    assert view.lane_layout is not None
    assert view.lane_layout.block_top(1) - view.verticalScrollBar().value() > max(ink)


@pytest.mark.parametrize(
    "words",
    [
        "הנהר Karsu ייחתם Deniz Aral לאחר 2026 Oden Petri הבחירות Tessaly",
        "They met השרה and הסכם הנהר 40 or 3.5 in בעיר 2026 of the ייחתם",
    ],
)
def test_a_line_that_ends_against_its_paragraph_has_its_boxes_where_its_letters_are(
    view: ArticleView, words: str
) -> None:
    text = " ".join([words] * 12)  # broken after many of the words
    article = Article(id=1, name="a", text_sha256="", length=len(text), title="T")
    view.show_article(OpenArticle(article, text, AnnotationSet(1, [])), Codebook((), ()))
    QApplication.processEvents()
    block = view.document().findBlock(0)
    layout, scrolled = block.layout(), view.verticalScrollBar().value()
    for offset, character in enumerate(text):
        line = layout.lineForTextPosition(offset)
        y = layout.position().y() + line.y() - scrolled
        if character == " " or y + line.height() > view.viewport().height():
            continue
        (drawn,) = (run.boundingRect() for run in line.glyphRuns(offset, 1))
        (box,) = view.boxes(offset, offset + 1)
        left = layout.position().x() + drawn.left()
        assert (box.left(), box.width()) == pytest.approx((left, drawn.width()), abs=1), offset

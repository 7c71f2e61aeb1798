"""The page shows marks where their words are, and repaints what changed and no more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from unicodedata import bidirectional

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.change import added, removed
from annotator.editing.coding import default_codebook
from annotator.editing.project import OpenArticle
from annotator.text.offsets import grapheme_start
from annotator.ui import theme
from annotator.ui.canvas.article_view import ArticleView

_SCRIPTS = {
    "latin": "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks.",
    "turkish": "İbrahim Kalın’ın Ankara’da Iğdır ve Şırnak üzerine söyledikleri yankı buldu.",
    "arabic": "وقال آرال إن الوزارة ستضمن تدفقًا لا يقل عن 40 مترًا مكعبًا في الثانية.",
    "hebrew": "השרה אמרה כי הסכם הנהר ייחתם ב־2026 בעיר Karsu לאחר הבחירות.",
    "chinese": "能源部长阿拉尔周三前往卡尔苏，就上游水坝举行会谈。",
    "thai": "รัฐมนตรีพลังงานเดินทางไปเจรจาเรื่องเขื่อนเมื่อวันพุธ",
    "emoji": "She agreed 👍🏽 and the family 👨‍👩‍👧 left; café and Ọ̀yọ́ did not 😀.",
}


def _article(text: str, annotations: list[Annotation] | None = None) -> OpenArticle:
    article = Article(id=1, name="a", text_sha256="", length=len(text), title="A title")
    return OpenArticle(article, text, AnnotationSet(1, annotations or []))


def _mark(number: int, start: int, end: int, label_id: int) -> Annotation:
    return Annotation(
        id=number,
        article_id=1,
        label_id=label_id,
        annotator_id=1,
        fragments=((start, end),),
        number=number,
        name=f"s{number}",
    )


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ArticleView]:
    theme.install_fonts()
    theme.apply("light")
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.clear_article()


def _direction_changes(text: str, offset: int) -> bool:
    """Whether letters of both directions, or numbers, stand near an offset."""
    near = {bidirectional(one) for one in text[max(0, offset - 3) : offset + 3]}
    right_to_left = bool(near & {"R", "AL"}) or any(
        bidirectional(one) in ("R", "AL") for one in text
    )
    return right_to_left and bool(near & {"L", "EN", "AN", "B", "CS", "ES"})


def _settled(view: ArticleView, qtbot: QtBot) -> None:
    qtbot.wait(120)
    QApplication.processEvents()
    assert view.page is not None


@pytest.mark.parametrize("script", _SCRIPTS)
def test_carets_and_clicks_agree_in_every_script(
    view: ArticleView, qtbot: QtBot, script: str
) -> None:
    text = "\n\n".join([_SCRIPTS[script]] * 3)
    view.show_article(_article(text), default_codebook())
    _settled(view, qtbot)
    for offset in range(0, len(text), 3):
        if text[offset] == "\n" or grapheme_start(text, offset) != offset:
            continue  # a blank line is lower than its caret; no caret stands in a character
        view.select_words(offset, offset)
        stands = view.caret()
        box = view.cursor_box(stands)
        # Qt's own caret rectangle lies where ours does.
        assert abs(view.cursorRect().left() - box.left()) <= 1.5
        assert view.cursorRect().center().y() == pytest.approx(box.center().y(), abs=3)
        found = view.offset_at(QPointF(box.left(), box.center().y()))
        if not _direction_changes(text, offset):  # a caret has two places there
            assert abs(view.cursor_box(found).left() - box.left()) < 2


@pytest.mark.parametrize("script", _SCRIPTS)
def test_offsets_survive_the_way_through_qt(view: ArticleView, qtbot: QtBot, script: str) -> None:
    text = f"😀 {_SCRIPTS[script]}\r\n\r\n{_SCRIPTS[script]}\u2028x\u00a0y\u2029z"
    view.show_article(_article(text), default_codebook())
    _settled(view, qtbot)
    chance = random.Random(script)
    for _ in range(40):
        start, end = sorted(chance.sample(range(len(text)), 2))
        if text[end - 1 : end + 1] == "\r\n" or text[start - 1 : start + 1] == "\r\n":
            continue
        view.select_words(start, end)
        assert view.selection() == (start, end)


def test_scrolled_and_repainted_pictures_are_equal(view: ArticleView, qtbot: QtBot) -> None:
    book = default_codebook()
    chance = random.Random(7)
    text = "\n\n".join(" ".join([chance.choice(list(_SCRIPTS.values()))] * 3) for _ in range(80))
    marks = []
    for number in range(1, 400):
        start = chance.randrange(len(text) - 300)
        length = chance.choice((5, 9, 20, 60, 250))
        label = chance.choice(book.labels)
        marks.append(_mark(number, start, start + length, label.id))
    article = _article(text, marks)
    view.show_article(article, book)
    _settled(view, qtbot)
    bar = view.verticalScrollBar()
    number = 400
    for _ in range(25):
        bar.setValue(bar.value() + chance.randrange(-120, 260))
        QApplication.processEvents()
        top = view.place()[0]
        if chance.random() < 0.5:
            number += 1
            mark = _mark(number, top + 40, top + 40 + chance.randrange(4, 90), book.labels[0].id)
            view.follow(article.annotations.follow([added(mark)]))
        else:
            near = article.annotations.between(top, top + 500)
            if near:
                view.follow(article.annotations.follow([removed(chance.choice(near))]))
        QApplication.processEvents()
    partial = _picture(view)
    view.viewport().update()
    QApplication.processEvents()
    assert partial == _picture(view)


def test_a_drag_snaps_to_words_and_with_alt_to_characters(view: ArticleView, qtbot: QtBot) -> None:
    text = "Kalın’s visit to Baghdad, the Claw-Lock Operation and 👍🏽 thanks."
    view.show_article(_article(text), default_codebook())
    _settled(view, qtbot)
    view.setFocus()
    inside = text.index("isit"), text.index("ghdad")
    _drag(view, *inside)
    selected = view.selection()
    assert selected is not None
    assert text[selected[0] : selected[1]] == "visit to Baghdad"
    _drag(view, *inside, alt=True)
    selected = view.selection()
    assert selected is not None
    assert text[selected[0] : selected[1]] == "isit to Ba"


def test_a_double_click_takes_the_word_and_a_third_the_sentence(
    view: ArticleView, qtbot: QtBot
) -> None:
    text = "He left. Kalın’s visit to the Claw-Lock base ended on Dec. 19 in Karsu. It rained."
    view.show_article(_article(text), default_codebook())
    _settled(view, qtbot)
    for word, inside in (("Kalın", 2), ("Claw-Lock", 6), ("Karsu", 3)):
        point = _point(view, text.index(word) + inside)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        selected = view.selection()
        assert selected is not None
        assert text[selected[0] : selected[1]] == word
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    selected = view.selection()
    assert selected is not None
    assert text[slice(*selected)] == (
        "Kalın’s visit to the Claw-Lock base ended on Dec. 19 in Karsu."
    )


def test_a_click_takes_the_innermost_mark_and_then_the_one_around_it(
    view: ArticleView, qtbot: QtBot
) -> None:
    text = "The governor of Upper Vale spoke."
    book = default_codebook()
    actor, place, _ = book.labels
    outer, inner = _mark(1, 0, 26, actor.id), _mark(2, 16, 26, place.id)
    view.show_article(_article(text, [outer, inner]), book)
    _settled(view, qtbot)
    point = _point(view, 19)
    for expected in (inner.id, outer.id, inner.id):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.qWait(QApplication.doubleClickInterval() + 20)
        selected = view.selected_annotation()
        assert selected is not None
        assert selected.id == expected
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, 30))
    assert view.selected_annotation() is None


def test_an_edge_of_the_selected_mark_can_be_dragged(view: ArticleView, qtbot: QtBot) -> None:
    text = "The governor of Upper Vale spoke at length about water."
    book = default_codebook()
    mark = _mark(1, 4, 12, book.labels[0].id)
    view.show_article(_article(text, [mark]), book)
    _settled(view, qtbot)
    view.select_annotation(1)
    moved: list[tuple[int, int, int]] = []
    view.edge_moved.connect(lambda *one: moved.append(one))
    box = view.cursor_box(12, before=True)
    grip = QPoint(round(box.left()), round(box.center().y()))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(view.viewport(), _point(view, 24))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=_point(view, 24))
    assert moved == [(1, 4, 26)]


def _drag(view: ArticleView, start: int, end: int, *, alt: bool = False) -> None:
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    first, last = _point(view, start, 1), _point(view, end, 1)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, held, first)
    QTest.mouseMove(view.viewport(), (first + last) / 2)
    _move(view, last, held)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, held, last)


def _move(view: ArticleView, point: QPoint, held: Qt.KeyboardModifier) -> None:
    """QTest.mouseMove knows no keys: send the event itself."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415
    from PySide6.QtGui import QMouseEvent  # noqa: PLC0415

    where = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        held,
    )
    QApplication.sendEvent(view.viewport(), event)


def _point(view: ArticleView, offset: int, right: int = 3) -> QPoint:
    box = view.cursor_box(offset)
    return QPoint(round(box.left()) + right, round(box.center().y()))


def _picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()

"""Whatever the hand does, the offsets that are stored are those of the characters meant.

Real events on the real window, on a real project file: drags, double and triple clicks,
arrows, edges by mouse and by key, in scripts of both directions, with emoji of several
code points and with combining marks. What was meant is worked out from the text alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.text.offsets import next_grapheme, previous_grapheme
from annotator.text.sentences import sentence_at
from annotator.text.words import snap
from annotator.ui.canvas import motion
from annotator.ui.window import MainWindow
from tests.ui.canvas.test_pixels import TEXTS
from tests.ui.real_window import NONE, SHIFT, window_on
from tests.ui.turns import chance_of

_LEFT = Qt.MouseButton.LeftButton
_ALT = Qt.KeyboardModifier.AltModifier
_TEXTS = {name: f"{text} {text}\n\n{text}" for name, text in TEXTS.items()}


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(tmp_path, qtbot, _TEXTS, width=900) as made:
        yield made


def _scripts(window: MainWindow) -> Iterator[str]:
    """Open an article of each script."""
    reader = window.opened().reader
    for article_id in list(reader.article_ids()):
        window.show_article(article_id)
        QApplication.processEvents()
        yield window.reading().article.name


def _mouse(window: MainWindow, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier) -> None:
    ground = window.view.viewport()
    pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else _LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT
    where = QPointF(at)
    event = QMouseEvent(kind, where, ground.mapToGlobal(where), button, pressed, held)
    QApplication.sendEvent(ground, event)


def _drag(window: MainWindow, start: QPoint, end: QPoint, held: Qt.KeyboardModifier) -> None:
    _mouse(window, QEvent.Type.MouseButtonPress, start, held)
    for part in (0.3, 0.8, 1.0):
        between = QPointF(start) * (1 - part) + QPointF(end) * part
        _mouse(window, QEvent.Type.MouseMove, between.toPoint(), held)
    _mouse(window, QEvent.Type.MouseButtonRelease, end, held)


def _inside(window: MainWindow, offset: int, *, before: bool = False) -> QPoint | None:
    """A point within the character at an offset (or the one before it), near the edge
    that the offset names; None for characters too narrow to hit."""
    view, text = window.view, window.reading().text
    first = previous_grapheme(text, offset) if before else offset
    last = offset if before else next_grapheme(text, offset)
    boxes = view.boxes(first, last)
    if len(boxes) != 1 or boxes[0].width() < 5 or text[first].isspace():
        return None
    edge = view.edge_box(offset, before=before).left()
    point = QPointF(edge * 0.75 + boxes[0].center().x() * 0.25, boxes[0].center().y())
    return point.toPoint()


def _let_go(window: MainWindow) -> None:
    window.view.select_annotation(None)
    window.view.select_words(0, 0)
    window.hide_chip()
    QApplication.processEvents()


def _stored(window: MainWindow) -> Annotation:
    """The one annotation that is on disk; it is taken back at once."""
    (found,) = window.opened().reader.annotations(window.reading().id)
    return found


def _mark(window: MainWindow) -> tuple[int, int]:
    """Mark what is selected, read what was stored, and undo."""
    QTest.keyClick(window.view, Qt.Key.Key_1)
    stored = _stored(window).fragments[0]
    window.opened().undo()
    _let_go(window)
    return stored


def _trimmed(text: str, words: tuple[int, int]) -> tuple[int, int]:
    start, end = words
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stretches(window: MainWindow, chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Stretches whose both ends can be hit, on whole characters, and that a hand can drag
    over: what is shorter than a drag is a click."""
    text = window.reading().text
    edges = [0]
    while edges[-1] < len(text):
        edges.append(next_grapheme(text, edges[-1]))
    found: list[tuple[int, int]] = []
    while len(found) < count:
        start, end = sorted(chance.sample(edges, 2))
        first, last = _inside(window, start), _inside(window, end, before=True)
        if (
            end - start < 60
            and first is not None
            and last is not None
            and (last - first).manhattanLength() >= QApplication.startDragDistance()
        ):
            found.append((start, end))
    return found


def test_dragging_with_alt_stores_the_characters_dragged_over(
    window: MainWindow, turn: int
) -> None:
    for script in _scripts(window):
        chance = chance_of(turn, script)
        for start, end in _stretches(window, chance, 7):
            one, other = _inside(window, start), _inside(window, end, before=True)
            assert one is not None
            assert other is not None
            _let_go(window)
            _drag(window, *((one, other) if chance.random() < 0.5 else (other, one)), _ALT)
            assert window.view.selection() == (start, end), window.reading().text[start:end]
            assert _mark(window) == (start, end)


def test_dragging_stores_whole_words(window: MainWindow, turn: int) -> None:
    for script in _scripts(window):
        chance = chance_of(turn, script)
        text = window.reading().text
        for start, end in _stretches(window, chance, 4):
            one, other = _inside(window, start), _inside(window, end, before=True)
            assert one is not None
            assert other is not None
            _let_go(window)
            _drag(window, one, other, NONE)
            assert _mark(window) == _trimmed(text, snap(text, start, end))


def test_clicks_store_the_word_then_the_sentence(window: MainWindow, turn: int) -> None:
    for script in _scripts(window):
        chance = chance_of(turn, script)
        text, language = window.reading().text, window.reading().article.language
        for start, _ in _stretches(window, chance, 4):
            point = _inside(window, start)
            assert point is not None
            _let_go(window)
            QTest.mouseDClick(window.view.viewport(), _LEFT, NONE, point)
            word = motion.word_or_none(text, start)
            assert window.view.selection() == word
            QTest.mouseClick(window.view.viewport(), _LEFT, NONE, point)
            assert window.view.selection() == sentence_at(text, start, language)
            assert _mark(window) == sentence_at(text, start, language)


def test_shift_click_takes_all_from_the_caret(window: MainWindow, turn: int) -> None:
    for script in _scripts(window):
        text = window.reading().text
        for start, end in _stretches(window, chance_of(turn, script), 2):
            point = _inside(window, end, before=True)
            assert point is not None
            _let_go(window)
            window.view.select_words(start, start)
            QTest.mouseClick(window.view.viewport(), _LEFT, SHIFT, point)
            assert _mark(window) == _trimmed(text, snap(text, start, end))


def test_arrows_never_stop_inside_a_character(window: MainWindow, turn: int) -> None:
    for script in _scripts(window):
        chance = chance_of(turn, script)
        text = window.reading().text
        view = window.view
        for start, _ in _stretches(window, chance, 4):
            _let_go(window)
            view.select_words(start, start)
            block = view.document().findBlock(view.textCursor().position())
            backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
            key = Qt.Key.Key_Left if backwards else Qt.Key.Key_Right
            meant = start
            for _ in range(chance.randrange(1, 9)):
                QTest.keyClick(view, key, SHIFT | _ALT)
                meant = next_grapheme(text, meant)
            assert view.selection() == (start, meant)
            if text[start:meant].strip():
                assert _mark(window) == _trimmed(text, (start, meant))


def test_edges_are_dragged_and_nudged_by_whole_characters(window: MainWindow, turn: int) -> None:
    for script in _scripts(window):
        chance = chance_of(turn, script)
        text = window.reading().text
        view = window.view
        stretches = _stretches(window, chance, 4)
        for (start, end), (_, other) in zip(stretches[:2], stretches[2:], strict=True):
            _let_go(window)
            view.select_words(start, end)
            QTest.keyClick(view, Qt.Key.Key_1)
            mark = _stored(window)
            assert mark.fragments == ((start, end),)
            point = _inside(window, other, before=True)
            assert point is not None
            grip = view.edge_box(end, before=True)
            _drag(window, QPointF(grip.left(), grip.center().y()).toPoint(), point, _ALT)
            moved = max(other, next_grapheme(text, start))
            assert _stored(window).fragments == ((start, moved),)
            QTest.keyClick(view, Qt.Key.Key_K, _ALT)
            out = next_grapheme(text, moved)
            assert _stored(window).fragments == ((start, out),)
            QTest.keyClick(view, Qt.Key.Key_J, _ALT | SHIFT)
            inner = next_grapheme(text, start)
            assert _stored(window).fragments == ((inner if inner < out else start, out),)
            QTest.keyClick(view, Qt.Key.Key_Delete)
            assert window.opened().reader.annotations(window.reading().id) == []

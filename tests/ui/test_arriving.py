"""A long article is there before its marks are, and nobody can tell."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.arriving_set import ArrivingSet
from annotator.domain.article import Article, ArticleText
from annotator.domain.change import added
from annotator.domain.identity import new_id
from annotator.store.parts import Part
from annotator.store.reader import Reader
from annotator.ui.window import MainWindow

_SENTENCE = "The ministry would guarantee a minimum flow to farms in the Lower Vale.\n\n"
_LENGTH = 500_000
_COUNT = 2500
"""Marks, more than two slices of them; every hundredth is in two pieces."""


@pytest.fixture
def book(main_window: MainWindow) -> int:
    """The id of a long article with marks from its beginning to its end, not opened yet."""
    project = main_window.opened()
    text = (_SENTENCE * (_LENGTH // len(_SENTENCE) + 1))[:_LENGTH]
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=new_id(), name="book", text_sha256=digest, length=_LENGTH, title="book")
    label = project.codebook.labels[0].id
    marks = []
    for number in range(1, _COUNT + 1):
        start = number * 190
        pieces = ((start, start + 20), (start + 30, start + 40))[: 1 + (number % 100 == 0)]
        marks.append(
            Annotation(
                id=new_id(),
                article_id=article.id,
                label_id=label,
                annotator_id=project.me.id,
                fragments=pieces,
                number=number,
                name=f"s{number}",
            )
        )
    text_of_it = [ArticleText(digest, text)]
    parts = [
        Part([added(project.me), added(article)], text_of_it),
        Part([added(one) for one in marks]),
    ]
    project.bulk("Fill", iter(parts))
    return article.id


def _stored(window: MainWindow) -> list[Annotation]:
    with_others = Reader.open(window.opened().path)
    found = with_others.annotations(window.reading().id)
    with_others.close()
    return found


def test_the_rest_comes_by_itself(main_window: MainWindow, book: int, qtbot: QtBot) -> None:
    main_window.show_article(book)
    marks = main_window.reading().annotations
    assert not marks.is_whole
    qtbot.waitUntil(lambda: marks.is_whole)
    assert list(marks) == _stored(main_window)
    assert len(marks) == _COUNT


def test_a_mark_made_before_the_rest_is_there_is_one_of_all(
    main_window: MainWindow, book: int, qtbot: QtBot
) -> None:
    main_window.show_article(book)
    marks = main_window.reading().annotations
    assert isinstance(marks, ArrivingSet)
    marks.take_slice()
    main_window.view.select_words(0, 3)
    QTest.keyClick(main_window.view, Qt.Key.Key_1)
    assert len(marks) == _COUNT + 1
    assert list(marks) == _stored(main_window)
    main_window.run_named("undo")
    assert list(marks) == _stored(main_window)
    assert len(marks) == _COUNT


def test_what_is_read_in_the_middle_is_there_without_the_rest(
    main_window: MainWindow, book: int
) -> None:
    main_window.show_article(book)
    main_window.view.go_to_place((300_000, 0, 300_000))
    main_window.view.grab()
    marks = main_window.reading().annotations
    assert not marks.is_whole
    seen = marks.between(299_000, 301_000)
    assert [one.number for one in seen] == list(range(1574, 1585))


def test_an_article_whose_rest_cannot_be_read_is_not_shown_in_part(
    main_window: MainWindow, book: int, qtbot: QtBot
) -> None:
    path: Path = main_window.opened().path
    main_window.show_article(book)
    with sqlite3.connect(path) as file:
        file.execute("DELETE FROM annotation_fragments")
    file.close()
    qtbot.waitUntil(lambda: main_window.article is None)
    assert "damaged" in main_window.status.words()

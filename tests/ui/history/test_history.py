"""The journal on the screen: found, looked at, taken back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.status import Progress
from annotator.editing import coding, marking, progress
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.store.history import Wanted
from annotator.ui import theme
from annotator.ui.dialogs import ask
from annotator.ui.history.dialog import History
from annotator.ui.history.excerpt import Excerpt, cut_out
from annotator.ui.history.model import HistoryModel
from annotator.ui.window import MainWindow
from tests.editing.builders import with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. 😀\n" * 20


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on two articles, in which something was done."""
    qapp.setStyle("Fusion")
    theme.install_fonts()
    theme.apply("light")
    made = Project.create(tmp_path / "press.annotator", own_name="tester")
    with_article(made, _TEXT, "one")
    with_article(made, _TEXT + "!", "two")
    made.close()
    settings = Settings(tmp_path / "settings.json")
    settings.set(annotator_name="tester")
    shown = MainWindow(settings)
    qtbot.addWidget(shown)
    shown.show()
    shown.open_project(made.path)
    shown.wake()
    yield shown
    shown.close()


@pytest.fixture
def history(window: MainWindow) -> History:
    """The journal of a mark, its note, its edge, another mark and a label."""
    project, article = window.at_work()
    mark = marking.mark(project, article, project.codebook.labels[0], ((7, 15),))
    marking.set_note(project, article, mark.id, "who he is")
    marking.move_edges(project, article, mark.id, 0, 15)
    marking.mark(project, article, project.codebook.labels[1], ((40, 45),))
    project.do(coding.adding(project.codebook, "EVENT"))
    window.run_named("history")
    window.run_named("history")
    (shown,) = window.findChildren(History)
    return shown


def _titles(history: History) -> list[str]:
    model = history.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def _choose(history: History, title: str) -> None:
    history.table.selectRow(_titles(history).index(title))


def _said(history: History) -> list[str]:
    return [one.text() for one in history.detail.findChildren(QLabel)]


def test_it_says_what_was_done_by_whom_and_where(history: History) -> None:
    assert _titles(history)[:5] == [
        "Add label EVENT", "Mark LOCATION", "Move an edge", "Write a note", "Mark ACTOR"
    ]  # fmt: skip
    assert history.model.index(1, 1).data() == "tester"
    assert "the whole project" in history.about.whole
    assert [history.model.index(row, 3).data() for row in (0, 1)] == ["the whole project", "one"]
    assert not history.table.isColumnHidden(3)
    _choose(history, "Write a note")
    assert "note: – → who he is" in _said(history)
    _choose(history, "Move an edge")
    words = [one.accessibleName() for one in history.detail.findChildren(Excerpt)]
    assert len(words) == 2
    assert words[0].startswith("Energy Minister Deniz Aral travelled")
    marked = [
        one._words[a:b] for one in history.detail.findChildren(Excerpt) for a, b in one._marked
    ]
    assert marked == ["Minister", "Energy Minister"]


def test_it_is_narrowed_by_words_place_person_and_kind(
    history: History, window: MainWindow, qtbot: QtBot
) -> None:
    history.words.setText("edge")
    qtbot.waitUntil(lambda: _titles(history) == ["Move an edge"], timeout=2000)
    history.words.clear()
    history.kind.setCurrentIndex(history.kind.findData("project"))
    assert "Mark ACTOR" not in _titles(history)
    history.kind.setCurrentIndex(0)
    history.where.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(_titles(history)) == 4, timeout=2000)
    assert history.table.isColumnHidden(3)  # it would say the same of each
    history.who.setCurrentIndex(1)
    assert len(_titles(history)) == 4
    history.kind.setCurrentIndex(history.kind.findData("undo"))
    assert _titles(history) == []
    assert history.title.text() == "Nothing like this was done."


def test_it_is_narrowed_by_when(history: History, window: MainWindow) -> None:
    everything = _titles(history)
    path = window.opened().path
    long_ago = "2020-01-01T10:00:00.000+00:00"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE journal SET at = ? WHERE title <> 'Move an edge'", (long_ago,))
    history.when.setCurrentIndex(history.when.findData(0))
    assert _titles(history) == ["Move an edge"]
    history.when.setCurrentIndex(history.when.findData(None))
    assert _titles(history) == everything


def test_an_act_is_taken_back_alone_and_the_window_follows(
    history: History, window: MainWindow
) -> None:
    _choose(history, "Mark LOCATION")
    history.alone.click()
    assert "Taken back" in history.remark.text()
    assert window.article is not None
    assert [one.start for one in window.article.annotations] == [0]
    assert _titles(history)[:3] == [
        "↶ Took back: Mark LOCATION", "Add label EVENT", "Mark LOCATION (taken back)"
    ]  # fmt: skip
    assert not history.alone.isEnabled()
    assert window.project is not None
    assert window.project.codebook.label_named("EVENT") is not None


def test_what_depends_on_it_is_named_before_it_goes_along(
    history: History, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    answers = [False, True]

    def answer(*words: object) -> bool:
        questions.append(str(words[2]))
        return answers.pop(0)

    monkeypatch.setattr(ask, "confirm", answer)
    _choose(history, "Mark ACTOR")
    history.alone.click()
    assert "2 later acts depend on this one (“Write a note”, “Move an edge”)" in questions[0]
    assert window.article is not None
    assert len(window.article.annotations) == 2
    history.alone.click()
    assert [one.start for one in window.article.annotations] == [40]


def test_all_from_an_act_on_are_taken_back(
    history: History, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_: True)
    _choose(history, "Move an edge")
    history.since.click()
    assert window.article is not None
    assert [(one.start, one.note) for one in window.article.annotations] == [(7, "who he is")]
    for _ in range(3):
        window.run_named("redo")
    assert [one.start for one in window.article.annotations] == [0, 40]


def test_undo_in_an_article_leaves_others_alone(window: MainWindow) -> None:
    project, first = window.at_work()
    marking.mark(project, first, project.codebook.labels[0], ((0, 6),))
    second = next(one for one in project.reader.article_ids() if one != first.id)
    window.show_article(second)
    assert window.article is not None
    progress.set_progress(project, second, Progress.DONE)
    window.show_article(first.id)
    window.run_named("undo")
    assert len(project.reader.annotations(first.id)) == 0
    assert project.status(second).progress is Progress.DONE
    window.run_named("undo")
    assert "nothing to undo in this article" in window.status.words()


def test_it_shows_the_place_and_closes_with_the_project(
    history: History, window: MainWindow
) -> None:
    project = window.opened()
    second = project.reader.article_ids()[1]
    window.show_article(second)
    _choose(history, "Mark ACTOR")
    history.go.click()
    assert window.article is not None
    assert window.article.id != second
    window.close_project()
    assert not history.isVisible()


def test_a_million_rows_are_read_a_page_at_a_time(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    project = window.opened()
    path = project.path
    window.close_project()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
            "INSERT INTO journal (at, annotator_id, article_id, kind, target, title, merge_key, "
            "state, bulk) SELECT '2026-03-04T05:06:07.000+00:00', 1, NULL, 'do', NULL, "
            "CASE i WHEN 7 THEN 'A rare act' ELSE 'Mark ACTOR' END, '', 'done', 0 FROM n"
        )
    with closing(Project.open(path, own_name="tester", read_only=True)) as read:
        model = HistoryModel(read)
        began = time.monotonic()
        model.look_for(Wanted())
        assert model.rowCount() == 200
        assert time.monotonic() - began < 2
        model.fetchMore(model.index(-1, -1))
        assert model.rowCount() == 400
        with qtbot.waitSignal(model.looked, timeout=30_000):
            model.look_for(Wanted(words="rare"))
        assert [model.index(row, 2).data() for row in range(model.rowCount())] == ["A rare act"]


@pytest.mark.parametrize(
    ("fragments", "marked"),
    [
        (((0, 6),), ["Energy"]),
        (((100, 110), (115, 118)), None),
        (((0, 1400),), None),
    ],
)
def test_a_stretch_is_cut_out_where_it_is(
    fragments: tuple[tuple[int, int], ...], marked: list[str] | None
) -> None:
    words, places = cut_out(_TEXT, fragments)
    assert "\n" not in words
    found = [words[start:end] for start, end in places]
    if marked is None and len(fragments) > 1:
        marked = [_TEXT[start:end].replace("\n", " ") for start, end in fragments]
    if marked is not None:
        assert found == marked
    else:
        assert found[0].startswith("Energy Minister")
        assert " … " in found[0]

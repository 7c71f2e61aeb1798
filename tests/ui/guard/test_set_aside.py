"""What was in hand when the program ended is not lost where another disk had room for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.article import ArticleText
from annotator.editing import marking
from annotator.editing.project import Project
from annotator.editing.set_aside import SetAside
from annotator.store.check import check
from annotator.ui.dialogs import ask
from annotator.ui.window import MainWindow


def _mark(window: MainWindow, start: int) -> None:
    window.view.select_annotation(None)
    window.view.select_words(start, start + 6)
    window.run_named("mark-1")


def _spans(path: Path) -> list[tuple[int, int]]:
    project = Project.open(path, own_name="tester")
    try:
        (article_id,) = project.reader.article_ids()
        return sorted((one.start, one.end) for one in project.reader.annotations(article_id))
    finally:
        project.close()


@pytest.fixture
def ended(window: MainWindow, path: Path) -> Callable[[], None]:
    """Three acts are in hand; called, the program ends before it could save them."""
    window.open_project(path)
    _mark(window, 0)
    project, article = window.at_work()
    store = project.writer()
    (pages,) = store._sqlite.execute("PRAGMA page_count").fetchone()
    store._sqlite.execute(f"PRAGMA max_page_count = {pages}")
    (mark,) = article.annotations
    marking.set_note(project, article, mark.id, "More than there is room for.\n" * 900)
    _mark(window, 70)
    _mark(window, 140)
    assert len(project.hand) == 3

    def end() -> None:
        project.hand.let_go()  # as a kill would; nobody is told
        window.close_project()

    return end


def test_it_is_offered_and_saved_at_the_next_start(
    window: MainWindow, path: Path, ended: Callable[[], None]
) -> None:
    ended()
    assert _spans(path) == [(0, 6)]
    window.open_project(path)
    notice = window.notices.notice("left")
    assert notice is not None
    assert notice.sentence == "3 acts were not saved when Annotator ended."
    window.open_project(path)  # it stays offered
    notice = window.notices.notice("left")
    assert notice is not None
    notice.buttons()[0].click()
    assert window.notices.notice("left") is None
    assert window.article is not None
    assert len(window.article.annotations) == 3
    window.run_named("undo")
    assert len(window.article.annotations) == 2
    window.close_project()
    assert _spans(path) == [(0, 6), (70, 76)]
    assert check(path) == []
    assert SetAside(path).left() == []


def test_it_can_be_let_go_of(window: MainWindow, path: Path, ended: Callable[[], None]) -> None:
    window.run_named("undo")
    ended()
    window.open_project(path)
    notice = window.notices.notice("left")
    assert notice is not None
    assert notice.sentence.startswith("2 acts")
    notice.buttons()[1].click()
    assert window.notices.notice("left") is None
    window.close_project()
    window.open_project(path)
    assert window.notices.notice("left") is None
    assert _marks_shown(window) == 1


def test_what_fits_no_more_is_named_and_a_torn_line_is_passed_over(
    window: MainWindow, path: Path, ended: Callable[[], None]
) -> None:
    ended()
    project = Project.open(path, own_name="tester")
    article = project.open_article(project.reader.article_ids()[0])
    marking.unmark(project, article, next(iter(article.annotations)).id)
    project.close()
    (file,) = (one for one in SetAside(path)._now.parent.iterdir())
    file.write_bytes(file.read_bytes()[:-40])
    window.open_project(path)
    notice = window.notices.notice("left")
    assert notice is not None
    assert notice.sentence.startswith("2 acts")
    notice.buttons()[0].click()
    assert "“Write a note” could not be saved" in window.status.words()
    assert _marks_shown(window) == 1
    window.close_project()
    assert _spans(path) == [(70, 76)]


def test_nothing_is_left_of_what_was_saved_or_given_up(
    window: MainWindow, path: Path, ended: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.opened().writer()._sqlite.execute("PRAGMA max_page_count = 1000000")
    window.guard.saving.try_again()
    assert not window.opened().hand
    assert SetAside(path).left() == []
    ended()
    window.open_project(path)
    store = window.opened().writer()
    (pages,) = store._sqlite.execute("PRAGMA page_count").fetchone()
    store._sqlite.execute(f"PRAGMA max_page_count = {pages}")
    project, article = window.at_work()
    mark = next(iter(article.annotations))
    marking.set_note(project, article, mark.id, "Even more than that, and more.\n" * 4000)
    assert project.hand
    monkeypatch.setattr(ask, "confirm", lambda *_: True)
    window.run_named("close-project")
    assert window.project is None
    window.open_project(path)
    assert window.notices.notice("left") is None


def test_an_act_that_brings_texts_comes_back_whole(tmp_path: Path) -> None:
    from annotator.domain.change import Step  # noqa: PLC0415
    from annotator.editing.in_hand import InHand  # noqa: PLC0415

    text = ArticleText("0" * 64, "İbrahim 😀", b"\xff\x00")
    SetAside(tmp_path / "p").keep([InHand(Step(title="Add"), (text,))], 7)
    (left,) = SetAside(tmp_path / "p").left()
    assert (left.by, left.texts) == (7, (text,))


def _marks_shown(window: MainWindow) -> int:
    assert window.article is not None
    return len(window.article.annotations)

"""Backups come by themselves, and going back to one is an act like any other."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.domain.change import Step, Value, removed, replaced
from annotator.domain.refusal import Refused, Unsound
from annotator.domain.status import Progress
from annotator.editing import backups, coding, marking, progress
from annotator.editing.backups import Keeper, newest_good, preview, put_in_place, restore
from annotator.editing.bring_in import bring_in
from annotator.editing.project import Project
from annotator.settings import Settings
from annotator.store.check import check
from tests.editing.builders import project_at, with_article

_TEXT = "Energy Minister Deniz Aral travelled to Karsu on Wednesday for talks. 😀 " * 20
_OLD = Path(__file__).parents[1] / "data" / "stores" / "version-1.annotator"


def _dump(path: Path) -> dict[str, list[Any]]:
    """Every row but those of the journal, of the search index, and texts that nothing has."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        found = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in names
            if not name.startswith(("journal", "search")) and name not in ("texts", "project")
        }
        found["texts"] = connection.execute(
            "SELECT * FROM texts WHERE sha256 IN (SELECT text_sha256 FROM articles) ORDER BY 1"
        ).fetchall()
    return found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = project_at(tmp_path)
    yield made
    made.close()


@pytest.fixture
def keeper(project: Project) -> Keeper:
    return Keeper(project.path, Settings())


def test_a_backup_is_made_when_something_was_done(project: Project, keeper: Keeper) -> None:
    first = keeper.keep("start")
    assert first is not None
    assert keeper.keep("work") is None
    with_article(project, _TEXT)
    assert keeper.is_due()
    second = keeper.keep("work", gently=False)
    assert second is not None
    assert [one.reason for one in keeper.kept()] == ["work", "start"]
    assert _dump(second.path) == _dump(project.path)
    assert check(second.path) == []
    project.undo()
    assert keeper.is_due()


def test_an_import_is_behind_a_backup(project: Project, keeper: Keeper, tmp_path: Path) -> None:
    project.before_bulk = keeper.before
    (tmp_path / "a.txt").write_text("Some words.")
    before = _dump(project.path)
    bring_in(project, [tmp_path / "a.txt"])
    (kept,) = keeper.kept()
    assert kept.reason == "before import"
    assert _dump(kept.path) == before


def test_an_import_goes_on_where_no_backup_can_be_made(
    project: Project, keeper: Keeper, tmp_path: Path
) -> None:
    keeper.folder.parent.mkdir(parents=True)
    keeper.folder.write_text("in the way")
    project.before_bulk = keeper.before
    (tmp_path / "a.txt").write_text("Some words.")
    assert bring_in(project, [tmp_path / "a.txt"]).articles == 1
    assert "cannot be made" in keeper.trouble


def test_backups_lie_beside_the_project_if_wished(project: Project) -> None:
    settings = Settings()
    settings.set(backups_beside=True)
    kept = Keeper(project.path, settings).keep("start")
    assert kept is not None
    assert kept.path.parent == project.path.with_name("p backups")


def _act(project: Project, ids: list[int], chance: random.Random) -> None:
    """One random act of any kind."""
    article = project.open_article(chance.choice(ids))
    book = project.codebook
    start = chance.randrange(len(article.text) - 61)
    there = list(article.annotations)
    acts: list[Any] = [
        lambda: marking.mark(
            project, article, chance.choice(book.labels), ((start, start + chance.randint(1, 60)),)
        ),
        lambda: progress.set_progress(project, article.id, chance.choice(list(Progress))),
        lambda: project.do(coding.adding(project.codebook, f"L{chance.randrange(10**9)}")),
        lambda: with_article(project, f"{_TEXT} {chance.random()}", f"a{chance.randrange(10**9)}"),
    ]
    if there:
        one = chance.choice(there)
        acts += [
            lambda: marking.unmark(project, article, one.id),
            lambda: marking.set_note(project, article, one.id, str(chance.random())),
            lambda: marking.move_edges(project, article, one.id, start, start + 30),
        ]
    with suppress(Refused):
        chance.choice(acts)()


@pytest.mark.parametrize("seed", range(4))
def test_going_back_makes_it_what_it_was_and_can_be_undone(
    project: Project, keeper: Keeper, seed: int
) -> None:
    chance = random.Random(seed)
    ids = [with_article(project, f"{number} {_TEXT}", f"n{number}").id for number in range(3)]
    for _ in range(40):
        _act(project, ids, chance)
    kept = keeper.keep("start")
    assert kept is not None
    for _ in range(40):
        _act(project, ids, chance)
    _swap_names(project)
    _drop(project, ids[0])
    then, now = _dump(kept.path), _dump(project.path)
    assert then != now
    shown = preview(project, kept.path)
    assert shown.articles == len(then["articles"])
    assert shown.differs["article"].come >= 1
    assert _dump(project.path) == now
    heard: list[Step] = []
    project.subscribe(heard.append)
    assert restore(project, kept.path) > 0
    assert [step.bulk for step in heard] == [True]
    assert _dump(project.path) == then
    assert check(project.path) == []
    assert preview(project, kept.path).differs == {}
    assert restore(project, kept.path) == 0
    project.undo()
    assert _dump(project.path) == now
    project.redo()
    assert _dump(project.path) == then


def _swap_names(project: Project) -> None:
    one, other, *_ = project.codebook.labels
    rename = msgspec.structs.replace
    project.do(
        Step(
            title="Swap",
            changes=(
                replaced(one, rename(one, name="x")),
                replaced(other, rename(other, name=one.name)),
                replaced(rename(one, name="x"), rename(one, name=other.name)),
            ),
        )
    )


def _drop(project: Project, article_id: int) -> None:
    reader = project.reader
    gone: list[Value] = [
        *reader.relations(article_id),
        *reader.annotations(article_id),
        *reader.statuses(article_id),
        reader.article(article_id),
    ]
    project.do(Step(title="Delete", changes=tuple(removed(one) for one in gone)))


def test_going_back_can_be_stopped(project: Project, keeper: Keeper) -> None:
    kept = keeper.keep("start")
    assert kept is not None
    with_article(project, _TEXT)
    now = _dump(project.path)
    with pytest.raises(Refused, match="Stopped"):
        restore(project, kept.path, lambda *_: False)
    assert _dump(project.path) == now


def test_a_backup_of_an_older_version_is_led_to_todays(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "old.annotator"
    copy.write_bytes(_OLD.read_bytes())
    shown = preview(project, copy)
    assert shown.articles > 0
    restore(project, copy)
    assert project.reader.counts().annotations == shown.annotations
    assert copy.read_bytes() == _OLD.read_bytes()
    assert check(project.path) == []


def test_a_project_that_does_not_open_is_put_aside_for_its_newest_good_backup(
    project: Project, keeper: Keeper
) -> None:
    with_article(project, _TEXT)
    good = keeper.keep("work")
    assert good is not None
    with_article(project, _TEXT, "b")
    bad = keeper.keep("work")
    assert bad is not None
    bad.path.write_bytes(b"no more")
    project.close()
    whole = project.path.read_bytes()
    project.path.write_bytes(b"\xff" * 100 + whole[100:])
    damaged = project.path.read_bytes()
    with pytest.raises(Unsound):
        Project.open(project.path, own_name="tester")
    assert newest_good(project.path, Settings()) == good
    aside = put_in_place(good.path, project.path)
    assert aside.read_bytes() == damaged
    with closing(Project.open(project.path, own_name="tester")) as again:
        assert again.reader.counts().articles == 1


def test_nothing_is_moved_when_the_backup_is_bad(project: Project, tmp_path: Path) -> None:
    project.close()
    before = project.path.read_bytes()
    bad = tmp_path / "bad.annotator"
    bad.write_bytes(b"nothing" * 1000)
    with pytest.raises(Refused):
        put_in_place(bad, project.path)
    assert project.path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {bad.name, project.path.name}


def test_what_a_backup_holds_is_counted(project: Project, keeper: Keeper) -> None:
    article = with_article(project, _TEXT)
    marking.mark(project, article, project.codebook.labels[0], ((0, 6),))
    kept = keeper.keep("work")
    assert kept is not None
    assert backups.held(kept.path) == (1, 1)


def test_old_backups_go(project: Project, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        with_article(project, _TEXT, str(number))
        assert keeper.keep("work") is not None
    assert [one.number for one in keeper.kept()] == [6, 5, 4]  # of one hour, the newest three

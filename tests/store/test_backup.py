"""A backup is made while work goes on, and only a good one gets its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.change import added
from annotator.domain.refusal import Refused
from annotator.store import backup as backup_module
from annotator.store.backup import back_up
from annotator.store.check import check
from annotator.store.failures import Damaged
from annotator.store.parts import Part
from annotator.store.reader import Reader
from annotator.store.store import Store


def test_the_backup_of_an_open_project_is_one_whole_file(
    store: Store, path: Path, make: Any, dump: Any
) -> None:
    store.apply(make.step(make.mark()), by=1)
    target = path.with_name("copy.annotator")
    assert back_up(path, target) == target
    names = {one.name for one in path.parent.iterdir()}
    assert not {one for one in names if one.startswith("copy") and one != "copy.annotator"}
    assert dump(target) == dump(path)
    assert check(target) == []
    with closing(Store.open(target)) as copy:
        assert copy.undo(by=1)
    with closing(sqlite3.connect(target)) as copied:
        assert copied.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_act_that_is_being_written_is_not_in_it(store: Store, path: Path, make: Any) -> None:
    target = path.with_name("copy.annotator")

    def parts() -> Iterator[Part]:
        yield Part((added(make.mark(1)),))
        back_up(path, target)
        yield Part((added(make.mark(2)),))

    store.apply_parts("two", parts(), by=1)
    with closing(Reader.open(target)) as reader:
        assert reader.annotations(101) == []
        assert reader.undo_title() == "Begin"


def test_nothing_is_written_over(store: Store, path: Path) -> None:
    target = path.with_name("copy.annotator")
    target.write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        back_up(path, target)
    assert target.read_text() == "mine"
    other = path.with_name("other.annotator")
    other.with_name(other.name + "-wal").write_text("left")
    with pytest.raises(Refused, match="left by another project"):
        back_up(path, other)
    assert not other.exists()


def test_a_folder_that_is_missing_is_said_in_words(store: Store, path: Path) -> None:
    with pytest.raises(Refused, match="cannot be reached"):
        back_up(path, path.parent / "none" / "copy.annotator")


def test_a_backup_that_differs_gets_no_name(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sums = iter(("one", "other"))
    monkeypatch.setattr(backup_module, "_sum", lambda _: next(sums))
    before = set(path.parent.iterdir())
    with pytest.raises(Damaged, match="not the same"):
        back_up(path, path.with_name("copy.annotator"))
    assert set(path.parent.iterdir()) == before


def test_a_damaged_project_is_not_copied_as_if_it_were_sound(
    store: Store, path: Path, make: Any
) -> None:
    (page,) = store._sqlite.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_articles_text'"
    ).fetchone()
    store.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Damaged):
        back_up(path, path.with_name("copy.annotator"))
    assert list(path.parent.iterdir()) == [path]


def test_what_is_written_meanwhile_neither_waits_nor_makes_it_begin_anew(
    store: Store, path: Path, make: Any
) -> None:
    words = make.words("x" * 8_000_000)
    article = make.article(2, words.text)
    store.apply(make.step(article, title="Large"), by=1, texts=[words])
    left: list[int] = []

    def told(done: int, total: int, _name: str) -> bool:
        left.append(total - done)
        store.apply(make.step(make.mark(len(left))), by=1)
        return True

    target = back_up(path, path.with_name("copy.annotator"), told, gently=True)
    assert len(left) > 5
    assert left == sorted(left, reverse=True)
    with closing(Reader.open(target)) as reader:
        assert reader.annotations(101) == []
    assert check(target) == []


def test_in_a_shared_place_it_gives_way_to_whoever_writes(tmp_path: Path, make: Any) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "press.annotator"
    words = make.words("x" * 8_000_000)
    with closing(Store.create(path)) as store:
        store.apply(make.step(*make.beginning()), by=1, texts=[make.words()])
        article = make.article(2, words.text)
        store.apply(make.step(article, title="Large"), by=1, texts=[words])
        told: list[int] = []

        def tell(done: int, total: int, _name: str) -> bool:
            told.append(total - done)
            if len(told) in (3, 9):
                store.apply(make.step(make.mark(len(told))), by=1)
            return True

        target = back_up(path, folder / "copy.annotator", tell)
        assert told != sorted(told, reverse=True)  # it began anew, twice
        with closing(Reader.open(target)) as reader:
            assert len(reader.annotations(101)) == 2
        assert check(target) == []

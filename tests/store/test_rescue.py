"""A file with code of its own is never written; its rows come over into a fresh file."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import CannotOpen, Foreign, Refused
from annotator.store.check import check
from annotator.store.reader import Reader
from annotator.store.repair import repair
from annotator.store.rescue import free_name, rescue
from annotator.store.store import Store

_RUNAWAY = (
    "CREATE VIEW {0} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i FROM n"
)


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def marked(store: Store, path: Path, make: Any) -> Path:
    store.apply(make.step(make.mark(1), make.mark(2, answers=(("kind", "city"),))), by=1)
    store.apply(make.step(make.relation()), by=1)
    store.close()
    return path


_STRANGERS: dict[str, tuple[str, ...]] = {
    "deletes everything at the first mark": (
        (
            "CREATE TRIGGER kind AFTER INSERT ON annotations BEGIN "
            "DELETE FROM annotation_answers; DELETE FROM annotations; DELETE FROM journal; END"
        ),
    ),
    "a view without an end": (_RUNAWAY.format("helpful"),),
    "a view instead of a table": ("DROP TABLE entities", _RUNAWAY.format("entities")),
    "another column": ("ALTER TABLE labels ADD COLUMN more TEXT DEFAULT 'x'",),
    "a column that works itself out": (
        "ALTER TABLE labels ADD COLUMN loud TEXT AS (hex(zeroblob(100000)) || name) VIRTUAL",
    ),
    "an index that lies": ("CREATE INDEX sly ON annotations (label_id) WHERE label_id > 11",),
    "a check taken out by hand": (
        "PRAGMA writable_schema = ON",
        (
            "UPDATE sqlite_schema SET sql = replace(sql, '\"end\" > start', '1') "
            "WHERE name = 'annotations'"
        ),
    ),
    "another table": ("CREATE TABLE more (a)", "INSERT INTO more VALUES (1)"),
}


@pytest.mark.parametrize("stranger", _STRANGERS)
def test_rows_of_a_stranger_come_over(
    marked: Path,
    dump: Any,
    stranger: str,
) -> None:
    before = dump(marked)
    _sql(marked, *_STRANGERS[stranger])
    whole = marked.read_bytes()
    for opening in (Store.open, Reader.open, repair):
        with pytest.raises(Foreign):
            opening(marked)
    began = time.monotonic()
    taken = rescue(marked, fresh := free_name(marked, "rows"))
    assert time.monotonic() - began < 10
    assert marked.read_bytes() == whole
    after = dump(fresh)
    assert {name: rows for name, rows in after.items() if name != "project"} == {
        name: rows for name, rows in before.items() if name != "project"
    }
    assert taken.taken["annotations"] == 2
    assert not taken.left_out
    assert check(fresh) == []
    with closing(Store.open(fresh)) as store:
        assert store.undo(by=1) is None  # the journal of a stranger stays behind
    assert {one.name for one in marked.parent.iterdir()} == {marked.name, fresh.name}


def test_what_does_not_fit_is_left_out_with_what_hangs_on_it(marked: Path) -> None:
    _sql(
        marked,
        "PRAGMA foreign_keys = OFF",
        "CREATE TABLE more (a)",
        "DELETE FROM labels WHERE id = 11",
        "UPDATE articles SET folded = 'nonsense', length = 3",
    )
    taken = rescue(marked, fresh := free_name(marked, "rows"))
    assert taken.left_out == {"annotations": 2, "annotation_answers": 1, "relations": 1}
    assert "Counted the characters of 1 articles again." in taken.remarks
    assert check(fresh) == []


def test_a_text_that_was_changed_is_taken_as_it_stands_and_said(marked: Path) -> None:
    _sql(marked, "CREATE TABLE more (a)", "UPDATE texts SET text = replace(text, 'pay', 'say')")
    taken = rescue(marked, fresh := free_name(marked, "rows"))
    assert any("not the one that was stored" in one for one in taken.remarks)
    with closing(Reader.open(fresh)) as reader:
        article = reader.article(101)
        text = reader.text(article.text_sha256)
    assert "say" in text
    assert hashlib.sha256(text.encode()).hexdigest() == article.text_sha256
    assert check(fresh) == []


def test_a_damaged_stretch_costs_what_lies_in_it_only(marked: Path) -> None:
    with closing(sqlite3.connect(marked)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'relations'"
        ).fetchone()
    with marked.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    taken = rescue(marked, fresh := free_name(marked, "rows"))
    assert taken.taken["annotations"] == 2
    assert any("relations could not be read" in one for one in taken.remarks)
    assert check(fresh) == []


def test_it_can_be_stopped_and_leaves_nothing(marked: Path) -> None:
    with pytest.raises(Refused, match="Stopped"):
        rescue(marked, marked.with_name("x.annotator"), lambda done, *_: done < 3)
    assert [one.name for one in marked.parent.iterdir()] == [marked.name]
    with pytest.raises(Refused, match="exists already"):
        rescue(marked, marked)


def test_a_file_of_another_kind_has_no_rows_for_us(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    _sql(path, "CREATE TABLE texts (a)")
    with pytest.raises(CannotOpen, match="not an Annotator project"):
        rescue(path, tmp_path / "x.annotator")


def test_repair_makes_again_what_follows_and_nothing_else(marked: Path, dump: Any) -> None:
    sound = dump(marked)
    _sql(
        marked,
        "UPDATE articles SET folded = 'nonsense', length = 3",
        "UPDATE annotations SET answer_count = 5 WHERE id = 1002",
    )
    assert len(check(marked)) >= 2
    said = repair(marked)
    assert len(said) == 3
    assert dump(marked) == sound
    assert check(marked) == []
    assert repair(marked) == []
    _sql(marked, "UPDATE texts SET text = 'Something else altogether.'")
    assert repair(marked) == ["Made the search index again."]  # of the texts as they stand
    assert check(marked) != []


def test_indexes_are_made_again(marked: Path) -> None:
    with closing(sqlite3.connect(marked)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_annotations_label'"
        ).fetchone()
    with marked.open("r+b") as file:  # an empty leaf of an index, byte by byte as SQLite writes it
        file.seek((page - 1) * 4096)
        file.write(b"\x0a\x00\x00\x00\x00\x10\x00\x00")
    assert any("index" in str(one) for one in check(marked))
    assert repair(marked) == ["Made the indexes again."]
    assert check(marked) == []


def _left_beside(path: Path) -> bytes:
    """The write-ahead file of a program that died, on another project."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (a)")
        other.execute("INSERT INTO t VALUES (zeroblob(20000))")
        return path.with_name(path.name + "-wal").read_bytes()


def test_the_work_of_another_file_is_not_taken_in(marked: Path, tmp_path: Path, dump: Any) -> None:
    before = dump(marked)
    stranger = _left_beside(tmp_path / "another.db")
    beside = marked.with_name(marked.name + "-wal")
    beside.write_bytes(stranger)
    with closing(Reader.open(marked)) as reader:
        assert len(reader.annotations(101)) == 2
    assert beside.read_bytes() == stranger
    Store.open(marked).close()
    assert not beside.exists()
    assert marked.with_name(marked.name + "-wal of another file").read_bytes() == stranger
    assert dump(marked) == before
    assert check(marked) == []


def test_own_work_left_by_a_program_that_died_is_taken_in(
    store: Store, path: Path, make: Any
) -> None:
    store.apply(make.step(make.mark()), by=1)
    copy = path.with_name("copy.annotator")
    for suffix in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    with closing(Store.open(copy)) as again, closing(again.reader()) as reader:
        assert len(reader.annotations(101)) == 1


def test_a_stranger_of_an_older_version_is_led_to_todays(tmp_path: Path) -> None:
    old = tmp_path / "old.annotator"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "stores" / "version-1.annotator", old)
    _sql(old, "CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM texts; END")
    with pytest.raises(Foreign):
        Store.open(old)
    taken = rescue(old, fresh := free_name(old, "rows"))
    assert not taken.left_out
    assert taken.taken["annotations"] == 3
    assert check(fresh) == []
    with closing(Store.open(fresh)) as store, closing(store.reader()) as reader:
        assert reader.counts().annotations == 3
    assert {one.name for one in tmp_path.iterdir()} == {old.name, fresh.name}

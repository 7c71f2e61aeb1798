"""Acts are written whole or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy.exc import IntegrityError

from annotator.domain.annotator import Annotator
from annotator.domain.change import Step, added, removed, replaced
from annotator.domain.refusal import CannotOpen, InUse, Refused, Stale
from annotator.store import store as store_module
from annotator.store.lock import ProjectLock
from annotator.store.parts import Part
from annotator.store.project_file import APPLICATION_ID, SCHEMA_VERSION
from annotator.store.reader import Reader
from annotator.store.store import Store


def test_a_new_project_is_marked_as_one_and_careful(store: Store, path: Path) -> None:
    asked = store._sqlite.execute
    pragmas = {
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA_VERSION,
        "page_size": 4096,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
    }
    assert {name: asked(f"PRAGMA {name}").fetchone()[0] for name in pragmas} == pragmas
    assert asked("PRAGMA mmap_size").fetchone() in (None, (0,))
    loose = asked(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict ORDER BY 1"
    )
    own = ["search", "search_config", "search_data", "search_idx", "sqlite_schema"]
    assert [name for (name,) in loose] == own  # those that SQLite makes


def test_a_closed_project_is_one_file(store: Store, path: Path) -> None:
    assert len(list(path.parent.iterdir())) > 1
    store.close()
    store.close()
    assert list(path.parent.iterdir()) == [path]
    with closing(Reader.open(path)) as reader:
        assert reader.counts().articles == 1
        assert reader.project_info()["made_by"].startswith("Annotator ")
    assert list(path.parent.iterdir()) == [path]


def test_a_file_in_the_way_is_left_alone(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(CannotOpen, match="exists already"):
        Store.create(path)
    assert path.read_bytes() == b"mine"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="no such folder"):
        Store.create(tmp_path / "none" / "a.annotator")


def test_acts_are_numbered_and_empty_ones_are_not_written(store: Store, make: Any) -> None:
    assert store.apply(make.step(make.mark()), by=1) == 2
    assert store.apply(Step(title="nothing"), by=1) == 0
    assert store.apply_parts("nothing", [Part(())], by=1) == 0
    assert store.apply(make.step(make.mark(2)), by=1) == 3


def test_a_stale_change_takes_the_whole_act_with_it(
    store: Store, make: Any, path: Path, dump: Any
) -> None:
    mark = make.mark()
    store.apply(make.step(mark), by=1)
    first = dump(path)
    noted = msgspec.structs.replace(mark, note="new")
    other = msgspec.structs.replace(mark, note="other")
    for change in (removed(noted), replaced(other, noted), added(mark)):
        step = Step(title="x", changes=(added(make.mark(2)), change))
        with pytest.raises(Stale):
            store.apply(step, by=1)
        assert dump(path) == first
    with closing(store.reader()) as reader:
        assert [row.seq for row in reader.journal()] == [2, 1]


def test_what_is_still_in_use_stays(store: Store, make: Any, path: Path, dump: Any) -> None:
    store.apply(make.step(make.mark()), by=1)
    first = dump(path)
    with pytest.raises(Stale, match="in use"):
        store.apply(Step(title="x", changes=(removed(make.article()),)), by=1)
    with pytest.raises(Stale, match="no longer there"):
        store.apply(make.step(make.mark(2, label_id=99)), by=1)
    assert dump(path) == first
    assert store.apply(make.step(make.mark(2)), by=1)


def test_the_changes_of_an_act_may_come_in_any_order(store: Store, make: Any) -> None:
    store.apply(make.step(make.relation(), make.mark(2), make.mark(1)), by=1)
    gone = (removed(make.mark(1)), removed(make.mark(2)), removed(make.relation()))
    store.apply(Step(title="x", changes=gone), by=1)
    with closing(store.reader()) as reader:
        assert reader.annotations(101) == []


def test_one_value_may_change_twice_and_two_may_swap_names(store: Store, make: Any) -> None:
    one, other = make.beginning()[1:3]
    rename = msgspec.structs.replace
    store.apply(
        Step(
            title="swap",
            changes=(
                replaced(one, rename(one, name="?")),
                replaced(other, rename(other, name=one.name)),
                replaced(rename(one, name="?"), rename(one, name=other.name)),
            ),
        ),
        by=1,
    )
    with closing(store.reader()) as reader:
        assert [label.name for label in reader.codebook().labels] == ["CLAIM", "ACTOR"]
        assert store.undo(by=1)
        assert [label.name for label in reader.codebook().labels] == ["ACTOR", "CLAIM"]


def test_a_bug_is_not_dressed_as_a_refusal(store: Store, make: Any) -> None:
    with pytest.raises(IntegrityError):
        store.apply(make.step(make.mark(fragments=((5, 5),))), by=1)
    with pytest.raises(ValueError, match="another version of itself"):
        store.apply(Step(title="x", changes=(replaced(make.mark(1), make.mark(2)),)), by=1)
    words = msgspec.structs.replace(make.words("other"), text="changed")
    with pytest.raises(ValueError, match="not the hash"):
        store.apply(make.step(make.article(2)), by=1, texts=[words])
    assert store.apply(make.step(make.mark()), by=1)


def test_an_iterator_that_fails_leaves_nothing(
    store: Store, make: Any, path: Path, dump: Any
) -> None:
    first = dump(path)

    def parts() -> Iterator[Part]:
        words = make.words("second")
        yield Part((added(make.article(2, "second")),), (words,))
        yield Part((added(make.mark(1)),))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.apply_parts("Import", parts(), by=1)
    assert dump(path) == first
    with closing(store.reader()) as reader:
        assert reader.undo_title() == "Begin"


def test_a_large_act_is_undone_part_by_part(store: Store, make: Any, path: Path, dump: Any) -> None:
    first = dump(path)
    words = [make.words(f"text {number}") for number in range(2, 30)]

    def parts() -> Iterator[Part]:
        yield Part((added(Annotator(2, "other")),))
        for number, text in enumerate(words, 2):
            article = make.article(number, text.text)
            mark = make.mark(number, article_id=article.id, fragments=((0, 2),), annotator_id=2)
            yield Part((added(article), added(mark)), (text,))

    seq = store.apply_parts("Import 28 files", parts(), by=1)
    last = dump(path)
    assert len(last["articles"]) == 29
    undone = store.undo(by=1)
    assert undone == Step(title="Import 28 files", bulk=True)
    after = dump(path)
    assert len(after.pop("texts")) == 29  # texts stay: the journal may ask for them
    assert after == {name: rows for name, rows in first.items() if name != "texts"}
    assert store.redo(by=1) == Step(title="Import 28 files", bulk=True)
    assert dump(path) == last
    with closing(store.reader()) as reader:
        assert reader.journal(limit=1)[0].target == seq


def test_a_text_that_comes_again_gains_its_bytes_and_never_loses_them(
    store: Store, make: Any
) -> None:
    def bring(number: int, text: str, original: bytes) -> bytes:
        words = make.words(text, original)
        store.apply(make.step(make.article(number, text)), by=1, texts=[words])
        with closing(store.reader()) as reader:
            assert reader.text(words.sha256) == text
            return reader.original(words.sha256)

    assert bring(2, "çok", b"") == b""
    assert bring(3, "çok", "çok".encode("cp1254")) == "çok".encode("cp1254")
    assert bring(4, "çok", "çok".encode("utf-16")) == "çok".encode("cp1254")
    assert bring(5, "aynı", "aynı".encode()) == "aynı".encode()


def test_one_program_writes(store: Store, path: Path) -> None:
    with pytest.raises(InUse, match="in this program"):
        Store.open(path)
    store.close()
    lock = ProjectLock.take(path)
    assert lock is not None
    with closing(Store.open(path, lock=lock)):
        pass
    with pytest.raises(InUse):
        ProjectLock.take(path)
    lock.release()
    Store.open(path).close()


def test_another_thread_waits_its_turn_or_is_refused(
    store: Store, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_PATIENCE_S", 0.05)
    begun, leave = threading.Event(), threading.Event()

    def parts() -> Iterator[Part]:
        yield Part((added(make.mark(1)),))
        begun.set()
        assert leave.wait(10)

    worker = threading.Thread(target=lambda: store.apply_parts("Import", parts(), by=1))
    worker.start()
    assert begun.wait(10)
    with pytest.raises(Refused, match="busy"):
        store.apply(make.step(make.mark(2)), by=1)
    with closing(store.reader()) as reader:  # reading goes on, and sees only what is whole
        assert reader.annotations(101) == []
        leave.set()
        worker.join()
        assert len(reader.annotations(101)) == 1
    assert store.apply(make.step(make.mark(2)), by=1)


def test_a_full_disk_is_said_in_words(store: Store, make: Any, path: Path, dump: Any) -> None:
    (pages,) = store._sqlite.execute("PRAGMA page_count").fetchone()
    store._sqlite.execute(f"PRAGMA max_page_count = {pages}")
    first = dump(path)
    note = "x" * 100_000
    with pytest.raises(Refused, match="disk is full; nothing was changed"):
        store.apply(make.step(make.mark(note=note)), by=1)
    assert dump(path) == first
    store._sqlite.execute("PRAGMA max_page_count = 1000000")
    assert store.apply(make.step(make.mark(note=note)), by=1)


def test_checkpoint_empties_the_file_beside(store: Store, path: Path, make: Any) -> None:
    store.apply(make.step(make.mark()), by=1)
    beside = path.with_name(path.name + "-wal")
    assert beside.stat().st_size > 0
    store.checkpoint()
    assert beside.stat().st_size == 0


def test_a_reader_at_work_does_not_stop_the_writer_from_closing(store: Store, path: Path) -> None:
    reading = sqlite3.connect(path, isolation_level=None)
    with closing(reading):
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM articles").fetchone()
        store.close()
    with closing(Store.open(path)):
        pass
    assert list(path.parent.iterdir()) == [path]

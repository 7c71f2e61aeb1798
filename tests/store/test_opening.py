"""What is not a sound project of ours is refused in words, and left as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import CannotOpen, Refused
from annotator.store.fingerprint import FINGERPRINTS, fingerprint
from annotator.store.lock import ProjectLock
from annotator.store.reader import Reader
from annotator.store.store import Store


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _nothing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _header(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:16] = b"SQLite format 4\0"
    path.write_bytes(data)


def _tables(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = os.urandom(3996)
    path.write_bytes(data)


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 100])


def _newer(path: Path) -> None:
    _sql(path, "PRAGMA user_version = 7")


def _other_program(path: Path) -> None:
    _sql(path, "PRAGMA application_id = 1")


def _trigger(path: Path) -> None:
    _sql(
        path,
        "CREATE TRIGGER helpful AFTER INSERT ON annotations BEGIN DELETE FROM journal; END",
    )


def _view(path: Path) -> None:
    _sql(path, "DROP TABLE zones", "CREATE VIEW zones AS SELECT * FROM articles")


def _extra_column(path: Path) -> None:
    _sql(path, "ALTER TABLE labels ADD COLUMN more TEXT")


def _lost_check(path: Path) -> None:
    _sql(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '\"end\" > start', '1') "
        "WHERE name = 'annotations'",
    )


_SPOILERS: list[tuple[Callable[[Path], object], str]] = [
    (_nothing, "does not exist"),
    (_folder, "is a folder"),
    (lambda path: path.write_bytes(b""), "is empty"),
    (lambda path: path.write_text("Just a letter.\n" * 100), "is not an Annotator project"),
    (_header, "is not an Annotator project"),
    (_tables, "damaged"),
    (_short, "damaged"),
    (_newer, "newer Annotator .version 7 of the file"),
    (_other_program, "is not an Annotator project"),
    (_trigger, "holds a trigger .helpful."),
    (_view, "holds a view .zones."),
    (_extra_column, "other tables"),
]


@pytest.mark.parametrize(("spoil", "words"), _SPOILERS, ids=[words for _, words in _SPOILERS])
def test_a_file_that_is_no_project_is_refused(
    path: Path, store: Store, spoil: Callable[[Path], object], words: str
) -> None:
    store.close()
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    for opening in (Reader.open, Store.open):
        with pytest.raises(CannotOpen, match=words) as refusal:
            opening(path)
        assert path.name in str(refusal.value)
        assert "\n" not in str(refusal.value)
    assert before == (path.read_bytes() if path.is_file() else None)
    assert [one.name for one in path.parent.iterdir() if one != path] == []


def test_a_check_that_was_taken_out_is_noticed(path: Path, store: Store) -> None:
    store.close()
    _lost_check(path)
    with pytest.raises(CannotOpen, match="other tables"):
        Store.open(path)


def test_the_expected_tables_are_those_that_are_made(store: Store) -> None:
    rows = store._sqlite.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    assert fingerprint(rows) == FINGERPRINTS[max(FINGERPRINTS)]


def test_statistics_that_sqlite_keeps_are_no_stranger(path: Path, store: Store) -> None:
    store._sqlite.execute("ANALYZE")
    store.close()
    Store.open(path).close()


_ASK = """
import sys
from pathlib import Path
from annotator.domain.refusal import Refused
from annotator.store.lock import ProjectLock
from annotator.store.reader import Reader
import os
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
try:
    print("lock", ProjectLock.take(path))
    reader = Reader.open(path)
    print("marks", len(reader.annotations(101)))
    reader.close()
except Refused as refusal:
    print(refusal)
"""


def _asked_without_rights(path: Path) -> list[str]:
    """What somebody finds who may read the folder but not write to it."""
    # packages of whoever runs the tests may lie where nobody else can read
    loaded = "import shutil, tempfile, annotator.store.reader, annotator.store.lock\n"
    done = subprocess.run(
        [sys.executable, "-c", loaded + _ASK, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def open_folder(path: Path) -> Any:
    """The folders above a project can be entered by anyone, and it cannot be written to."""
    if sys.platform == "win32":
        pytest.skip("rights work otherwise there")
    above = [one for one in path.parents if one.stat().st_uid == os.getuid() and one != Path("/")]
    modes = [(one, one.stat().st_mode & 0o7777) for one in above]
    for one, mode in modes:
        one.chmod(mode | 0o055)
    path.parent.chmod(0o555)
    yield path
    for one, mode in modes:
        one.chmod(mode)


def test_a_closed_project_can_be_read_where_nothing_can_be_written(
    store: Store, make: Any, open_folder: Path
) -> None:
    open_folder.parent.chmod(0o755)
    store.apply(make.step(make.mark()), by=1)
    store.close()
    open_folder.parent.chmod(0o555)
    open_folder.chmod(0o444)
    assert _asked_without_rights(open_folder) == ["lock None", "marks 1"]


def test_work_left_beside_a_project_is_never_passed_over_in_silence(
    store: Store, make: Any, open_folder: Path
) -> None:
    """Reading the file as if it could not change would miss what is still beside it."""
    open_folder.parent.chmod(0o755)
    store.checkpoint()
    store.apply(make.step(make.mark()), by=1)
    copy = open_folder.with_name("copy.annotator")
    for suffix in ("", "-wal"):  # as a program that was killed leaves them
        beside = copy.with_name(copy.name + suffix)
        beside.write_bytes(open_folder.with_name(open_folder.name + suffix).read_bytes())
        beside.chmod(0o444)
    store.close()
    open_folder.parent.chmod(0o555)
    said = _asked_without_rights(copy)
    assert said == ["lock None", "marks 1"]


def test_a_project_in_a_folder_that_cannot_be_written_is_not_opened_to_write(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(ProjectLock, "take", classmethod(lambda *_: None))
    with pytest.raises(CannotOpen, match="cannot be written to"):
        Store.open(path)


def test_half_a_write_of_a_program_that_died_is_taken_back(
    store: Store, path: Path, dump: Any
) -> None:
    store.close()
    first = dump(path)
    program = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('DELETE FROM articles')\n"
        "connection.execute('UPDATE labels SET definition = ?', ('x' * 100000,))\n"
        "connection.execute('UPDATE annotators SET name = ?', ('y' * 100000,))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False, timeout=60)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with closing(Reader.open(path)) as reader:
        assert reader.counts().articles == 1
    assert dump(path) == first


def test_damage_met_later_is_said_in_words(store: Store, make: Any, path: Path) -> None:
    store.apply(make.step(make.mark()), by=1)
    found = store._sqlite.execute(
        "SELECT rootpage FROM sqlite_schema WHERE tbl_name IN ('articles', 'annotations')"
    )
    pages = [page for (page,) in found.fetchall()]
    store.close()
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * 4096)
            file.write(b"\xff" * 4096)
    with closing(Reader.open(path)) as reader:
        looks: list[Callable[[], object]] = [
            lambda: reader.article(101),
            lambda: reader.annotations(101),
            lambda: reader.rows([101], 1),
            reader.counts,
        ]
        for look in looks:
            with pytest.raises(Refused, match="damaged"):
                look()

"""An older project is led to a newer version, behind a backup, or stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import CannotOpen
from annotator.store.check import check
from annotator.store.fingerprint import FINGERPRINTS, fingerprint
from annotator.store.migrate import SCRIPTS, bring_up_to_date
from annotator.store.project_file import APPLICATION_ID, SCHEMA_VERSION
from annotator.store.reader import Reader
from annotator.store.store import Store

_NEXT, _LATER = SCHEMA_VERSION + 1, SCHEMA_VERSION + 2
_FIRST_SCRIPT = f"""
from alembic import op

revision = "{_NEXT:04d}"
down_revision = "{SCHEMA_VERSION:04d}"
"""
_FEWER_LABELS = '''

LABELS = """CREATE TABLE new_labels (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, position INTEGER NOT NULL
) STRICT"""


def upgrade():
    op.execute("CREATE TABLE memos (id INTEGER PRIMARY KEY, memo TEXT NOT NULL) STRICT")
    op.execute("INSERT INTO memos SELECT id, definition FROM labels")
    op.execute(LABELS)
    op.execute("INSERT INTO new_labels SELECT id, name, position FROM labels")
    op.execute("DROP TABLE labels")
    op.execute("ALTER TABLE new_labels RENAME TO labels")
'''
_SECOND_SCRIPT = f"""
from alembic import op

revision = "{_LATER:04d}"
down_revision = "{_NEXT:04d}"


def upgrade():
    op.execute("DELETE FROM memos WHERE memo = ''")
    op.execute("{{last}}")
"""
_TABLES = {
    "labels": "CREATE TABLE labels (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "position INTEGER NOT NULL) STRICT",
    "memos": "CREATE TABLE memos (id INTEGER PRIMARY KEY, memo TEXT NOT NULL) STRICT",
}


def _schema(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()


@pytest.fixture
def old(store: Store, path: Path, make: Any) -> Path:
    """A project of today's version, which is old to the programs of this file."""
    store.apply(make.step(make.mark()), by=1)
    store.close()
    return path


@pytest.fixture
def newer(old: Path, tmp_path: Path) -> dict[str, Any]:
    """What a program two versions newer would say of itself."""
    scripts = tmp_path / "100% scripts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "next_memos.py").write_text(_FIRST_SCRIPT + _FEWER_LABELS)
    (scripts / "versions" / "later_fewer.py").write_text(_SECOND_SCRIPT.format(last="SELECT 1"))
    kept = [row for row in _schema(old) if row[2] != "labels"]
    added = [("table", name, name, sql) for name, sql in _TABLES.items()]
    expected = fingerprint([*kept, *added])
    return {"scripts": scripts, "fingerprints": {**FINGERPRINTS, _NEXT: expected, _LATER: expected}}


def test_an_old_project_is_led_through_every_script(
    old: Path, newer: dict[str, Any], dump: Any
) -> None:
    before = dump(old)
    backup = bring_up_to_date(old, **newer)
    assert backup is not None
    assert backup.name == f"press (version {SCHEMA_VERSION}).annotator"
    assert dump(backup) == before
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (_LATER,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        labels = connection.execute("SELECT * FROM labels ORDER BY 1").fetchall()
        assert labels == [(11, "ACTOR", 0), (12, "CLAIM", 1)]
        assert connection.execute("SELECT count(*) FROM annotations").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM memos").fetchone() == (0,)
    assert not [row for row in _schema(old) if "alembic" in row[1]]
    assert bring_up_to_date(old, **newer) is None
    beside = {one.name for one in old.parent.iterdir() if one.is_file()}
    assert beside == {old.name, backup.name}
    for opening in (Reader.open, Store.open, bring_up_to_date):
        with pytest.raises(CannotOpen, match="newer"):
            opening(old)


def test_a_backup_never_takes_the_place_of_another(old: Path, newer: dict[str, Any]) -> None:
    old.with_name(f"press (version {SCHEMA_VERSION}).annotator").write_text("mine")
    backup = bring_up_to_date(old, **newer)
    assert backup is not None
    assert backup.name == f"press (version {SCHEMA_VERSION}) 2.annotator"


@pytest.mark.parametrize(
    ("last", "trouble"),
    [
        ("DELETE FROM articles", "could not be brought up to date: .* references"),
        ("CREATE VIEW v AS SELECT 1", "holds a view"),
        ("DROP TABLE memos", "other tables"),
    ],
)
def test_a_script_that_fails_leaves_the_project_as_it_was(
    old: Path, newer: dict[str, Any], dump: Any, last: str, trouble: str
) -> None:
    third = newer["scripts"] / "versions" / "later_fewer.py"
    third.write_text(_SECOND_SCRIPT.format(last=last))
    before = dump(old), _schema(old)
    with pytest.raises(CannotOpen, match=trouble):
        bring_up_to_date(old, **newer)
    assert (dump(old), _schema(old)) == before
    assert check(old) == []
    Store.open(old).close()


def test_a_script_that_is_wrong_is_a_bug_and_changes_nothing(
    old: Path, newer: dict[str, Any], dump: Any
) -> None:
    third = newer["scripts"] / "versions" / "later_fewer.py"
    third.write_text(_SECOND_SCRIPT.format(last="SELECT wrong"))
    before = dump(old)
    with pytest.raises(Exception, match="no such column: wrong"):
        bring_up_to_date(old, **newer)
    assert dump(old) == before


def test_a_stranger_is_not_led_anywhere(old: Path, newer: dict[str, Any]) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TRIGGER t AFTER DELETE ON labels BEGIN DELETE FROM texts; END")
    with pytest.raises(CannotOpen, match="trigger"):
        bring_up_to_date(old, **newer)
    assert [one for one in old.parent.iterdir() if one.is_file()] == [old]


def test_the_scripts_of_the_program_make_the_tables_of_the_program(tmp_path: Path) -> None:
    """From an empty file to the newest version, by the scripts alone."""
    from alembic import command  # noqa: PLC0415  as the program does
    from alembic.config import Config  # noqa: PLC0415

    from annotator.store.engine import engine_on  # noqa: PLC0415

    made = tmp_path / "made.db"
    with closing(sqlite3.connect(made, isolation_level=None, check_same_thread=False)) as raw:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        with engine_on(raw).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql("DROP TABLE alembic_version")
    assert fingerprint(_schema(made)) == FINGERPRINTS[max(FINGERPRINTS)]


def test_alembic_stays_away_when_nothing_is_due(old: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from annotator.store.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1])).close()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(old)], check=True, timeout=60)

"""Bringing an older project file up to date: a verified backup, then Alembic's scripts.

`user_version` of the file decides, and it alone: Alembic is told from it where to
begin, its own note is gone again before anything is committed, and it is not even
imported when there is nothing to do. Script 0002 leads to version 2, and so on.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.refusal import CannotOpen
from annotator.store.failures import refusal_for
from annotator.store.fingerprint import FINGERPRINTS
from annotator.store.project_file import (
    APPLICATION_ID,
    check_schema,
    connect_writing,
    version_of,
)

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    path: Path,
    *,
    scripts: Path = SCRIPTS,
    fingerprints: Mapping[int, str] = FINGERPRINTS,
) -> Path | None:
    """Lead a file to the newest of `fingerprints`; returns the backup made, None if none was due.

    To be called by whoever holds the project's lock. A script must leave exactly the
    tables that the newest version has, so it makes a changed table anew. Raises
    CannotOpen, also for a newer file; the file is then as it was.
    """
    newest = max(fingerprints)
    with contextlib.closing(connect_writing(path)) as connection:
        version = version_of(path, connection, newest=newest)
        if version == newest:
            return None
        check_schema(path, connection, fingerprints[version])
        from annotator.store.backup import back_up  # noqa: PLC0415  rarely needed

        backup = back_up(path, _free_name(path, version))
        _upgrade(path, connection, scripts, version, newest, fingerprints[newest])
        return backup


def make_empty(path: Path, version: int) -> None:
    """Make an empty project file as the program of a version made it, at a path with none."""
    from alembic import command  # noqa: PLC0415  rarely needed

    from annotator.store.engine import engine_on  # noqa: PLC0415

    path.touch(exist_ok=False)
    with contextlib.closing(connect_writing(path, create=True)) as connection:
        config = _config(SCRIPTS)
        with engine_on(connection).begin() as making:
            making.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            making.exec_driver_sql(f"PRAGMA user_version = {version}")
            config.attributes["connection"] = making
            command.upgrade(config, f"{version:04d}")
            making.exec_driver_sql("DROP TABLE alembic_version")


def lead_on(path: Path) -> None:
    """Lead a file that is nobody's work yet to the newest version, without a backup."""
    newest = max(FINGERPRINTS)
    with contextlib.closing(connect_writing(path)) as connection:
        version = version_of(path, connection)
        if version < newest:
            check_schema(path, connection, FINGERPRINTS[version])
            _upgrade(path, connection, SCRIPTS, version, newest, FINGERPRINTS[newest])


def _config(scripts: Path) -> Config:
    from alembic.config import Config as Made  # noqa: PLC0415  a third of a second

    config = Made()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _upgrade(
    path: Path,
    connection: sqlite3.Connection,
    scripts: Path,
    version: int,
    newest: int,
    expected: str,
) -> None:
    from alembic import command  # noqa: PLC0415  a third of a second, rarely needed
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from annotator.store.engine import engine_on  # noqa: PLC0415  SQLAlchemy comes with it

    config = _config(scripts)
    connection.execute("PRAGMA foreign_keys = OFF")  # tables are made anew under their rows
    try:
        with engine_on(connection).begin() as changing:
            config.attributes["connection"] = changing
            command.stamp(config, f"{version:04d}")
            command.upgrade(config, f"{newest:04d}")
            changing.exec_driver_sql("DROP TABLE alembic_version")
            dangling = len(changing.exec_driver_sql("PRAGMA foreign_key_check").fetchall())
            if dangling:
                raise CannotOpen(
                    f"{path.name} could not be brought up to date: {dangling} references in it "
                    "lead nowhere. It was left as it was."
                )
            changing.exec_driver_sql(f"PRAGMA user_version = {newest}")
            check_schema(path, connection, expected)
    except DBAPIError as failure:
        refusal = refusal_for(path, failure.orig) if failure.orig else None
        if refusal is None:
            raise
        raise CannotOpen(str(refusal)) from failure


def _free_name(path: Path, version: int) -> Path:
    """A name beside the file that says which version it keeps."""
    stem = f"{path.stem} (version {version})"
    found, count = path.with_name(stem + path.suffix), 1
    while found.exists():
        count += 1
        found = path.with_name(f"{stem} {count}{path.suffix}")
    return found

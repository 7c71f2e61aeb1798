"""The writer: the one connection of the one program that owns a project.

Every act is one transaction that also holds its row of the journal; it is on disk
when the call returns, or it never was.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from annotator import __version__
from annotator.domain.article import ArticleText
from annotator.domain.change import Change, Step, inverse
from annotator.domain.refusal import Busy, CannotOpen, Refused
from annotator.store import journal, people, search_index, shelves, texts
from annotator.store.engine import engine_on
from annotator.store.failures import refusal_for
from annotator.store.history import ActKind
from annotator.store.journal import Act
from annotator.store.lock import ProjectLock
from annotator.store.opening import make_ready
from annotator.store.parts import Part, Ready, ready
from annotator.store.places import place_of
from annotator.store.project_file import (
    APPLICATION_ID,
    BUSY_MS,
    SCHEMA_VERSION,
    beside,
    check_current,
    connect_writing,
)
from annotator.store.reader import Reader
from annotator.store.schema import METADATA, PROJECT

_PATIENCE_S = 0.02
"""How long an act waits for another one that is being written: no frame of a window."""

_TIDYING_MS = 200
"""How long tidying up waits for readers; nothing is lost without it."""

_TIDY_PATIENCE_S = 2.0
"""How long an act waits for tidying up: that ends by itself, and soon."""

_TIDY_PAGES = 4096
"""Pages beside the file with which an act tidies up itself. A window does so in pauses, and
seldom lets it come to that: whoever presses a key should not wait for it."""

_WAL_LIMIT = 64 * 1024 * 1024
"""Bytes that the write-ahead file keeps after a large act."""


class Store:
    """An open project that can be written. Close it when done.

    Threads may share it; one act is written at a time.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        own_lock: ProjectLock | None,
        *,
        patience: int | None = None,
    ) -> None:
        self._busy_ms = BUSY_MS if patience is None else patience
        self.path = path
        self._sqlite = connection
        self._engine = engine_on(connection)
        self._connection = self._engine.connect()
        self._own_lock = own_lock
        self._turn = threading.RLock()
        self._tidying = False
        self._closed = False

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty project file and open it. Raises CannotOpen, also for a file in the way."""
        with _locked(path, None) as own_lock:
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                raise CannotOpen(f"{path} exists already; choose another name.") from None
            except OSError as reason:
                raise CannotOpen(f"{path} cannot be made: {reason.strerror or reason}.") from None
            try:
                return cls._begin(path, own_lock, _make_tables, create=True)
            except BaseException:
                path.unlink(missing_ok=True)
                raise

    @classmethod
    def open(
        cls, path: Path, *, lock: ProjectLock | None = None, patience: int | None = None
    ) -> Store:
        """Open a project to write, under `lock` if it is held already, else under its own.

        Acts wait `patience` milliseconds for another program that has the file.
        Brings an older file up to date first. Raises InUse, or CannotOpen when it is
        not a project, is damaged or newer, brings code of its own, or is read-only.
        """
        with _locked(path, lock) as own_lock:
            if own_lock is not None:  # whoever brought a lock has made it ready
                make_ready(path)
            return cls._begin(path, own_lock, check_current, patience=patience)

    @classmethod
    def _begin(
        cls,
        path: Path,
        own_lock: ProjectLock | None,
        prepare: Callable[[Path, sqlite3.Connection], None],
        *,
        create: bool = False,
        patience: int | None = None,
    ) -> Store:
        connection = connect_writing(path, create=create)
        try:
            prepare(path, connection)
            way = "TRUNCATE" if place_of(path).is_shared else "WAL"
            connection.execute(f"PRAGMA journal_mode = {way}")
            if way != "WAL":  # a large act must not shut readers out before it ends
                connection.execute("PRAGMA cache_spill = OFF")
            connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_TIDY_PAGES}")
            store = cls(path, connection, own_lock, patience=patience)
            connection.execute(f"PRAGMA busy_timeout = {store._busy_ms}")
        except sqlite3.DatabaseError as failure:
            connection.close()
            refusal = refusal_for(path, failure)
            if refusal is None:
                raise
            raise CannotOpen(str(refusal)) from failure
        except BaseException:
            connection.close()
            raise
        return store

    def reader(self) -> Reader:
        """A reader of the same file, to be closed by whoever asked for it."""
        return Reader.open(self.path)

    def reader_within(self) -> Reader:
        """A reader that sees what the act which is being written has written so far.

        Only for whoever makes the parts of `apply_parts`, while they are gone through; it
        has no connection of its own and is not closed.
        """
        return Reader(self.path, self._sqlite)

    def close(self) -> None:
        """Leave one file behind and release the lock taken by `open`. Twice does nothing."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            self._connection.close()
            self._checkpoint()
            with contextlib.suppress(sqlite3.OperationalError):  # a reader is still at it
                self._sqlite.execute("PRAGMA journal_mode = DELETE")
            self._engine.dispose()
            self._sqlite.close()
            if self._own_lock is not None:
                self._own_lock.release()

    def left_beside(self) -> int:
        """Bytes of the write-ahead file, 0 where there is none."""
        try:
            return beside(self.path, "-wal").stat().st_size
        except OSError:
            return 0

    def checkpoint(self) -> None:
        """Take the write-ahead file into the project file, as far as readers let it.

        Acts in other threads wait for it; none is refused.
        """
        with self._turn:
            if self._closed:
                return
            self._tidying = True
            try:
                self._checkpoint()
                self._sqlite.execute(f"PRAGMA busy_timeout = {self._busy_ms}")
            finally:
                self._tidying = False

    def _checkpoint(self) -> None:
        """Without waiting for readers: what they hold back stays beside the file till later."""
        self._sqlite.execute(f"PRAGMA busy_timeout = {_TIDYING_MS}")
        with contextlib.suppress(sqlite3.OperationalError):
            self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # -- acts -----------------------------------------------------------------------

    def apply(self, step: Step, *, by: int, texts: Sequence[ArticleText] = ()) -> int:
        """Write one act; returns its number in the journal, 0 for an act without changes.

        Raises Stale when something is no longer as the act found it, Refused when the
        disk cannot take it; nothing is written then.
        """
        act = Act(step.title, step.article_id, step.merge_key, step.bulk)
        return self._act(act, [Part(step.changes, texts)], by=by)

    def apply_parts(
        self, title: str, parts: Iterable[Part | Ready], *, by: int, article_id: int | None = None
    ) -> int:
        """Write one large act as its parts come, in one transaction.

        Whatever `parts` raises undoes it all and is raised again. Returns and raises
        as `apply` does.
        """
        return self._act(Act(title, article_id, bulk=True), parts, by=by)

    def undo(self, *, by: int, article_id: int | None = None) -> Step | None:
        """Take back the newest act, or the whole gesture it ends; with an article, in that one.

        Returns what was done to the project, None when there was nothing to undo.
        """
        with self._writing() as connection:
            acts = journal.newest_done(connection, article_id)
            return self._turn_around(connection, acts, ActKind.UNDO, by=by)

    def redo(self, *, by: int, article_id: int | None = None) -> Step | None:
        """Do again what was undone last; returns it, None when there was nothing."""
        with self._writing() as connection:
            acts = journal.oldest_undone(connection, article_id)
            return self._turn_around(connection, acts, ActKind.REDO, by=by)

    def take_back(self, acts: Sequence[int], *, by: int) -> Step | None:
        """Take back these acts, newest first, all or none; those not done are passed over.

        Returns what was done, None for nothing. Raises Stale when something done later
        depends on one of them.
        """
        with self._writing() as connection:
            found = journal.done_among(connection, acts)
            return self._turn_around(connection, found, ActKind.UNDO, by=by)

    def forget_history(self) -> None:
        """Let nothing done so far be undone."""
        with self._writing() as connection:
            journal.settle(connection)

    def _act(self, act: Act, parts: Iterable[Part | Ready], *, by: int) -> int:
        seq = count = 0
        with self._writing() as connection:
            index = search_index.Growing(connection)
            for part in parts:
                made = part if isinstance(part, Ready) else ready(part)
                if not made.journal:
                    continue
                seq = seq or journal.write_act(connection, act, by=by)
                texts.keep(connection, made.texts)
                index.came(made.characters)
                shelves.add(connection, made.added)
                shelves.write(connection, made.changes)
                journal.write_part(connection, seq, count, made.journal)
                count += 1
            index.take_up()
        return seq

    def _turn_around(
        self,
        connection: Connection,
        acts: Sequence[tuple[int, Act]],
        kind: ActKind,
        *,
        by: int,
    ) -> Step | None:
        if not acts:
            return None
        undo = kind is ActKind.UNDO
        bulk = any(act.bulk for _, act in acts)
        news: list[Change] = []
        leaving: list[Change] = []
        for seq, act in acts:
            for part in journal.parts(connection, seq, backwards=undo):
                changes: Sequence[Change]
                if undo:
                    changes, going = people.staying(inverse(part))
                    leaving += going
                else:
                    changes = people.coming_once(connection, part)
                shelves.write(connection, changes)
                if not bulk:
                    news += changes
            journal.write_turn(connection, seq, act, kind, by=by)
        gone = people.with_nothing(connection, leaving)
        shelves.write(connection, gone)
        news += gone if not bulk else []
        first = acts[-1][1] if undo else acts[0][1]
        within = {act.article_id for _, act in acts}
        return Step(
            title=first.title,
            changes=tuple(news),
            article_id=first.article_id if len(within) == 1 else None,
            bulk=bulk,
        )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._take_turn()
        try:
            before = self._newest_act()
            with self._connection.begin():
                yield self._connection
        except (DBAPIError, sqlite3.Error) as failure:
            refusal: Refused | None = None
            if isinstance(failure, IntegrityError):
                refusal = shelves.stale_for(failure)
            else:
                cause = failure.orig if isinstance(failure, DBAPIError) else failure
                refusal = refusal_for(self.path, cause) if cause is not None else None
            if refusal is None:
                raise
            if isinstance(failure, DBAPIError) and self._went_in(before):
                return
            raise refusal from failure
        finally:
            self._roll_back()
            self._turn.release()

    def _take_turn(self) -> None:
        if self._turn.acquire(timeout=_PATIENCE_S):
            return
        if not (self._tidying and self._turn.acquire(timeout=_TIDY_PATIENCE_S)):
            raise Busy(f"{self.path.name} is busy with a longer act; try again when it is done.")

    def _newest_act(self) -> int:
        (newest,) = self._sqlite.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
        return int(newest)

    def _went_in(self, before: int) -> bool:
        """Whether an act whose COMMIT failed is in the file all the same, and stays there.

        Where there is no write-ahead file an act is done once the rollback journal is cut
        to nothing; an error while that is synced comes too late to take the act back.
        """
        self._roll_back()
        try:
            if self._newest_act() == before:
                return False
            # a write that changes nothing: it syncs what was not
            self._sqlite.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        except sqlite3.Error:
            return False
        return True

    def _roll_back(self) -> None:
        if self._sqlite.in_transaction:  # a refused COMMIT leaves it open
            self._sqlite.rollback()


@contextlib.contextmanager
def _locked(path: Path, lock: ProjectLock | None) -> Iterator[ProjectLock | None]:
    """Holds a lock of its own unless one is given; keeps it unless something is raised."""
    if lock is not None:
        yield None
        return
    own = ProjectLock.take(path)
    if own is None:
        where = path if path.exists() or not path.parent.is_dir() else path.parent
        reason = "cannot be written to" if where.exists() else "cannot be made: no such folder"
        raise CannotOpen(f"{where} {reason}.")
    try:
        yield own
    except BaseException:
        own.release()
        raise


def _make_tables(path: Path, connection: sqlite3.Connection) -> None:
    """Tables and marks of a new project, all or none."""
    facts = {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "made_by": f"Annotator {__version__}",
    }
    engine = engine_on(connection)
    with engine.begin() as making:
        making.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        making.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        METADATA.create_all(making)
        search_index.make(making)
        making.execute(insert(PROJECT), [{"key": key, "value": facts[key]} for key in facts])
    check_current(path, connection)

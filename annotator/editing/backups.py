"""Backups that are made by themselves, and going back to one of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator import home
from annotator.domain.refusal import CannotOpen, Refused
from annotator.editing.project import Project
from annotator.editing.watching import Cancelled, Watch, unwatched
from annotator.settings import Settings
from annotator.store.keeping import Kept, Policy, kept_in, next_name, superfluous
from annotator.store.reader import Reader

if TYPE_CHECKING:
    from annotator.store.comparing import Differs
    from annotator.store.parts import Part

MINUTES = 10.0
"""Minutes of work from one backup to the next, unless the settings say otherwise."""

_MEGABYTE = 1024 * 1024


class Preview(msgspec.Struct, frozen=True):
    """What a backup holds, and how it differs from the project by kind of value."""

    articles: int
    annotations: int
    differs: dict[str, Differs]


class Keeper:
    """Makes backups of one project when they are due, and lets old ones go."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.folder = folder_for(path, settings)
        self.policy = Policy(limit=int(settings.number("backup_megabytes", 4096)) * _MEGABYTE)
        self.minutes = max(0.1, settings.number("backup_minutes", MINUTES))
        self.trouble = ""
        """Why the last backup could not be made, "" when it could."""
        self._turn = threading.Lock()

    def kept(self) -> list[Kept]:
        """The backups there are, newest first."""
        return kept_in(self.folder)

    def is_due(self) -> bool:
        """Whether anything was done since the newest backup. Raises Refused."""
        newest = next(iter(self.kept()), None)
        with contextlib.closing(Reader.open(self.path)) as now:
            at = now.history.newest()
        if newest is None:
            return at > 0
        try:
            with contextlib.closing(Reader.open(newest.path)) as then:
                return then.history.newest() != at
        except CannotOpen:
            return True

    def keep(self, reason: str, watch: Watch = unwatched, *, gently: bool = False) -> Kept | None:
        """Make a backup if one is due, and let go of those that are superfluous.

        Returns it, None when nothing has changed since the last. Raises Refused.
        """
        from annotator.store.backup import back_up  # noqa: PLC0415  seldom needed

        with self._turn:
            if not self.is_due():
                return None
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as reason_not:
                raise Refused(
                    f"{self.folder} cannot be made: {reason_not.strerror or reason_not}."
                ) from reason_not
            for left in self.folder.glob("*.part"):  # of a program that ended in between
                left.unlink(missing_ok=True)
            now = datetime.now(UTC)
            target = self.folder / next_name(self.kept(), reason, now)
            back_up(self.path, target, watch, gently=gently)
            kept = self.kept()
            for one in superfluous(kept, self.policy, now):
                with contextlib.suppress(OSError):
                    one.path.unlink()
            return kept[0]

    def before(self, title: str) -> None:
        """Make a backup before a large act. One that cannot be made is no reason not to act."""
        try:
            self.keep(f"before {_plain(title)}".strip())
        except Refused as why:
            self.trouble = str(why)
        else:
            self.trouble = ""


def folder_for(path: Path, settings: Settings) -> Path:
    """Where the backups of a project go: beside it, or in the folder for data, as set."""
    real = path.resolve()
    if settings.flag("backups_beside", default=False):
        return real.with_name(f"{real.stem} backups")
    return home.backups_folder() / mark_of(path)


def mark_of(path: Path) -> str:
    """A name for what is kept elsewhere of a project: its own, and where it lies."""
    real = path.resolve()
    return f"{real.stem} {hashlib.sha256(os.fsencode(real)).hexdigest()[:8]}"


def newest_good(path: Path, settings: Settings) -> Kept | None:
    """The newest backup of a project that opens, for when the project does not."""
    for one in kept_in(folder_for(path, settings)):
        try:
            Reader.open(one.path).close()
        except Refused:
            continue
        return one
    return None


def held(backup: Path) -> tuple[int, int]:
    """How many articles and annotations a backup holds. Raises Refused."""
    with contextlib.closing(Reader.open(backup)) as reader:
        counts = reader.counts()
    return counts.articles, counts.annotations


@contextlib.contextmanager
def of_today(backup: Path) -> Iterator[Path]:
    """A backup as today's program reads it: itself, or a copy that is brought up to date."""
    import shutil  # noqa: PLC0415  seldom needed
    import tempfile  # noqa: PLC0415

    from annotator.store.migrate import bring_up_to_date  # noqa: PLC0415
    from annotator.store.project_file import SCHEMA_VERSION, connect_reading  # noqa: PLC0415
    from annotator.store.project_file import version_of as version  # noqa: PLC0415

    with contextlib.closing(connect_reading(backup)) as connection:
        old = version(backup, connection) < SCHEMA_VERSION
    if not old:
        yield backup
        return
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / backup.name
        shutil.copyfile(backup, copy)
        bring_up_to_date(copy)
        yield copy


def preview(project: Project, backup: Path, watch: Watch = unwatched) -> Preview:
    """What going back to a backup would change. Changes nothing. Raises Refused."""
    from annotator.store.comparing import Comparison  # noqa: PLC0415

    with of_today(backup) as then, contextlib.closing(Comparison(project.path, then)) as both:
        differs = both.differs(_or_cancelled(watch))
        articles, annotations = held(then)
    return Preview(articles, annotations, differs)


def restore(project: Project, backup: Path, watch: Watch = unwatched) -> int:
    """Make the open project what a backup holds, as one act that can be undone.

    The journal stays and gains this act. Returns how many values changed, 0 when the
    two are the same. Raises Refused; nothing is changed then.
    """
    from annotator.store.comparing import Comparison  # noqa: PLC0415
    from annotator.store.parts import Part as Some  # noqa: PLC0415

    done = 0
    with of_today(backup) as then, contextlib.closing(Comparison(project.path, then)) as both:
        total = sum(one.come + one.go + one.other for one in both.differs().values())
        if not total:
            return 0

        def parts() -> Iterator[Part]:
            nonlocal done
            for changes, texts in both.changes():
                if not watch(min(done, total - 1), total, ""):
                    raise Cancelled
                yield Some(changes, texts)
                done += len(changes)

        step = project.write_bulk(f"Restore {backup.stem}", parts())
        watch(total, total, "")
    project.tidy_up()  # else the next act would have to, before it is painted
    project.tell(step)
    return total


def put_in_place(backup: Path, path: Path, watch: Watch = unwatched) -> Path:
    """Put a backup where a project is that cannot be opened; returns where that went.

    The file and what lies beside it are moved aside under a name of their own, never
    written over. Raises Refused; all is as it was then.
    """
    from annotator.store.backup import back_up  # noqa: PLC0415  seldom needed
    from annotator.store.lock import ProjectLock  # noqa: PLC0415
    from annotator.store.project_file import beside  # noqa: PLC0415
    from annotator.store.rescue import free_name  # noqa: PLC0415

    lock = ProjectLock.take(path)
    if lock is None:
        raise Refused(f"{path} cannot be written to.")
    moved: list[tuple[Path, Path]] = []
    aside = free_name(path, f"damaged, {datetime.now(UTC):%Y-%m-%d %H.%M}")
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            there = beside(path, suffix)
            if there.exists():
                there.rename(beside(aside, suffix))
                moved.append((beside(aside, suffix), there))
        back_up(backup, path, watch)
    except BaseException as failure:
        for now, before in moved:
            with contextlib.suppress(OSError):
                now.rename(before)
        if isinstance(failure, OSError):
            raise Refused(f"{path} cannot be moved: {failure.strerror or failure}.") from failure
        raise
    finally:
        lock.release()
    return aside


def _or_cancelled(watch: Watch) -> Watch:
    def told(done: int, total: int, name: str) -> bool:
        if not watch(done, total, name):
            raise Cancelled
        return True

    return told


def _plain(title: str) -> str:
    """The first word of a title, as the name of a file takes it."""
    word = title.split(" ", 1)[0].lower()
    return word if word.isascii() and word.isalpha() else ""

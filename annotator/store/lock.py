"""One program owns a project: a kernel lock on a file beside it, gone with the program.

The system's own locks are used directly (flock, or a locked byte on Windows): the
lock is taken before the window is first painted, and what a library would bring
along costs a tenth of the whole start.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

from annotator.domain.refusal import InUse

_SUFFIX = ".lock"

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # beyond the holder's name, which stays readable

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class Holder(NamedTuple):
    """Who holds a lock, as they said themselves; `since` is ISO 8601 in UTC."""

    pid: int
    host: str
    user: str = ""
    since: str = ""


class ProjectLock:
    """The right to write a project. Release it when done."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path, *, over: bool = False) -> ProjectLock | None:
        """Take the lock of a project file; None where the file or its folder is read-only.

        Raises InUse, naming the holder, when another window or program has it. Locks
        of another computer are not seen where computers share a disk or a folder, so
        its word in the file is taken for it; with `over` it is not.
        """
        if path.exists() and not os.access(path, os.W_OK):
            return None
        beside = lock_file(path)
        try:
            handle = _locked(beside)
        except OSError:
            return None
        if handle is None:
            raise InUse(f"{path.name} is already open{_where(holder(path))}.")
        left = holder(path)
        if left is not None and left.host != _host() and not over and _is_shared(path):
            os.close(handle)
            raise InUse(f"{path.name} is already open{_where(left)}.", elsewhere=True)
        with contextlib.suppress(OSError):
            os.truncate(handle, 0)
            os.write(handle, _own_words().encode())
        return cls(path, handle)

    def release(self) -> None:
        """Let others have the project. Releasing twice does nothing.

        The file goes while it is still locked: whoever opened it meanwhile finds
        that it has no name any more and begins anew.
        """
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with contextlib.suppress(OSError):
            lock_file(self.path).unlink(missing_ok=True)
        os.close(handle)
        if sys.platform == "win32":  # an open file cannot be unlinked there
            with contextlib.suppress(OSError):
                lock_file(self.path).unlink(missing_ok=True)


def lock_file(path: Path) -> Path:
    """Where the lock of a project file is; links to one file share it."""
    real = path.resolve()
    return real.with_name(real.name + _SUFFIX)


def _locked(beside: Path) -> int | None:
    """A handle that holds the lock, None where another program holds it.

    Raises OSError where the file cannot be made.
    """
    while True:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        if not _try_lock(handle):
            os.close(handle)
            return None
        try:
            if os.fstat(handle).st_ino == beside.stat().st_ino:
                return handle
        except FileNotFoundError:
            pass  # its last holder took it away between opening and locking
        os.close(handle)


def _host() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "")


def holder(path: Path) -> Holder | None:
    """Who said that they hold the lock of a project, None where nobody did."""
    try:
        pid, host, user, since, *_ = lock_file(path).read_text(encoding="utf-8").split("\n")
        return Holder(int(pid), host, user, since)
    except (OSError, ValueError):
        return None


def _own_words() -> str:
    user = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return "\n".join((str(os.getpid()), _host(), user.replace("\n", " "), since, ""))


def _is_shared(path: Path) -> bool:
    from annotator.store.places import place_of  # noqa: PLC0415  asked only when in doubt

    return place_of(path).is_shared


def _where(held: Holder | None) -> str:
    """Who holds the lock, as far as they said."""
    if held is None:
        return " in another program"
    if held.host == _host():
        if held.pid == os.getpid():
            return " in this program"
        return f" in another program (process {held.pid})"
    said = [held.host, held.user, f"process {held.pid}"]
    since = f", since {held.since[:16].replace('T', ' ')} UTC" if held.since else ""
    return f" on another computer ({', '.join(one for one in said if one)}{since})"

"""One program owns a project: a kernel lock on a file beside it, gone with the program.

The system's own locks are used directly (flock, or a locked byte on Windows): the
lock is taken before the window is first painted, and what a library would bring
along costs a tenth of the whole start.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

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


class ProjectLock:
    """The right to write a project. Release it when done."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> ProjectLock | None:
        """Take the lock of a project file; None where the file or its folder is read-only.

        Raises InUse, naming the holder, when another window or program has it.
        """
        if path.exists() and not os.access(path, os.W_OK):
            return None
        beside = lock_file(path)
        try:
            handle = _locked(beside)
        except OSError:
            return None
        if handle is None:
            raise InUse(f"{path.name} is already open{_where(beside)}.")
        with contextlib.suppress(OSError):
            os.truncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n{_host()}\n".encode())
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


def _where(beside: Path) -> str:
    """Who holds the lock, as far as they said."""
    try:
        pid, host = beside.read_text(encoding="utf-8").split("\n")[:2]
    except (OSError, ValueError):
        return " in another program"
    if host != _host():
        return f" on another computer ({host}, process {pid})"
    if pid == str(os.getpid()):
        return " in this program"
    return f" in another program (process {pid})"

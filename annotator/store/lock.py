"""One program owns a project: a kernel lock on a file beside it, gone with the program."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from annotator.domain.refusal import InUse

_SUFFIX = ".lock"


class ProjectLock:
    """The right to write a project. Release it when done."""

    def __init__(self, path: Path, lock: BaseFileLock) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def take(cls, path: Path) -> ProjectLock | None:
        """Take the lock of a project file; None where the file or its folder is read-only.

        Raises InUse, naming the holder, when another window or program has it.
        """
        beside = lock_file(path)
        if path.exists() and not os.access(path, os.W_OK):
            return None
        if not beside.parent.is_dir():  # the library would make it
            return None
        lock = FileLock(beside, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            raise InUse(f"{path.name} is already open{_where(beside)}.") from None
        except OSError:
            return None
        with contextlib.suppress(OSError):
            beside.write_text(f"{os.getpid()}\n{socket.gethostname()}\n", encoding="utf-8")
        return cls(path, lock)

    def release(self) -> None:
        """Let others have the project. Releasing twice does nothing.

        The file goes while it is still locked: whoever opened it meanwhile finds
        that it has no name any more and begins anew.
        """
        if not self._lock.is_locked:
            return
        with contextlib.suppress(OSError):
            lock_file(self.path).unlink(missing_ok=True)
        self._lock.release()
        with contextlib.suppress(OSError):
            if os.name == "nt":  # a locked file cannot be unlinked there
                lock_file(self.path).unlink(missing_ok=True)


def lock_file(path: Path) -> Path:
    """Where the lock of a project file is; links to one file share it."""
    real = path.resolve()
    return real.with_name(real.name + _SUFFIX)


def _where(beside: Path) -> str:
    """Who holds the lock, as far as they said."""
    try:
        pid, host = beside.read_text(encoding="utf-8").split("\n")[:2]
    except (OSError, ValueError):
        return " in another program"
    if host != socket.gethostname():
        return f" on another computer ({host}, process {pid})"
    if pid == str(os.getpid()):
        return " in this program"
    return f" in another program (process {pid})"

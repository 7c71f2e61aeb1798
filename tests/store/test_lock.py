"""One program owns a project; the lock goes with the program, however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.refusal import InUse
from annotator.store.lock import ProjectLock, lock_file
from annotator.store.reader import Reader
from annotator.store.store import Store

_HOLD = """
import sys, time
from pathlib import Path
from annotator.store.lock import ProjectLock
lock = ProjectLock.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


def _holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_program_is_named_and_reading_goes_on(store: Store, path: Path) -> None:
    store.close()
    with _holder(path) as holder:
        with pytest.raises(InUse, match=f"in another program .process {holder.pid}."):
            Store.open(path)
        with closing(Reader.open(path)) as reader:
            assert reader.counts().articles == 1
        holder.communicate()
    Store.open(path).close()
    assert list(path.parent.iterdir()) == [path]


def test_a_killed_program_holds_nothing(store: Store, path: Path) -> None:
    store.close()
    with _holder(path) as holder:
        holder.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        holder.wait()
    assert lock_file(path).exists()
    Store.open(path).close()
    assert list(path.parent.iterdir()) == [path]


def test_links_to_a_project_share_its_lock(store: Store, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.annotator"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(InUse):
        Store.open(link)


def test_a_lock_is_released_once(store: Store, path: Path) -> None:
    store.close()
    lock = ProjectLock.take(path)
    assert lock is not None
    lock.release()
    other = ProjectLock.take(path)
    assert other is not None
    lock.release()
    with pytest.raises(InUse):
        ProjectLock.take(path)
    other.release()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert ProjectLock.take(tmp_path / "none" / "a.annotator") is None
    assert list(tmp_path.iterdir()) == []

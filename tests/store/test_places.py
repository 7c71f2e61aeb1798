"""Folders that are copied and disks of other computers are known by what they are."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.refusal import InUse
from annotator.store import lock as lock_module
from annotator.store import store as store_module
from annotator.store.lock import Holder, ProjectLock, holder, lock_file
from annotator.store.places import Place, PlaceKind, network_by, place_of
from annotator.store.store import Store

_MOUNTS = [
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
    "31 22 0:29 / /srv/news rw - nfs4 server:/news rw,vers=4.2",
    "32 22 0:30 / /mnt/press\\040room rw,nosuid - cifs //server/press rw",
    "33 31 8:9 / /srv/news/local rw - ext4 /dev/sdb1 rw",
    "34 22 0:31 / /home/ann/remote rw - fuse.sshfs ann@server: rw",
    "35 22 0:32 / /home/ann/secret rw - fuse.gocryptfs secret rw",
    "36 22 0:33 / /media/stick rw - fuseblk /dev/sdc1 rw",
    "a line that says nothing",
]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts are told otherwise there")
@pytest.mark.parametrize(
    ("path", "by"),
    [
        ("/home/ann/p.annotator", ""),
        ("/srv/news/p.annotator", "nfs4"),
        ("/srv/newsroom/p.annotator", ""),
        ("/srv/news/local/p.annotator", ""),
        ("/mnt/press room/2026/p.annotator", "cifs"),
        ("/home/ann/remote/p.annotator", "sshfs"),
        ("/home/ann/secret/p.annotator", ""),
        ("/media/stick/p.annotator", ""),
    ],
)
def test_disks_of_other_computers_are_known(path: str, by: str) -> None:
    assert network_by(Path(path), _MOUNTS) == by


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("Dropbox/press", "Dropbox"),
        ("Dropbox (Newsroom)/press", "Dropbox"),
        ("OneDrive - The Paper/press", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Documents/Dropboxes", ""),
        ("Documents", ""),
    ],
)
def test_folders_are_known_by_their_names(tmp_path: Path, folder: str, by: str) -> None:
    inside = tmp_path / folder
    inside.mkdir(parents=True)
    kind = PlaceKind.SYNCHRONISED if by else PlaceKind.LOCAL
    assert place_of(inside / "p.annotator", _MOUNTS[:1]) == Place(kind, by)


@pytest.mark.parametrize(
    ("marker", "by"),
    [
        (".dropbox", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_1f3a.db", "Nextcloud"),
        (".tmp.drivedownload", "Google Drive"),
        (".stfolder", "Syncthing"),
    ],
)
def test_folders_are_known_by_what_lies_in_them(tmp_path: Path, marker: str, by: str) -> None:
    (tmp_path / "work" / "press").mkdir(parents=True)
    (tmp_path / "work" / marker).write_text("")
    assert place_of(tmp_path / "work" / "press" / "p.annotator", _MOUNTS[:1]).by == by


def test_a_folder_that_is_copied_gets_the_older_way_of_writing(tmp_path: Path, make: Any) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "p.annotator"
    with closing(Store.create(path)) as store:
        store.apply(make.step(*make.beginning()), by=1, texts=[make.words()])
        assert store._sqlite.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
        assert store._sqlite.execute("PRAGMA synchronous").fetchone() == (2,)
        assert not path.with_name(path.name + "-wal").exists()
        with closing(store.reader()) as reader:
            assert reader.counts().articles == 1
            store.apply(make.step(make.mark()), by=1)
            assert len(reader.annotations(101)) == 1
    assert [one.name for one in folder.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _says(path: Path, *lines: str) -> None:
    lock_file(path).write_text("\n".join(lines))


def test_another_computer_is_believed_where_its_lock_cannot_be_seen(
    tmp_path: Path, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.annotator"
    Store.create(path).close()
    _says(path, "4711", "elsewhere", "aylin", "2026-03-04T05:06:07Z", "")
    Store.open(path).close()  # on a disk of this computer nobody else can have it
    monkeypatch.setattr(lock_module, "_is_shared", lambda _: True)
    monkeypatch.setattr(store_module, "place_of", lambda _: Place(PlaceKind.NETWORK, "nfs4"))
    _says(path, "4711", "elsewhere", "aylin", "2026-03-04T05:06:07Z", "")
    with pytest.raises(InUse) as refusal:
        Store.open(path)
    assert refusal.value.elsewhere
    assert str(refusal.value) == (
        "p.annotator is already open on another computer "
        "(elsewhere, aylin, process 4711, since 2026-03-04 05:06 UTC)."
    )
    assert holder(path) == Holder(4711, "elsewhere", "aylin", "2026-03-04T05:06:07Z")
    lock = ProjectLock.take(path, over=True)
    assert lock is not None
    now = holder(path)
    assert now is not None
    assert now.host != "elsewhere"
    assert now.since
    with closing(Store.open(path, lock=lock)) as store:
        assert store._sqlite.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    lock.release()
    assert holder(path) is None

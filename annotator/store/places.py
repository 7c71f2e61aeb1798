"""Where a project file lies: on a disk of this computer, in a folder that a program
copies to other computers, or on a disk of another computer.

SQLite's write-ahead log needs memory that all its users share, so it does not work
across computers (https://sqlite.org/wal.html), and a program that copies a folder
may copy the file and its log at different moments. In such places the project is
written in the older way, and its lock names its holder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class PlaceKind(StrEnum):
    LOCAL = "local"
    SYNCHRONISED = "synchronised"
    NETWORK = "network"


class Place(NamedTuple):
    """Where a file lies; `by` is who copies it, or how the disk is reached, "" for local."""

    kind: PlaceKind
    by: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether other computers may see the file."""
        return self.kind is not PlaceKind.LOCAL


_FOLDERS = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("drivefs", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("box sync", "Box"),
    ("syncthing", "Syncthing"),
)
"""How folders are called that such programs make, in small letters; also with more behind."""

_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".stfolder", "Syncthing"),
)
"""What such programs leave in the folders they copy, whatever those are called."""

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "davfs",
        "webdav",
        "ceph",
        "lustre",
        "gpfs",
        "beegfs",
        "glusterfs",
        "ocfs2",
        "gfs2",
        "vboxsf",
        "prl_fs",
        "fuse",
        "drvfs",
        "acfs",
        "pvfs2",
        "coda",
        "afpfs",
        "macfuse",
        "osxfuse",
    }
)
_FUSE_ON_THIS_DISK = frozenset(
    {
        "gocryptfs",
        "encfs",
        "bindfs",
        "mergerfs",
        "veracrypt",
        "portal",
        "ecryptfs",
        "cryfs",
        "overlayfs",
        "fuse-overlayfs",
        "unionfs",
        "ntfs-3g",
        "exfat",
        "lxcfs",
    }
)


def place_of(path: Path, mounts: Iterable[str] | None = None) -> Place:
    """Where a file or folder lies, links followed. `mounts` are lines of mountinfo, to be told."""
    real = path.resolve()
    reached = network_by(real, _mountinfo() if mounts is None else mounts)
    if reached:
        return Place(PlaceKind.NETWORK, reached)
    copied = synchronised_by(real)
    return Place(PlaceKind.SYNCHRONISED, copied) if copied else Place(PlaceKind.LOCAL)


def synchronised_by(real: Path) -> str:
    """The program that copies the folder of a file to other computers, "" for none."""
    for folder in real.parents:
        name = folder.name.lower()
        for start, program in _FOLDERS:
            if name == start or (name.startswith(start) and name[len(start)] in " -_(."):
                return program
        if folder.parent.name == "CloudStorage":  # ~/Library/CloudStorage of macOS
            return folder.name.partition("-")[0]
        for marker, program in _MARKERS:
            if (folder / marker).exists():
                return "" if _is_programs_own(folder, marker) else program
        if _sync_journal(folder):
            return "Nextcloud"
    return ""


def _is_programs_own(folder: Path, marker: str) -> bool:
    """Dropbox keeps its settings in ~/.dropbox, which does not make home a copied folder."""
    return marker == ".dropbox" and (folder / marker).is_dir()


def _sync_journal(folder: Path) -> bool:
    """Nextcloud and ownCloud keep `.sync_….db` at the top of what they copy."""
    try:
        with os.scandir(folder) as inside:
            return any(
                one.name.endswith(".db") and one.name.startswith((".sync_", "._sync_"))
                for one in inside
            )
    except OSError:
        return False


def network_by(real: Path, mounts: Iterable[str]) -> str:
    """How the disk of another computer is reached that a file is on, "" for one of this one."""
    if sys.platform == "win32":
        return _windows_network(real)
    if sys.platform == "darwin":
        return _as_network(_darwin_type(real))
    longest, kind = -1, ""
    for point, file_system in _mounted(mounts):
        inside = point == "/" or str(real) == point or str(real).startswith(point + "/")
        if inside and len(point) >= longest:  # a later mount hides an earlier one
            longest, kind = len(point), file_system
    return _as_network(kind)


def _as_network(kind: str) -> str:
    if kind.startswith("fuse."):
        return "" if kind[5:] in _FUSE_ON_THIS_DISK else kind[5:]
    return kind if kind in _NETWORK else ""


def _mountinfo() -> list[str]:
    """Lines as proc_pid_mountinfo(5) tells them; none where there is no such file."""
    try:
        return Path("/proc/self/mountinfo").read_text(errors="surrogateescape").splitlines()
    except OSError:
        return []


def _mounted(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Mount point and type of file system; blanks in a name are written as \\040."""
    for line in lines:
        before, dash, after = line.partition(" - ")
        fields = before.split()
        if dash and len(fields) > 4 and after:
            yield _unescaped(fields[4]), after.split()[0]


def _unescaped(field: str) -> str:
    for written, meant in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(written, meant)
    return field


def _darwin_type(real: Path) -> str:
    import subprocess  # noqa: PLC0415  asked once for each project that is opened

    try:
        mounted = subprocess.run(
            ["/sbin/mount"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    longest, kind = -1, ""
    for line in mounted.stdout.splitlines():  # device on /point (type, options)
        point, _, rest = line.partition(" on ")[2].rpartition(" (")
        if str(real).startswith(point.rstrip("/") + "/") and len(point) >= longest:
            longest, kind = len(point), rest.partition(",")[0].rstrip(")")
    return kind


def _windows_network(real: Path) -> str:
    if str(real).startswith("\\\\"):
        return "SMB"
    import ctypes  # noqa: PLC0415  only there

    remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  unknown elsewhere
    return "SMB" if kernel.GetDriveTypeW(real.anchor) == remote else ""

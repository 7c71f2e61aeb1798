"""The private environment in `.venv`: made when missing, filled from a lock file.

Needs nothing but the standard library. A stamp inside the environment names the lock
that was installed, so that a second start costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system_libraries
from refusal import CannotPrepare

CHECKOUT = Path(__file__).resolve().parents[1]
LOCKS = CHECKOUT / "packaging" / "lock"
_OLDEST_GLIBC = (2, 34)


def prepare(lock: str, *, windows: bool = False, fonts: bool = False) -> Path:
    """The Python of an environment that holds what `packaging/lock/<lock>.txt` names.

    `windows` and `fonts` say whether window tests and pictures are to be made. Raises
    CannotPrepare with the sentence to print.
    """
    _check_glibc()
    environment = Environment(CHECKOUT / ".venv")
    usable = environment.usable()
    system_libraries.provide(environment=not usable, windows=windows, fonts=fonts)
    if not usable:
        say(f"Making a private environment in {environment.folder}")
        environment.make()
    environment.see(CHECKOUT)
    if not environment.holds(lock, LOCKS / f"{lock}.txt"):
        say("Installing the libraries into it (once; about 110 MB to fetch for a first run)")
        environment.install(lock, LOCKS / f"{lock}.txt")
    return environment.python


def say(line: str) -> None:
    """One line on what is going on, at once."""
    print(line, flush=True)


class Environment:
    """A virtual environment in `folder`, and the stamps of what was put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stamps = folder / "annotator-locks.json"

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    def usable(self) -> bool:
        """Whether its Python still runs, is of our version, and has pip."""
        try:
            said = subprocess.run(
                [self.python, "-c", "import pip, sys; print(sys.version_info[:2])"],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        except (OSError, subprocess.CalledProcessError):
            return False
        return said.strip() == str(sys.version_info[:2])

    def make(self) -> None:
        """Make it anew with this Python, over whatever stood there."""
        if self.folder.is_dir():
            shutil.rmtree(self.folder)
        _run(
            [sys.executable, "-m", "venv", self.folder],
            "The private environment could not be made",
        )

    def see(self, checkout: Path) -> None:
        """Let programs in it import what stands in the checkout, from any folder.

        The line runs as code because a plain path is read in the locale's encoding by
        some Pythons and as UTF-8 by others; this one is ASCII for all of them.
        """
        line = f"import sys; sys.path.append({str(checkout)!a})\n"
        file = self._site_packages() / "annotator_checkout.pth"
        if not file.is_file() or file.read_text(encoding="ascii") != line:
            file.write_text(line, encoding="ascii")

    def holds(self, lock: str, file: Path) -> bool:
        """Whether the lock was installed as it stands now."""
        return self._read_stamps().get(lock) == _fingerprint(file)

    def install(self, lock: str, file: Path) -> None:
        """Install exactly what the lock names, every file checked against its hash."""
        command: list[str | Path] = [
            self.python, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:",
            "--no-deps", "--no-input", "--disable-pip-version-check", "-r", file,
        ]  # fmt: skip
        if not sys.stdout.isatty():
            command.append("--quiet")
        _run(command, "The libraries could not be installed")
        stamps = self._read_stamps() | {lock: _fingerprint(file)}
        self._stamps.write_text(json.dumps(stamps, indent=1), encoding="utf-8")

    def _site_packages(self) -> Path:
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        major, minor = sys.version_info[:2]
        return self.folder / "lib" / f"python{major}.{minor}" / "site-packages"

    def _read_stamps(self) -> dict[str, str]:
        try:
            stamps: dict[str, str] = json.loads(self._stamps.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamps


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _run(command: list[str | Path], trouble: str) -> None:
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotPrepare(f"{trouble}: what the command said stands above.") from error


def _check_glibc() -> None:
    """Refuse a Linux that Qt's wheels are not built for, before pip fails in riddles."""
    if not sys.platform.startswith("linux"):
        return
    try:
        said = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (OSError, ValueError):
        said = ""
    name, _, version = said.partition(" ")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "glibc" or numbers < _OLDEST_GLIBC:
        raise CannotPrepare(
            "Qt needs a Linux with glibc 2.34 or newer, such as Debian 12, Ubuntu 22.04 or "
            f"Fedora 35; this one has {said or 'another C library'}."
        )

"""What Qt and the window tests need of a Linux system, and getting it.

Wheels bring Qt itself but not the system libraries it links. They are looked for as
the loader does, by soname, whatever package they came in; packages are named only to
say, or as root on Debian and Ubuntu to do, what is to be installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from refusal import CannotPrepare

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""Soname to Debian package, for QtCore, QtGui, QtWidgets, QtNetwork and the xcb plugin."""

PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool", "openbox": "openbox"}
"""What the window tests start."""

FONTS = {
    "NotoSansArabic-Regular": "fonts-noto-core",
    "NotoColorEmoji": "fonts-noto-color-emoji",
    "NotoSansCJK-Regular": "fonts-noto-cjk",
}
"""Files the tests' pictures need for Arabic, emoji and Chinese; tests run without them too."""

READER = {
    "usr/bin/dbus-daemon": "dbus",
    "usr/lib*/at-spi-bus-launcher": "at-spi2-core",
    "usr/lib/python3/dist-packages/gi": "python3-gi",
    "usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
"""Files the window tests need to hear what a screen reader hears; they run without them too."""

_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
"""Packages that Debian 13 and Ubuntu 24.04 call otherwise."""

_WAIT = ("-o", "DPkg::Lock::Timeout=120")
"""Another installation going on is waited for, in seconds."""


def provide(*, environment: bool = True, windows: bool = False, fonts: bool = False) -> None:
    """See that everything needed is there; install it as root on Debian or Ubuntu.

    `environment`: an environment is to be made; `windows`: window tests are to run;
    `fonts`: pictures are to be right. Fonts, and a screen reader's ears for the window
    tests, are asked for and never insisted on. Raises
    CannotPrepare with the one sentence that says what is missing and how to get it.
    """
    if not sys.platform.startswith("linux"):
        return

    def needed() -> dict[str, str]:
        return (
            missing_libraries()
            | (missing_programs() if windows else {})
            | (missing_modules() if environment else {})
        )

    missing = needed()
    wished = (missing_fonts() if fonts else []) + (missing_reader() if windows else [])
    if _may_install() and (missing or wished):
        _install([*missing.values(), *wished])
        missing = needed()
    if missing:
        raise CannotPrepare(what_is_missing(missing))


def missing_modules() -> dict[str, str]:
    """Parts of Python that Debian packages by themselves and environments are made with."""
    importlib.invalidate_caches()
    package = "python{}.{}-venv".format(*sys.version_info)
    return {
        f"Python's {module} module": package
        for module in ("venv", "ensurepip")
        if importlib.util.find_spec(module) is None
    }


def missing_libraries() -> dict[str, str]:
    """Sonames the loader does not find, with their Debian packages."""
    return {soname: package for soname, package in LIBRARIES.items() if not _loads(soname)}


def missing_programs() -> dict[str, str]:
    """Programs not on the PATH, with their Debian packages."""
    return {name: package for name, package in PROGRAMS.items() if not shutil.which(name)}


def missing_fonts() -> list[str]:
    """Debian packages of fonts that are nowhere in the system's folders."""
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    there = {file.stem for folder in folders for file in folder.rglob("*.[ot]t[fc]")}
    return [package for stem, package in FONTS.items() if stem not in there]


def missing_reader(root: Path = Path("/")) -> list[str]:
    """Debian packages of what a screen reader stands on that this system has not."""
    return [package for file, package in READER.items() if not any(root.glob(file))]


def what_is_missing(needed: dict[str, str]) -> str:
    """The sentence for a system that lacks libraries or programs."""
    names = ", ".join(needed)
    if _has_apt():
        packages = " ".join(_named_here(needed.values()))
        return (
            f"This system lacks {names}; run this and start again: "
            f"sudo apt-get install --no-install-recommends {packages}"
        )
    return f"This system lacks {names}; install the packages that hold them and start again."


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None


def _may_install() -> bool:
    return _has_apt() and os.geteuid() == 0


def _named_here(packages: Iterable[str]) -> list[str]:
    """Each package once, sorted, under the name this release gives it."""
    return sorted({_RENAMED[p] if p in _RENAMED and _known(_RENAMED[p]) else p for p in packages})


def _known(package: str) -> bool:
    """Whether the package lists of this system know it."""
    done = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return done.returncode == 0


def _install(packages: list[str]) -> None:
    """Install Debian packages, quietly; what goes wrong is seen by looking again."""
    print("Installing system packages with apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *_WAIT, "update"], env=environment, check=False)
    names = [name for name in _named_here(packages) if _known(name)]
    print("  " + " ".join(names), flush=True)
    subprocess.run(
        ["apt-get", "-qq", *_WAIT, "install", "-y", "--no-install-recommends", *names],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )

"""Missing system libraries are found by soname and named with the way to get them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import PySide6
import pytest
import system_libraries as libraries
from refusal import CannotPrepare

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has them to install"
)

_ALWAYS_THERE = {
    *("libzstd.so.1", "libz.so.1", "libresolv.so.2", "libstdc++.so.6"),
    *("libxcb.so.1", "libxcb-shm.so.0", "libxcb-render.so.0"),  # with those of the list
    "libbrotlicommon.so.1",
}


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without one library and without one program, run by an ordinary user."""
    monkeypatch.setattr(libraries, "LIBRARIES", {"libnone-such.so.7": "libnone-such7"})
    monkeypatch.setattr(libraries, "PROGRAMS", {"no-such-program": "no-such-package"})
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_a_missing_library_is_named_with_the_command(
    lacking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_has_apt", lambda: True)
    with pytest.raises(CannotPrepare) as refused:
        libraries.provide()
    assert str(refused.value) == (
        "This system lacks libnone-such.so.7; run this and start again: "
        "sudo apt-get install --no-install-recommends libnone-such7"
    )


def test_without_apt_the_names_must_do(lacking: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_has_apt", lambda: False)
    with pytest.raises(CannotPrepare, match=r"lacks libnone-such\.so\.7, no-such-program; install"):
        libraries.provide(windows=True)


def test_programs_matter_only_where_windows_are_tested(
    lacking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "LIBRARIES", {"libc.so.6": "libc6"})
    libraries.provide()
    with pytest.raises(CannotPrepare, match="no-such-program"):
        libraries.provide(windows=True)


def test_a_missing_venv_module_is_asked_for_by_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    assert libraries.missing_modules() == {
        "Python's venv module": "python3.13-venv",
        "Python's ensurepip module": "python3.13-venv",
    }


def test_a_package_goes_by_the_name_of_this_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_known", lambda package: package == "libglib2.0-0t64")
    assert libraries._named_here(["libgl1", "libglib2.0-0", "libgl1"]) == [
        "libgl1",
        "libglib2.0-0t64",
    ]
    monkeypatch.setattr(libraries, "_known", lambda _package: False)
    assert libraries._named_here(["libglib2.0-0"]) == ["libglib2.0-0"]


def test_root_on_debian_installs_and_looks_again(
    lacking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(packages: list[str]) -> None:
        asked.extend(packages)
        monkeypatch.setattr(libraries, "LIBRARIES", {})

    monkeypatch.setattr(libraries, "_has_apt", lambda: True)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(libraries, "_install", install)
    libraries.provide()
    assert asked == ["libnone-such7"]


def test_what_a_screen_reader_stands_on_is_wished_for_and_not_insisted_on(
    lacking: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "usr/libexec").mkdir(parents=True)
    (tmp_path / "usr/libexec/at-spi-bus-launcher").touch()
    missing = ["dbus", "python3-gi", "gir1.2-atspi-2.0"]
    assert libraries.missing_reader(tmp_path) == missing
    monkeypatch.setattr(libraries, "missing_reader", lambda: missing)
    monkeypatch.setattr(libraries, "LIBRARIES", {})
    monkeypatch.setattr(libraries, "PROGRAMS", {})
    libraries.provide(environment=False, windows=True)
    asked: list[str] = []
    monkeypatch.setattr(libraries, "_has_apt", lambda: True)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(libraries, "_install", asked.extend)
    libraries.provide(environment=False, windows=True)
    assert asked == missing


def test_every_library_qt_links_is_on_the_list() -> None:
    """What the wheels link and the loader finds outside them is what the list names."""
    qt = Path(PySide6.__path__[0]) / "Qt"
    parts = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Network")]
    parts += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    linked = {soname for part in parts for soname in _linked(part.read_bytes())}
    system = {soname for soname in linked if not (qt / "lib" / soname).exists()}
    assert system - set(libraries.LIBRARIES) - _ALWAYS_THERE == set()


def _linked(binary: bytes) -> set[str]:
    """Sonames of shared libraries that stand in a binary's string table, libc's aside."""
    names = {name.decode() for name in re.findall(rb"\x00(lib[\w.+-]+\.so\.\d+)(?=\x00)", binary)}
    return {name for name in names if not re.match(r"lib(c|m|dl|rt|gcc_s|pthread)\.so", name)}

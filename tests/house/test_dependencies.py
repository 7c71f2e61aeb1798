"""What pyproject.toml asks for and what the locks pin are one thing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_CHECKOUT = Path(__file__).resolve().parents[2]
_LOCKS = _CHECKOUT / "packaging" / "lock"
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_SYSTEMS = (
    {"sys_platform": "linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "os_name": "nt", "platform_machine": "AMD64"},
)
_EXTRAS: dict[str, tuple[str, ...]] = {
    "run": (),
    "test": ("test",),
    "consumers": ("test", "consumers"),
}


def _project() -> dict[str, Any]:
    with (_CHECKOUT / "pyproject.toml").open("rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    return project


def _asked_for(lock: str) -> list[Requirement]:
    project = _project()
    lines = list(project["dependencies"])
    waiting = list(_EXTRAS[lock])
    while waiting:
        for line in project["optional-dependencies"][waiting.pop()]:
            own = Requirement(line)
            if own.name == project["name"]:  # an extra that brings another extra along
                waiting += own.extras
            else:
                lines.append(line)
    return [Requirement(line) for line in lines]


def _pinned(lock: str) -> list[Requirement]:
    text = (_LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    return [
        Requirement(line.removesuffix("\\").strip())
        for line in text.splitlines()
        if line and not line.startswith(("#", " "))
    ]


def _version(pin: Requirement) -> str:
    (only,) = pin.specifier
    assert only.operator == "=="
    return only.version


def _environment(python: str, system: dict[str, str]) -> dict[str, str]:
    return {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        **system,
    }


def _in_force(pins: list[Requirement], environment: dict[str, str]) -> dict[str, str]:
    return {
        canonicalize_name(pin.name): _version(pin)
        for pin in pins
        if pin.marker is None or pin.marker.evaluate(environment)
    }


@pytest.mark.parametrize("lock", _EXTRAS)
@pytest.mark.parametrize("python", _PYTHONS)
@pytest.mark.parametrize("system", _SYSTEMS, ids=lambda system: system["sys_platform"])
def test_every_lock_satisfies_what_is_asked_for(
    lock: str, python: str, system: dict[str, str]
) -> None:
    environment = _environment(python, system)
    pins = _in_force(_pinned(lock), environment)
    for wanted in _asked_for(lock):
        if wanted.marker is None or wanted.marker.evaluate(environment):
            pin = pins.get(canonicalize_name(wanted.name))
            assert pin is not None, (
                f"{wanted.name} is in no line of {lock}.txt: make the locks anew"
            )
            assert wanted.specifier.contains(pin), f"{wanted} against {pin}: make the locks anew"


def test_the_smaller_lock_is_part_of_the_larger() -> None:
    run, test, consumers = ({str(pin) for pin in _pinned(lock)} for lock in _EXTRAS)
    assert run < test < consumers


@pytest.mark.parametrize("lock", _EXTRAS)
def test_a_lock_pins_hashes_and_names_no_place_to_fetch_from(lock: str) -> None:
    text = (_LOCKS / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--\w*index|--find-links|--trusted-host)", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text)
    pins = [block for block in blocks if not block.startswith("#")]
    assert len(pins) == len(_pinned(lock))
    assert all("--hash=sha256:" in block for block in pins)


@pytest.mark.parametrize("system", _SYSTEMS, ids=lambda system: system["sys_platform"])
def test_python_3_11_never_meets_pyside_6_12(system: dict[str, str]) -> None:
    (pyside,) = (
        wanted
        for wanted in _asked_for("run")
        if canonicalize_name(wanted.name) == "pyside6-essentials"
        and wanted.marker is not None
        and wanted.marker.evaluate(_environment("3.11", system))
    )
    assert not any(pyside.specifier.contains(bad) for bad in ("6.12.0", "6.12.1", "6.13.0"))
    for lock in _EXTRAS:
        pins = _in_force(_pinned(lock), _environment("3.11", system))
        assert pins["pyside6-essentials"].startswith("6.11.")
        assert pins["shiboken6"] == pins["pyside6-essentials"]


def test_the_python_range_is_one_everywhere() -> None:
    project = _project()
    assert project["requires-python"] == ">=3.11,<3.15"
    named = {line.rpartition(" ")[2] for line in project["classifiers"] if "Python :: 3." in line}
    assert named == set(_PYTHONS)

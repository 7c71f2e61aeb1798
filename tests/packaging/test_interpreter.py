"""A Python that will not do is replaced by one that will, or refused in words."""

from __future__ import annotations

import ast
import stat
import sys
from pathlib import Path

import interpreter
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands on shell scripts")


def _program(folder: Path, name: str, lines: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def test_this_python_will_do() -> None:
    interpreter.settle()


def test_the_newest_that_really_is_what_it_says_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "python3.14", "echo 'not installed here' >&2; exit 127")
    _program(tmp_path, "python3.13", "echo 3.9; echo /old/python")
    _program(tmp_path, "python3.12", "echo 3.12; echo /good/python")
    _program(tmp_path, "python3.11", "echo 3.11; echo /older/python")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter.find_suitable() == "/good/python"


def test_none_is_found_on_an_empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter.find_suitable() is None


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 15, 0)])
def test_another_python_starts_again_with_a_suitable_one(
    version: tuple[int, int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "python3.13", f'[ "$1" = -c ] && echo 3.13 && echo "{tmp_path}/python3.13"')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as left:
        interpreter.settle()
    assert left.value.code == 1  # what the script above exits with for anything but -c


def test_no_suitable_python_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=r"3\.11 to 3\.14; this is Python 3\.10"):
        interpreter.settle()


@pytest.mark.parametrize("name", ["interpreter.py", "run.py", "test.py"])
def test_an_old_python_can_read_what_refuses_it(name: str) -> None:
    file = Path(interpreter.__file__).with_name(name)
    ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert "from __future__" not in file.read_text(encoding="utf-8")

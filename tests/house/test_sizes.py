"""Files and functions stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_LONGEST_FILE = 400
_LONGEST_FUNCTION = 60
_FILES = sorted(
    file for room in ("annotator", "packaging") for file in (_CHECKOUT / room).rglob("*.py")
)


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_no_file_and_no_function_is_too_long(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= _LONGEST_FILE
    too_long = [
        f"{node.name}: {length} lines"
        for node in _functions(ast.parse(text))
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > _LONGEST_FUNCTION
    ]
    assert not too_long

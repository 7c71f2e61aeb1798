"""What others may call says what it does.

Modules always; public classes, functions and methods where they are long enough to
hold a surprise, unless Qt chose a method's name and so its meaning.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_FILES = sorted((_CHECKOUT / "annotator").rglob("*.py"))
_PLAIN_BODY = 6
"""Lines that a good name and types explain."""
_QT_NAMES = {"data", "draw", "event", "flags", "index", "parent", "paint", "text"}


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = ast.ClassDef | _Function


def _needs_words(node: _Definition) -> bool:
    length = (node.end_lineno or 0) - node.body[0].lineno + 1
    return not (node.name.startswith("_") or ast.get_docstring(node) or length <= _PLAIN_BODY)


def _named_by_qt(method: _Definition) -> bool:
    return method.name != method.name.lower() or method.name in _QT_NAMES


def _wanting(tree: ast.Module) -> Iterator[str]:
    if tree.body and not ast.get_docstring(tree):
        yield "the module itself"
    for node in tree.body:
        if isinstance(node, _Definition) and _needs_words(node):
            yield node.name
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for method in node.body:
                if (
                    isinstance(method, _Function)
                    and _needs_words(method)
                    and not _named_by_qt(method)
                ):
                    yield f"{node.name}.{method.name}"


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_the_public_face_of_a_module_is_explained(file: Path) -> None:
    assert list(_wanting(ast.parse(file.read_text(encoding="utf-8")))) == []

"""What others may call says what it does.

Modules, public classes and functions always; methods where their body is long enough
to hold a surprise, unless Qt chose their name and so their meaning.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_FILES = sorted((_CHECKOUT / "annotator").rglob("*.py"))
_PLAIN_BODY = 6
"""Lines of a method that its name and types explain."""
_QT_NAMES = {"data", "draw", "event", "flags", "index", "parent", "paint", "text"}


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _is_plain(method: _Function) -> bool:
    length = (method.end_lineno or 0) - method.body[0].lineno + 1
    from_qt = method.name != method.name.lower() or method.name in _QT_NAMES
    return from_qt or length <= _PLAIN_BODY


def _wanting(tree: ast.Module) -> Iterator[str]:
    if tree.body and not ast.get_docstring(tree):
        yield "the module itself"
    for node in tree.body:
        if not isinstance(node, (ast.ClassDef, _Function)) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            if (
                isinstance(method, _Function)
                and not method.name.startswith("_")
                and not ast.get_docstring(method)
                and not _is_plain(method)
            ):
                yield f"{node.name}.{method.name}"


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_the_public_face_of_a_module_is_explained(file: Path) -> None:
    assert list(_wanting(ast.parse(file.read_text(encoding="utf-8")))) == []

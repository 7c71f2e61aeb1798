"""Nothing that a file or a user says becomes a pattern: one of a few letters can take hours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_BOUNDED = {"annotator/formats/name_pattern.py"}
"""Where a pattern is made of what a user says, and matched within a bounded time."""

_FILES = sorted((_CHECKOUT / "annotator").rglob("*.py"))
_LIBRARIES = {"re", "regex", "re2"}
_TAKE_A_PATTERN = {
    "compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn",
    "template",
}  # fmt: skip
_QT = {"QRegularExpression", "QRegularExpressionValidator", "setFilterRegularExpression"}


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


def _is_ours(pattern: ast.expr, given: dict[str, list[ast.expr]]) -> bool:
    """Whether a pattern is written in the program, what comes from elsewhere escaped in it."""
    if isinstance(pattern, ast.Constant):
        return True
    if isinstance(pattern, ast.Name):
        found = given.get(pattern.id, [])
        rest = {name: values for name, values in given.items() if name != pattern.id}
        return pattern.id.isupper() or (bool(found) and all(_is_ours(one, rest) for one in found))
    if isinstance(pattern, ast.Call) and isinstance(pattern.func, ast.Attribute):
        of, does = pattern.func.value, pattern.func.attr
        if does == "escape":
            return isinstance(of, ast.Name) and of.id in _LIBRARIES
        parts = {"replace": [of], "join": [of, *pattern.args]}.get(does, [])
        return bool(parts) and all(_is_ours(one, given) for one in parts)
    if isinstance(pattern, (ast.GeneratorExp, ast.ListComp)):
        return _is_ours(pattern.elt, given)
    parts = []
    if isinstance(pattern, ast.BinOp):
        parts = [pattern.left, pattern.right]
    elif isinstance(pattern, ast.IfExp):
        parts = [pattern.body, pattern.orelse]
    elif isinstance(pattern, ast.JoinedStr):
        parts = pattern.values
    elif isinstance(pattern, ast.FormattedValue):
        parts = [pattern.value]
    return bool(parts) and all(_is_ours(one, given) for one in parts)


def _faults(tree: ast.Module) -> Iterator[str]:
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    given.setdefault(target.id, []).append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and _name(node) in _QT:
            yield f"line {node.lineno}: {_name(node)}"
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of, does = node.func.value, node.func.attr
        takes = isinstance(of, ast.Name) and of.id in _LIBRARIES and does in _TAKE_A_PATTERN
        if takes and not (node.args and _is_ours(node.args[0], given)):
            yield f"line {node.lineno}: a pattern that is not the program's own"


def _name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_patterns_are_the_programs_own(file: Path) -> None:
    if _named(file) in _BOUNDED:
        assert "timeout=" in file.read_text(encoding="utf-8")
        return
    assert not list(_faults(ast.parse(file.read_text(encoding="utf-8"))))

"""What files and users say is shown as plain text: Qt's rich text opens local files.

A label or a tooltip whose words look like markup is taken for markup unless it is told
otherwise, and an image in it that names a device hangs the program.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_FILES = sorted((_CHECKOUT / "annotator" / "ui").rglob("*.py"))
_RICH = {
    "setHtml", "insertHtml", "appendHtml", "setMarkdown", "QMessageBox", "QTextBrowser", "RichText",
    "AutoText", "MarkdownText", "setInformativeText", "setDetailedText", "setOpenExternalLinks",
}  # fmt: skip
_ESCAPED = {"tooltip"}
_OWN = {"tr", "translate", "QT_TRANSLATE_NOOP"}


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


def _name(node: ast.expr) -> str:
    """The last name of what is called: `plain`, or `tr` of `self.tr`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _is_ours(text: ast.expr) -> bool:
    """Whether words are the program's own, or escaped."""
    if isinstance(text, ast.Constant):
        return True
    if isinstance(text, ast.IfExp):
        return _is_ours(text.body) and _is_ours(text.orelse)
    return isinstance(text, ast.Call) and _name(text.func) in _ESCAPED | _OWN


def _sets_format(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the function around something says how a text is shown."""
    while not isinstance(node, (ast.FunctionDef, ast.Module)):
        node = parents[node]
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(_name(one.func) == "setTextFormat" for one in calls)


def _faults(tree: ast.Module) -> Iterator[str]:
    parents = _parents(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Name)) and _name(node) in _RICH:
            yield f"line {node.lineno}: {_name(node)} shows rich text"
        if isinstance(node, ast.Call) and _name(node.func) == "setToolTip":
            if not _is_ours(node.args[-1]):
                yield f"line {node.lineno}: a tooltip that is not made by tooltip()"
        elif isinstance(node, ast.Call) and _name(node.func) == "QLabel":
            around = parents[node]
            wrapped = isinstance(around, ast.Call) and _name(around.func).strip("_") == "plain"
            if not (wrapped or _sets_format(node, parents)):
                yield f"line {node.lineno}: a QLabel that is not made plain()"
        elif isinstance(node, ast.ClassDef) and any(_name(one) == "QLabel" for one in node.bases):
            made = {_name(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
            if not made & {"plain", "setTextFormat"}:
                yield f"line {node.lineno}: {node.name} is not made plain()"
        elif isinstance(node, ast.If) and "ToolTipRole" in ast.unparse(node.test):
            for one in ast.walk(node):
                if isinstance(one, ast.Return) and one.value and not _is_ours(one.value):
                    yield f"line {one.lineno}: a tooltip that is not made by tooltip()"


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_nothing_is_shown_as_rich_text(file: Path) -> None:
    assert not list(_faults(ast.parse(file.read_text(encoding="utf-8"))))

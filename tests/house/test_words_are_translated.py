"""What the window says goes through a translator, so that it can say it in any language.

Words are looked for where they are given to something that shows them, and, wherever
they stand, by their look: several words, or one that begins with a capital. Whoever
translates finds words as literals, so `tr` and `translate` are given nothing else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parents[2]
_FILES = sorted((_CHECKOUT / "annotator" / "ui").rglob("*.py"))
_TRANSLATE = {"tr", "translate"}
_FIRST, _SECOND, _THIRD, _ALL = slice(0, 1), slice(1, 2), slice(2, 3), slice(0, None)
_SHOW = {
    **dict.fromkeys(
        (
            "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription",
            "setPlaceholderText", "setWindowTitle", "setTitle", "setStatusTip", "setWhatsThis",
            "setSuffix", "setPrefix", "setSpecialValueText", "setLabelText", "setPlainText",
            "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox",
            "QAction", "QMenu", "addMenu", "addAction", "addItem", "addItems", "addRow",
            "setHeaderLabels", "setHorizontalHeaderLabels", "QTreeWidgetItem", "QListWidgetItem",
            "QTableWidgetItem", "words", "heading", "refused", "Refused", "show_message", "Tick",
            "Chip", "busy", "plain", "quiet", "_plain", "_say", "told", "announce",
        ),
        _FIRST,
    ),
    **dict.fromkeys(("say", "addTab", "QAccessibleAnnouncementEvent"), _SECOND),
    "show_notice": _THIRD,
    **dict.fromkeys(("getOpenFileName", "getSaveFileName", "getExistingDirectory"), _ALL),
    **dict.fromkeys(("drawText", "information", "question", "warning", "critical"), _ALL),
}  # fmt: skip
"""What shows words, and which of what it is given."""
_SHOWN_BY_NAME = {"title", "words", "detail", "placeholder", "tooltip", "remark"}
"""Names that words to be shown are given by."""
_NOT_SHOWN = {
    "setStyleSheet", "setProperty", "setObjectName", "property", "cast", "Thread", "SystemExit",
    "strftime", "setApplicationName", "setCreator", "write", "note", "print", "heard", "keep",
    "startswith", "endswith", "removeprefix", "replace", "get", "QKeySequence", "key_cap",
    "key_words", "Command", "getattr", "partition",
}  # fmt: skip
"""What is given words that nobody is shown; the titles of commands are translated, all of
them, where they are shown."""
_NO_WORDS = {
    "annotator/ui/theme.py": "names of fonts",
    "annotator/ui/keyboards.py": "names of layouts, and their letters",
    "annotator/ui/keymap.py": "keys",
    "annotator/ui/guard/crash.py": "the log",
    "annotator/ui/commands": "titles and groups, translated where they are shown",
}
_LATER = {"annotator/ui/commands/command.py": "the titles of commands"}
"""Where words are translated that stand elsewhere."""
_LOOKS_LIKE_WORDS = re.compile(r"[^\W\d_]\S* +\S*[^\W\d_]|[A-Z][a-z]+")
_KEYS = re.compile(r"((Ctrl|Shift|Alt|Meta)\+)+.*|Backtab|Enter|Return|Space|Shift|Esc")
_LETTER = re.compile(r"[^\W\d_]")
_FIELD = re.compile(r"\{[^}]*\}")


def _named(file: Path) -> str:
    return file.relative_to(_CHECKOUT).as_posix()


def _name(call: ast.Call) -> str:
    made = call.func
    return made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")


def _says(text: object) -> bool:
    return isinstance(text, str) and _LETTER.search(_FIELD.sub("", text)) is not None


def _literals(node: ast.AST) -> Iterator[ast.Constant]:
    """Literals that an expression's value is made of, as they stand."""
    if isinstance(node, ast.Constant):
        if _says(node.value):
            yield node
    elif isinstance(node, ast.Call):
        of = node.func.value if isinstance(node.func, ast.Attribute) else None
        if of is not None and _name(node) in ("format", "join", "strip", "removesuffix"):
            for part in (of, *node.args):
                yield from _literals(part)
    elif isinstance(node, ast.IfExp):
        yield from (one for part in (node.body, node.orelse) for one in _literals(part))
    elif isinstance(node, ast.FormattedValue):
        yield from _literals(node.value)  # and not how it is written
    elif isinstance(node, (ast.BinOp, ast.BoolOp, ast.JoinedStr, ast.List, ast.Tuple)):
        yield from (one for part in ast.iter_child_nodes(node) for one in _literals(part))


def _shown(call: ast.Call) -> Iterator[ast.Constant]:
    """Literals that something is given to show."""
    for argument in call.args[_SHOW[_name(call)]] if _name(call) in _SHOW else ():
        yield from _literals(argument)
    for keyword in call.keywords:
        if keyword.arg in _SHOWN_BY_NAME:
            yield from _literals(keyword.value)


def _by_look(node: ast.AST) -> Iterator[ast.Constant]:
    """Literals that look like words, but where nobody is shown them."""
    if isinstance(node, ast.Constant):
        text = node.value
        if isinstance(text, str) and _LOOKS_LIKE_WORDS.search(text) and not _KEYS.fullmatch(text):
            yield node
        return
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):
        if _name(node) in _NOT_SHOWN or _name(node) in _TRANSLATE:
            return
    elif isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
        children = [one for one in children if not _is_remark(one)]
    elif isinstance(node, ast.Dict):
        children = list(node.values)  # what is looked up, not what it is looked up by
    elif isinstance(node, (ast.Compare, ast.Subscript)):
        return
    elif isinstance(node, ast.AnnAssign):
        children = [node.value] if node.value is not None else []
    elif isinstance(node, ast.Assign) and any(
        isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets
    ):
        return
    for child in children:
        yield from _by_look(child)


def _is_remark(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_hidden(call: ast.Call) -> bool:
    """Whether something else than literals is to be translated; painters, too, translate."""
    literal = [isinstance(one, ast.Constant) and isinstance(one.value, str) for one in call.args]
    if _name(call) == "tr":
        return literal[:1] != [True]
    return _name(call) == "translate" and literal[:1] == [True] and literal[1:2] != [True]


def _faults(tree: ast.Module, name: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if _is_hidden(node) and name not in _LATER:
            yield f"line {node.lineno}: words that a translator's tool does not find"
        yield from (f"line {one.lineno}: {one.value!r} is shown" for one in _shown(node))
    if name not in _NO_WORDS and str(Path(name).parent) not in _NO_WORDS:
        yield from (f"line {one.lineno}: {one.value!r} reads like words" for one in _by_look(tree))


@pytest.mark.parametrize("file", _FILES, ids=_named)
def test_words_are_translated(file: Path) -> None:
    assert not sorted(set(_faults(ast.parse(file.read_text(encoding="utf-8")), _named(file))))


@pytest.mark.parametrize(
    "line",
    [
        'self.button.setText("Go on")',
        'box.setToolTip(f"{count} marks")',
        'label = QLabel("title" if x else self.tr("Title"))',
        'raise Refused("no")',
        'say(self.message, "done", "good")',
        'self._headings = ("When", "Why")',
        'make(title="marks")',
        'self.tr(f"{count} marks")',
        'translate("Page", words)',
        'view.setAccessibleName("marks: {0}".format(3))',
    ],
)
def test_words_that_are_not_translated_are_found(line: str) -> None:
    assert list(_faults(ast.parse(line), "annotator/ui/made_up.py"))


@pytest.mark.parametrize(
    "line",
    [
        'self.button.setText(self.tr("Go on"))',
        'say(label, translate("Page", "{0} marks").format(3), "good")',
        'label.setText(f"{share:.0%} · {count:,}")',
        'label.setProperty("role", "Quiet words")',
        'words("", "project")',
    ],
)
def test_what_is_translated_or_no_words_is_left_alone(line: str) -> None:
    assert not list(_faults(ast.parse(line), "annotator/ui/made_up.py"))

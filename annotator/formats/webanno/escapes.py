"""How WebAnno TSV writes what would be taken for its own signs."""

from __future__ import annotations

import re

_VALUE = re.compile(r"[\\\[\]|_;\t\n*]|->")
_UNVALUE = re.compile(r"\\(->|.)", re.DOTALL)
_VALUE_LETTERS = {"\t": "t", "\n": "n"}
_VALUE_SIGNS = {"t": "\t", "n": "\n"}
_TEXT = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b"}
_UNTEXT = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}


def value(text: str) -> str:
    """A feature value as a cell holds it."""
    return _VALUE.sub(lambda sign: f"\\{_VALUE_LETTERS.get(sign[0], sign[0])}", text)


def unvalue(cell: str) -> str:
    """The value of a cell."""
    return _UNVALUE.sub(lambda sign: _VALUE_SIGNS.get(sign[1], sign[1]), cell)


def line(text: str) -> str:
    """A line of text as a `#Text=` line or a token holds it."""
    return "".join(_TEXT.get(one, one) for one in text)


def unline(text: str) -> str:
    """The text of a `#Text=` line or a token."""

    def meant(sign: re.Match[str]) -> str:
        found = sign[1]
        if found[0] == "u" and len(found) == 5:
            return chr(int(found[1:], 16))
        return _LETTERS.get(found, found)

    joined = _UNTEXT.sub(meant, text)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def split(cell: str, between: str) -> list[str]:
    """A cell at a sign that is not escaped."""
    parts, held, at = [], "", 0
    while at < len(cell):
        if cell[at] == "\\" and at + 1 < len(cell):
            held += cell[at : at + 2]
            at += 2
        elif cell.startswith(between, at):
            parts.append(held)
            held = ""
            at += len(between)
        else:
            held += cell[at]
            at += 1
    return [*parts, held]

"""Which keys mean which command: defaults, a key map for one hand, and the user's own.

The user's own keys stand in ``keys.json`` in the settings folder, by command name:
``{"done-and-next": ["Space"], "find": ["Ctrl+F"]}``. They lie over the key map, and
that over the defaults. A key that a command is given is taken from whichever had it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from annotator.domain.codebook import Codebook
    from annotator.ui.commands.command import Command

Keys = Mapping[str, tuple[str, ...]]
"""Keys by command name."""

MAPS: Mapping[str, Keys] = {
    "both": {},
    # the right hand is at the mouse: what lies under it comes to the left as well
    "left": {
        "end-in": ("Q",),
        "end-out": ("W",),
        "start-in": ("Shift+Q",),
        "start-out": ("Shift+W",),
        "note": ("T",),
        "overlapping-mark": ("D",),
        "remove-mark": ("Ctrl+D",),
        "repeat-label": ("Z",),
        "answer": ("R",),
        "holder": ("V",),
        "link": ("C",),
        "fragment": ("B",),
        "undo": ("Ctrl+Z",),
        "commands": ("Ctrl+Space",),
    },
    # the left hand is at the mouse
    "right": {
        "jump": (";",),
        "jump-statement": ("Ctrl+;",),
        "mark-1": ("U",),
        "mark-2": ("I",),
        "mark-3": ("Y",),
        "select-sentence": (",",),
        "select-paragraph": ("Ctrl+,",),
        "next-mark": ("]",),
        "previous-mark": ("[",),
        "flag": ("Shift+N",),
        "mark-all": ("Shift+I",),
        "entity": ("Shift+O",),
        "undo": ("Ctrl+Backspace",),
    },
}
"""What a key map adds. The defaults stay, so that a borrowed hand finds its way."""

_HELD = ("", "Shift+", "Alt+", "Ctrl+", "Ctrl+Shift+", "Alt+Shift+")
_MOVES = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
FIXED = frozenset(f"{held}{name}" for held in _HELD for name in _MOVES) - {
    "Ctrl+PgUp",
    "Ctrl+PgDown",
}
"""Keys that move the caret, on every page alike."""


def normal(key: str) -> str:
    """A key as this module compares it: "Del" for "Delete"."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) or key


def own_keys(file: Path) -> dict[str, tuple[str, ...]]:
    """The user's own keys; none where the file is missing or is not what it should be."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        name: tuple(key for key in keys if isinstance(key, str))
        for name, keys in read.items()
        if isinstance(keys, list)
    }


def write_own_keys(file: Path, own: Keys) -> bool:
    """Keep the user's own keys as a readable file; says whether it could be written."""
    written = json.dumps(
        {name: list(keys) for name, keys in sorted(own.items())}, ensure_ascii=False, indent=1
    )
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(f"{written}\n", encoding="utf-8")
        temporary.replace(file)
        return True
    return False


def laid_over(
    commands: Sequence[Command], own: Keys, chosen_map: str = "both"
) -> tuple[Command, ...]:
    """Commands with a key map and the user's own keys laid over their defaults."""
    added = MAPS.get(chosen_map, {})
    names = {command.name for command in commands}
    mapped = {key for name, keys in added.items() if name in names for key in keys}
    taken = {normal(key) for name, keys in own.items() if name in names for key in keys}
    result: list[Command] = []
    for command in commands:
        if command.name in own:
            result.append(replace(command, keys=own[command.name]))
            continue
        new = added.get(command.name, ())
        keys = (*new, *(key for key in command.keys if key not in mapped and key not in new))
        result.append(replace(command, keys=tuple(k for k in keys if normal(k) not in taken)))
    return tuple(result)


def holder_of(commands: Sequence[Command], key: str, *, but: str = "") -> Command | None:
    """The command that has a key already, one aside; None when it is free."""
    wanted = normal(key)
    return next(
        (
            command
            for command in commands
            if command.name != but and any(normal(one) == wanted for one in command.keys)
        ),
        None,
    )


def label_letters(commands: Sequence[Command], codebook: Codebook | None) -> dict[str, str]:
    """Letters that mark on the page, upper case, each with the key of the label it marks
    with. A label's letter that is the key of another command does not mark."""
    labels = codebook.labels if codebook is not None else ()
    found = {
        label.key.upper(): label.key
        for label in labels
        if label.key.isalpha() and not label.retired and holder_of(commands, label.key) is None
    }
    for command in commands:
        if command.label_key:
            letters = (key for key in command.keys if len(key) == 1 and key.isalpha())
            found |= dict.fromkeys(letters, command.label_key)
    return found

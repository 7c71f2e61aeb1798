"""Every command, group by group, and the keys that call it.

Menus, shortcuts, the command palette and the shortcut sheet are made from this one
table. Keys named in it are defaults; ``keys.json`` in the settings folder overrides
them by command name: ``{"done-and-next": ["Space"], "find": ["Ctrl+F"]}``.
"""

from __future__ import annotations

from pathlib import Path

from annotator.ui.commands import articles, marking, moving, project, selecting, view
from annotator.ui.commands.command import Command
from annotator.ui.keymap import laid_over, own_keys

COMMANDS: tuple[Command, ...] = (
    *marking.COMMANDS,
    *selecting.COMMANDS,
    *moving.COMMANDS,
    *articles.COMMANDS,
    *project.COMMANDS,
    *view.COMMANDS,
)


def with_own_keys(file: Path, chosen_map: str = "both") -> tuple[Command, ...]:
    """The commands with a key map and the user's keys laid over the defaults.

    A file that is missing, or is not what it should be, changes nothing.
    """
    return laid_over(COMMANDS, own_keys(file), chosen_map)

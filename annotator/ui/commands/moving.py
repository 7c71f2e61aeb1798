"""Ways through the marks of an article."""

from __future__ import annotations

from annotator.ui.acts import jumping, selecting
from annotator.ui.commands.command import Command

_IN = "Moving"


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("jump", "Jump-marks: a letter at every likely span", _IN, ("F",), jumping.jump,
            needs="article"),
    Command("jump-statement", "Jump-marks at sentences and their parts", _IN, ("Shift+F",),
            jumping.jump_to_statement, needs="article"),
    Command("keep-jumping", "Jump-marks again after each mark, or only when asked for", _IN, (),
            jumping.toggle_keep_jumping, needs="project"),
    Command("next-mark", "Next mark", _IN, ("Tab",), selecting.next_mark, needs="article"),
    Command("previous-mark", "Previous mark", _IN, ("Shift+Tab", "Backtab"),
            selecting.previous_mark, needs="article"),
    Command("overlapping-mark", "Step through marks that overlap here", _IN, ("O",),
            selecting.next_overlapping, needs="article"),
)
# fmt: on

"""The selection: where it begins and ends."""

from __future__ import annotations

from annotator.ui.acts import selecting
from annotator.ui.commands.command import Command

_IN = "Selecting"


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("end-in", "End edge in by a word", _IN, ("J",), selecting.edge("end", out=False),
            needs="article"),
    Command("end-out", "End edge out by a word", _IN, ("K",), selecting.edge("end", out=True),
            needs="article"),
    Command("start-in", "Start edge in by a word", _IN, ("Shift+J",), selecting.edge("start",
            out=False), needs="article"),
    Command("start-out", "Start edge out by a word", _IN, ("Shift+K",), selecting.edge("start",
            out=True), needs="article"),
    Command("end-in-character", "End edge in by a character", _IN, ("Alt+J",),
            selecting.edge("end", out=False, by_character=True), needs="article"),
    Command("end-out-character", "End edge out by a character", _IN, ("Alt+K",),
            selecting.edge("end", out=True, by_character=True), needs="article"),
    Command("start-in-character", "Start edge in by a character", _IN, ("Alt+Shift+J",),
            selecting.edge("start", out=False, by_character=True), needs="article"),
    Command("start-out-character", "Start edge out by a character", _IN, ("Alt+Shift+K",),
            selecting.edge("start", out=True, by_character=True), needs="article"),
    Command("select-sentence", "Extend the selection to the sentence", _IN, ("S",),
            selecting.extend_to_sentence, needs="article"),
    Command("select-paragraph", "Extend the selection to the paragraph", _IN, ("Shift+S",),
            selecting.extend_to_paragraph, needs="article"),
    Command("copy", "Copy the selected words", _IN, ("Ctrl+C",), selecting.copy_words,
            needs="article"),
)
# fmt: on
